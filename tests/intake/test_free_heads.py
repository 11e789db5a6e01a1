"""Heads put together at random: the splitter must take apart what no list of layouts foresaw."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from bench.head_makes import judge_makes, makes, page_of_makes
from bench.splitter import Article, free_page, judge

FLOORS = {
    "dev": {"bounds": 0.88, "title": 0.95, "outlet": 0.74, "authors": 0.9, "date": 0.94},
    "test": {"bounds": 0.82, "title": 0.85, "outlet": 0.6, "authors": 0.8, "date": 0.88},
}
EXAMPLES = Path(__file__).parents[2] / "examples"


def _articles() -> list[Article]:
    """Invented reports of the examples: the title and the longer paragraphs of each, by its gold."""
    found = []
    for gold in sorted((EXAMPLES / "gold").glob("*/page/articles.json")):
        page = (EXAMPLES / gold.parts[-3] / "page.txt").read_bytes().decode("utf-8")
        for report in json.loads(gold.read_text(encoding="utf-8"))["articles"]:
            lines = [" ".join(line.split()) for line in page[report["start"] : report["end"]].splitlines()]
            body = tuple(line for line in lines if len(line) > 125 and line[-1] in ".”" and line != report["title"])
            if len(body) >= 4 and len(report["title"].split()) > 3 and "|" not in report["title"]:  # a channel's name heads no story
                found.append(Article(report["title"], body))
    return found


def test_random_heads() -> None:
    articles = _articles()
    assert len(articles) >= 6
    tally: Counter[str] = Counter()
    errors: list[str] = []
    for seed in (5, 6, 7):  # judged together: a few hundred heads are few enough as it is
        rng = random.Random(seed)
        for _ in range(40):
            page, truths, _ = free_page(rng.sample(articles, min(len(articles), rng.randrange(1, 8))), rng)
            judge(page, truths, tally, errors)
    assert tally["matched"] >= 0.92 * tally["true"], errors[:3]
    for what in ("title", "outlet", "authors", "date"):
        assert tally[f"{what} right"] >= 0.95 * tally[f"{what} n"], (what, [e for e in errors if e.startswith(what.upper())][:3])


@pytest.mark.parametrize("half", ["dev", "test"])
def test_pasted_heads(half: str) -> None:
    """Heads and feet as they look when copied from sites, wires, channels and exports; those of the second half taught the model nothing."""
    articles = [(article.title, article.paragraphs) for article in _articles()]
    tally: Counter[str] = Counter()
    errors: list[str] = []
    for seed in range(30):
        rng = random.Random(seed)
        page, truths = page_of_makes(rng.sample(articles, min(len(articles), rng.randrange(2, 7))), makes(half), rng)
        judge_makes(page, truths, tally, errors)
    assert tally["matched"] >= FLOORS[half]["bounds"] * tally["true"], errors[:3]
    for what in ("title", "outlet", "authors", "date"):
        assert tally[f"{what} right"] >= FLOORS[half][what] * tally[f"{what} n"], what
