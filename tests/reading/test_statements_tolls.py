"""Numbers that somebody gives, voices that stand between, contents completed by structure: invented sentences, rules alone."""

from __future__ import annotations

import pytest

from accordingto.reading import statements_rules
from accordingto.reading.statements_complete import complete
from accordingto.reading.statements_linked import linked
from accordingto.reading.statements_tolls import given
from accordingto.reading.tree import Tree
from tests.reading.tagged import tree

PUT = (
    "The:DET:det:2 ministry:NOUN:nsubj:3 put:VERB:root:0 the:DET:det:5 toll:NOUN:obj:3 at:ADP:case:7 38:NUM:obl:3 on:ADP:case:9 "
    "Tuesday:PROPN:obl:3 _.:PUNCT:punct:3"
)
RAISED = (
    "The:DET:det:2 agency:NOUN:nsubj:3 raised:VERB:root:0:raise the:DET:det:5 toll:NOUN:obj:3 to:ADP:case:9 more:ADJ:advmod:9 "
    "than:ADP:fixed:7 31:NUM:obl:3 _.:PUNCT:punct:3"
)
GAVE = "Police:NOUN:nsubj:2 gave:VERB:root:0:give a:DET:det:4 figure:NOUN:obj:2 of:ADP:case:6 12:NUM:nmod:4 _.:PUNCT:punct:2"
COUNTED = "The:DET:det:2 hospital:NOUN:nsubj:3 counted:VERB:root:0:count 12:NUM:nummod:5 bodies:NOUN:obj:3:body _.:PUNCT:punct:3"
BY_COUNT = (
    "Forty:NUM:nsubj:2 died:VERB:root:0:die _,:PUNCT:punct:2 by:ADP:case:8 the:DET:det:6 mayor:NOUN:nmod:poss:8 _'s:PART:case:6 "
    "count:NOUN:obl:2 _.:PUNCT:punct:2"
)
FIGURE = "The:DET:det:2 governor:NOUN:nmod:poss:4 _'s:PART:case:2 figure:NOUN:nsubj:6 is:AUX:cop:6:be 27:NUM:root:0 _.:PUNCT:punct:6"
PER = "Nine:NUM:nsubj:2 drowned:VERB:root:0:drown _,:PUNCT:punct:2 per:ADP:case:6 the:DET:det:6 ministry:NOUN:obl:2 _.:PUNCT:punct:2"


def _made(t: Tree, form: str) -> tuple[str, str] | None:
    draft = statements_rules.at(t, t.form.index(form))
    return None if draft is None else (" ".join(map(t.of, draft.source)), " ".join(map(t.of, draft.content)))


@pytest.mark.parametrize(
    ("notation", "word", "expected"),
    [
        (PUT, "put", ("The ministry", "the toll at 38")),
        (RAISED, "raised", ("The agency", "the toll to more than 31")),
        (GAVE, "gave", ("Police", "a figure of 12")),
        (COUNTED, "counted", ("The hospital", "12 bodies")),
        (BY_COUNT, "count", ("the mayor's", "Forty died")),
        (FIGURE, "figure", ("The governor's", "27")),
        (PER, "per", ("the ministry", "Nine drowned")),
    ],
)
def test_whoever_gives_a_number_speaks(notation: str, word: str, expected: tuple[str, str]) -> None:
    assert _made(tree(notation), word) == expected


@pytest.mark.parametrize(
    ("notation", "word"),
    [
        ("The:DET:det:2 blast:NOUN:nsubj:3 raised:VERB:root:0:raise the:DET:det:5 toll:NOUN:obj:3 to:ADP:case:7 31:NUM:obl:3", "raised"),
        ("Soldiers:NOUN:nsubj:2 counted:VERB:root:0:count the:DET:det:4 passengers:NOUN:obj:2:passenger", "counted"),
        ("They:PRON:nsubj:2 put:VERB:root:0 the:DET:det:4 ladder:NOUN:obj:2 at:ADP:case:7 40:NUM:nummod:7 degrees:NOUN:obl:2", "put"),
    ],
)
def test_nobody_gives_a_number(notation: str, word: str) -> None:
    t = tree(notation)
    assert given(t, t.form.index(word)) is None


def test_per_day_names_no_source() -> None:
    assert _made(tree("It:PRON:nsubj:2 costs:VERB:root:0:cost five:NUM:obj:2 per:ADP:case:5 day:NOUN:nmod:3"), "per") is None


def _completed(notation: str, *statements: tuple[str, str, str]) -> list[tuple[str, str]]:
    t = tree(notation, statements=statements)
    drafts = linked(t)
    complete(t, drafts)
    return [(" ".join(map(t.of, d.source)), " | ".join(map(t.of, d.content))) for d in drafts]


def test_a_content_has_its_subject() -> None:
    notation = (
        "Velmoran:ADJ:amod:2 jets:NOUN:nsubj:3:jet struck:VERB:ccomp:9:strike a:DET:det:5 depot:NOUN:obj:3 _,:PUNCT:punct:9 the:DET:det:8 "
        "army:NOUN:nsubj:9 said:VERB:root:0:say _.:PUNCT:punct:9"
    )
    assert _completed(notation, ("the army", "said", "struck a depot")) == [("the army", "Velmoran jets struck a depot")]


def test_a_content_goes_on_up_to_its_source() -> None:
    notation = (
        "Soldiers:NOUN:nsubj:2:soldier fired:VERB:ccomp:9:fire _,:PUNCT:punct:4 killing:VERB:advcl:2:kill six:NUM:obj:4 _,:PUNCT:punct:9 "
        "two:NUM:nummod:8 witnesses:NOUN:nsubj:9:witness said:VERB:root:0:say _.:PUNCT:punct:9"
    )
    assert _completed(notation, ("two witnesses", "said", "Soldiers fired")) == [("two witnesses", "Soldiers fired, killing six")]


def test_what_somebody_is_blamed_for_belongs_to_the_content() -> None:
    notation = (
        "The:DET:det:2 outage:NOUN:nsubj:10 _,:PUNCT:punct:6 which:PRON:obj:6 ministers:NOUN:nsubj:6:minister blamed:VERB:acl:relcl:2:blame "
        "on:ADP:case:8 hackers:NOUN:obl:6:hacker _,:PUNCT:punct:2 spread:VERB:root:0 _.:PUNCT:punct:10"
    )
    assert _completed(notation, ("ministers", "blamed", "which")) == [("ministers", "which | on hackers")]


def test_the_cues_own_subject_speaks_not_what_describes_it() -> None:
    notation = (
        "The:DET:det:2 group:NOUN:nsubj:8 _,:PUNCT:punct:5 which:PRON:nsubj:5 calls:VERB:acl:relcl:2:call itself:PRON:obj:5 Veil:PROPN:xcomp:5 "
        "claimed:VERB:root:0:claim the:DET:det:10 attack:NOUN:obj:8 _.:PUNCT:punct:8"
    )
    assert _completed(notation, ("which calls itself Veil", "claimed", "the attack")) == [("The group", "the attack")]
