"""Archives, opened member by member under limits; nothing is ever written to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from accordingto.errors import InputError, LimitError
from accordingto.intake.blobs import Blob, Options, open_stream
from accordingto.intake.limits import Limits
from accordingto.intake.sniffing import PACKED
from accordingto.model.report import Rejected

_CHUNK = 1 << 16
_SMALL = 1 << 20
_SAFE_HINT = "unpack the archive yourself if you trust it"


def from_zip(name: str, stream: BinaryIO, options: Options, *, depth: int) -> Iterator[Blob | Rejected]:
    """The members of a zip archive, or of a WACZ web archive."""
    _check_depth(depth, options.limits)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            members = _chosen(members)
            _check_count(len(members), options.limits)
            budget = _Budget(options.limits)
            for info in members:
                yield from _zip_member(name, archive, info, budget, options, depth)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise InputError("is a damaged zip archive", hint=f"pack it again ({error})") from error


def _chosen(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    names = {info.filename for info in members}
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise InputError("is an Office document or e-book", hint="save it as text or HTML")
    if "datapackage.json" in names and any(n.startswith("archive/") for n in names):
        return [info for info in members if info.filename.startswith("archive/")]
    return [info for info in members if _is_wanted(info.filename)]


def _is_wanted(member: str) -> bool:
    parts = PurePosixPath(member.replace("\\", "/")).parts
    return not any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in parts)


def _zip_member(
    name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget, options: Options, depth: int
) -> Iterator[Blob | Rejected]:
    label = f"{name}!{info.filename}"
    if _escapes(info.filename):
        yield Rejected(label, "its path leads out of the archive", _SAFE_HINT)
    elif (info.external_attr >> 16) & 0o170000 == 0o120000:
        yield Rejected(label, "is a link, and links in archives are not followed", _SAFE_HINT)
    elif info.flag_bits & 1:
        yield Rejected(label, "is locked with a password", "unpack the archive and give the files")
    else:
        try:
            with archive.open(info) as member:
                data = budget.read(member, packed=info.compress_size)
            yield from open_stream(label, io.BytesIO(data), len(data), options, depth=depth + 1)
        except LimitError as error:
            yield Rejected(label, error.message, error.hint)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            yield Rejected(label, "is damaged", f"pack it again ({error})")


def from_tar(name: str, stream: IO[bytes], options: Options, *, depth: int) -> Iterator[Blob | Rejected]:
    """The members of a tar archive, read in one pass; ``stream`` need not be seekable."""
    _check_depth(depth, options.limits)
    budget = _Budget(options.limits)
    count = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                count += 1
                _check_count(count, options.limits)
                if info.isdir() or not _is_wanted(info.name):
                    continue
                yield from _tar_member(name, archive, info, budget, options, depth)
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise InputError("is a damaged or cut-off tar archive", hint=f"fetch or pack it again ({error})") from error


def _tar_member(
    name: str, archive: tarfile.TarFile, info: tarfile.TarInfo, budget: _Budget, options: Options, depth: int
) -> Iterator[Blob | Rejected]:
    label = f"{name}!{info.name}"
    if _escapes(info.name):
        yield Rejected(label, "its path leads out of the archive", _SAFE_HINT)
    elif not info.isreg():
        yield Rejected(label, "is a link or device, and only plain members are read", _SAFE_HINT)
    else:
        member = archive.extractfile(info)
        if member is None:
            return
        try:
            data = budget.read(member, packed=None)
        except LimitError as error:
            yield Rejected(label, error.message, error.hint)
            return
        yield from open_stream(label, io.BytesIO(data), len(data), options, depth=depth + 1)


def from_packed(name: str, stream: BinaryIO, size: int, options: Options, *, depth: int) -> Iterator[Blob | Rejected]:
    """A single file packed with gzip, bzip2 or xz: a page, a table, a tar archive or a WARC."""
    head = stream.read(8)
    stream.seek(0)
    way = next(way for magic, way in PACKED.items() if head.startswith(magic))
    inner = name.rsplit(".", 1)[0] if name.lower().endswith((".gz", ".bz2", ".xz")) else name
    limited = Limited(_unpacker(way, stream), size, options.limits)
    try:
        start = limited.peek(512)
        if start.startswith(b"WARC/"):
            from accordingto.intake.warc import from_warc

            stream.seek(0)
            yield from from_warc(name, stream, options)
        elif start[257:262] == b"ustar":
            yield from from_tar(name, cast(IO[bytes], limited), options, depth=depth)
        else:
            data = limited.read_page()
            yield from open_stream(inner, io.BytesIO(data), len(data), options, depth=depth)
    except EOFError as error:
        raise InputError(f"is a {way} file that ends too early", hint="fetch it again") from error
    except (OSError, zlib.error, lzma.LZMAError) as error:
        raise InputError(f"is a damaged {way} file", hint=f"fetch it again ({error})") from error


def _unpacker(way: str, stream: BinaryIO) -> IO[bytes]:
    """A decompressing reader; the caller owns the stream below it."""
    if way == "gzip":
        return cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    return cast(IO[bytes], bz2.BZ2File(stream) if way == "bzip2" else lzma.LZMAFile(stream))


class Limited(io.RawIOBase):
    """A reader that counts what it unpacks and stops a bomb early."""

    def __init__(self, inner: IO[bytes], packed: int, limits: Limits) -> None:
        super().__init__()
        self._inner, self._packed, self._limits = inner, packed, limits
        self._count, self._ahead = 0, b""

    def readable(self) -> bool:
        """Always true."""
        return True

    def peek(self, size: int) -> bytes:
        """The first bytes, which stay to be read."""
        self._ahead = self._inner.read(size)
        return self._ahead

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes.

        Raises:
            LimitError: if more was unpacked than the limits allow.
        """
        want = size if size >= 0 else self._limits.archive_bytes + 1
        data, self._ahead = self._ahead[:want], self._ahead[want:]
        while len(data) < want:
            more = self._inner.read(min(_CHUNK, want - len(data)))
            if not more:
                break
            data += more
            self._check(len(data))
        self._count += len(data)
        self._check(0)
        return data

    def read_page(self) -> bytes:
        """Everything, if it is not more than one page may have."""
        chunks, total = [], 0
        while chunk := self.read(_CHUNK):
            total += len(chunk)
            if total > self._limits.page_bytes:
                raise LimitError(
                    f"unpacks to more than {self._limits.page_bytes >> 20} MiB, the most one page may have",
                    hint="split it into smaller files",
                )
            chunks.append(chunk)
        return b"".join(chunks)

    def _check(self, pending: int) -> None:
        unpacked = self._count + pending
        if unpacked > self._limits.archive_bytes:
            raise LimitError(f"unpacks to more than {self._limits.archive_bytes >> 20} MiB", hint=_SAFE_HINT)
        if unpacked > _SMALL and unpacked > self._limits.ratio * max(1, self._packed):
            raise LimitError(f"unpacks to more than {self._limits.ratio} times its size, like a zip bomb", hint=_SAFE_HINT)


class _Budget:
    """Counts what one archive has unpacked so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._spent = limits, 0

    def read(self, member: IO[bytes], *, packed: int | None) -> bytes:
        """One member's bytes, within every limit; ``packed`` is its packed size where the archive tells."""
        chunks, total = [], 0
        while chunk := member.read(_CHUNK):
            total += len(chunk)
            self._check(total, packed)
            chunks.append(chunk)
        self._spent += total
        return b"".join(chunks)

    def _check(self, total: int, packed: int | None) -> None:
        limits = self._limits
        if packed is not None and total > _SMALL and total > limits.ratio * max(1, packed):
            raise LimitError(f"unpacks to more than {limits.ratio} times its size, like a zip bomb", hint=_SAFE_HINT)
        if total > limits.page_bytes:
            raise LimitError(
                f"unpacks to more than {limits.page_bytes >> 20} MiB, the most one page may have", hint="split it into smaller files"
            )
        if self._spent + total > limits.archive_bytes:
            raise LimitError(f"the archive unpacks to more than {limits.archive_bytes >> 20} MiB", hint=_SAFE_HINT)


def _escapes(member: str) -> bool:
    path = PurePosixPath(member.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(member) > 1 and member[1] == ":")


def _check_depth(depth: int, limits: Limits) -> None:
    if depth > limits.depth:
        raise LimitError(f"is an archive inside archives, deeper than {limits.depth}", hint=_SAFE_HINT)


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.members:
        raise LimitError(f"holds more than {limits.members} members", hint="split the archive")
