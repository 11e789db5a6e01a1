"""Pronouns and descriptions: what each stands for, and where the rules abstain."""



from __future__ import annotations

import pytest

from accordingto.reading.names import find_mentions, group
from accordingto.reading.references import resolve
from tests.reading.tagged import tree

MINISTER = (
    "Interior:NOUN:compound:2 Minister:NOUN:compound:3 Mara:PROPN:nsubj:5 Olin:PROPN:flat:3 spoke:VERB:root:0:speak _.:PUNCT:punct:5\n"
)
TWO_MEN = "Tomas:PROPN:nsubj:3 Verik:PROPN:flat:1 met:VERB:root:0:meet Adel:PROPN:obj:3 Harran:PROPN:flat:4 _.:PUNCT:punct:3\n"
LEFT = "{}:PRON:nsubj:2 left:VERB:root:0:leave _.:PUNCT:punct:2"
PEOPLE = {"Mara Olin": "person", "Tomas Verik": "person", "Adel Harran": "person", "Red Banner Front": "organisation", "Velmora": "place"}


def _resolved(notation: str, form: str) -> tuple[str | None, str]:
    t = tree(notation, names=PEOPLE)
    mentions = find_mentions(t)
    found = resolve(t, mentions, group(t, mentions)).found
    hit = next(r for r in found if r.span.of(t.text).endswith(form))
    return (t.of(mentions[hit.name].words) if hit.name is not None else None), hit.reason


@pytest.mark.parametrize(
    ("notation", "form", "name"),
    [
        (MINISTER + LEFT.format("She"), "She", "Mara Olin"),
        (MINISTER + "The:DET:det:2 minister:NOUN:nsubj:3 left:VERB:root:0:leave _.:PUNCT:punct:3", "minister", "Mara Olin"),
        (TWO_MEN + LEFT.format("He"), "He", "Tomas Verik"),
        (
            "The:DET:det:4 Red:PROPN:compound:4 Banner:PROPN:compound:4 Front:PROPN:nsubj:5 struck:VERB:root:0:strike _.:PUNCT:punct:5\n"
            "The:DET:det:2 group:NOUN:nsubj:3 left:VERB:root:0:leave _.:PUNCT:punct:3",
            "group",
            "Red Banner Front",
        ),
    ],
)
def test_stands_for(notation: str, form: str, name: str) -> None:
    assert _resolved(notation, form)[0] == name


def test_two_that_are_close_stay_undecided() -> None:
    notation = "Tomas:PROPN:nsubj:6 Verik:PROPN:flat:1 and:CCONJ:cc:4 Adel:PROPN:nsubj:6 Harran:PROPN:flat:4 met:VERB:root:0:meet _.:PUNCT:punct:6\n"
    name, reason = _resolved(notation + LEFT.format("He"), "He")
    assert name is None
    assert "may be" in reason


def test_a_woman_is_not_he() -> None:
    name, reason = _resolved(
        "Spokeswoman:NOUN:compound:2 Mara:PROPN:nsubj:4 Olin:PROPN:flat:2 spoke:VERB:root:0:speak _.:PUNCT:punct:4\n" + LEFT.format("He"),
        "He",
    )
    assert name is None
    assert "agrees" in reason


def test_titles_attach_to_names() -> None:
    t = tree(MINISTER, names=PEOPLE)
    mention = find_mentions(t)[0]
    assert mention.title is not None
    assert t.of(mention.title) == "Interior Minister"


def test_an_acronym_in_brackets_names_the_same() -> None:
    t = tree(
        "The:DET:det:4 Red:PROPN:compound:4 Banner:PROPN:compound:4 Front:PROPN:nsubj:8 (:PUNCT:punct:6 _RBF:PROPN:appos:4 _):PUNCT:punct:6 "
        "struck:VERB:root:0:strike _.:PUNCT:punct:8\nRBF:PROPN:nsubj:2 left:VERB:root:0:leave _.:PUNCT:punct:2",
        names=PEOPLE,
    )
    mentions = find_mentions(t)
    group(t, mentions)
    assert [t.of(m.words) for m in mentions] == ["Red Banner Front", "RBF", "RBF"]
    assert len({m.entity for m in mentions}) == 1
