"""Who says what about which incident, in which words, on what evidence, and where the accounts part.

The verbs, in the order of the data's way: :func:`build` or :func:`open_record` gives a record, which answers with tables;
:func:`read` reads one text. They are imported when first used, so that ``import accordingto`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accordingto.errors import AccordingToError, AuditError, EngineError, InputError, LimitError, ModelError, RecordError, UsageError

if TYPE_CHECKING:
    from accordingto.api import OpenRecord, Table, build, open_record, read

__version__ = "0.1.0"

__all__ = [
    "AccordingToError",
    "AuditError",
    "EngineError",
    "InputError",
    "LimitError",
    "ModelError",
    "OpenRecord",
    "RecordError",
    "Table",
    "UsageError",
    "build",
    "open_record",
    "read",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from accordingto import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
