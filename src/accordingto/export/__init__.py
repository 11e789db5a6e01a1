"""The record in other formats. Each format is a module; this table says which, and how its result is written.

A format of kind ``text`` is one file; of kind ``tables`` one file a table, in a folder or a zip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Format:
    """One export format.

    Attributes:
        module: in this package.
        function: in the module: ``write(store)`` yields text (kind text), ``tables(store)`` named files (kind tables).
        kind: one file, or many.
        suffix: of the file, or of each file.
        about: one line for people.
        media: media type of the file.
    """

    module: str
    kind: Literal["text", "tables"]
    suffix: str
    about: str
    media: str = "application/json"
    function: str = "write"


FORMATS: dict[str, Format] = {
    "standoff": Format("standoff", "text", ".json", "the project's own: spans in the input files' text"),
    "json": Format("whole", "text", ".json", "everything, as the model's own JSON"),
    "csv": Format("tables", "tables", ".csv", "one table a file, safe to open in a spreadsheet", "text/csv", "tables"),
    "parquet": Format("parquet", "tables", ".parquet", "one table a file (extra: parquet)", "application/vnd.apache.parquet", "tables"),
    "plover": Format("plover", "text", ".jsonl", "PLOVER events, one a line", "application/x-ndjson"),
    "annotations": Format("web_annotation", "text", ".jsonld", "W3C Web Annotations: quote and position selectors", "application/ld+json"),
    "claims": Format("claims", "text", ".jsonld", "schema.org claims, one a statement", "application/ld+json"),
    "ftm": Format("ftm", "text", ".jsonl", "FollowTheMoney entities for OpenAleph", "application/x-ndjson"),
    "acled": Format("collapsed", "text", ".csv", "ACLED-like candidate rows: most conservative figures", "text/csv", "acled"),
    "ucdp": Format("collapsed", "text", ".csv", "UCDP-like candidate rows: low, best, high", "text/csv", "ucdp"),
    "brat": Format("brat", "tables", "", "brat standoff: a .txt and an .ann a report", "text/plain", "tables"),
}

__all__ = ["FORMATS", "Format"]
