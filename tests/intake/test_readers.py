"""HTML, feeds, tables and web archives: what they say of themselves, and the way back into their mark-up."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from accordingto.intake import iter_blobs, parse_blob, read_bytes, read_inputs
from accordingto.intake.blobs import Blob
from accordingto.intake.metadata import clean_authors, published_as
from accordingto.intake.tables import guess_columns
from accordingto.model.report import Document, Report

BODY = (
    "The operator of the Orsa dam said on Wednesday that two of its gates had been opened by mistake, sending a wall of water "
    "into the valley.",
    "At least nine people drowned, according to the provincial fire service, and 40 are missing &mdash; among them three children.",
    "&#8220;Nobody gave the order,&#8221; the company&rsquo;s director, Ivo Sand, told reporters outside the council&nbsp;hall in Merrow.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>\n" for text in BODY)
FURNITURE = "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"


def page(head: str = "", before: str = "", after: str = "", title: str = "Dam gates opened by mistake") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{FURNITURE}<main><article><h1>{title}</h1>"
        f"{before}{PARAGRAPHS}{after}</article></main><footer>Imprint</footer></body></html>"
    ).encode()


def only(name: str, data: bytes) -> tuple[Document, Report]:
    found = read_bytes(name, data)
    assert len(found) == 1
    document = found[0]
    assert isinstance(document, Document)
    assert len(document.reports) == 1
    return document, document.reports[0]


def check_way_back(document: Document, report: Report) -> None:
    """Every code point of the text leads to itself in the mark-up, or to the entity it was written as."""
    source = document.source.text
    for k, char in enumerate(report.text):
        at = report.offsets.to_source(k)
        if not char.isspace():
            assert at is not None, report.text[max(0, k - 20) : k + 20]
            assert source[at] in (char, "&")


def test_html_text_begins_with_the_title_and_leads_back() -> None:
    document, report = only("a.html", page())
    assert report.text.splitlines()[0] == report.title.value == "Dam gates opened by mistake"
    assert report.title_span is not None and report.title_span.of(report.text) == report.title.value
    assert "“Nobody gave the order,” the company’s director" in report.text
    assert "Home" not in report.text and "Imprint" not in report.text
    check_way_back(document, report)


LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Dam gates opened by mistake",
    "author": [
        {"@type": "Person", "name": "Ana Reyes"},
        {"@type": "Person", "name": "Piet Voss"},
        {"@type": "Organization", "name": "Wire"},
    ],
    "publisher": {"@type": "Organization", "name": "Kallis Herald"},
    "datePublished": "2021-03-03T14:22:00+01:00",
    "dateModified": "2021-03-03T18:00:00Z",
    "articleSection": "Country",
    "url": "https://kallis.example/dam",
}


def test_json_ld_first() -> None:
    meta = "<meta property='og:site_name' content='Other Name'><meta name='author' content='Somebody Else'>"
    graph = json.dumps({"@graph": [{"@type": "WebSite", "name": "Site"}, LD]})
    _, report = only("a.html", page(f"{meta}<script type='application/ld+json'>{graph}</script>"))
    assert report.outlet.value == "Kallis Herald"
    assert report.authors.value == ("Ana Reyes", "Piet Voss")
    assert report.published.value == "2021-03-03T14:22:00+01:00"
    assert report.modified == "2021-03-03T18:00:00+00:00"
    assert report.section == "Country"
    assert report.url == "https://kallis.example/dam"


def test_meta_elements() -> None:
    head = (
        "<meta property='og:site_name' content='Kallis Herald'><meta property='og:title' content='Dam gates opened by mistake'>"
        "<meta property='article:published_time' content='2021-03-03T14:22:00+0100'>"
        "<meta name='author' content='By Ana Reyes and Piet Voss'>"
        "<link rel='canonical' href='https://kallis.example/dam'>"
    )
    _, report = only("a.html", page(head))
    assert (report.outlet.value, report.authors.value) == ("Kallis Herald", ("Ana Reyes", "Piet Voss"))
    assert (report.published.value, report.url) == ("2021-03-03T14:22:00+01:00", "https://kallis.example/dam")


def test_microdata() -> None:
    before = (
        "<span itemprop='author' itemscope itemtype='https://schema.org/Person'><b itemprop='name'>Ana Reyes</b></span>"
        "<span itemprop='publisher' itemscope><meta itemprop='name' content='Kallis Herald'></span>"
        "<time itemprop='datePublished' datetime='2021-03-03T14:22+01:00'>3 March</time>"
    )
    _, report = only("a.html", page(before=before))
    assert (report.outlet.value, report.authors.value) == ("Kallis Herald", ("Ana Reyes",))
    assert report.published.value == "2021-03-03T14:22+01:00"


def test_the_byline_on_the_page_fills_the_gaps() -> None:
    _, report = only(
        "a.html", page("<title>Dam gates opened by mistake | Kallis Herald</title>", "<p>By Ana Reyes | 3 March 2021, 14:22 CET</p>")
    )
    assert (report.outlet.value, report.authors.value) == ("Kallis Herald", ("Ana Reyes",))
    assert report.published.value == "2021-03-03T14:22+01:00"


def test_correction_notes_are_kept_apart() -> None:
    _, report = only("a.html", page(after="<p>Correction: an earlier version of this article gave 31 as the number of the missing.</p>"))
    assert [span.of(report.text)[:11] for span in report.corrections] == ["Correction:"]


def test_several_articles_of_one_page() -> None:
    long = "".join(f"<p>{' '.join([text] * 2)}</p>" for text in BODY)
    items = [
        dict(LD, headline="Dam opens gates"),
        dict(LD, headline="Governor blames sabotage", author="Ada Lind", datePublished="2021-03-04"),
    ]
    script = f"<script type='application/ld+json'>{json.dumps(items)}</script>"
    data = (
        f"<!doctype html><html><head>{script}</head><body><article><h2>Dam opens gates</h2>{long}</article>"
        f"<article><h2>Governor blames sabotage</h2>{long.replace('operator', 'governor')}</article></body></html>"
    )
    (document,) = read_bytes("two.html", data.encode())
    assert isinstance(document, Document)
    assert [report.title.value for report in document.reports] == ["Dam opens gates", "Governor blames sabotage"]
    assert document.reports[1].authors.value == ("Ada Lind",)
    assert document.reports[1].published.value == "2021-03-04"
    assert document.reports[0].span.end <= document.reports[1].span.start
    for report in document.reports:
        check_way_back(document, report)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["By Ana Reyes and Piet Voss"], ("Ana Reyes", "Piet Voss")),
        (["https://kallis.example/ana"], ()),
        (["Kallis Herald"], ()),
        (["Staff"], ()),
        (["Ana Reyes, Political Editor"], ("Ana Reyes",)),
        (["ana@kallis.example"], ()),
    ],
)
def test_better_no_author_than_a_bad_one(given: list[str], kept: tuple[str, ...]) -> None:
    assert clean_authors(given, "Kallis Herald") == kept


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2021-03-03T14:22:00.000Z", "2021-03-03T14:22:00+00:00"),
        ("2021-03-03T14:22:00+0100", "2021-03-03T14:22:00+01:00"),
        ("2021-03-03T00:00:00", "2021-03-03"),
        ("Wed, 03 Mar 2021 14:22:00 GMT", "2021-03-03T14:22:00+00:00"),
        ("yesterday", None),
    ],
)
def test_dates_of_mark_up(printed: str, value: str | None) -> None:
    assert published_as(printed, "test").value == value


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Kallis Herald</title><link>https://kallis.example/</link><language>en</language>
<item><title>Dam gates opened &amp; shut</title><link>https://kallis.example/dam</link><dc:creator>Ana Reyes</dc:creator>
<pubDate>Wed, 03 Mar 2021 14:22:00 +0100</pubDate>
<content:encoded><![CDATA[<p>Two gates of the dam were opened by mistake on Wednesday.</p>
<p>Nine people &amp; a dog drowned.</p>]]></content:encoded></item>
<item><title>Governor speaks</title>
<description>&lt;p&gt;The governor spoke of a &amp;ldquo;hostile hand&amp;rdquo; on Thursday.&lt;/p&gt;</description></item>
</channel></rss>"""


def test_rss() -> None:
    (document,) = read_bytes("feed.xml", RSS.encode())
    assert isinstance(document, Document)
    first, second = document.reports
    assert first.text.splitlines() == [
        "Dam gates opened & shut",
        "Two gates of the dam were opened by mistake on Wednesday.",
        "Nine people & a dog drowned.",
    ]
    assert (first.outlet.value, first.authors.value, first.published.value) == (
        "Kallis Herald",
        ("Ana Reyes",),
        "2021-03-03T14:22:00+01:00",
    )
    assert first.url == "https://kallis.example/dam"
    assert second.text == "Governor speaks\nThe governor spoke of a “hostile hand” on Thursday."
    assert second.published.value is None
    for report in document.reports:
        check_way_back(document, report)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Wire</title>
<entry><title>Ferry adrift</title><updated>2021-03-02T22:40:00Z</updated><published>2021-03-02T21:00:00Z</published>
<author><name>Ida Kron</name></author>
<content type="html">&lt;p&gt;A ferry with 90 people aboard was adrift on Tuesday.&lt;/p&gt;</content></entry></feed>"""


def test_atom() -> None:
    document, report = only("feed.atom", ATOM.encode())
    assert (report.outlet.value, report.authors.value) == ("Coast Wire", ("Ida Kron",))
    assert (report.published.value, report.modified) == ("2021-03-02T21:00:00+00:00", "2021-03-02T22:40:00+00:00")
    check_way_back(document, report)


ROWS = [
    {
        "id": 7,
        "headline": "Dam gates opened",
        "source": "Kallis Herald",
        "author": "Ana Reyes, Piet Voss",
        "pub_date": "2021-03-03",
        "content": BODY[0],
    },
    {
        "id": 8,
        "headline": "Governor speaks",
        "source": "TVK",
        "author": "",
        "pub_date": "",
        "content": "The governor spoke of a hostile hand on Thursday night.",
    },
]


def csv_of(rows: list[dict[str, object]]) -> bytes:
    return "\n".join([",".join(rows[0]), *(",".join(f'"{value}"' for value in row.values()) for row in rows)]).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.jsonl", "\n".join(json.dumps(row) for row in ROWS).encode()),
        ("t.json", json.dumps(ROWS).encode()),
        ("t.json", json.dumps({"articles": ROWS}).encode()),
        ("t.csv", csv_of(ROWS)),
        ("t.jsonl.gz", gzip.compress("\n".join(json.dumps(row) for row in ROWS).encode())),
    ],
    ids=["jsonl", "json", "json in an object", "csv", "jsonl.gz"],
)
def test_tables(name: str, data: bytes) -> None:
    found = [item for item in read_bytes(name, data) if isinstance(item, Document)]
    assert [document.source.name.rpartition("#")[2] for document in found] == ["7", "8"]
    first, second = (document.reports[0] for document in found)
    assert (first.title.value, first.outlet.value, first.authors.value) == ("Dam gates opened", "Kallis Herald", ("Ana Reyes", "Piet Voss"))
    assert first.published.value == "2021-03-03"
    assert first.text == f"Dam gates opened\n\n{BODY[0]}" == found[0].source.text
    assert (second.authors.value, second.published.value) == (None, None)


def test_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), out)
    found = [item for item in read_bytes("t.parquet", out.getvalue()) if isinstance(item, Document)]
    assert [document.reports[0].outlet.value for document in found] == ["Kallis Herald", "TVK"]


def test_the_guessed_columns_are_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(csv_of(ROWS))
    notes: list[str] = []
    list(read_inputs([str(tmp_path / "t.csv")], on_note=notes.append))
    assert notes == [
        f"{tmp_path / 't.csv'}: columns read as text = content, title = headline, "
        "outlet = source, authors = author, published = pub_date, id = id"
    ]


def test_columns_may_be_given() -> None:
    rows = [{"a": "x" * 50, "b": "Dam gates opened"}]
    assert guess_columns(rows, {"text": "a", "title": "b"}) == {"text": "a", "title": "b"}


def test_a_bad_row_does_not_stop_the_table() -> None:
    data = b'{"title": "A", "text": "' + BODY[0].encode() + b'"}\n{broken\n[1]\n{"title": "B", "text": ""}\n'
    found = read_bytes("t.jsonl", data)
    assert [isinstance(item, Document) for item in found].count(True) == 1
    assert sorted(item.reason for item in found if not isinstance(item, Document)) == [
        "this row has no text", "this row is not a JSON object", "this row is not valid JSON",
    ]  # fmt: skip


def warc_of(url: str, kind: str, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{url}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2021-03-03T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


RECORDS = [
    warc_of("https://kallis.example/dam", "text/html; charset=utf-8", page()),
    warc_of("https://kallis.example/a.png", "image/png", b"\x89PNG"),
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz"])
def test_web_archives(name: str) -> None:
    packed = b"".join(gzip.compress(record) for record in RECORDS)
    data = packed if name.endswith("gz") else b"".join(RECORDS)
    if name.endswith("wacz"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("datapackage.json", "{}")
            archive.writestr("pages/pages.jsonl", '{"title": "x"}\n')
            archive.writestr("archive/data.warc.gz", packed)
        data = out.getvalue()
    document, report = only(name, data)
    assert report.url == "https://kallis.example/dam"
    assert document.source.name.endswith("#https://kallis.example/dam")


def test_blobs_are_hashed_before_they_are_parsed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    (tmp_path / "b.html").write_bytes(page(title="Another title altogether"))
    first = [blob for blob in iter_blobs([str(tmp_path)]) if isinstance(blob, Blob)]
    again = [blob for blob in iter_blobs([str(tmp_path), str(tmp_path / "a.html")]) if isinstance(blob, Blob)]
    assert [blob.sha256 for blob in first] == [blob.sha256 for blob in again]
    assert len({blob.sha256 for blob in first}) == 2
    parsed = parse_blob(first[0])
    assert isinstance(parsed, list) and parsed[0].source.sha256 == first[0].sha256
