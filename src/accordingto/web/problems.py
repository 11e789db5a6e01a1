"""Errors as people and programs read them: a page for browsers, problem+json (RFC 9457) for the API and the twins."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from accordingto.web.render import Frame, render


def wants_json(scope: Scope) -> bool:
    """Whether a program asks: under /api/, or for a twin."""
    path = scope["path"]
    return bool(path.startswith("/api/") or path.endswith((".json", ".csv")))


def problem(scope: Scope, status: int, title: str, detail: str = "") -> Response:
    """One problem, in the form that fits who asks."""
    if wants_json(scope):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return Response(json.dumps(body), status, media_type="application/problem+json")
    phrase = HTTPStatus(status).phrase
    return HTMLResponse(render("problem.html", Frame("", ""), status=status, phrase=phrase, title=title, detail=detail), status)
