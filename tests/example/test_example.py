"""The examples' gold agrees with the texts and with itself, and has what README.md promises."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOLDERS = ("port-merrin", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
           "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
           "twentieth", "twentyfirst", "twentysecond", "twentythird", "twentyfourth")  # fmt: skip
RELATIONS = {"conflict", "update", "scope", "compatible", "undecided"}
PLOVER = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
          "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


def load(folder: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((EXAMPLES / "gold" / folder / "gold.json").read_text(encoding="utf-8"))
    return gold


def places(value: Any) -> list[dict[str, Any]]:
    """Every place (a quotation in a report) anywhere in the gold."""
    if isinstance(value, list):
        return [p for v in value for p in places(v)]
    if isinstance(value, dict):
        return [value] if "quote" in value and "prefix" in value else [p for v in value.values() for p in places(v)]
    return []


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def gold(folder: str) -> dict[str, Any]:
    return load(folder)


def test_the_gold_is_what_the_judgements_say(folder: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    own = tmp_path / "gold" / folder
    (own / "gold.json").unlink()
    shutil.rmtree(own / "page")
    subprocess.run([sys.executable, str(tmp_path / "gold" / "make_gold.py"), folder], check=True, capture_output=True)
    for committed in [EXAMPLES / "gold" / folder / "gold.json", *(EXAMPLES / "gold" / folder / "page").iterdir()]:
        made = own / committed.relative_to(EXAMPLES / "gold" / folder)
        assert made.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8"), committed.name


def test_a_quotation_that_is_not_there_stops_the_script(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    judgements, gold = tmp_path / "gold" / "second" / "judgements.txt", tmp_path / "gold" / "second" / "gold.json"
    judgements.write_text(judgements.read_text(encoding="utf-8").replace("both claimed", "all claimed"), encoding="utf-8")
    gold.unlink()
    done = subprocess.run([sys.executable, str(tmp_path / "gold" / "make_gold.py"), "second"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "all claimed" in done.stderr
    assert not gold.exists()


def test_every_quotation_stands_at_its_place(folder: str, gold: dict[str, Any]) -> None:
    page = (EXAMPLES / folder / "page.txt").read_text(encoding="utf-8")
    bounds = {r["id"]: (r["start"], r["end"]) for r in gold["reports"] if "start" in r}
    for place in places(gold):
        if place["report"] not in bounds:
            continue
        start, end = bounds[place["report"]]
        assert page[place["start"] : place["end"]] == place["quote"]
        assert start <= place["start"] < place["end"] <= end
        assert page[: place["start"]].endswith(place["prefix"])


def test_the_page_layout_points_into_the_page(folder: str) -> None:
    page = (EXAMPLES / folder / "page.txt").read_text(encoding="utf-8")

    def spans(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [s for v in value for s in spans(v)]
        if isinstance(value, dict):
            own = [value] if "start" in value and ("quote" in value or "text" in value) else []
            return own + [s for v in value.values() for s in spans(v)]
        return []

    for path in (EXAMPLES / "gold" / folder / "page").glob("*.json"):
        listed = spans(json.loads(path.read_text(encoding="utf-8")))
        assert listed, path.name
        for s in listed:
            assert page[s["start"] : s["end"]] == s.get("quote", s.get("text")), path.name
            if "sentence_start" in s:
                assert s["sentence_start"] <= s["start"] < s["sentence_end"]
                assert "\n" not in page[s["sentence_start"] : s["sentence_end"]]


def test_quotations_from_markup_stand_in_it_in_order(folder: str, gold: dict[str, Any]) -> None:
    sources = {r["id"]: r["source"] for r in gold["reports"] if "start" not in r}
    texts = {s: re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", (EXAMPLES / folder / s).read_text(encoding="utf-8"))))
             for s in set(sources.values())}
    for place in places(gold):
        if place["report"] in sources:
            pieces = [" ".join(line.split()) for line in re.split(r"\n|Patient Anna", place["quote"])]
            text = texts[sources[place["report"]]]
            assert all(text.count(piece) >= (place["occurrence"] if len(pieces) == 1 else 1) for piece in pieces), place


def test_ids_are_unique_and_references_exist(gold: dict[str, Any]) -> None:
    named = ("reports", "actors", "voices", "incidents", "statements", "figures", "disagreements")
    ids = {key: [row["id"] for row in gold[key]] for key in named}
    for key, listed in ids.items():
        assert len(listed) == len(set(listed)), key
    for row in gold["mentions"]:
        assert row["actor"] in ids["actors"]
    for row in gold["events"]:
        assert row["incident"] in ids["incidents"]
    for row in gold["figures"]:
        assert row["incident"] in [None, *ids["incidents"]]
        assert row["statement"] in [None, *ids["statements"]]
    for pair in gold["keep_apart"] + gold["undecided"]:
        assert {pair["a"], pair["b"]} <= set(ids["actors"])
    for row in gold["voices"]:
        assert row["actor"] in [None, *ids["actors"]]
    for row in gold["disagreements"]:
        assert row["relation"] in RELATIONS
        assert row["incident"] in ids["incidents"]
        assert len(row["sides"]) > 1


def test_chains_are_made_of_known_voices_and_begin_with_the_outlet(gold: dict[str, Any]) -> None:
    outlets = {r["id"]: r["outlet"] for r in gold["reports"]}
    names = {v["name"] for v in gold["voices"]} | set(outlets.values())
    voices = {v["id"]: v["name"] for v in gold["voices"]}
    statements = {s["id"]: s for s in gold["statements"]}
    for row in gold["statements"]:
        for chain in (row["chain"], row["chain_with_origin"]):
            assert set(chain) <= names
            assert chain[0] == outlets[row["report"]]
            assert chain[-1] == voices[row["voice"]]
        if row["parent"]:
            assert statements[row["parent"]]["report"] == row["report"]
            above = statements[row["parent"]]["chain"]
            assert row["chain"][: len(above)] == above


def test_incidents_are_plover_and_mentioned(gold: dict[str, Any]) -> None:
    mentioned = {row["incident"] for row in gold["events"]}
    for incident in gold["incidents"]:
        assert {incident["type"], *incident["alternatives"]} <= PLOVER
        assert incident["id"] in mentioned, incident["title"]


def test_bounds_run_forward(gold: dict[str, Any]) -> None:
    for row in gold["figures"]:
        assert row["low"] is not None or row["high"] is not None
        if row["low"] is not None and row["high"] is not None:
            assert row["low"] <= row["high"]
        if row["qualifier"] == "at least":
            assert row["high"] is None


def test_actors_kept_apart_share_no_mention(gold: dict[str, Any]) -> None:
    taken: dict[tuple[str, str, int], str] = {}
    for row in gold["mentions"]:
        if row["form"] == "name":
            key = (row["report"], row["at"]["quote"], row["at"]["occurrence"])
            assert taken.setdefault(key, row["actor"]) == row["actor"]


def test_port_merrin_holds_what_it_must() -> None:
    gold = load("port-merrin")
    assert len(gold["reports"]) == 14
    assert len({r["outlet"] for r in gold["reports"]}) == 7
    assert {r["published"][:10] for r in gold["reports"]} == {f"2025-03-{d}" for d in (11, 12, 13, 14, 15)}
    assert len([i for i in gold["incidents"] if i["salience"] == "core"]) == 10
    assert len(gold["statements"]) >= 60
    assert max(len(s["chain"]) for s in gold["statements"] if s["confidence"] == "high") == 4
    killed = {(f["low"], f["high"]) for f in gold["figures"] if f["aspect"] == "killed" and f["incident"] == "E1"}
    assert {(12, None), (12, 12), (19, None), (21, None), (22, 22), (31, 31)} <= killed
    injured = {f["low"] for f in gold["figures"] if f["aspect"] == "injured" and f["incident"] == "E1"}
    assert {30, 34, 41, 47} <= injured
    assert {"offered", "not_offered", "not_mentioned"} == {s["evidence"] for s in gold["statements"]}
    assert {d["relation"] for d in gold["disagreements"]} == RELATIONS
    forms = {row["at"]["quote"] for row in gold["mentions"]}
    assert {"Ilya Zhorin", "Ilya Jorin", "Joren Askel", "Yoren Ashkel", "Tarow Brigade", "Tarrou Brigades", "Brigade of Tarrow"} <= forms
