"""The account table: who is written in a cell, which columns stand on the screen, and what a page of a long table holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from accordingto.model.intervals import Quantity
from accordingto.model.record import Account, Origin, Quote, Record, Value
from accordingto.model.text import Span
from accordingto.store import Store
from accordingto.views.account_table import ACCOUNTS_A_PAGE, ACCOUNTS_AN_ORIGIN, LONG, ORIGINS_A_PAGE, account_columns
from accordingto.views.incident import MANY, incident_page
from accordingto.views.sides import is_name, participant, participants, side_text, value_text
from accordingto.web.cells import places
from tests.web.fixture import build, write_record

NAMES = {"a1": "Lower Vale Water Board", "a2": "Tessaly"}


def given(text: str, key: str = "", aspect: str = "to_whom", at: int = 0) -> Value:
    return Value(aspect, text, Quote("r", Span(at, at + len(text))), key=key)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "key", "shown"),
    [
        ("it", "a1", "Lower Vale Water Board"),
        ("TESSALY", "a2", "Tessaly"),
        ("The board’s engineers", "a1~engineer", "the board’s engineers"),
        ("They", "~they", "‘they’"),
        ("27", "~27", ""),
        ("about two dozen more", "~more", ""),
        ("19 people", "~people", "people"),
        ("Dozens of guests", "~guest", "guests"),
        ("at least 30 of the night shift", "~shift", "the night shift"),
        ("More than forty Tessalians", "a2", "Tessalians"),
        ("three pumping stations", "~station", "pumping stations"),
        ("one of them", "~one", "one of them"),
        ("two-thirds of the dyke", "~dyke", "two-thirds of the dyke"),
        ("the Ninth Brigade", "~brigade", "the Ninth Brigade"),
    ],
)
def test_who_is_meant(text: str, key: str, shown: str) -> None:
    assert participant(given(text, key), NAMES) == shown


def test_each_is_named_once_and_a_count_is_taken_from_its_words() -> None:
    both = [given("the board", "a1"), given("It", "a1"), given("9 000 homes", "~home")]
    assert participants(both[:2], NAMES) == ["Lower Vale Water Board"]
    counted = Value("other", "9 000", Quote("r", Span(0, 5)), quantity=Quantity.exact(9000))
    assert participants(both[2:], NAMES, [counted]) == ["homes"]
    vague = Value("people", "scores", Quote("r", Span(0, 6)), quantity=Quantity(40, None))
    assert participants([given("scores of miners", "~miner")], NAMES, [vague]) == ["miners"]


def test_a_cut_denial_keeps_its_label() -> None:
    words = "that the lift had come to rest at the upper level as it should and that no one was in it"
    said = Value("claim", words, Quote("r", Span(0, len(words))), denied=True)
    assert side_text(said, {}).startswith("the denial reads: that the lift")
    assert side_text(replace(said, text="any part in it"), {}) == "denied: any part in it"


def test_a_day_is_written_as_a_day() -> None:
    value = build().record.accounts[0].values
    when = next(v for v in value if v.aspect == "when")
    assert value_text(when, {}) == "04:40"


@pytest.mark.parametrize("mentioned", [True, False])
def test_what_nobody_gives_has_no_column_and_rare_figures_share_one(mentioned: bool) -> None:
    figures = ("killed", "injured", "missing", "vehicles", "weight", "distance")
    values = tuple(replace(given("7", aspect=a), quantity=Quantity.exact(7)) for a in figures)
    account = Account("c1", "i1", "r", ("v1",), (), None, (*values, given("the quay", aspect="where")), "not mentioned", "o1")
    account = replace(account, evidence="offered") if mentioned else account
    columns = account_columns([account], [])
    assert [c.aspect for c in columns if c.shared] == ["missing", "vehicles", "weight"]
    shown = places(columns)
    assert [p.label for p in shown if p.kind == "rare"] == ["Also counted"]
    assert ("Evidence" in [p.label for p in shown]) is mentioned
    assert "When" not in [p.label for p in shown] and "Where" in [p.label for p in shown]


@pytest.fixture(scope="module", params=[LONG + 30, MANY + 30])
def long(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str, int]]:
    """The crisis with one incident of very many accounts: the first origin has a quarter of them, the others one each."""
    crisis = build()
    record: Record = crisis.record
    incident, model = record.incidents[0], record.accounts[0]
    wanted: int = request.param
    first = tuple(f"c{n:012x}" for n in range(wanted // 4))
    lone = tuple(f"c{n:012x}" for n in range(wanted // 4, wanted))
    origins = [Origin("o0", incident.id, "A", None, "the harbour master", first)]
    letters = [chr(65 + n // 26 - 1) * bool(n // 26) + chr(65 + n % 26) for n in range(1, len(lone) + 1)]
    origins += [
        Origin(f"o{n}", incident.id, letter, None, f"bystander {n}", (a,))
        for n, (a, letter) in enumerate(zip(lone, letters, strict=True), 1)
    ]
    of = {a: o.id for o in origins for a in o.accounts}
    accounts = tuple(replace(model, id=a, origin=o) for a, o in of.items())
    others = tuple(a for a in record.accounts if a.incident != incident.id)
    crisis.record = replace(
        record,
        accounts=(*others, *accounts),
        origins=(*(o for o in record.origins if o.incident != incident.id), *origins),
        disagreements=tuple(d for d in record.disagreements if d.incident != incident.id),
    )
    with Store.open(write_record(crisis, tmp_path_factory.mktemp("long") / "long.db")) as store:
        yield store, incident.id, wanted


def ids(page: object) -> list[str]:
    return [r.id for g in page.groups for r in g.rows]  # type: ignore[attr-defined]


def test_pages_of_a_long_table_hold_every_account_once(long: tuple[Store, str, int]) -> None:
    store, incident, wanted = long
    seen: list[str] = []
    offset = 0
    while True:
        page = incident_page(store, incident, offset=offset)
        assert page is not None and page.pager is not None and len(page.groups) <= ORIGINS_A_PAGE
        assert page.accounts == wanted and page.partial is (wanted > MANY)
        seen += ids(page)
        if page.pager.later is None:
            break
        offset += ORIGINS_A_PAGE
    folded = incident_page(store, incident)
    assert folded is not None and folded.groups[0].folded == wanted // 4 - ACCOUNTS_AN_ORIGIN
    lone: list[str] = []
    offset = 0
    while True:
        page = incident_page(store, incident, origin="A", offset=offset)
        assert page is not None and page.pager is not None and page.origin == "A" and len(ids(page)) <= ACCOUNTS_A_PAGE
        lone += ids(page)
        if page.pager.later is None:
            break
        offset += ACCOUNTS_A_PAGE
    assert len(seen) == len(set(seen)) and len(lone) == len(set(lone)) == wanted // 4
    assert len({*seen, *lone}) == wanted


def test_by_time_and_whole(long: tuple[Store, str, int]) -> None:
    store, incident, wanted = long
    page = incident_page(store, incident, order="time", offset=ACCOUNTS_A_PAGE)
    assert page is not None and page.pager is not None and page.pager.total == wanted and len(ids(page)) <= ACCOUNTS_A_PAGE
    whole = incident_page(store, incident, fold=False)
    assert whole is not None and whole.pager is None and len(set(ids(whole))) == wanted and not whole.partial


def test_what_is_shared_is_of_all_accounts_while_they_can_be_looked_at(long: tuple[Store, str, int]) -> None:
    store, incident, wanted = long
    page = incident_page(store, incident)
    assert page is not None
    killed = next(f for f in page.shared if f.aspect == "killed")
    shown = wanted if wanted <= MANY else len(ids(page))
    assert killed.support == f"{shown} of {shown} accounts"


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("explosions", "explos", True),
        ("Massacre", "massacre", True),
        ("killing", "kill", True),
        ("rocket attack", "rocket attack", True),
        ("act of sabotage", "sabotage", True),
        ("siege", "siege", True),
        ("killed", "kill", False),
        ("struck", "strike", False),
        ("fought", "fight", False),
        ("died", "die", False),
        ("bloodshed", "bloodshed", True),
        ("dead", "die", False),
        ("claims", "reject", False),
        ("wiped out", "wipe", False),
    ],
)
def test_a_name_is_no_form_of_a_verb(text: str, key: str, name: bool) -> None:
    assert is_name(text, key) is name
