"""What every answer carries and every request must pass: headers, host, identity, size, forms' tokens."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accordingto.web.desk import Desk, Visitor, check_password
from accordingto.web.problems import problem

SESSION = "accordingto_session"
TOKEN = "accordingto_token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Guard:
    """The outermost layer: nothing reaches a page that is too large, from another host, or from nobody."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app, self.desk = app, desk
        self._known: dict[str, bool] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers.get("cookie", ""))
        session = cookies.get(SESSION, "")
        fresh = not (len(session) == 32 and set(session) <= set("0123456789abcdef"))
        session = secrets.token_hex(16) if fresh else session

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                if fresh and not scope["path"].startswith("/static/"):
                    out.append("Set-Cookie", f"{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        refusal = self._refuse(scope, headers)
        if refusal is None:
            name, refusal = self._identify(scope, headers, cookies)
            scope.setdefault("state", {})["visitor"] = Visitor(name, session, fresh)
        if refusal is not None:
            await refusal(scope, receive, dressed)
            return
        await self.app(scope, _limited(receive, self.desk.body_limit), dressed)

    def _refuse(self, scope: Scope, headers: Headers) -> Response | None:
        """Other hosts' names (DNS rebinding), and bodies that say they are too large."""
        if self.desk.open_to_all and _host(headers.get("host", "")) not in LOOPBACK:
            return problem(
                scope, 421, "This desk answers this machine only", "Start it with a token or user accounts to open it to others."
            )
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self.desk.body_limit:
            return too_large(scope, self.desk.body_limit)
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and headers.get("sec-fetch-site", "same-origin") not in (
            "same-origin",
            "none",
        ):
            return problem(scope, 403, "Refused: the form came from another site", "Open the page here and send it again.")
        return None

    def _identify(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> tuple[str, Response | None]:
        desk = self.desk
        if desk.open_to_all or scope["path"].startswith("/static/"):
            return desk.reviewer, None
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if desk.users and scheme.lower() == "basic":
            name, password = _basic(given)
            if name in desk.users and self._password(name, password):
                return name, None
        if desk.token:
            if scheme.lower() == "bearer" and _same(given.strip(), desk.token):
                return desk.reviewer, None
            if _same(cookies.get(TOKEN, ""), desk.sign("token", desk.token)):
                return desk.reviewer, None
            query = parse_qs(scope["query_string"].decode("latin-1"))
            if _same(query.pop("token", [""])[0], desk.token):
                rest = urlencode(query, doseq=True)
                answer = RedirectResponse(quote(scope["path"]) + (f"?{rest}" if rest else ""), 303)
                answer.set_cookie(TOKEN, desk.sign("token", desk.token), httponly=True, samesite="strict")
                return desk.reviewer, answer
        refusal = problem(scope, 401, "This desk asks who you are", "Open it with the address that was printed at start, or sign in.")
        refusal.headers["WWW-Authenticate"] = 'Basic realm="accordingto", charset="UTF-8"' if desk.users else 'Bearer realm="accordingto"'
        return "", refusal

    def _password(self, name: str, password: str) -> bool:
        """Checked once per process: scrypt costs too much to ask it again for every picture of a page."""
        key = self.desk.sign("password", name, password)
        if key not in self._known:
            sound = check_password(password, self.desk.users[name])
            if not sound:
                return False
            self._known[key] = sound
        return True


def too_large(scope: Scope, limit: int) -> Response:
    """The answer to a body over the limit."""
    return problem(
        scope, 413, "Too much at once", f"A request may carry at most {limit // 1024 // 1024} MB; read larger piles with accordingto build."
    )


class BodyTooLargeError(Exception):
    """More bytes came than the limit allows."""


def _limited(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise BodyTooLargeError
        return message

    return counted


def _cookies(header: str) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _host(header: str) -> str:
    return header[1 : header.find("]")] if header.startswith("[") else header.rsplit(":", 1)[0] if ":" in header else header


def _basic(given: str) -> tuple[str, str]:
    try:
        name, _, password = base64.b64decode(given, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))
