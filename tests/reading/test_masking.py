"""Names behind stand-ins: the engine sees the same words whichever side is named, and its words go back in place."""

from __future__ import annotations

import pytest

from accordingto.model.text import Span
from accordingto.reading.masking import mask, masked_sentences, unmask
from accordingto.reading.tags import Role, Tags, TagSpan
from accordingto.reading.words import words

TEXTS = [
    "Kenya and the U.S. said that Kenyans had hit American troops.",
    "The US-led coalition met in Peru; Brazil’s army did not.",
    "Nothing here names a state, and nothing changes.",
    "Peru. Peru. Peruvians “in Peru”",
    "Fighters of the Red Banner Front left Orvale, the Friends of Harun said in Saudi Arabia.",
    "",
]


def met(word: str) -> bool:
    """Plain words and the names that every reader knows."""
    return word not in ("orvale", "velmora", "velmoran", "tasmir", "tasmiri", "petrel", "ostria", "brenlandic", "brenland", "yesterdays")


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_goes_back_to_its_place(text: str) -> None:
    masked = mask(text, met)
    back = [masked.to_text(word).of(text) for word in words(masked.text)]
    assert "".join(back).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kenya bombed a depot in Peru.", "Peru bombed a depot in Kenya."),
        ("Kenyan soldiers arrested two Peruvians.", "Peruvian soldiers arrested two Kenyans."),
        ("Brazil’s navy left; Britain said so.", "Britain’s navy left; Brazil said so."),
        ("North Korea warned Peru.", "Peru warned North Korea."),
        ("Lima rejected what it called Nairobi’s lie.", "Nairobi rejected what it called Lima’s lie."),
        ("It left Nairobi International Airport for Lima.", "It left Lima International Airport for Nairobi."),
        ("He fled Brazil. Lima is calm.", "He fled Brazil. Nairobi is calm."),
        ("The Red Banner Front warned the Sons of Harun.", "The Sons of Harun warned the Red Banner Front."),
        ("Velmora accused Ostria of it.", "Ostria accused Velmora of it."),
        ("Velmoran jets hit a Brenlandic army camp.", "Brenlandic jets hit a Velmoran army camp."),
    ],
)
def test_exchanged_sides_look_the_same(one: str, other: str) -> None:
    assert mask(one, met).text == mask(other, met).text != one


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan spoke.",
        "Denzel Paris told the London Courier.",  # a seat of government beside another capital is part of a longer name
        "He wrote to us.",
        "x@peru.example",
        "Perugia is a town.",
        "Oran Petrel spoke. Petrel said no more.",  # a surname, as the full name shows
        "Yesterdays were better.",  # a capital only because a sentence begins
        "Protesters Storm Free Valley Army Base Near Harbour",  # a headline in capitals shows no name's bounds
    ],
)
def test_what_is_no_side_stays(text: str) -> None:
    assert mask(text, met).text == text


def test_a_people_is_known_by_its_name_and_adjective() -> None:
    text = "Tasmir closed the port. A Tasmiri officer left."
    assert mask(text, met).text == "Norway closed the port. A Norwegian officer left."


def test_a_full_name_of_a_state_is_one_name() -> None:
    assert mask("He spoke for the United States of America.", met).text == "He spoke for the Norway."


def tagged(text: str, **more: object) -> Tags:
    """Tags of a masked text in which every word hangs on the second."""
    found = words(text)
    count = len(found)
    heads = tuple(-1 if n == 1 else 1 for n in range(count))
    rels = tuple("root" if n == 1 else "nsubj" for n in range(count))
    lemmas = tuple(w.of(text).lower() for w in found)
    return Tags(tuple(found), ((0, count),), ("X",) * count, lemmas, heads, rels, **more)  # type: ignore[arg-type]


def test_tags_stand_on_the_text_itself() -> None:
    text = "Peru and Brazil met."
    masked = mask(text, met)
    tags = unmask(masked, tagged(masked.text))
    assert [w.of(text) for w in tags.words] == ["Peru", "and", "Brazil", "met", "."]
    assert masked_sentences(masked, [Span(0, len(text))]) == [Span(0, len(masked.text))]


def test_a_stand_in_for_several_words_becomes_a_phrase() -> None:
    text = "Friends of Harun attacked before dawn the People’s Guard."
    masked = mask(text, met)
    given = {"roles": (Role(1, 0, "ARG0", 0.9), Role(1, 5, "ARG1", 0.9)), "names": (TagSpan(0, 1, "person", 0.9),)}
    tags = unmask(masked, tagged(masked.text, **given))
    forms = [w.of(text) for w in tags.words]
    assert forms == ["Friends", "of", "Harun", "attacked", "before", "dawn", "the", "People", "’s", "Guard", "."]
    above = [forms[h] if h >= 0 else "" for h in tags.heads]
    assert above[:4] == ["attacked", "Harun", "Friends", ""] and above[7:] == ["Guard", "People", "attacked", "attacked"]
    assert [tags.deprels[n] for n in (1, 2, 7, 8)] == ["case", "nmod", "nmod:poss", "case"]
    assert [(forms[r.predicate], forms[r.head]) for r in tags.roles] == [("attacked", "Friends"), ("attacked", "Guard")]
    # What the engine did not take for a name is one all the same; what it did keeps the engine's label.
    assert [(tags.words[n.first].of(text), tags.words[n.last - 1].of(text), n.label) for n in tags.names] == [
        ("Friends", "Harun", "person"),
        ("People", "Guard", "organisation"),
    ]
    assert tags.sentences == ((0, 11),)
