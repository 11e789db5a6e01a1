"""One record at a desk: where it is, who may sit there, and the build that may be running."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from accordingto.errors import UsageError
from accordingto.store import Store
from accordingto.web.readers import Readers


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: name (a reviewer), the session's id, and whether the session is new."""

    name: str
    session: str
    fresh: bool = False


@dataclass(slots=True)
class Desk:
    """What every request needs.

    Attributes:
        path: the record's file.
        token: the shared secret, or None.
        users: names with their password hashes (``hash_password``), empty where there are no accounts.
        read_only: no decisions, no reports taken in.
        reviewer: name under which decisions are kept where there are no user accounts.
        body_limit: most bytes a request may carry.
        secret: signs forms and sessions; new with every start.
        readers: of the record.
    """

    path: Path
    token: str | None = None
    users: Mapping[str, str] = field(default_factory=dict)
    read_only: bool = False
    reviewer: str = "local"
    body_limit: int = 32 * 1024 * 1024
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    readers: Readers = field(init=False)

    def __post_init__(self) -> None:
        self.readers = Readers(self.path)

    @property
    def open_to_all(self) -> bool:
        """Whether anyone who reaches it may read: then only this machine may reach it."""
        return self.token is None and not self.users

    def reading(self) -> AbstractContextManager[Store]:
        """The record as it is now, for one request."""
        return self.readers.one()

    @contextmanager
    def reviewing(self) -> Iterator[Store]:
        """The record, opened for a decision, beside a running build."""
        store = Store.open(self.path, "review")
        try:
            yield store
        finally:
            store.close()

    def sign(self, *parts: str) -> str:
        """A token over parts that only this process can make."""
        return hmac.new(self.secret, "\0".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:40]

    def csrf(self, visitor: Visitor) -> str:
        """The token that a form of this visitor must carry."""
        salt = secrets.token_hex(8)  # another token on every page, so that compressed pages give nothing away
        return salt + self.sign("csrf", visitor.session, salt)

    def signed_form(self, visitor: Visitor, token: str) -> bool:
        """Whether a form's token is one of this visitor's."""
        expected = self.sign("csrf", visitor.session, token[:16])
        return hmac.compare_digest(token[16:].encode("utf-8", "surrogatepass"), expected.encode())


def hash_password(password: str, salt: bytes | None = None) -> str:
    """A line for the users file: ``scrypt$salt$hash``, both hexadecimal."""
    salt = salt or secrets.token_bytes(16)
    digest = hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=2**14, r=8, p=1)
    return f"scrypt${salt.hex()}${digest.hex()}"


def check_password(password: str, stored: str) -> bool:
    """Whether a password is the one that was hashed."""
    _, salt, _ = stored.split("$")
    return hmac.compare_digest(hash_password(password, bytes.fromhex(salt)), stored)


def load_users(path: Path) -> dict[str, str]:
    """User accounts from a file with one ``name:scrypt$salt$hash`` a line; empty lines and ``#`` lines are skipped.

    Raises:
        UsageError: if the file cannot be read or a line is something else.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the users file {path} cannot be read: {error}", hint="one 'name:scrypt$salt$hash' a line") from error
    users: dict[str, str] = {}
    for n, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, stored = line.strip().partition(":")
        parts = stored.split("$")
        sound = len(parts) == 3 and parts[0] == "scrypt" and all(p and set(p) <= set("0123456789abcdef") for p in parts[1:])
        if not name or not sound or len(parts[1]) % 2:
            raise UsageError(f"line {n} of {path} is not 'name:scrypt$salt$hash'", hint="make one with accordingto.web.desk.hash_password")
        users[name] = stored
    if not users:
        raise UsageError(f"the users file {path} names nobody", hint="one 'name:scrypt$salt$hash' a line")
    return users
