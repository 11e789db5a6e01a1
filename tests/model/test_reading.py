"""What readings and reports say of themselves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.ids import content_hash, make_id
from accordingto.model.reading import Reading, Statement, Voice
from accordingto.model.report import Guess, Part, Report
from accordingto.model.text import OffsetMap, Span


def statement(label: str, parent: int | None) -> Statement:
    return Statement((), (), (Span(0, 1),), "indirect", "asserts", Voice("person", label), parent=parent)


def test_a_chain_runs_from_the_outermost_voice_inward() -> None:
    read = Reading("r1", "1", statements=(statement("Dovra News", None), statement("the mayor", 0), statement("a clerk", 1)))
    assert [voice.label for voice in read.chain(2)] == ["Dovra News", "the mayor", "a clerk"]
    assert (read.depth(0), read.depth(2)) == (0, 2)
    assert read.chain(None) == ()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=8), st.integers(0, 50), st.integers(0, 12))
def test_the_sentence_of_a_span_is_the_first_that_shares_a_code_point(steps: list[tuple[int, int]], start: int, length: int) -> None:
    sentences: list[Span] = []
    for gap, size in steps:
        first = (sentences[-1].end if sentences else 0) + gap
        sentences.append(Span(first, first + size))
    span = Span(start, start + length)
    sharing = [n for n, s in enumerate(sentences) if s.overlaps(span)]
    assert Reading("r1", "1", sentences=tuple(sentences)).sentence_of(span) == (sharing[0] if sharing else None)


def test_the_body_is_what_no_part_covers() -> None:
    text = "Ferry sinks\nBy A. Mor\n\nThe ferry sank.\n\nAlso on our page\nNobody was hurt.\n"
    marks = [("title", "Ferry sinks"), ("byline", "By A. Mor"), ("promo", "Also on our page")]
    parts = tuple(Part(kind, Span(text.index(words), text.index(words) + len(words))) for kind, words in marks)  # type: ignore[arg-type]
    whole = Span(0, len(text))
    report = Report("r", "s", whole, text, OffsetMap.identity(len(text)), Guess(), Guess(), Guess(), Guess(), Guess(), parts=parts)
    assert [span.of(text) for span in report.body_spans()] == ["The ferry sank.", "Nobody was hurt."]


def test_ids_keep_their_parts_apart() -> None:
    assert make_id("r", "ab", "c") != make_id("r", "a", "bc")
    assert make_id("r", "ab", "c") == make_id("r", "ab", "c")
    assert content_hash("ä") != content_hash("a\u0308")
