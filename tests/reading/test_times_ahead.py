"""Days that lie ahead by the verb they hang on, which only a parse shows."""

from __future__ import annotations

import pytest

from tests.reading.whole import read


@pytest.mark.parametrize(("text", "value"), [
    ("The two envoys meet in Halvik on Friday for talks.", "2031-05-16"),
    ("We march on Friday, permit or no permit.", "2031-05-16"),
    ("The council wants both sides in Halvik on Friday for talks.", "2031-05-16"),
    ("Envoys of both sides met in Halvik on Friday for talks.", "2031-05-09"),
    ("On Friday the sea cut the road to Halvik.", "2031-05-09"),
    ("The ministry says a shell hit the school on Friday.", "2031-05-09"),
    ("Police storm the market on Friday\n", "2031-05-09"),  # a headline
])  # fmt: skip
def test_the_plain_present_tells_of_a_day_to_come(text: str, value: str) -> None:
    assert [t.value for t in read(text, published="2031-05-14").times] == [value]
