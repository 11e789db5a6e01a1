"""Which examples are learnt from."""

from __future__ import annotations

from training.pages import EXAMPLES, UNSEEN, judged


def test_every_example_with_a_gold_is_either_learnt_from_or_unseen() -> None:
    learnt = {example.name: example for example in judged()}
    assert set(learnt) | UNSEEN == {gold.parent.name for gold in (EXAMPLES / "gold").glob("*/gold.json")}
    assert UNSEEN.isdisjoint(learnt)
    assert all(example.page.is_file() and example.gold["reports"] for example in learnt.values())
