"""Several processes at one port: whoever answers, it is the same desk."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from accordingto.store import Store
from accordingto.web.serving import listen
from tests.web.test_adding import ONE, fields

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from pathlib import Path
from accordingto.building import Settings
from accordingto.web.serving import Serving, listen, serve
from tests.stand_in import stand_in
if __name__ == "__main__":
    serve(Serving(Path(sys.argv[1])), listen("127.0.0.1", int(sys.argv[2]), 2), Settings(loader=stand_in))
"""


class Served:
    """A workbench in processes of its own. Every request comes on a new connection, so that any of them may answer."""

    def __init__(self, record: Path, folder: Path) -> None:
        script = folder / "serving.py"
        script.write_text(SCRIPT, encoding="utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(record), str(port)],
            cwd=ROOT,
            env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PATH": "/usr/bin:/bin"},
        )
        self.base, self.cookies = f"http://127.0.0.1:{port}", httpx.Cookies()
        self.until(lambda: self.get("/about").status_code == 200)

    def until(self, done: object, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if done():  # type: ignore[operator]
                    return
            except httpx.TransportError:
                assert self.process.poll() is None
            time.sleep(0.05)
        raise TimeoutError

    def get(self, path: str) -> httpx.Response:
        return self._ask("GET", path)

    def post(self, path: str, **data: str) -> httpx.Response:
        token = re.search(r'name="csrf" value="(\w+)"', self.get("/keys").text)
        assert token
        return self._ask("POST", path, data={"csrf": token[1], **data})

    def _ask(self, method: str, path: str, data: dict[str, str] | None = None) -> httpx.Response:
        with httpx.Client(base_url=self.base, cookies=self.cookies, timeout=60) as client:
            answer = client.request(method, path, data=data)
            self.cookies.update(client.cookies)
            return answer

    def pages(self) -> set[int]:
        """Ids of the page processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return {int(c) for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()}


@pytest.fixture
def served(mine: Path, tmp_path: Path) -> Iterator[Served]:
    one = Served(mine, tmp_path)
    yield one
    if one.process.poll() is None:
        one.process.terminate()
        assert one.process.wait(30) == 0


def test_whoever_answers_it_is_the_same_desk(served: Served, mine: Path) -> None:
    asked: list[str] = []
    for _ in range(4):
        queue = [i["id"] for g in served.get("/api/v1/review").json()["groups"] for i in g["items"] if i["id"] not in asked]
        if not queue:
            break
        asked.append(queue[0])
        assert served.post(f"/review/{queue[0]}", kind="undecided", note=f"about {queue[0]}").status_code == 303
        for _ in range(4):
            assert f"about {queue[0]}" in served.get("/review/log").text
        served.until(lambda: not _stale(mine))  # the answer is carried out, and what is asked next may be something else
    assert asked
    assert len(served.get("/api/v1/decisions").json()["rows"]) == len(asked)


def test_reports_are_brought_corrected_and_read_by_the_one_worker(served: Served) -> None:
    draft = served.post("/add", text=ONE).headers["location"]
    for _ in range(4):
        assert "The Tollan Courier" in served.get(draft).text
    form = fields(served.get(draft).text)
    changed = form | {next(k for k in form if k.startswith("outlet-")): "The Tollan Courant", "do": "show"}
    assert served.post(draft, **{k: v for k, v in changed.items() if k != "csrf"}).headers["location"] == draft
    assert all("The Tollan Courant" in served.get(draft).text for _ in range(4))
    form = {k: v for k, v in fields(served.get(draft).text).items() if k != "csrf"}
    progress = served.post(draft, **form, do="read").headers["location"]
    served.until(lambda: "One new report" in served.get(progress).text)
    assert all(served.get("/api/v1/reports").json()["pager"]["total"] == 15 for _ in range(4))
    assert served.get(draft).status_code == 404


@pytest.mark.skipif(sys.platform != "linux", reason="finds the page processes in /proc")
def test_a_page_process_that_dies_is_replaced_and_none_outlives_the_desk(served: Served) -> None:
    served.until(lambda: len(served.pages()) == 2)
    time.sleep(5)  # one that dies sooner than that is taken for a fault that would come again
    before = served.pages()
    gone = min(before)
    subprocess.run(["kill", "-9", str(gone)], check=True)
    served.until(lambda: len(served.pages() - before) == 1)
    assert served.get("/").status_code == 200
    left = served.pages()
    served.process.kill()
    served.process.wait(30)
    end = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in left) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in left)


def test_a_port_that_is_served_is_taken() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = listen("127.0.0.1", port, 2)
    with pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", port, 2)
    for one in {id(one): one for sockets in ours for one in sockets}.values():
        one.close()


def _stale(record: Path) -> bool:
    with Store.open(record) as store:
        return store.stale
