"""What a request stands in: the desk, the visitor, the worker."""

from __future__ import annotations

from fastapi import Request
from starlette.exceptions import HTTPException

from accordingto.web.desk import Desk, Visitor
from accordingto.web.work import Work


def desk_of(request: Request) -> Desk:
    """The desk that answers."""
    desk: Desk = request.app.state.desk
    return desk


def worker_of(request: Request) -> Work:
    """Who carries out what takes longer than an answer."""
    worker: Work = request.app.state.worker
    return worker


def visitor_of(request: Request) -> Visitor:
    """Who asks."""
    visitor: Visitor = request.scope["state"]["visitor"]
    return visitor


def check_form(request: Request, token: str) -> None:
    """Nothing, if the form is one this desk gave this visitor, and the desk may be written to.

    Raises:
        HTTPException: 403 if it is not.
    """
    desk = desk_of(request)
    if not desk.signed_form(visitor_of(request), token):
        raise HTTPException(403, "This form is not one that this desk gave you; open the page again")
    if desk.read_only and request.url.path != "/keys":
        raise HTTPException(403, "This desk is read only")
