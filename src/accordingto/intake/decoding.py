"""From bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from accordingto.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The WHATWG encoding standard reads these labels as the Windows superset, because that is what pages so labelled hold.
_SUPERSETS = {"ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9][A-Za-z0-9_:.-]{1,30})""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 120_000
_BINARY_HINT = "give text, HTML, a feed, a table, WARC or an archive of them"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of the encoding that gave it; ``replaced`` counts bytes that no encoding explained."""

    text: str
    encoding: str
    replaced: int = 0


def declared_encoding(data: bytes) -> str | None:
    """The encoding that mark-up names in its first two kilobytes, if Python knows it."""
    found = _DECLARED.search(data[:2048])
    return known_encoding(found.group(1).decode("ascii")) if found else None


def known_encoding(label: str | None) -> str | None:
    """Python's name for an encoding label, or None when there is no such text encoding."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
        "a".encode(name)
    except (LookupError, ValueError, TypeError):
        return None
    return _SUPERSETS.get(name, name)


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode ``data``: byte order mark, then UTF-8, then what it declares, then what its bytes look like.

    Raises:
        InputError: if it is not text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _checked(Decoded(data[len(mark) :].decode(name, "replace"), name))
    if b"\x00" in data:
        wide = _wide(data)
        if wide is None:
            raise InputError(f"holds {data.count(0)} NUL bytes, so it is not a text file", hint=_BINARY_HINT)
        return _checked(Decoded(data.decode(wide, "replace"), wide))
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as first:
        mostly = _mostly_utf8(data, first)
    if mostly is not None:
        return _checked(mostly)
    for guess in (known_encoding(declared), "cp1252" if _sparse(data) else _detected(data), "cp1252"):
        if guess is None or guess == "utf-8":
            continue
        try:
            return _checked(Decoded(data.decode(guess), guess))
        except UnicodeDecodeError:
            continue
    text = data.decode("cp1252", "replace")
    return _checked(Decoded(text, "cp1252", text.count("\ufffd")))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in European text every other byte is zero."""
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes, first: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 with a few broken bytes (a cut end, a pasted line), told from other encodings by its multi-byte letters."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    wide = sum(1 for char in text if char > "\x7f") - text.count("\ufffd")
    cut_at_end = first.start >= len(data) - 3
    if (wide > 0 or cut_at_end) and broken <= max(1, wide // 10):
        return Decoded(text, "utf-8", broken)
    return None


def _sparse(data: bytes) -> bool:
    """Whether so few bytes are not ASCII that a detector has nothing to go by: then it is English with a few Western letters.

    Text in a script of its own has such bytes everywhere.
    """
    return sum(byte > 0x7F for byte in data[:_SAMPLE]) * 50 < len(data[:_SAMPLE])


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return known_encoding(best.encoding) if best is not None else None


def _checked(decoded: Decoded) -> Decoded:
    """Refuse what decodes but is no text: one control character in a hundred, or as many unexplained bytes."""
    odd = len(_CONTROL.findall(decoded.text)) + decoded.replaced
    if odd * 100 > len(decoded.text):
        raise InputError("is a binary file, not text", hint=_BINARY_HINT)
    return decoded
