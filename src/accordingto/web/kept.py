"""Answers kept as they were sent, packed once, good for as long as the record's marks stand.

A page is the same for everyone but for a few words: the token of its forms and the line on a running build. It is kept
cut at these words and packed in pieces; an answer is the pieces with the asker's words stored between them, which makes
one gzip stream (RFC 1952) whose only fresh work is a checksum.
"""

from __future__ import annotations

import struct
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

LEVEL = 6
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"  # an empty last block
STRIPES = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: ``plain`` pieces with ``packed`` ones beside them, and the ``holes`` between them, by name."""

    plain: tuple[bytes, ...]
    packed: tuple[bytes, ...]
    holes: tuple[str, ...]
    media_type: str
    headers: Mapping[str, str]

    @property
    def size(self) -> int:
        """Bytes it takes."""
        return sum(map(len, self.plain)) + sum(map(len, self.packed))

    def body(self, words: Mapping[str, bytes]) -> bytes:
        """The answer with the asker's words in its holes."""
        return b"".join(_woven(self.plain, [words[h] for h in self.holes]))

    def gzip(self, words: Mapping[str, bytes]) -> bytes:
        """The same as one gzip stream."""
        fills = [words[h] for h in self.holes]
        whole = b"".join(_woven(self.plain, fills))
        stored = [_stored(fill) for fill in fills]
        return b"".join((_HEAD, *_woven(self.packed, stored), _END, struct.pack("<II", zlib.crc32(whole), len(whole) & 0xFFFFFFFF)))


def keep(body: bytes, holes: Mapping[str, bytes], media_type: str, headers: Mapping[str, str]) -> Kept:
    """An answer cut at ``holes``: name to the stand-in that was written where the asker's words belong."""
    found = sorted((at, name) for name, sign in holes.items() for at in _every(body, sign))
    pieces, at = [], 0
    for start, name in found:
        pieces.append(body[at:start])
        at = start + len(holes[name])
    pieces.append(body[at:])
    return Kept(tuple(pieces), tuple(map(_packed, pieces)), tuple(name for _, name in found), media_type, headers)


def _every(body: bytes, sign: bytes) -> list[int]:
    found, at = [], body.find(sign)
    while at >= 0:
        found.append(at)
        at = body.find(sign, at + len(sign))
    return found


def _woven(pieces: Sequence[bytes], between: Sequence[bytes]) -> list[bytes]:
    out = [pieces[0]]
    for fill, piece in zip(between, pieces[1:], strict=True):
        out += (fill, piece)
    return out


def _packed(piece: bytes) -> bytes:
    """Deflated so that anything may follow it: its blocks end on a byte and refer to nothing before them."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(words: bytes) -> bytes:
    """Stored blocks, not packed: a form's token beside packed text gives nothing away by the answer's length."""
    blocks = [words[at : at + 0xFFFF] for at in range(0, len(words), 0xFFFF)]
    return b"".join(b"\x00" + struct.pack("<HH", len(b), len(b) ^ 0xFFFF) + b for b in blocks)


class Shelf:
    """The answers asked for last, up to ``room`` bytes. What is asked for by many at once is made once."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._taken = 0
        self._lock = threading.Lock()
        self._making = [threading.Lock() for _ in range(STRIPES)]

    def get(self, key: Hashable) -> Kept | None:
        """What is kept under a key."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def get_or_make(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What is kept under a key, made where there is none."""
        with self._making[hash(key) % STRIPES]:
            found = self.get(key)
            if found is None:
                found = make()
                self._put(key, found)
            return found

    def _put(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._taken += kept.size
            while self._taken > self.room:
                self._taken -= self._kept.popitem(last=False)[1].size
