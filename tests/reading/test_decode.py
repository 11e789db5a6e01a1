"""Decoding: best tags under constraints, and trees that are trees."""

from __future__ import annotations

from itertools import pairwise
from itertools import product as combinations_of

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.reading.decode import bio_transitions, distance, heads_of, product, runs, sigmoid, softmax, viterbi, viterbi_long


def best_by_trying(scores: np.ndarray, moves: np.ndarray, first: np.ndarray) -> float:
    """The score of the best sequence, all of them tried."""
    every = combinations_of(range(scores.shape[1]), repeat=len(scores))
    return max(
        first[s[0]] + sum(scores[at, tag] for at, tag in enumerate(s)) + sum(moves[a, b] for a, b in pairwise(s)) for s in every
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_viterbi_finds_the_best_sequence_of_every_range(seed: int) -> None:
    rng = np.random.default_rng(seed)
    moves, first = bio_transitions(2)
    moves = moves + rng.normal(size=moves.shape).astype(np.float32)
    scores = rng.normal(size=(9, 5)).astype(np.float32) * 3
    ranges = [(0, 2), (2, 6), (6, 9)]
    found = viterbi(scores, ranges, moves, first)
    for low, high in ranges:
        tags = found[low:high].tolist()
        value = first[tags[0]] + scores[np.arange(low, high), tags].sum() + sum(moves[a, b] for a, b in pairwise(tags))
        assert value == pytest.approx(best_by_trying(scores[low:high], moves, first), rel=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 70))
def test_the_long_way_round_finds_the_same_tags(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    moves, first = bio_transitions(3)
    moves = moves + rng.normal(size=moves.shape).astype(np.float32)
    scores = rng.normal(size=(count, 7)).astype(np.float32) * 3
    assert viterbi_long(scores, moves, first).tolist() == viterbi(scores, [(0, count)], moves, first).tolist()


def test_products_in_slices_are_products() -> None:
    rng = np.random.default_rng(1)
    left, right = rng.normal(size=(1000, 128)).astype(np.float32), rng.normal(size=(128, 50)).astype(np.float32)
    assert np.allclose(product(left, right), left @ right, atol=1e-4)


def test_viterbi_lets_no_inside_tag_follow_another_kind() -> None:
    moves, first = bio_transitions(2)
    scores = np.zeros((3, 5), np.float32)
    scores[:, 4] = 5
    assert viterbi(scores, [(0, 3)], moves, first).tolist() == [3, 4, 4]


def test_a_run_right_behind_another_can_be_made_dear() -> None:
    scores = np.array([[0, 0, 0, 2.0, 0], [0, 1.5, 1.0, 0, 0]], np.float32)
    assert viterbi(scores, [(0, 2)], *bio_transitions(2)).tolist() == [3, 1]
    assert viterbi(scores, [(0, 2)], *bio_transitions(2, -2.0)).tolist() == [3, 0]


def test_viterbi_of_nothing_is_nothing() -> None:
    moves, first = bio_transitions(1)
    assert viterbi(np.zeros((0, 3), np.float32), [], moves, first).tolist() == []


def test_runs_end_where_the_tags_do() -> None:
    assert runs(np.array([1, 2, 0, 1, 1, 2, 3, 4, 4])) == [(0, 2, 0), (3, 4, 0), (4, 6, 0), (6, 9, 1)]


def test_distance_has_its_own_class_for_each_side() -> None:
    here = np.array([5, 5, 5, 5, 60])
    assert distance(here, np.array([5, 6, 4, 50, 0])).tolist() == [0, 0, 8, 7, 15]


def test_probabilities_add_up_and_do_not_overflow() -> None:
    assert softmax(np.array([[1000.0, 0.0, -1000.0]], np.float32)).sum() == pytest.approx(1)
    assert sigmoid(np.array([-1000.0, 0.0, 1000.0], np.float32)).tolist() == [0, 0.5, 1]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.lists(st.integers(1, 7), min_size=1, max_size=4))
def test_every_sentence_becomes_a_tree_with_one_root(seed: int, sizes: list[int]) -> None:
    sentence = np.repeat(np.arange(len(sizes)), sizes)
    arcs = np.random.default_rng(seed).normal(size=(len(sentence), len(sentence) + 1)).astype(np.float32)
    heads = heads_of(arcs, sentence)
    for number in range(len(sizes)):
        own = np.flatnonzero(sentence == number)
        assert (heads[own] == -1).sum() == 1
        for word in own:
            seen: set[int] = set()
            while word != -1:
                assert word not in seen and sentence[word] == number
                seen.add(int(word))
                word = heads[word]


def test_a_circle_is_broken_where_it_costs_least() -> None:
    # Words 1 and 2 hang on each other; 2 would rather hang on the root's word 0 than 1 would.
    arcs = np.array([[9, -9, 0, 0], [0, 4, -9, 5], [0, 4.5, 5, -9]], np.float32)
    assert heads_of(arcs, np.zeros(3, np.int64)).tolist() == [-1, 2, 0]
