"""Everything that can go wrong, in one tree.

::

    AccordingToError            the root: catch this to catch them all
    ├── InputError              what was given to read cannot be read (exit code 2)
    │   └── LimitError          it is larger, deeper or more than a limit allows
    ├── RecordError             the record (the database file) cannot be opened, is of another version, or is not one
    │   └── AuditError          a stored span no longer agrees with its source
    ├── EngineError             the reading engine's weights are missing or do not fit
    ├── ModelError              a value of the record breaks its own law (a reversed span, an interval upside down)
    └── UsageError              a command or call was given arguments that cannot be (exit code 2)

Each message is one line that says what is wrong; ``hint`` says what to do next.
"""

from __future__ import annotations


class AccordingToError(Exception):
    """The root of the tree.

    Args:
        message: one line that says what is wrong.
        hint: one line that says what to do next, or empty.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(AccordingToError):
    """What was given to read cannot be read."""


class LimitError(InputError):
    """An input is larger, deeper or more than a limit allows."""


class RecordError(AccordingToError):
    """The record cannot be opened, is of another version, or is not a record."""


class AuditError(RecordError):
    """A stored span no longer agrees with its source."""


class EngineError(AccordingToError):
    """The reading engine's weights are missing or do not fit."""


class ModelError(AccordingToError, ValueError):
    """A value of the record breaks its own law."""


class UsageError(AccordingToError):
    """A command or call was given arguments that cannot be."""
