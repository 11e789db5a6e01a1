"""From the trained network to what the package runs: ``engine.onnx`` (int8) and ``engine.npz`` (what numpy computes).

The graph is built operator by operator with onnxruntime's fused ones: the graph that torch's exporter writes does not fuse,
and quantising it fails. One run reads one unit, so there is neither padding nor a mask.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.documents import DEPRELS, MASKED, ROLE_TAGS, UPOS
from training.network import ARC, HEADS, LAYERS, Layer, Network, branch_of

TAG_HEADS = ("upos", "names", "times", "parties", "status", "predicate", "attribution", "events")
"""Columns of the output ``tags``, in this order."""
PAIR_HEADS = ("relation_left", "relation_right", "role_left", "role_right", "link_cue", "link_first", "link_last",
              "event_source", "event_target", "event_both")  # fmt: skip
"""Columns of the output ``pairs``, in this order."""


class Graph:
    """Nodes and constants under construction."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Tensor | np.ndarray[Any, Any]) -> str:
        """Add an array; its name."""
        array = value.detach().numpy() if isinstance(value, Tensor) else value
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, *, fused: bool = False, **attributes: Any) -> str:
        """Add an operator with one output; the output's name."""
        domain = "com.microsoft" if fused else ""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=f"{output}_node", domain=domain, **attributes))
        return output

    def linear(self, name: str, source: str, weight: Tensor, bias: Tensor) -> str:
        """Add ``source @ weight.T + bias``."""
        product = self.node("MatMul", [source, self.constant(f"{name}_w", weight.T)], f"{name}_product")
        return self.node("Add", [product, self.constant(f"{name}_b", bias)], name)


def _embeddings(graph: Graph, network: Network, *, small: bool) -> str:
    """The sum of word, position and shape embeddings; words as int8 with a scale a row if ``small``."""
    encoder = network.encoder
    table = encoder.words.weight.detach().numpy()
    if small:
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        graph.constant("words", np.round(table / scale).astype(np.int8))
        rows = graph.node("Cast", [graph.node("Gather", ["words", "pieces"], "word_rows8")], "word_rows", to=TensorProto.FLOAT)
        scales = graph.node("Gather", [graph.constant("word_scales", scale.astype(np.float32)), "pieces"], "word_row_scales")
        words = graph.node("Mul", [rows, scales], "word_part")
    else:
        words = graph.node("Gather", [graph.constant("words", encoder.words.weight), "pieces"], "word_part")
    shapes = graph.node("Gather", [graph.constant("shape_table", encoder.shapes.weight), "shapes"], "shape_part")
    size = graph.node("Shape", ["pieces"], "size")
    one, two = (graph.constant(name, np.array([value], np.int64)) for name, value in (("one", 1), ("two", 2)))
    length = graph.node("Slice", [size, one, two], "length")
    zero = graph.constant("zero", np.array([0], np.int64))
    places = graph.node("Slice", [graph.constant("positions", encoder.positions.weight), zero, length, zero], "place_part")
    summed = graph.node("Add", [graph.node("Add", [words, shapes], "word_shape"), places], "embedded")
    return graph.node(
        "LayerNormalization",
        [summed, graph.constant("norm_w", encoder.norm.weight), graph.constant("norm_b", encoder.norm.bias)],
        "x", epsilon=1e-12, axis=-1,
    )  # fmt: skip


def _layer(graph: Graph, prefix: str, layer: nn.Module, x: str) -> str:
    assert isinstance(layer, Layer)
    p = prefix
    c = graph.constant
    mixed = graph.node(
        "Attention", [x, c(p + "qkv_w", layer.qkv.weight.T), c(p + "qkv_b", layer.qkv.bias)], p + "mixed", fused=True, num_heads=HEADS
    )
    out = graph.node("MatMul", [mixed, c(p + "out_w", layer.out.weight.T)], p + "out")
    middle = graph.node(
        "SkipLayerNormalization",
        [out, x, c(p + "n1_w", layer.norm1.weight), c(p + "n1_b", layer.norm1.bias), c(p + "out_b", layer.out.bias)],
        p + "middle", fused=True, epsilon=1e-12,
    )  # fmt: skip
    inner = graph.node("MatMul", [middle, c(p + "inner_w", layer.inner.weight.T)], p + "inner")
    active = graph.node("BiasGelu", [inner, c(p + "inner_b", layer.inner.bias)], p + "active", fused=True)
    outer = graph.node("MatMul", [active, c(p + "outer_w", layer.outer.weight.T)], p + "outer")
    return graph.node(
        "SkipLayerNormalization",
        [outer, middle, c(p + "n2_w", layer.norm2.weight), c(p + "n2_b", layer.norm2.bias), c(p + "outer_b", layer.outer.bias)],
        p + "done", fused=True, epsilon=1e-12,
    )  # fmt: skip


def _tag_head(network: Network, name: str) -> nn.Linear:
    head = network.masked[name] if name in MASKED else getattr(network, name)
    assert isinstance(head, nn.Linear)
    return head


def _pair_head(network: Network, name: str) -> nn.Linear:
    owner, _, side = name.partition("_")
    head = getattr(getattr(network, owner), side) if owner in ("relation", "role") else getattr(network, name)
    assert isinstance(head, nn.Linear)
    return head


def _joined(graph: Graph, name: str, heads: dict[str, nn.Linear], states: dict[str | None, str]) -> list[str]:
    """Matrix products for heads in their order: one for each run of heads that read the same states."""
    found: list[str] = []
    for branch, run in itertools.groupby(heads.items(), key=lambda item: branch_of(item[0])):
        own = [head for _, head in run]
        weights: list[Tensor] = [head.weight for head in own]
        biases: list[Tensor] = [torch.zeros(head.out_features) if head.bias is None else head.bias for head in own]
        found.append(graph.linear(f"{name}{len(found)}", states[branch], torch.cat(weights), torch.cat(biases)))
    return found


def build(network: Network, path: Path, *, small: bool) -> None:
    """Write the graph: inputs pieces and shapes [1, length] and starts [words]; outputs tags, pairs and arcs."""
    graph = Graph()
    levels = [_embeddings(graph, network, small=small)]
    for number, layer in enumerate(network.encoder.layers):
        levels.append(_layer(graph, f"layer{number}_", layer, levels[-1]))
    tops: dict[str | None, str] = {None: levels[-1]}
    for name in network.branches:
        own = network.layers_of(name)
        x = levels[LAYERS - len(own)]
        for number, layer in enumerate(own):
            x = _layer(graph, f"{name}{number}_", layer, x)
        tops[name] = x
    axis = graph.constant("axis0", np.array([0], np.int64))
    every = {name: graph.node("Squeeze", [top, axis], f"{name or 'shared'}_rows") for name, top in tops.items()}
    states = {name: graph.node("Gather", [rows, "starts"], f"{name or 'word'}_states") for name, rows in every.items()}
    rows, words = every[None], states[None]
    events = states[branch_of("events")]
    event = graph.node("Relu", [graph.linear("event_words", events, network.event_word.weight, network.event_word.bias)], "event_active")
    types = graph.linear("event_types", event, network.event_type.weight, network.event_type.bias)
    plain = _joined(graph, "plain_tags", {name: _tag_head(network, name) for name in TAG_HEADS[:-1]}, states)
    graph.node("Concat", [*plain, types], "tags", axis=1)
    pairs = _joined(graph, "pair_columns", {name: _pair_head(network, name) for name in PAIR_HEADS}, states)
    graph.node("Concat", pairs, "pairs", axis=1)
    root = graph.node("Slice", [rows, "zero", "one", "zero"], "root_state")
    both = graph.node("Concat", [root, words], "head_states", axis=0)
    below, above = network.arc_dependent, network.arc_head
    dependent = graph.node("Relu", [graph.linear("arc_dependent", words, below.weight, below.bias)], "arc_d")
    head = graph.node("Relu", [graph.linear("arc_head", both, above.weight, above.bias)], "arc_h")
    turned = graph.linear("arc_turn", dependent, network.arc[:ARC].T, network.arc[ARC])
    graph.node("MatMul", [turned, graph.node("Transpose", [head], "arc_ht", perm=[1, 0])], "arcs")
    small_int, long_int = TensorProto.INT32, TensorProto.INT64
    kinds: tuple[tuple[str, int, list[str | int | None]], ...]
    outputs: tuple[tuple[str, list[str | int | None]], ...]
    kinds = (("pieces", small_int, [1, "length"]), ("shapes", small_int, [1, "length"]), ("starts", long_int, ["words"]))
    outputs = (("tags", ["words", "tag_columns"]), ("pairs", ["words", "pair_columns"]), ("arcs", ["words", "heads"]))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes, "engine",
            [helper.make_tensor_value_info(name, kind, shape) for name, kind, shape in kinds],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)], ir_version=8,
    )  # fmt: skip
    onnx.save(model, str(path))


def quantise(source: Path, target: Path) -> None:
    """Encoder and pair projections to int8, weights a scale a column; the small heads stay exact."""
    kept = ("plain_tags", "event_words", "event_types", "arc")
    exclude = [node.name for node in onnx.load(str(source)).graph.node if node.op_type == "MatMul" and node.name.startswith(kept)]
    quantize_dynamic(
        str(source), str(target), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Attention"],
        nodes_to_exclude=exclude, extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )  # fmt: skip


def constants(network: Network) -> dict[str, np.ndarray[Any, Any]]:
    """What numpy needs to score pairs of words and to decode tags."""
    moves, first = network.crf.transitions()
    found = {
        "relation_distance": network.relation.distance.weight, "relation_out": network.relation.out.weight.T,
        "relation_bias": network.relation.out.bias, "role_distance": network.role.distance.weight, "role_out": network.role.out.weight.T,
        "role_bias": network.role.out.bias, "link_distance": network.link_distance.weight, "link_out": network.link_out,
        "link_bias": network.link_bias, "event_pair": network.event_pair.weight.T, "event_bias": network.event_pair.bias,
        "event_seek": network.event_seek.weight.T, "event_seek_bias": network.event_seek.bias, "moves": moves, "first": first,
    }  # fmt: skip
    return {name: tensor.detach().numpy().astype(np.float32) for name, tensor in found.items()}


def layout(network: Network) -> dict[str, Any]:
    """The labels and column ranges of the outputs, for ``engine.json``."""
    columns: dict[str, list[int]] = {}
    at = 0
    for name in TAG_HEADS:
        width = len(MASKED[name]) if name in MASKED else _tag_head(network, name).out_features
        columns[name] = [at, at + width]
        at += width
    pairs: dict[str, list[int]] = {}
    at = 0
    for name in PAIR_HEADS:
        width = _pair_head(network, name).out_features
        pairs[name] = [at, at + width]
        at += width
    return {"tags": columns, "pairs": pairs, "upos": UPOS, "deprels": DEPRELS, "roles": list(ROLE_TAGS)}


def export(network: Network, vocabulary: Path, out: Path) -> None:
    """Write ``engine.onnx`` (int8), ``engine_fp32.onnx``, ``engine.npz``, ``engine.json`` and ``vocab.txt`` to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    build(network, out / "engine_fp32.onnx", small=False)
    rough = out / "engine_mixed.onnx"
    build(network, rough, small=True)
    quantise(rough, out / "engine.onnx")
    rough.unlink()
    np.savez(out / "engine.npz", **constants(network))  # type: ignore[arg-type]
    (out / "engine.json").write_text(json.dumps(layout(network), indent=1), encoding="utf-8")
    (out / "vocab.txt").write_bytes(vocabulary.read_bytes())
