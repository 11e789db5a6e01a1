"""What one screen, one API answer or one static page shows: plain values, made from the record and nothing else.

``source`` is what views ask of a record; each page is one frozen dataclass whose fields are documented where it is
defined, and one function that makes it. Nothing here knows HTML.
"""

from __future__ import annotations
