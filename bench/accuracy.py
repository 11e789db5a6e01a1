"""Measure one task: ``python bench/accuracy.py TASK [--data DIR_OR_FILE]``. Prints a table and, last, one JSON line.

Every module of ``bench/tasks`` with a function ``run(data) -> figures`` is a task; it prints its own table. Without --data the
task reads the development part of its corpus, which its DATA names (corpus, path inside).
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from bench.corpora import needed, use

TASKS = Path(__file__).parent / "tasks"


def tasks() -> list[str]:
    """The tasks there are, in the order of their names."""
    return sorted(path.stem.replace("_", "-") for path in TASKS.glob("[a-z]*.py"))


def default_data(task: ModuleType) -> Path:
    """The development part of a task's own corpus."""
    corpus, inside = task.DATA
    where: Path = needed(corpus) / inside
    return where


def measure(name: str, *, data: Path | None = None, engine: Path | None = None) -> dict[str, Any]:
    """Run one task; its figures.

    Raises:
        SystemExit: if there is no such data.
    """
    task = importlib.import_module(f"bench.tasks.{name.replace('-', '_')}")
    where = data or default_data(task)
    if not where.exists():
        raise SystemExit(f"there is nothing at {where}")
    takes = inspect.signature(task.run).parameters
    found: dict[str, Any] = task.run(where, **({"engine": engine} if "engine" in takes else {}))
    return found


def main() -> None:
    """Run one task."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=tasks())
    parser.add_argument("--data", type=Path, help="folder or file in the corpus's own published layout")
    parser.add_argument("--corpora", type=Path, help="folder with unpacked corpora")
    parser.add_argument("--engine", type=Path, help="folder or .onnx file of other weights than the packaged ones")
    args = parser.parse_args()
    use(args.corpora)
    print(json.dumps(measure(args.task, data=args.data, engine=args.engine)))


if __name__ == "__main__":
    main()
