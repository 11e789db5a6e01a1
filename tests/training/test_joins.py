"""The weights that join incidents are learnt from signs and written as the package reads them."""

from __future__ import annotations

import tomllib

import numpy as np
import training.joins as joins

from accordingto.data import table


def _pairs() -> list[joins.Pair]:
    made = [joins.Pair("lake", {"same_class": 1.0, "noise": float(n % 2)}, True, 0.0) for n in range(20)]
    made += [joins.Pair("hill", {"object_other": 1.0, "noise": float(n % 2)}, False, 0.0) for n in range(20)]
    return made + [joins.Pair("ECB+ 1", {"noise": 1.0}, n % 2 == 0, 0.0) for n in range(10)]


def test_signs_of_one_happening_weigh_for_it_and_what_says_nothing_weighs_little() -> None:
    weights = joins.learn(_pairs(), ["noise", "object_other", "same_class"])
    assert weights["same_class"] > 0.5 and weights["object_other"] < -0.5
    assert abs(weights["noise"]) < 0.1


def test_what_is_written_is_the_table_that_the_package_reads() -> None:
    read = tomllib.loads(joins.written({"bias": -1.0, "same_class": 0.52344, "noise": 0.0001}))
    assert read == {"least": joins.LEAST, "weights": {"bias": -1.0, "same_class": 0.523}}
    assert table("joins").keys() == read.keys() and table("joins")["least"] == joins.LEAST


def test_average_precision_is_one_only_where_all_pairs_that_are_one_come_first() -> None:
    truth = np.array([1.0, 1.0, 0.0, 0.0])
    assert joins.average_precision(np.array([4.0, 3.0, 2.0, 1.0]), truth) == 1.0
    assert joins.average_precision(np.array([4.0, 1.0, 3.0, 2.0]), truth) == 0.75
