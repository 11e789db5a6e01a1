"""Every task of the bench can be measured by its name."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest
from bench.accuracy import measure, tasks
from bench.corpora import corpus, needed


@pytest.mark.parametrize("name", tasks())
def test_every_task_names_its_corpus_and_runs_on_a_folder_or_file_of_it(name: str) -> None:
    task = importlib.import_module(f"bench.tasks.{name.replace('-', '_')}")
    held, inside = task.DATA
    assert held and not Path(inside).is_absolute()
    assert next(iter(inspect.signature(task.run).parameters)) == "data"


def test_a_task_is_measured_on_the_data_that_is_given(tmp_path: Path) -> None:
    rows = [
        "name1,name2,schema,is_match,notes",
        "Ana Tolm,A. Tolm,Person,true,",
        "Ana Tolm,Peter Oss,Person,false,",
        "Ana Tolm,Ana Tolm,Person,true,",
    ]
    (tmp_path / "nomenklatura_name_bench_cases.csv").write_text("\n".join(rows), encoding="utf-8")
    found = measure("pairs", data=tmp_path)
    assert found["pairs"] == 3 and found["precision"] == 1.0 and found["recall"] >= 0.5


def test_what_is_not_here_is_said_in_one_line() -> None:
    assert corpus("no such corpus") is None
    with pytest.raises(SystemExit, match="no such corpus is not here; say with --corpora"):
        needed("no such corpus")
    with pytest.raises(SystemExit, match="there is nothing at"):
        measure("pairs", data=Path("no such folder"))
