"""Which language a report is in."""

from __future__ import annotations

_SHORTEST = 120
_SAMPLE = 600
_MARGIN = 8.0


def language_of(text: str, *, declared: str | None = None) -> tuple[str, str | None]:
    """ISO 639-1 code and, where the language is not read, the reason.

    The identifier's scores are log odds; English names full of foreign ones can cost it a few points, hence the margin.
    Short texts carry too little evidence and count as what the source declares, else as English.
    """
    if len(text) < _SHORTEST:
        code = (declared or "en").split("-")[0].lower()
    else:
        import py3langid

        scores = dict(py3langid.rank(text[:_SAMPLE]))
        code = max(scores, key=lambda name: float(scores[name]))
        if float(scores[code]) - float(scores.get("en", 0.0)) < _MARGIN:
            code = "en"
    return code, None if code == "en" else f"written in {code}; only English is read"
