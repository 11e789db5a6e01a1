"""Adding reports in the browser: bring them, see how they were split, correct that, watch them being read."""

from __future__ import annotations

import secrets
import tempfile
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path, PurePosixPath, PureWindowsPath

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from accordingto.errors import InputError, UsageError
from accordingto.model.report import Document, Rejected
from accordingto.views.draft import corrected, draft_page
from accordingto.views.wording import Moment
from accordingto.web.answers import frame_for
from accordingto.web.context import check_form, desk_of, visitor_of, worker_of
from accordingto.web.render import render
from accordingto.web.work import Job

router = APIRouter(include_in_schema=False)
MOST_DRAFTS = 20
MOST_FILES = 200
MOST_FIELDS = 20_000


@dataclass(slots=True)
class Draft:
    """What one visitor brought and has not committed: the documents, and what could not be read."""

    session: str
    documents: list[Document]
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Drafts:
    """The last twenty drafts; older ones are forgotten."""

    found: OrderedDict[str, Draft] = field(default_factory=OrderedDict)

    def put(self, draft: Draft) -> str:
        """Keep one; returns its id."""
        name = secrets.token_hex(8)
        self.found[name] = draft
        while len(self.found) > MOST_DRAFTS:
            self.found.popitem(last=False)
        return name

    def get(self, name: str, session: str) -> Draft | None:
        """One of this visitor's drafts, or None."""
        draft = self.found.get(name)
        return draft if draft is not None and draft.session == session else None

    def change(self, name: str, draft: Draft) -> None:
        """The same draft, corrected."""
        self.found[name] = draft

    def drop(self, name: str) -> None:
        """It has been committed."""
        self.found.pop(name, None)


def _draft(request: Request, name: str) -> Draft:
    """The visitor's draft.

    Raises:
        HTTPException: 404 if there is none.
    """
    drafts: Drafts = request.app.state.drafts
    draft = drafts.get(name, visitor_of(request).session)
    if draft is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such draft any more; bring the reports again")
    return draft


def _writable(request: Request) -> None:
    if desk_of(request).read_only:
        raise HTTPException(HTTPStatus.FORBIDDEN, "This desk is read only")


def _page(request: Request, template: str, **values: object) -> Response:
    desk, visitor = desk_of(request), visitor_of(request)
    with desk.reading() as store:
        frame = frame_for(desk, store, request, visitor, current="reports")
    return HTMLResponse(render(template, frame, **values))


@router.get("/add")
def form(request: Request) -> Response:
    """Where reports are pasted or dropped."""
    _writable(request)
    return _page(request, "add.html", limit=desk_of(request).body_limit // 1024 // 1024)


@router.post("/add")
async def bring(request: Request) -> Response:
    """Split what was brought, and show it."""
    _writable(request)
    async with request.form(max_files=MOST_FILES, max_fields=50, max_part_size=desk_of(request).body_limit) as fields:
        check_form(request, str(fields.get("csrf", "")))
        draft = await _read(fields, visitor_of(request).session)
    if not draft.documents and not draft.refused:
        raise UsageError("nothing was brought", hint="paste a page into the field, or choose files")
    name = request.app.state.drafts.put(draft)
    return RedirectResponse(f"/add/draft/{name}", HTTPStatus.SEE_OTHER)


@router.get("/add/draft/{name}")
def show(request: Request, name: str) -> Response:
    """How it was split."""
    _writable(request)
    draft = _draft(request, name)
    with desk_of(request).reading() as store:
        known = set(store.heads_of(r.id for d in draft.documents for r in d.reports))
    return _page(request, "draft.html", page=draft_page(name, draft.documents, draft.refused, known))


@router.post("/add/draft/{name}")
async def correct(request: Request, name: str) -> Response:
    """Move boundaries and show again, or commit and read."""
    _writable(request)
    form = await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=1024 * 1024)
    fields = {k: str(v) for k, v in form.items()}
    check_form(request, fields.get("csrf", ""))
    drafts: Drafts = request.app.state.drafts
    draft = _draft(request, name)
    for key, value in fields.items():
        if key.startswith("published-") and value.strip() and Moment.parse(value.strip()).day is None:
            raise UsageError(
                f"{value.strip()[:40]!r} is no date", hint="write 2025-03-11 or 2025-03-11T06:12+02:00, and go back to keep the rest"
            )
    documents = corrected(draft.documents, fields)
    if fields.get("do") != "read":
        drafts.change(name, replace(draft, documents=documents))
        return RedirectResponse(f"/add/draft/{name}", HTTPStatus.SEE_OTHER)
    documents = [d for d in documents if d.reports]
    if not documents:
        raise UsageError("no report is left to read", hint="go back and keep at least one")
    drafts.drop(name)
    job = Job(name, tuple(documents))
    worker_of(request).build(job)
    return RedirectResponse(f"/add/{job.id}", HTTPStatus.SEE_OTHER)


@router.get("/add/{name}")
def progress(request: Request, name: str) -> Response:
    """How far the reading is; the page asks again by itself."""
    job = worker_of(request).job(name)
    if job is None or not job.documents:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such reading any more")
    return _page(request, "progress.html", job=job, reports=[r for d in job.documents for r in d.reports])


async def _read(fields: FormData, session: str) -> Draft:
    """Documents from the pasted text and the files, with what could not be read."""
    outlet = str(fields.get("outlet", "")).strip()[:200] or None
    draft = Draft(session, [])
    pasted = fields.get("text", "")
    with tempfile.TemporaryDirectory(prefix="accordingto-") as folder:
        brought: list[tuple[Path, str]] = []
        if isinstance(pasted, str) and pasted.strip():
            path = Path(folder) / "pasted.txt"
            path.write_text(pasted.replace("\r\n", "\n"), encoding="utf-8", errors="replace")
            brought.append((path, f"pasted on {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"))
        for n, upload in enumerate(fields.getlist("files")):
            if isinstance(upload, UploadFile) and upload.filename:
                name = plain_name(upload.filename)
                path = Path(folder) / f"{n}{safe_suffix(name)}"
                path.write_bytes(await upload.read())
                brought.append((path, name))
        for path, name in brought:
            _split(path, name, outlet, draft)
    return draft


def _split(path: Path, name: str, outlet: str | None, draft: Draft) -> None:
    from accordingto.intake import Limits, iter_blobs, parse_blob

    limits = Limits()
    try:
        for blob in iter_blobs([str(path)], limits):
            label = blob.name.replace(str(path), name, 1)
            if isinstance(blob, Rejected):
                draft.refused.append((label, f"{blob.reason}. {blob.hint}".strip()))
                continue
            parsed = parse_blob(replace(blob, name=label), limits=limits, outlet=outlet)
            if isinstance(parsed, Rejected):
                draft.refused.append((label, f"{parsed.reason}. {parsed.hint}".strip()))
            else:
                draft.documents += parsed
    except InputError as error:
        draft.refused.append((name, f"{error.message}. {error.hint}".strip()))


def plain_name(given: str) -> str:
    """A file's bare name, whatever path it came with."""
    name = PurePosixPath(PureWindowsPath(given).name).name[:200]
    return name if name.strip(".") else "file"


def safe_suffix(name: str) -> str:
    """Its suffixes where they are letters and digits; nothing else of the name touches the disk."""
    suffixes = PurePosixPath(name).suffixes[-2:]
    return "".join(s for s in suffixes if s[1:].isalnum() and len(s) <= 8)
