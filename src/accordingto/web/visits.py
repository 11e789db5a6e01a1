"""When this browser was here before, kept in a cookie and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "accordingto_seen"
SITTING = timedelta(minutes=30)  # pages opened within half an hour of each other are one visit


@dataclass(frozen=True, slots=True)
class Visit:
    """The end of the visit before this one and the latest moment of this one, ISO 8601 with zone; ``before`` is empty at first."""

    before: str
    latest: str

    @classmethod
    def of(cls, request: Request) -> Visit:
        """What the browser remembers, brought up to now; anything that is no pair of times is a first visit."""
        now = datetime.now(UTC)
        before, _, latest = request.cookies.get(COOKIE, "").partition("~")
        try:
            last = datetime.fromisoformat(latest)
            before = before and datetime.fromisoformat(before).isoformat()
        except ValueError:
            return cls("", now.isoformat(timespec="seconds"))
        if last.tzinfo is None or now - last > SITTING:
            before = latest
        return cls(before, now.isoformat(timespec="seconds"))

    def keep(self, response: Response) -> Response:
        """The answer, with what the browser shall remember."""
        response.set_cookie(COOKIE, f"{self.before}~{self.latest}", max_age=31_536_000, httponly=True, samesite="strict")
        return response
