"""How quick the workbench is on a large record: every page, then many readers beside a writing build.

``python bench/load.py [--record big.db] [--reports 10000] [--readers 50] [--seconds 120]``

Serves the record on this machine only (127.0.0.1), asks every kind of page forty times one after another, then lets the
readers walk pages with pauses of a second while a writer appends reports and decisions. Prints a table and, last, one JSON
line; exits with 1 where a page's p95 is over 100 ms alone, over 300 ms under load, anything failed, or the front page
weighs 250 kB or more without its fonts.
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
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.model.report import Document
from accordingto.store import Store
from bench.big_record import World, report_of, write

ALONE, TOGETHER, WEIGHT = 100.0, 300.0, 250_000
MOST_REQUESTS = 20_000
ROUNDS = 40


def addresses(path: Path) -> dict[str, list[str]]:
    """Pages by kind: the busiest of each, and some others."""
    with Store.open(path) as store:
        incidents = [i.id for i in store.incidents(order="origins", limit=20)] + [i.id for i in store.incidents(order="when", limit=20)]
        reports = [h.id for h in store.heads(limit=40)]
        voices = [r["id"] for r in store.page("voices", {}, limit=20).rows]
        actors = [a.id for a in store.actors(limit=20)]
        accounts = [a for i in incidents[:10] for a in store.accounts(incident=i)[:2] if a.values]
        words = [w for a in store.actors(limit=10) for w in a.name.split()[:1]]
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
        "actor": [f"/actors/{a}" for a in actors],
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


def processor(pid: int) -> float:
    """Milliseconds of processor time that a process has used (Linux; elsewhere 0): what a busy machine does not distort."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def alone(base: str, pages: dict[str, list[str]], pid: int) -> dict[str, dict[str, float]]:
    """Each kind of page, one request at a time, never from the browser's store."""
    found = {}
    with httpx.Client(base_url=base, timeout=30) as client:
        for kind, paths in pages.items():
            client.get(paths[0])
            times, sizes = [], []
            before = processor(pid)
            for n in range(ROUNDS):
                start = time.perf_counter()
                answer = client.get(paths[n % len(paths)])
                times.append(1000 * (time.perf_counter() - start))
                answer.raise_for_status()
                sizes.append(len(answer.content))
            cpu = (processor(pid) - before) / ROUNDS
            found[kind] = {
                "p50": percentile(times, 0.5),
                "p95": percentile(times, 0.95),
                "max": max(times),
                "cpu": cpu,
                "kB": max(sizes) / 1000,
            }
    return found


async def together(base: str, pages: dict[str, list[str]], readers: int, seconds: float) -> dict[str, float]:
    """Many readers for a while; each looks at a page, reads for a second, opens the next."""
    kinds = [k for k in pages if k != "api"]
    times: list[float] = []
    errors = 0
    end = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=readers)

    async with httpx.AsyncClient(base_url=base, timeout=30, limits=limits) as client:

        async def reader(n: int) -> None:
            nonlocal errors
            chance = random.Random(n)
            await asyncio.sleep(chance.random() * 2)
            while time.monotonic() < end and len(times) < MOST_REQUESTS:
                path = chance.choice(pages[chance.choice(kinds)])
                start = time.perf_counter()
                try:
                    answer = await client.get(path)
                    if answer.status_code != 200:
                        errors += 1
                        print(answer.status_code, path, answer.text[:200], file=sys.stderr)
                except httpx.HTTPError as error:
                    errors += 1
                    print(type(error).__name__, path, file=sys.stderr)
                times.append(1000 * (time.perf_counter() - start))
                await asyncio.sleep(0.5 + chance.random())

        await asyncio.gather(*(reader(n) for n in range(readers)))
    return {"requests": len(times), "errors": errors, "p50": percentile(times, 0.5), "p95": percentile(times, 0.95), "max": max(times)}


def writer(path: Path, reports: int, stop: threading.Event, written: list[int]) -> None:
    """A build beside the readers: reports with their readings, one transaction each, until told to stop."""
    world = World(reports)
    n = 1_000_000
    with Store.open(path, "write") as store:
        while not stop.is_set():
            document, reading, _ = report_of(world, n)
            store.put_document(Document(document.source, document.reports))
            store.put_reading(document.reports[0], reading)
            written.append(n)
            n += 1
            stop.wait(0.05)


def serve(path: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The workbench in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = "uvicorn.run(create_app(sys.argv[1]), port=int(sys.argv[2]), log_level='error', timeout_keep_alive=60)"
    script = f"import sys, uvicorn; from accordingto.web.app import create_app; {serving}"
    process = subprocess.Popen([sys.executable, "-c", script, str(path), str(port)], cwd=Path(__file__).resolve().parents[1] / "src")
    base = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            httpx.get(base, timeout=30)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return process, base
    process.terminate()
    raise SystemExit("the workbench did not start")


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--record", type=Path, help="a record made by bench/big_record.py; it is written to. Default: a new one")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.record or Path(folder) / "big.db"
        if asked.record is None:
            write(path, asked.reports)
        process, base = serve(path)
        try:
            pages = addresses(path)
            single = alone(base, pages, process.pid)
            stop, written = threading.Event(), []
            build = threading.Thread(target=writer, args=(path, asked.reports, stop, written))
            build.start()
            try:
                many = asyncio.run(together(base, pages, asked.readers, asked.seconds))
            finally:
                stop.set()
                build.join()
        finally:
            process.terminate()
            process.wait(10)
    print(f"{'page':14} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'cpu ms':>8} {'kB':>8}")
    for kind, row in single.items():
        print(f"{kind:14} {row['p50']:8.1f} {row['p95']:8.1f} {row['max']:8.1f} {row['cpu']:8.1f} {row['kB']:8.1f}")
    print(f"{asked.readers} readers, {asked.seconds:.0f} s, {len(written)} reports written: {many}")
    slow = [k for k, row in single.items() if row["p95"] > ALONE]
    failed = bool(slow) or many["p95"] > TOGETHER or many["errors"] > 0 or single["front"]["kB"] * 1000 >= WEIGHT
    print(json.dumps({"alone": single, "together": many, "written": len(written), "slow": slow, "passed": not failed}))
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
