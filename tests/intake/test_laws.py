"""What must hold for any input at all."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.intake import read_bytes, split_page
from accordingto.intake.dates import find_dates
from accordingto.intake.markup import Mapped, aligned, tokens, visible
from accordingto.model.report import Document, Rejected
from tests.intake.test_layouts import LAYOUTS, read_layout

PAGES = [read_layout(path)[0] for path in LAYOUTS]
LINES = sorted({line for page in PAGES for line in page.splitlines()})
SCRAPS = st.one_of(
    st.sampled_from(LINES),
    st.sampled_from(["", "***", "By", "|", "3 March 2021", "Also on x.example:", "\t", "\u2028", "\r"]),
    st.text(max_size=40),
)
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<article>",
                "</article>",
                "<h1>",
                "</h1>",
                "<!--",
                "-->",
                "<br/>",
                "&amp;",
                "&#8220;",
                "&lt",
                "<",
                ">",
                "<![CDATA[",
                "]]>",
                "<script>",
            ]
        ),
        st.text(max_size=12),
    )
).map("".join)


def check_document(document: Document) -> None:
    text = document.source.text
    end = 0
    assert len({report.id for report in document.reports}) == len(document.reports)
    for report in document.reports:
        assert end <= report.span.start < report.span.end <= len(text)
        end = report.span.end
        for k, char in enumerate(report.text):
            at = report.offsets.to_source(k)
            assert at is None or text[at] == char or text[at] in "&" or char.isspace()
        last = 0
        for part in report.parts:
            assert last <= part.span.start < part.span.end <= len(report.text)
            last = part.span.end
        if report.title_span is not None:
            assert report.title_span.of(report.text).strip()


@settings(max_examples=150, deadline=None)
@given(st.lists(SCRAPS, max_size=40), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_any_lines_are_split_into_ordered_reports(lines: list[str], glue: str) -> None:
    page = glue.join(lines)
    document = split_page(page, "any")
    check_document(document)
    for report in document.reports:
        assert report.text == page[report.span.start : report.span.end]
        assert report.text == report.text.strip()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PAGES), min_size=1, max_size=4))
def test_glued_layouts_keep_the_laws(pages: list[str]) -> None:
    check_document(split_page("\n\n***\n\n".join(pages), "glued"))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PAGES), st.sampled_from(["\r\n", "\r", "\u2028"]))
def test_other_line_ends_give_the_same_reports(page: str, ends: str) -> None:
    plain = [" ".join(report.text.split()) for report in split_page(page, "a").reports]
    other = [" ".join(report.text.split()) for report in split_page(page.replace("\n", ends), "a").reports]
    assert plain == other


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.csv", "a.xml", "a.zip", "a"]))
def test_no_bytes_crash_the_reader(data: bytes, name: str) -> None:
    found = read_bytes(name, data)
    assert found
    assert all(isinstance(item, (Document, Rejected)) for item in found)


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_any_markup_is_taken_apart_with_true_positions(markup: str) -> None:
    last = 0
    for token in tokens(markup):
        assert last <= token.start <= token.end <= len(markup)
        last = token.end
    for block in visible(Mapped.of(markup, 0, len(markup))):
        assert len(block.text) == len(block.at)
        for char, at in zip(block.text, block.at, strict=True):
            assert at < 0 or markup[at] in (char, "&") or char == " "


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abc \n", min_size=1, max_size=30), max_size=6))
def test_alignment_never_invents_a_place(pieces: list[str]) -> None:
    source = " <p> ".join(pieces)
    stream = Mapped.join(visible(Mapped.of(source, 0, len(source))), "\n")
    text = "\n".join(reversed(pieces))
    found = aligned(text, stream)
    assert all(at < 0 or source[at] == char for char, at in zip(found.text, found.at, strict=True))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789/.-: ,|MarchJanuyTZ+pmGT年月日", max_size=40))
def test_dates_lie_in_their_line_and_apart(line: str) -> None:
    last = 0
    for hit in sorted(find_dates(line), key=lambda hit: hit.start):
        assert 0 <= hit.start < hit.end <= len(line)
        last = max(last, hit.end)


def test_a_thousand_reports_are_found() -> None:
    body = "The council said on Tuesday that the bridge would stay closed until the engineers had measured every one of its cables."
    page = "\n".join(f"Bridge stays closed for week {n}\nHarbour Wire | March {n % 28 + 1}, 2021\n{body}\n{body}" for n in range(1000))
    assert len(split_page(page, Path("many").name).reports) == 1000
