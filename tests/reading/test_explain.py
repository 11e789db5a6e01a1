"""How a text was read, in lines and in HTML; nothing of the text is taken for mark-up."""

from __future__ import annotations

from accordingto.model.reading import Reading
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.explain import Explanation, explanation_of
from accordingto.reading.reader import read_tags
from tests.reading.tagged import tagged

NOTATION = (
    "Olin:PROPN:nsubj:2 said:VERB:root:0:say that:SCONJ:mark:5 Verik:PROPN:nsubj:5 claimed:VERB:ccomp:2:claim that:SCONJ:mark:8 "
    "rebels:NOUN:nsubj:8:rebel bombed:VERB:ccomp:5:bomb <b>Sella</b>:PROPN:obj:8 _.:PUNCT:punct:2"
)
LAYERS = ["names", "references", "roles", "statements", "chains", "events", "figures", "times"]


def _explained() -> Explanation:
    said = ("Olin", "said", "that Verik claimed that rebels bombed <b>Sella</b>")
    text, tags = tagged(NOTATION, names={"Olin": "person", "Verik": "person"}, statements=[said])
    return explanation_of(text, _read(text, tags))


def _read(text: str, tags: object) -> Reading:
    unknown: Guess[str] = Guess()
    report = Report("r1", "s1", Span(0, len(text)), text, OffsetMap.identity(len(text)), unknown, unknown, Guess(), unknown, unknown)
    return read_tags(report, tags, "test")  # type: ignore[arg-type]


def test_every_layer_is_there() -> None:
    assert [layer.name for layer in _explained().layers] == LAYERS


def test_every_entry_quotes_the_text() -> None:
    explained = _explained()
    for layer in explained.layers:
        for entry in layer.entries:
            assert entry.span.of(explained.text) in entry.words or layer.name == "statements"


def test_the_lines_tell_who_through_whom_and_what() -> None:
    lines = "\n".join(_explained().lines())
    assert "Olin → Verik" in lines
    assert "ASSAULT" in lines
    assert "rebels" in lines


def test_html_is_escaped() -> None:
    html = _explained().html()
    assert "<b>Sella" not in html
    assert "&lt;b&gt;Sella" in html
