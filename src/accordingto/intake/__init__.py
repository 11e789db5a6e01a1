"""From files, pages, feeds, tables and archives to reports that know where each of their words stood.

`read_inputs` reads everything; `iter_blobs` and `parse_blob` are its two halves, for callers that skip what they know.
"""

from __future__ import annotations

from accordingto.intake.blobs import Blob, iter_blobs
from accordingto.intake.limits import Limits
from accordingto.intake.page import split_page
from accordingto.intake.parsing import parse_blob, read_bytes, read_inputs

__all__ = ["Blob", "Limits", "iter_blobs", "parse_blob", "read_bytes", "read_inputs", "split_page"]
