"""Main text of HTML pages against a hand-made benchmark: F1 on runs of four words (letters and digits only), as its authors measure it.

Each page counts the same: shared, false and missed runs are divided by their sum before they are added up. The
benchmark gives bodies only; for bylines and dates see how many pages yield one, and from which mark-up. Offsets are checked
too: the share of the text's code points that lead back to the same code point of the mark-up.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path

from accordingto.intake import read_bytes
from accordingto.model.report import Document, Report

DATA = ("article_extraction_benchmark", "")
_TOKEN = re.compile(r"\w+")


def _runs(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    size = min(size, len(words)) or 1
    return Counter(tuple(words[k : k + size]) for k in range(len(words) - size + 1))


def _body(report: Report) -> str:
    """The report's text without its title."""
    return report.text[report.title_span.end :] if report.title_span else report.text


def _mapped(document: Document, report: Report) -> tuple[int, int]:
    source, text = document.source.text, report.text
    places = [(k, report.offsets.to_source(k)) for k in range(len(text)) if not text[k].isspace()]
    right = sum(1 for k, at in places if at is not None and source[at] in (text[k], "&"))
    return right, len(places)


def run(data: Path) -> dict[str, float]:
    """Measure on a folder in the benchmark's layout: ``ground-truth.json`` and ``html/*.html.gz``."""
    truth = json.loads((data / "ground-truth.json").read_text(encoding="utf-8"))
    shared = false = missed = 0.0
    facts: Counter[str] = Counter()
    right = points = 0
    spent = 0.0
    worst: list[tuple[float, str]] = []
    for name, entry in sorted(truth.items()):
        raw = gzip.decompress((data / "html" / f"{name}.html.gz").read_bytes())
        start = time.process_time()
        found = [item for item in read_bytes(f"{name}.html", raw) if isinstance(item, Document)]
        spent += time.process_time() - start
        reports = [report for document in found for report in document.reports]
        got, want = _runs("\n".join(_body(report) for report in reports)), _runs(entry["articleBody"])
        both = sum((got & want).values())
        total = sum(got.values()) + sum(want.values()) - both
        shared, false, missed = (
            shared + both / total, false + (sum(got.values()) - both) / total, missed + (sum(want.values()) - both) / total,
        )  # fmt: skip
        worst.append((both / total, name))
        facts["pages"] += bool(reports)
        facts["several"] += len(reports) > 1
        for report in reports[:1]:
            for key in ("title", "authors", "published", "outlet"):
                facts[key] += getattr(report, key).value is not None
            facts["time of day"] += "T" in (report.published.value or "")
            a, b = _mapped(found[0], report)
            right, points = right + a, points + b
    precision, recall = shared / (shared + false), shared / (shared + missed)
    count = len(truth)
    out = {
        "pages": count, "f1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall,
        "offsets right": right / max(1, points), "pages per CPU-second": count / spent,
    }  # fmt: skip
    out |= {f"with {key}": facts[key] / count for key in ("title", "authors", "published", "time of day", "outlet")}
    out["taken for several articles"] = facts["several"]
    for key, value in out.items():
        print(f"{key:28} {value:.4f}")
    print("lowest:", ", ".join(f"{name[:8]} {score:.2f}" for score, name in sorted(worst)[:12]))
    return {key: round(value, 4) for key, value in out.items()}
