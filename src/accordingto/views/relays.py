"""The relay map: who cites whom, as layers from those who only cite to those who are only cited."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from accordingto.store import Store
from accordingto.views.common import NO_OUTLET, NO_VOICE
from accordingto.views.wording import shorten

MOST_EDGES = 60


@dataclass(frozen=True, slots=True)
class RelayNode:
    """One voice of the map: its layer from the left, its place in it, kind, and how often it cites and is cited."""

    id: str
    label: str
    kind: str
    layer: int
    place: int
    cites: int
    cited: int


@dataclass(frozen=True, slots=True)
class RelayEdge:
    """One voice cites another ``count`` times in ``reports`` reports."""

    outer: str
    outer_label: str
    inner: str
    inner_label: str
    count: int
    reports: int


@dataclass(frozen=True, slots=True)
class RelaysPage:
    """The map: ``nodes``, ``edges`` most frequent first, ``total`` pairs in the record, the ``scope`` asked for."""

    nodes: tuple[RelayNode, ...]
    edges: tuple[RelayEdge, ...]
    total: int
    scope: str


def relays_page(store: Store, *, scope: str = "outlets", limit: int = MOST_EDGES) -> RelaysPage:
    """Who cites whom; ``scope`` "outlets" keeps pairs in which an outlet cites another outlet or document, "all" keeps every voice."""
    found = store.page("relays", {}, limit=1000 if scope == "outlets" else limit)
    voices = store.voices({r[k] for r in found.rows for k in ("outer_voice", "inner_voice")})

    def nameless(voice: str) -> str:
        return NO_OUTLET if voice in voices and voices[voice].kind == "outlet" else NO_VOICE

    edges = [
        RelayEdge(
            r["outer_voice"],
            r["citing"] or nameless(r["outer_voice"]),
            r["inner_voice"],
            r["cited"] or nameless(r["inner_voice"]),
            r["count"],
            r["reports"],
        )
        for r in found.rows
        if r["outer_voice"] != r["inner_voice"]
        and (scope == "all" or (r["inner_voice"] in voices and voices[r["inner_voice"]].kind in ("outlet", "document")))
    ][:limit]
    layers = _layers(edges)
    cites: Counter[str] = Counter()
    cited: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for e in edges:
        cites[e.outer] += e.count
        cited[e.inner] += e.count
        labels |= {e.outer: e.outer_label, e.inner: e.inner_label}
    places = _places(edges, layers)
    nodes = tuple(
        RelayNode(v, shorten(labels[v], 40), voices[v].kind if v in voices else "unspecified", layers[v], places[v], cites[v], cited[v])
        for v in sorted(labels, key=lambda v: (layers[v], places[v]))
    )
    return RelaysPage(nodes, tuple(edges), found.total, scope)


def _layers(edges: list[RelayEdge]) -> dict[str, int]:
    """Longest way from a voice that nobody here cites; edges that would close a circle are not followed."""
    outgoing: dict[str, list[str]] = defaultdict(list)
    for e in edges:
        outgoing[e.outer].append(e.inner)
    voices = sorted({v for e in edges for v in (e.outer, e.inner)})
    layers = dict.fromkeys(voices, 0)
    state: dict[str, int] = {}
    order: list[str] = []
    forward: dict[str, list[str]] = defaultdict(list)
    for root in voices:
        stack: list[tuple[str, int]] = [(root, 0)]
        while stack:
            voice, n = stack.pop()
            if n == 0:
                if voice in state:
                    continue
                state[voice] = 1
            targets = sorted(outgoing[voice])
            if n < len(targets):
                stack.append((voice, n + 1))
                if state.get(targets[n]) != 1:
                    forward[voice].append(targets[n])
                    stack.append((targets[n], 0))
            else:
                state[voice] = 2
                order.append(voice)
    for voice in reversed(order):
        for inner in forward[voice]:
            layers[inner] = max(layers[inner], layers[voice] + 1)
    return layers


def _places(edges: list[RelayEdge], layers: dict[str, int]) -> dict[str, int]:
    """Order within each layer: three sweeps of neighbours' mean places, so that few lines cross."""
    by_layer: dict[int, list[str]] = defaultdict(list)
    for voice in sorted(layers):
        by_layer[layers[voice]].append(voice)
    places = {v: n for found in by_layer.values() for n, v in enumerate(found)}
    neighbours: dict[str, list[str]] = defaultdict(list)
    for e in edges:
        neighbours[e.outer].append(e.inner)
        neighbours[e.inner].append(e.outer)
    for _ in range(3):
        for layer in sorted(by_layer):
            found = by_layer[layer]
            found.sort(key=lambda v: (sum(places[n] for n in neighbours[v]) / max(1, len(neighbours[v])), v))
            places |= {v: n for n, v in enumerate(found)}
    return places
