"""Where the reference corpora are: packed beside the project, unpacked once into a cache; never part of the project.

A corpus is looked for in this order: the folder set by :func:`use` (``--corpora DIR``) or by the environment variable
ACCORDINGTO_CORPORA, unpacked already; the cache; the packed files in ``../shared/corpora``.
"""

from __future__ import annotations

import os
import tarfile
import tempfile
from pathlib import Path

PACKED = Path(__file__).resolve().parents[2] / "shared" / "corpora"
_chosen: list[Path] = []


def use(folder: Path | None) -> None:
    """Look for unpacked corpora in ``folder`` first; None forgets the choice."""
    _chosen[:] = [folder] if folder else []


def cache() -> Path:
    """The folder that packed corpora are unpacked into."""
    base = os.environ.get("ACCORDINGTO_CACHE")
    return (Path(base) if base else Path.home() / ".cache" / "accordingto") / "corpora"


def corpus(name: str) -> Path | None:
    """The unpacked folder of one corpus, or None where it is not to be had."""
    named = os.environ.get("ACCORDINGTO_CORPORA")
    for root in [*_chosen, *([Path(named)] if named else []), cache()]:
        if (root / name).is_dir():
            return root / name
    packed = PACKED / f"{name}.tar.xz"
    if not packed.is_file():
        return None
    target = cache()
    target.mkdir(parents=True, exist_ok=True)
    # Unpack beside and rename, so that a broken unpacking is never taken for a corpus.
    with tempfile.TemporaryDirectory(dir=target) as scratch:
        with tarfile.open(packed) as archive:
            archive.extractall(scratch, filter="data")
        inner = Path(scratch) / name
        try:
            (inner if inner.is_dir() else Path(scratch)).rename(target / name)
        except OSError:
            # Another process was first.
            if not (target / name).is_dir():
                raise
        if not Path(scratch).is_dir():
            Path(scratch).mkdir()
    return target / name


def needed(name: str) -> Path:
    """The unpacked folder of a corpus that nothing can be done without.

    Raises:
        SystemExit: if it is not to be had.
    """
    folder = corpus(name)
    if folder is None:
        raise SystemExit(f"the corpus {name} is not here; say with --corpora in which folder it is")
    return folder
