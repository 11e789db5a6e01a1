"""From what was given (paths, folders, globs, archives, standard input) to single readable things, one at a time."""

from __future__ import annotations

import glob
import io
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal

from accordingto.errors import InputError, LimitError
from accordingto.intake.limits import USUAL, Limits
from accordingto.model.report import Rejected

BlobKind = Literal["page", "html", "feed", "row"]
Note = Callable[[str], None]

_SKIPPED = {".git", ".svn", "__MACOSX", "node_modules", "__pycache__"}
_ASSETS = {".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".ico", ".svg"}
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Blob:
    """One page, HTML page, feed or table row, undecoded.

    Attributes:
        name: path, path inside its archive, or table and row, with ``!`` before archive members and ``#`` before rows.
        kind: how it is to be parsed. data: its bytes. sha256: their hash; an unchanged blob need not be parsed again.
        url: where it was published, if its container says so. charset: the encoding its container declares.
    """

    name: str
    kind: BlobKind
    data: bytes = field(repr=False)
    sha256: str
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What opening an input depends on."""

    limits: Limits = USUAL
    mapping: Mapping[str, str] | None = None
    on_note: Note | None = None

    def note(self, text: str) -> None:
        """Tell the caller something that is no failure."""
        if self.on_note is not None:
            self.on_note(text)


def make_blob(name: str, kind: BlobKind, data: bytes, *, url: str | None = None, charset: str | None = None) -> Blob:
    """A blob with its hash."""
    return Blob(name, kind, data, sha256(data).hexdigest(), url, charset)


def iter_blobs(
    inputs: Sequence[str], limits: Limits = USUAL, *, mapping: Mapping[str, str] | None = None, on_note: Note | None = None
) -> Iterator[Blob | Rejected]:
    """Open every input in order, lazily; folders are walked in the order of their names.

    What cannot be read is yielded as `Rejected` and the rest goes on. A file that is named twice is read once.
    """
    options = Options(limits, mapping, on_note)
    seen: set[str] = set()
    for given in inputs:
        if given == "-":
            yield from _from_stdin(options)
            continue
        for found in _paths(given):
            if isinstance(found, Rejected):
                yield found
                continue
            key = str(found.resolve()) if found.exists() else str(found)
            if key not in seen:
                seen.add(key)
                yield from _from_path(found, options)


def _paths(given: str) -> Iterator[Path | Rejected]:
    path = Path(given)
    if given.startswith(("http://", "https://")):
        yield Rejected(given, "is an address, and nothing is fetched from the network", "save the page and give the file")
    elif path.is_dir():
        yield from _walk(path)
    elif path.exists() or path.is_symlink():
        yield path
    elif glob.has_magic(given):
        found = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
        if not found:
            yield Rejected(given, "no file matches this pattern", "check the pattern, and quote it if the shell expands it")
        for each in found:
            yield from _walk(Path(each)) if Path(each).is_dir() else iter([Path(each)])
    else:
        yield Rejected(given, "no such file or folder", "check the path")


def _walk(folder: Path) -> Iterator[Path | Rejected]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Rejected(str(folder), _why(error), "check the permissions of the folder")
        return
    if not entries:
        yield Rejected(str(folder), "is an empty folder", "")
    for entry in entries:
        if entry.name in _SKIPPED or entry.name.startswith(".") or (entry.suffix.lower() in _ASSETS and entry.is_file()):
            continue
        if entry.is_dir() and not entry.is_symlink():
            if not any(entry.iterdir()):
                continue
            yield from _walk(entry)
        else:
            yield entry


def _from_path(path: Path, options: Options) -> Iterator[Blob | Rejected]:
    name = path.as_posix()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Rejected(name, "is a folder behind a link" if path.is_dir() else "is not a regular file", "give the file itself")
            return
        with path.open("rb") as stream:
            yield from open_stream(name, stream, status.st_size, options)
    except OSError as error:
        yield Rejected(name, _why(error), "check the path and its permissions")


def _from_stdin(options: Options) -> Iterator[Blob | Rejected]:
    data = sys.stdin.buffer.read(options.limits.page_bytes + 1)
    yield from open_stream("-", io.BytesIO(data), len(data), options)


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, FileNotFoundError):
        return "no such file (a broken link?)"
    return (error.strerror or "cannot be read").lower()


def open_stream(name: str, stream: BinaryIO, size: int, options: Options, *, depth: int = 0) -> Iterator[Blob | Rejected]:
    """Yield what a seekable stream of ``size`` bytes holds: itself, an archive's members or a table's rows.

    ``depth`` counts the archives it lies in.
    """
    from accordingto.intake import archives, sniffing, tables, warc

    try:
        head = stream.read(_HEAD)
        stream.seek(0)
        kind = sniffing.kind_of(name, head, size)
        if kind == "zip":
            yield from archives.from_zip(name, stream, options, depth=depth)
        elif kind == "tar":
            yield from archives.from_tar(name, stream, options, depth=depth)
        elif kind == "packed":
            yield from archives.from_packed(name, stream, size, options, depth=depth)
        elif kind == "warc":
            yield from warc.from_warc(name, stream, options)
        elif kind in ("page", "html", "feed"):
            yield make_blob(name, kind, read_whole(stream, size, options.limits))
        else:
            yield from tables.from_table(name, stream, size, kind, options)
    except InputError as error:
        yield Rejected(name, error.message, error.hint)


def read_whole(stream: BinaryIO, size: int, limits: Limits) -> bytes:
    """All bytes of a stream.

    Raises:
        LimitError: if they are more than one page may have.
    """
    data = b"" if size > limits.page_bytes else stream.read(limits.page_bytes + 1)
    if size > limits.page_bytes or len(data) > limits.page_bytes:
        most = limits.page_bytes // (1024 * 1024)
        raise LimitError(f"is larger than {most} MiB, the most one page may have", hint="split it into smaller files")
    return data
