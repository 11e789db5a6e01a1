"""Open readers of one record, lent to one request at a time, so that what they know of the file stays warm between requests."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accordingto.store import Store

MOST_IDLE = 8  # each may hold store.connection.CACHE_KIB of the file


class Readers:
    """Readers of the file at ``path``, opened when asked for and kept while that file is the one they opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: deque[tuple[tuple[int, int], Store]] = deque()

    @contextmanager
    def one(self) -> Iterator[Store]:
        """A reader that sees one state of the record until it is given back.

        Raises:
            RecordError: if the record cannot be opened.
        """
        file, store = self._take()
        try:
            with store.snapshot():
                yield store
        except BaseException:
            store.close()
            raise
        if len(self._idle) < MOST_IDLE:
            self._idle.append((file, store))
        else:
            store.close()

    def close(self) -> None:
        """Let go of the file; the last one to do so tidies its log away."""
        while self._idle:
            self._idle.pop()[1].close()

    def _take(self) -> tuple[tuple[int, int], Store]:
        file = self._file()
        while self._idle:
            try:
                known, store = self._idle.pop()
            except IndexError:  # another thread took the last one
                break
            if known == file:
                return file, store
            store.close()  # another file has taken the record's place
        store = Store.open(self.path)
        return self._file(), store

    def _file(self) -> tuple[int, int]:
        try:
            found = self.path.stat()
        except OSError:  # opening says what is wrong
            return (0, 0)
        return found.st_dev, found.st_ino
