"""What the weights of ``reading/figures/beside`` are learnt from, and that they are learnt."""

from __future__ import annotations

import json
from pathlib import Path

from training.beside import Choice, choices, fit, judge
from training.pages import EXAMPLES, Judged


def test_what_decides_is_learnt() -> None:
    given, left = {"any": 1.0, "given": 1.0}, {"any": 1.0}
    found = [Choice((left, given), (1,))] * 20 + [Choice((left,), ())] * 20
    learnt = fit(found)
    assert learnt["given"] > 1 and learnt["any"] < 0
    assert dict(judge(found, learnt)) == {"should": 20, "do": 20, "rightly": 20}


def test_the_gold_says_which_number_is_taken_up(tmp_path: Path) -> None:
    gold = json.loads((EXAMPLES / "gold" / "port-merrin" / "gold.json").read_text(encoding="utf-8"))
    found = choices(Judged("port-merrin", EXAMPLES / "port-merrin" / "page.txt", gold), tmp_path)
    assert any(c.right for c in found) and any(not c.right for c in found)
    assert all(0 <= n < len(c.rows) for c in found for n in c.right)
