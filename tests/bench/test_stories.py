"""Piles of one story each, from corpora of the layouts that the bench reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import corpora, stories


def test_stories_are_put_together_from_clusters_and_topics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clusters, topics = tmp_path / "giveme5w1h", tmp_path / "ecbplus" / "7"
    clusters.mkdir()
    topics.mkdir(parents=True)
    for event in ("croydon_tram_trash", "a_band_splits_up"):
        row = {
            "newsCluster": {"Event": event},
            "title": "Ferry sinks",
            "text": "The ferry sank. " * 30,
            "date_publish": "2031-05-04T00:00:00",
            "source_domain": "karst.example",
            "url": "https://karst.example/1",
        }
        (clusters / f"{event}.json").write_text(json.dumps(row), encoding="utf-8")
    words = [["http", ":", "//www.karst.example/2031/05/04/ferry"], ["Ferry", "sinks"], ["A", "33", "-", "year", "-", "old", "died", "."]]
    tokens = "".join(f'<token sentence="{k}">{word}</token>' for k, line in enumerate(words) for word in line)
    (topics / "7_1ecbplus.xml").write_text(f"<Document>{tokens}</Document>", encoding="utf-8")
    monkeypatch.delenv("ACCORDINGTO_CORPORA", raising=False)
    corpora.use(tmp_path)
    try:
        found = stories.stories()
    finally:
        corpora.use(None)
    assert list(found) == ["e_7", "g_croydon_tram_trash"]
    (topic,) = found["e_7"]
    assert (topic["title"], topic["text"]) == ("Ferry sinks", "A 33-year-old died.")
    assert (topic["published"], topic["source"]) == ("2031-05-04", "karst.example")
