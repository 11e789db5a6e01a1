"""Encodings: marks, UTF-8, declarations, detection."""

from __future__ import annotations

import pytest

from accordingto.errors import InputError
from accordingto.intake.decoding import decode, known_encoding

TEXT = (
    "Die Brücke über den Fluß ist gesperrt, sagte der Bürgermeister. „Niemand weiß, wie lange“, fügte er hinzu. Das Café schließt früher.\n"
    * 3
)


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (TEXT.encode("utf-8"), None, "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), None, "utf-8"),
        (TEXT.encode("utf-16"), None, "utf-16-le"),
        (TEXT.encode("utf-16-be"), None, "utf-16-be"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), None, "utf-32-le"),
        (TEXT.encode("cp1252"), "windows-1252", "cp1252"),
        (TEXT.encode("cp1252"), "iso-8859-1", "cp1252"),
        (TEXT.encode("cp1252"), "utf-8", "cp1252"),
    ],
)
def test_encodings(data: bytes, declared: str | None, encoding: str) -> None:
    found = decode(data, declared=declared)
    assert found.text == TEXT
    if encoding != "cp1252" or declared != "utf-8":
        assert found.encoding == encoding


def test_cyrillic_without_a_declaration() -> None:
    text = "Мост через реку закрыт, сообщил мэр города. Никто не знает, надолго ли. Жители ждут новостей от властей области.\n" * 4
    assert decode(text.encode("cp1251")).text == text


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = TEXT.encode("utf-8")
    found = decode(data[:50] + b"\xff" + data[50:])
    assert (found.encoding, found.replaced) == ("utf-8", 1)


def test_a_declared_nonsense_encoding_is_passed_over() -> None:
    assert known_encoding("no-such-thing") is None
    assert known_encoding("base64") is None
    assert decode(TEXT.encode("utf-8"), declared="no-such-thing").text == TEXT


def test_binary_is_refused() -> None:
    with pytest.raises(InputError):
        decode(bytes(range(1, 32)) * 40)
