"""The workbench: every page of a record, its twins and the API, served to this machine or to those who may."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from accordingto import __version__
from accordingto.errors import AccordingToError, RecordError, UsageError
from accordingto.views.wording import capital
from accordingto.web import actions, adding, apidocs
from accordingto.web.answers import csv_answer, etag, frame_for, json_answer, tagged, unchanged
from accordingto.web.catalogue import PAGES
from accordingto.web.context import desk_of, visitor_of, worker_of
from accordingto.web.desk import Desk
from accordingto.web.pages import Page
from accordingto.web.problems import problem, wants_json
from accordingto.web.render import render
from accordingto.web.security import BodyTooLargeError, Guard, too_large
from accordingto.web.visits import Visit
from accordingto.web.work import Job, Worker

if TYPE_CHECKING:
    from accordingto.building import Settings

STATIC = Path(__file__).parent / "static"
PROBLEM = {
    "description": "A problem (RFC 9457).",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                },
            }
        }
    },
}


def create_app(
    path: str | Path,
    *,
    token: str | None = None,
    users: Mapping[str, str] | None = None,
    read_only: bool = False,
    reviewer: str = "local",
    body_limit: int = 32 * 1024 * 1024,
    settings: Settings | None = None,
) -> FastAPI:
    """The workbench of one record.

    Args:
        path: the record's file.
        token: a shared secret that every visitor must bring; without it and without ``users`` only this machine is answered.
        users: names with password hashes (``web.desk.load_users``); their names stand beside their decisions.
        read_only: no decisions, no reports taken in.
        reviewer: the name beside decisions where there are no users.
        body_limit: most bytes of one request.
        settings: how added reports are read.

    Raises:
        RecordError: if the record cannot be opened.
    """
    desk = Desk(Path(path), token, users or {}, read_only, reviewer, body_limit)
    with desk.reading():
        pass
    app = FastAPI(
        title="accordingto",
        version=__version__,
        description="Who says what about which incident, in which words, on what evidence, and where the accounts part.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    described = app.openapi
    app.openapi = lambda: _local_times(described())  # type: ignore[method-assign]
    app.state.worker = Worker(desk.path, settings)
    app.state.drafts = adding.Drafts()
    for router in (actions.router, adding.router, apidocs.router):
        app.include_router(router)
    for page in PAGES:
        _mount(app, page)
    _handle_errors(app)
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Guard, desk=desk)
    return app


def _local_times(schema: Any) -> Any:
    """The description with its times called what they are: the report's own clock, without a zone, so no RFC 3339 date-time."""
    if isinstance(schema, dict):
        if schema.get("format") == "date-time":
            del schema["format"]
            schema["description"] = "local ISO 8601 time, the report's own clock"
        for value in schema.values():
            _local_times(value)
    elif isinstance(schema, list):
        for value in schema:
            _local_times(value)
    return schema


class _Static(StaticFiles):
    """Style, script and fonts: kept by the browser for a day."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        response.headers.setdefault("Cache-Control", "public, max-age=86400")
        return response


def _mount(app: FastAPI, page: Page) -> None:
    """The four addresses of one kind of page."""
    Asked = Annotated[dict[str, Any], Depends(page.parameters)]

    def answer(request: Request, asked: dict[str, Any], form: str) -> Response:
        desk, visitor = desk_of(request), visitor_of(request)
        job = worker_of(request).busy()
        tag = etag(desk, request, visitor, form, str(asked.get("since", "")), f"{job.stage} {job.done}" if job else "")
        if unchanged(request, tag):
            return tagged(Response(status_code=HTTPStatus.NOT_MODIFIED), tag)
        with desk.reading() as store:
            found = page.view(store, asked)
            if found is None:
                raise HTTPException(HTTPStatus.NOT_FOUND, page.missing)
            if form == "json":
                return tagged(json_answer(page.model, found), tag)
            if form == "csv":
                return tagged(csv_answer(page.table(found)), tag)
            twins = page.twin.format(**{k: v for k, v in asked.items() if "{" + k + "}" in page.twin})
            frame = frame_for(desk, store, request, visitor, current=page.current, twins=twins, building=_building(job))
            template = page.row if page.row and request.query_params.get("part") == "row" else page.template
            return tagged(HTMLResponse(render(template, frame, page=found)), tag)

    def as_html(request: Request, asked: Asked) -> Response:
        if page.remembers_visits:
            visit = Visit.of(request)
            asked = {"since": visit.before, **({"since": asked["since"]} if "since" in request.query_params else {})}
            return visit.keep(answer(request, asked, "html"))
        return answer(request, asked, "html")

    def as_json(request: Request, asked: Asked) -> Response:
        return answer(request, asked, "json")

    def as_csv(request: Request, asked: Asked) -> Response:
        return answer(request, asked, "csv")

    for call in (as_html, as_json, as_csv):  # annotations are read from objects: Asked is local to this call
        call.__annotations__ = {"request": Request, "asked": Asked, "return": Response}
    app.add_api_route(page.twin + ".json", as_json, include_in_schema=False)
    app.add_api_route(page.twin + ".csv", as_csv, include_in_schema=False)
    app.add_api_route(page.path, as_html, include_in_schema=False)
    errors: dict[int | str, dict[str, Any]] = dict.fromkeys((404, 422) if "{" in page.api else (422,), PROBLEM)
    app.add_api_route(
        "/api/v1" + page.api,
        as_json,
        response_model=page.model,
        responses=errors,
        operation_id=page.name,
        summary=page.summary,
        name="api_" + page.name,
    )


def _building(job: Job | None) -> tuple[str, str]:
    """A line on reports being read, and where its progress is."""
    if job is None:
        return "", ""
    return (f"{job.done} of {job.total} reports read" if job.total else capital(job.stage)), f"/add/{job.id}"


def _handle_errors(app: FastAPI) -> None:
    async def failed(request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            phrase = HTTPStatus(error.status_code).phrase
            title = (
                str(error.detail) if error.detail != phrase else "There is nothing at this address" if error.status_code == 404 else phrase
            )
            answer = problem(request.scope, error.status_code, title)
            answer.headers.update(error.headers or {})
            return answer
        if isinstance(error, RequestValidationError):
            first = error.errors()[0]
            if first["loc"][0] == "path" and not wants_json(request.scope):  # a reader mistyped an id: patterns are for programs
                return problem(request.scope, 404, "There is nothing at this address")
            return problem(
                request.scope,
                422,
                "This address asks for something that cannot be",
                f"{'.'.join(map(str, first['loc'][1:]))}: {first['msg']}",
            )
        if isinstance(error, BodyTooLargeError):
            return too_large(request.scope, desk_of(request).body_limit)
        if isinstance(error, UsageError):
            return problem(request.scope, 422, error.message, error.hint)
        if isinstance(error, RecordError):
            return problem(request.scope, 503, error.message, error.hint)
        if isinstance(error, AccordingToError):
            return problem(request.scope, 500, error.message, error.hint)
        return problem(
            request.scope, 500, "Something went wrong here", "The record is untouched; the line in the terminal says what it was."
        )

    for kind in (HTTPException, RequestValidationError, AccordingToError, BodyTooLargeError, Exception):
        app.add_exception_handler(kind, failed)
