"""Words as the treebanks cut them; ``|`` marks the cuts, spaces part words as well."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.reading.words import words

CASES = [
    ("The minister's aides didn't reply.", "The minister|'s aides did|n't reply|."),
    ("Rebels can’t, won’t and cannot hold Tolm.", "Rebels ca|n’t|, wo|n’t and can|not hold Tolm|."),
    ("U.S. and U.N. envoys met Gen. Orlo at 5 p.m. on Jan. 4.", "U.S. and U.N. envoys met Gen. Orlo at 5 p.m. on Jan. 4|."),
    ("It cost $1,250.50, up 3.5% (or 12bn).", "It cost $|1,250.50|, up 3.5|% (|or 12|bn|)|."),
    ("state-run, pro-government media/outlets", "state|-|run|, pro|-|government media|/|outlets"),
    ("O'Brien, Sana'a and the rebels' camp", "O'Brien|, Sana'a and the rebels|' camp"),
    ("See https://dorn.example/a?b=1, or mail desk@dorn.example.", "See https://dorn.example/a?b=1|, or mail desk@dorn.example|."),
    ("“We will not forget,” she said — ever…", "“|We will not forget|,|” she said — ever|…"),
    ("They're sure I'd've gone: it's 10:30 on 4/5/2031", "They|'re sure I|'d|'ve gone|: it|'s 10:30 on 4/5/2031"),
    ("No. 3 is no. He said no.", "No. 3 is no|. He said no|."),
    ("J. K. Marr and I.", "J. K. Marr and I|."),
    ("@dornherald wrote #truce -- twice!!", "@dornherald wrote #truce -- twice|!!"),
]


@pytest.mark.parametrize(("text", "cuts"), CASES)
def test_words_are_cut_as_in_the_treebanks(text: str, cuts: str) -> None:
    assert [span.of(text) for span in words(text)] == cuts.replace("|", " ").split()


@given(st.text(max_size=80))
def test_words_hold_every_visible_character_once_and_in_order(text: str) -> None:
    spans = words(text)
    held = "".join(span.of(text) for span in spans)
    assert "".join(held.split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(len(span) for span in spans)
