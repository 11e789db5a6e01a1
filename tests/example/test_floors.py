"""A record built from each example reaches its floors; the floors name metrics that exist."""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from accordingto import build

ROOT = Path(__file__).resolve().parents[2]
FLOORS: dict[str, dict[str, float]] = tomllib.loads((ROOT / "bench" / "floors_example.toml").read_text(encoding="utf-8"))


def bench() -> Any:
    spec = importlib.util.spec_from_file_location("bench_gold", ROOT / "bench" / "gold.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("example", sorted(FLOORS))
def test_a_record_of_the_example_reaches_its_floors(example: str, tmp_path: Path) -> None:
    with build([ROOT / "examples" / example], tmp_path / "record.db"):
        pass  # only the file is wanted here
    gold = json.loads((ROOT / "examples" / "gold" / example / "gold.json").read_text(encoding="utf-8"))
    module = bench()
    result = module.score(gold, module.load(tmp_path / "record.db"))
    reached = {f"{part}: {metric}": s.get("f1", s.get("share")) for part, metrics in result.items() for metric, s in metrics.items()}
    below = {metric: (reached[metric], floor) for metric, floor in FLOORS[example].items() if reached[metric] < floor}
    assert not below
