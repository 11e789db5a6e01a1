"""The workbench: every page of a record, its twins and the API, served to this machine or to those who may."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from accordingto import __version__
from accordingto.errors import AccordingToError, RecordError, UsageError
from accordingto.views.wording import capital
from accordingto.web import actions, adding, apidocs
from accordingto.web.answers import Asked, dressed, etag, frame_for, keys_of, made, tagged, unchanged
from accordingto.web.catalogue import DAY, PAGES
from accordingto.web.context import desk_of, visitor_of, worker_of
from accordingto.web.desk import Desk
from accordingto.web.kept import Kept, Shelf, keep
from accordingto.web.pages import Page
from accordingto.web.problems import problem, wants_json
from accordingto.web.render import render
from accordingto.web.security import BodyTooLargeError, Guard, too_large
from accordingto.web.visits import Visit
from accordingto.web.work import Job, Work, Worker

if TYPE_CHECKING:
    from accordingto.building import Settings

STATIC = Path(__file__).parent / "static"
ROOM = 64 * 1024 * 1024  # bytes of answers kept
_SIGN = secrets.token_hex(20)  # stands in kept pages where an asker's words belong; nothing a report says can be it
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
    secret: bytes | None = None,
    worker: Work | None = None,
    drafts: adding.Drafts | None = None,
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
        secret: signs forms; several processes that serve one record share it. Default: a new one.
        worker: carries out what takes longer than an answer. Default: a thread of this process.
        drafts: what visitors brought and have not committed. Default: a table in this process.

    Raises:
        RecordError: if the record cannot be opened.
    """
    desk = Desk(Path(path), token, users or {}, read_only, reviewer, body_limit, secret or secrets.token_bytes(32))
    with desk.reading():
        pass

    @asynccontextmanager
    async def open_desk(app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.readers.close()

    app = FastAPI(
        title="accordingto",
        lifespan=open_desk,
        version=__version__,
        description="Who says what about which incident, in which words, on what evidence, and where the accounts part.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    described = app.openapi
    app.openapi = lambda: _local_times(described())  # type: ignore[method-assign]
    app.state.worker = worker or Worker(desk.path, settings)
    app.state.drafts = drafts or adding.Drafts()
    app.state.shelf = Shelf(ROOM)
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
    Parameters = Annotated[dict[str, Any], Depends(_at_once(page.parameters))]

    async def answer(request: Request, parameters: dict[str, Any], form: str) -> Response:
        desk, visitor, job = desk_of(request), visitor_of(request), worker_of(request).busy()
        words = {"csrf": desk.csrf(visitor), **dict(zip(("building", "building_href"), _building(job), strict=True))}
        with desk.reading() as store:
            marks = store.marks(page.follows)
        since, address = str(parameters.get("since", "")), f"{request.url.path}?{request.url.query}"
        asked = Asked(__version__, marks, form, address, since, visitor.name, keys_of(request), job is not None)
        tag = etag(asked, visitor, job)
        if unchanged(request, tag):
            return tagged(Response(status_code=HTTPStatus.NOT_MODIFIED), tag)

        def make() -> Kept:
            with desk.reading() as store:
                found = page.view(store, parameters)
                if found is None:
                    raise HTTPException(HTTPStatus.NOT_FOUND, page.missing)
                if form != "html":
                    return made(page, found, form)
                twins = page.twin.format(**{k: v for k, v in parameters.items() if "{" + k + "}" in page.twin})
                signs = {name: name + _SIGN for name, text in words.items() if text}
                frame = frame_for(desk, store, request, visitor, current=page.current, twins=twins, words={**words, **signs})
            template = page.row if page.row and request.query_params.get("part") == "row" else page.template
            body = render(template, frame, page=found).encode()
            return keep(body, {name: sign.encode() for name, sign in signs.items()}, "text/html; charset=utf-8", {})

        shelf: Shelf = request.app.state.shelf
        kept = shelf.get(asked)
        if kept is None:
            kept = await run_in_threadpool(shelf.get_or_make, asked, make)
        return tagged(dressed(request, kept, words), tag)

    async def as_html(request: Request, asked: Parameters) -> Response:
        if page.remembers_visits:
            visit = Visit.of(request)
            asked = {**asked, "since": asked["since"] if "since" in request.query_params else visit.before}
            return visit.keep(await answer(request, asked, "html"))
        return await answer(request, asked, "html")

    async def as_json(request: Request, asked: Parameters) -> Response:
        return await answer(request, asked, "json")

    async def as_csv(request: Request, asked: Parameters) -> Response:
        return await answer(request, asked, "csv")

    for call in (as_html, as_json, as_csv):  # annotations are read from objects: Parameters is local to this call
        call.__annotations__ = {"request": Request, "asked": Parameters, "return": Response}
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


def _at_once(parameters: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """The same parameters, taken without a thread: they only put values into a mapping."""

    @wraps(parameters)
    async def taken(**given: Any) -> dict[str, Any]:
        return parameters(**given)

    return taken


def _building(job: Job | None) -> tuple[str, str]:
    """A line on reports being read, and where its progress is."""
    if job is None:
        return "", ""
    return (f"{job.done} of {job.total} reports read" if job.total else capital(job.stage)), f"/add/{job.id}"


def _of_address(error: dict[str, Any]) -> str:
    """What is wrong with a part of an address, for people: no patterns."""
    name, given = ".".join(map(str, error["loc"][1:])), str(error.get("input", ""))[:40]
    if error["type"] == "string_pattern_mismatch" and error.get("ctx", {}).get("pattern") == DAY:
        return f"{name} takes a day such as 2025-03-12, not “{given}”."
    return f"{name}: {error['msg']}"


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
                _of_address(first),
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
