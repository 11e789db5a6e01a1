"""States behind one stand-in: the engine sees the same words whichever states are named, and its words go back in place."""

from __future__ import annotations

import pytest

from accordingto.model.text import Span
from accordingto.reading.masking import mask, masked_sentences, unmask
from accordingto.reading.tags import Tags
from accordingto.reading.words import words

TEXTS = [
    "Kenya and the U.S. said that Kenyans had hit American troops.",
    "The US-led coalition met in Peru; Brazil’s army did not.",
    "Nothing here names a state, and nothing changes.",
    "Peru. Peru. Peruvians “in Peru”",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_goes_back_to_its_place(text: str) -> None:
    masked = mask(text)
    back = [masked.to_text(word).of(text) for word in words(masked.text)]
    assert "".join(back).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kenya bombed a depot in Peru.", "Peru bombed a depot in Kenya."),
        ("Kenyan soldiers arrested two Peruvians.", "Peruvian soldiers arrested two Kenyans."),
        ("Brazil’s navy left; Britain said so.", "Britain’s navy left; Brazil said so."),
    ],
)
def test_exchanged_states_look_the_same(one: str, other: str) -> None:
    assert mask(one).text == mask(other).text


@pytest.mark.parametrize("text", ["Michael Jordan spoke.", "He wrote to us.", "x@peru.example", "Perugia is a town."])
def test_what_is_no_state_stays(text: str) -> None:
    assert mask(text).text == text


def test_tags_stand_on_the_text_itself() -> None:
    text = "Peru and Brazil met."
    masked = mask(text)
    found = words(masked.text)
    tags = Tags(tuple(found), ((0, len(found)),), *((("X",) * len(found)),) * 2, (-1,) * len(found), ("root",) * len(found))
    assert [w.of(text) for w in unmask(masked, tags).words] == ["Peru", "and", "Brazil", "met", "."]
    assert masked_sentences(masked, [Span(0, len(text))]) == [Span(0, len(masked.text))]
