"""What a file is, by its first bytes; its name decides only between kinds of text."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Literal

from accordingto.errors import InputError

Kind = Literal["page", "html", "feed", "zip", "tar", "packed", "warc", "jsonl", "json", "csv", "parquet"]

_FOREIGN = (
    (b"%PDF-", "is a PDF, whatever its name", "turn it into text first, for instance with pdftotext"),
    (b"\x89PNG", "is a PNG picture", ""),
    (b"\xff\xd8\xff", "is a JPEG picture", ""),
    (b"GIF8", "is a GIF picture", ""),
    (b"RIFF", "is a sound, video or picture file", ""),
    (b"SQLite format 3", "is a SQLite database", "a record is opened with show, search or serve, not read as input"),
    (b"\xd0\xcf\x11\xe0", "is an old Office document", "save it as text or HTML"),
    (b"{\\rtf", "is an RTF document", "save it as text or HTML"),
    (b"7z\xbc\xaf", "is a 7z archive", "unpack it, or pack it as zip or tar"),
    (b"Rar!", "is a RAR archive", "unpack it, or pack it as zip or tar"),
    (b"\x28\xb5\x2f\xfd", "is packed with zstd", "unpack it first"),
    (b"\x7fELF", "is a program", ""),
    (b"MZ\x90", "is a program", ""),
)
PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE)
_TAG = re.compile(rb"<(?:p|div|span|h[1-6]|br|a|meta|title|script|section|main|ul|table)\b[^<>]*>", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)


def kind_of(name: str, head: bytes, size: int) -> Kind:
    """The kind of a file.

    Raises:
        InputError: if it is empty or of a kind that is not read.
    """
    if not head:
        raise InputError("is empty", hint="")
    for magic, reason, hint in _FOREIGN:
        if head.startswith(magic):
            raise InputError(reason, hint=hint)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if any(head.startswith(magic) for magic in PACKED):
        return "packed"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    return _text_kind(PurePosixPath(name.split("#")[0]).suffix.lower(), head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n"))


def _text_kind(suffix: str, head: bytes) -> Kind:
    if _FEED.search(head[:1500]) and (head.startswith(b"<") or suffix in (".xml", ".rss", ".atom")):
        return "feed"
    if head.startswith(b"<?xml") and not _HTML.search(head):
        raise InputError("is XML, but neither a feed nor a page", hint="RSS, Atom and XHTML are read")
    if suffix in (".html", ".htm", ".xhtml", ".mhtml"):
        return "html"
    if suffix in (".csv", ".tsv", ".tab"):
        return "csv"
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"
    if suffix == ".json":
        return "jsonl" if _is_json_line(head) else "json"
    if head.startswith(b"<") and _HTML.search(head[:1500]):
        return "html"
    if suffix not in (".txt", ".md", ".markdown", ".text") or head.startswith(b"{"):
        if _is_json_line(head):
            return "jsonl"
        if head.startswith((b"[{", b"[\n", b"[ {", b"[\r\n")) and b'"' in head[:200]:
            return "json"
        if len(_TAG.findall(head)) >= 8:
            return "html"
    return "page"


def _is_json_line(head: bytes) -> bool:
    """Whether the first line is a JSON object by itself (or, cut off here, begins like a long one)."""
    first, newline, _ = head.partition(b"\n")
    if not first.startswith(b"{"):
        return False
    if not newline:
        return re.match(rb'\{\s*"[^"]{1,80}"\s*:', first) is not None and len(first) > 3000
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False
