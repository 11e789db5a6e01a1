"""Names for things that stay the same from build to build: hashes over length-prefixed parts."""

from __future__ import annotations

from hashlib import blake2b, sha256


def make_id(kind: str, *parts: str | int) -> str:
    """A short stable id, ``kind`` + 12 hexadecimal digits.

    Each part is prefixed by its length, so ``("ab", "c")`` and ``("a", "bc")`` differ.
    """
    digest = blake2b(digest_size=6)
    for part in (kind, *parts):
        raw = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return f"{kind}{digest.hexdigest()}"


def content_hash(text: str) -> str:
    """SHA-256 of a text's UTF-8 form, as 64 hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
