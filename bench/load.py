"""How quick the workbench is on a large record: every page, then many readers beside a writing build.

``python bench/load.py [--record big.db] [--reports 10000] [--readers 50] [--seconds 120] [--workers 2]``

Starts ``accordingto serve`` on this machine, asks every kind of page one after another, each address once as nobody has
asked it before and then again, and lets the readers walk: each opens a page of a kind drawn at random, reads for half a
second to one and a half, and opens the next, on a connection it keeps. Beside them a build in a process of its own, at low
priority, stores reports with their readings, a reviewer decides something every other second, and at half-time the build
stores a whole record, which makes every page new. Readers send no If-None-Match: every answer is a whole page.

Prints a table and, last, one JSON line; exits with 1 where a page's p95 is over 100 ms alone, over 300 ms under load,
anything failed, or the front page weighs 250 kB or more with its style and script.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from accordingto.model.decision import make_decision
from accordingto.model.report import Document
from accordingto.store import Store
from accordingto.store.anchors import subject_of
from bench.big_record import World, report_of, write

ALONE, TOGETHER, WEIGHT = 100.0, 300.0, 250_000
ROUNDS = 40
OF_EACH = 200  # addresses of each kind that has so many
STORED_EVERY, DECIDED_EVERY = 0.05, 2.0  # seconds
PATIENCE = 60.0  # seconds for the build to end once its time is up
LOW = 10  # niceness of the build, as the workbench gives its own


def addresses(path: Path) -> dict[str, list[str]]:
    """Pages by kind: the busiest of each first, and others to OF_EACH."""
    with Store.open(path) as store:
        incidents = [i.id for order in ("origins", "when") for i in store.incidents(order=order, limit=OF_EACH // 2)]
        reports = [h.id for h in store.heads(limit=OF_EACH)]
        voices = [r["id"] for r in store.page("voices", {}, limit=OF_EACH).rows]
        actors = store.actors(limit=OF_EACH)
        accounts = [a for i in incidents[: OF_EACH // 2] for a in store.accounts(incident=i, limit=2) if a.values]
        words = dict.fromkeys(w for a in actors for w in a.name.split()[:1])
    return {
        "front": ["/"],
        "incidents": ["/incidents", "/incidents?order=origins", "/incidents?order=contested&offset=100"],
        "incident": [f"/incidents/{i}" for i in incidents],
        "words": [f"/incidents/{a.incident}/accounts/{a.id}/{a.values[0].aspect}" for a in accounts],
        "disagreements": ["/disagreements", "/disagreements?relation=conflict&aspect=killed", "/disagreements?offset=200"],
        "reports": ["/reports", "/reports?order=newest", "/reports?order=copied", "/reports?offset=5000"],
        "report": [f"/reports/{r}" for r in reports],
        "outlets": ["/outlets"],
        "voices": ["/voices", "/voices?order=cited", "/voices?offset=500"],
        "voice": [f"/voices/{v}" for v in voices],
        "actors": ["/actors", "/actors?order=name", "/actors?offset=500"],
        "actor": [f"/actors/{a.id}" for a in actors],
        "relays": ["/relays", "/relays?scope=all"],
        "search": ["/search?" + urlencode({"q": w}) for w in words],
        "review": ["/review"],
        "log": ["/review/log"],
        "about": ["/about"],
        "api": ["/api/v1/front", "/api/v1/disagreements", "/api/v1/reports?limit=200"],
    }


def percentile(times: list[float], share: float) -> float:
    """Milliseconds under which ``share`` of the times lie."""
    return statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1] if len(times) > 1 else times[0]


def processor(process: int) -> float:
    """Milliseconds of processor time that a process and its children have used (Linux): what a busy machine does not distort."""
    of = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = stat.read_text().rsplit(")", 1)
        except OSError:  # it has ended since
            continue
        fields = rest.split()
        of[int(name.split()[0])] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    return sum(1000 * ticks for pid, (parent, ticks) in of.items() if process in (pid, parent)) / os.sysconf("SC_CLK_TCK")


class Reader:
    """One reader's browser: a connection that is kept, a session, and nothing kept of any page."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, int]:
        """(status, bytes as they came) of an answer; status 0 where the connection broke twice."""
        for _ in range(2):
            try:
                return await self._get(path)
            except (OSError, asyncio.IncompleteReadError):  # a server may close a connection it has kept
                self.close()
        return 0, 0

    async def _get(self, path: str) -> tuple[int, int]:
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        asked = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept-Encoding: gzip", f"Cookie: {cookies}", "", ""]
        writer.write("\r\n".join(asked).encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        length = 0
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        await reader.readexactly(length)
        return int(head[0].split()[1]), length

    def close(self) -> None:
        """Leave."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def alone(port: int, pages: dict[str, list[str]], process: int) -> dict[str, dict[str, float]]:
    """Each kind of page, one request at a time: as nobody has asked it before, and again."""
    found = {}
    reader = Reader(port)
    for kind, paths in pages.items():
        for _ in range(4):
            await reader.get(paths[0])  # whatever a process does the first time
        made: list[float] = []
        kept: list[float] = []
        sizes: list[int] = []
        anew = [f"{p}{'&' if '?' in p else '?'}n={n}" for n, p in enumerate((paths * ROUNDS)[:ROUNDS])]
        before = processor(process)
        for times in (made, kept):
            for path in anew:
                start = time.perf_counter()
                status, size = await reader.get(path)
                times.append(1000 * (time.perf_counter() - start))
                sizes.append(size)
                if status != 200:
                    raise SystemExit(f"{status} {path}")
            if times is made:
                between = processor(process)
        cpu, again = (between - before) / ROUNDS, (processor(process) - between) / ROUNDS
        found[kind] = {"p50": percentile(made, 0.5), "p95": percentile(made, 0.95), "max": max(made), "cpu": cpu}
        found[kind] |= {"kept_p95": percentile(kept, 0.95), "kept_cpu": again, "kB": max(sizes) / 1000}
    reader.close()
    return found


@dataclass
class Walked:
    """What the readers met: milliseconds by kind of page, and what failed."""

    times: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


async def together(port: int, pages: dict[str, list[str]], readers: int, seconds: float) -> Walked:
    """Many readers for a while."""
    walked = Walked()
    kinds = [k for k in pages if k != "api"]
    end = time.monotonic() + seconds

    async def walk(n: int) -> None:
        chance, reader = random.Random(n), Reader(port)
        await asyncio.sleep(chance.random() * 2)
        while time.monotonic() < end:
            kind = chance.choice(kinds)
            path = chance.choice(pages[kind])
            start = time.perf_counter()
            status, _ = await reader.get(path)
            walked.times.setdefault(kind, []).append(1000 * (time.perf_counter() - start))
            if status != 200:
                walked.failed.append(f"{status} {path}")
            await asyncio.sleep(0.5 + chance.random())
        reader.close()

    await asyncio.gather(*(walk(n) for n in range(readers)))
    return walked


def build(path: Path, reports: int, seconds: float) -> dict[str, float]:
    """What a build and a reviewer do beside the readers, until the time is up; how much of it was done."""
    world, start, n, decided, longest = World(reports), time.monotonic(), 1_000_000, 0, 0.0
    whole = False
    with Store.open(path, "write") as store, Store.open(path, "review") as reviewer:
        subject, anchors = subject_of(store, store.incidents(limit=1, order="origins")[0].id)
        while (passed := time.monotonic() - start) < seconds:
            document, reading, _ = report_of(world, n)
            before = time.monotonic()
            store.put_document(Document(document.source, document.reports))
            store.put_reading(document.reports[0], reading)
            longest = max(longest, time.monotonic() - before)
            n += 1
            if passed > decided * DECIDED_EVERY:
                at = datetime.now(UTC).isoformat(timespec="milliseconds")
                reviewer.decide(make_decision("note", subject, anchors, reviewer="load", at=at, value=f"note {decided}"))
                decided += 1
            if not whole and passed > seconds / 2:
                store.put_record(store.record())
                whole = True
            time.sleep(STORED_EVERY)
    return {"reports": n - 1_000_000, "decisions": decided, "records": int(whole), "longest_ms": 1000 * longest}


def finished(beside: subprocess.Popen[str]) -> dict[str, float]:
    """What the build says it has done, if it ends soon after its time; on a busy machine its low priority may keep it longer."""
    try:
        said: dict[str, float] = json.loads(beside.communicate(timeout=PATIENCE)[0])
    except subprocess.TimeoutExpired:
        beside.kill()
        return {"unfinished": 1}
    return said


def serve(path: Path, workers: int) -> tuple[subprocess.Popen[bytes], int]:
    """The workbench as a person starts it, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from accordingto.cli.main import main; main()", "serve", str(path), "--port", str(port)]
    process = subprocess.Popen([*command, "--workers", str(workers)], cwd=ROOT / "src", stderr=subprocess.DEVNULL)
    for _ in range(600):
        status, _ = asyncio.run(Reader(port).get("/about"))
        if status == 200:
            return process, port
        time.sleep(0.1)
    process.terminate()
    raise SystemExit("the workbench did not start")


def weight(port: int, front: float) -> float:
    """Bytes of the front page with its style and script, fonts aside."""

    async def sizes() -> list[int]:
        return [(await Reader(port).get(f"/static/{name}"))[1] for name in ("tokens.css", "app.css", "app.js")]

    return 1000 * front + sum(asyncio.run(sizes()))


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--record", type=Path, help="a record made by bench/big_record.py; it is written to. Default: a new one")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)  # the process beside the readers
    asked = parser.parse_args()
    if asked.build:
        print(json.dumps(build(asked.record, asked.reports, asked.seconds)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = asked.record or Path(folder) / "big.db"
        if asked.record is None:
            write(path, asked.reports)
        Store.open(path, "write").close()  # a record of an earlier version is brought up to date
        process, port = serve(path, asked.workers)
        try:
            pages = addresses(path)
            single = asyncio.run(alone(port, pages, process.pid))
            front = weight(port, single["front"]["kB"])
            mine = [sys.executable, __file__, "--build", "--record", path, "--seconds", asked.seconds, "--reports", asked.reports]
            beside = subprocess.Popen(["nice", "-n", str(LOW), *map(str, mine)], stdout=subprocess.PIPE, text=True)
            before, own = processor(process.pid), time.process_time()
            walked = asyncio.run(together(port, pages, asked.readers, asked.seconds))
            spent, own = (processor(process.pid) - before) / 1000, time.process_time() - own
            written = finished(beside)
        finally:
            process.terminate()
            process.wait(60)
    report(single, walked, asked, written, spent, own, front)


def report(
    single: dict[str, dict[str, float]],
    walked: Walked,
    asked: argparse.Namespace,
    written: dict[str, float],
    spent: float,
    own: float,
    front: float,
) -> None:
    """Print, and leave with the verdict."""
    every = [t for times in walked.times.values() for t in times]
    many = {"p50": percentile(every, 0.5), "p95": percentile(every, 0.95), "max": max(every)}
    many |= {"requests": len(every), "errors": len(walked.failed)}
    print(f"{'ms':14}", *(f"{head:>9}" for head in ("p50", "p95", "max", "cpu", "kept p95", "kept cpu", "kB", "load p50", "load p95")))
    for kind, row in single.items():
        beside = walked.times.get(kind, [0.0])
        cells = [row[key] for key in ("p50", "p95", "max", "cpu", "kept_p95", "kept_cpu", "kB")]
        print(f"{kind:14}", *(f"{cell:9.1f}" for cell in (*cells, percentile(beside, 0.5), percentile(beside, 0.95))))
    print(f"{asked.readers} readers, {asked.seconds:.0f} s, {asked.workers} page processes: {many}")
    print(f"beside them: {written}; processor s: workbench {spent:.1f}, readers {own:.1f}; load average {os.getloadavg()[0]:.1f}")
    print(f"front page with style and script {front / 1000:.1f} kB", *walked.failed[:10], sep="\n")
    slow = [k for k, row in single.items() if row["p95"] > ALONE]
    failed = bool(slow or walked.failed) or many["p95"] > TOGETHER or front >= WEIGHT
    print(json.dumps({"alone": single, "together": many, "beside": written, "slow": slow, "front_bytes": front, "passed": not failed}))
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
