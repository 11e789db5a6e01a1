"""What the store counts for a page is what loading everything and counting would give."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from accordingto.store import Store
from accordingto.views.speakers import voice_page
from accordingto.views.words import MOST_OTHERS, words_page
from tests.web.fixture import Crisis, write_record


def test_others_of_a_cell_are_all_that_give_its_aspect(store: Store) -> None:
    seen = 0
    for incident in store.incidents(limit=100):
        accounts = store.accounts(incident=incident.id)
        origins = {a: o for o in store.origins(incident.id) for a in o.accounts}
        for account in accounts:
            for aspect in {v.aspect for v in account.values}:
                page = words_page(store, incident.id, account.id, aspect)
                others = [a.id for a in accounts if a.id != account.id and any(v.aspect == aspect for v in a.values)]
                assert page is not None and page.others_total == len(others)
                assert [o.href.split("/")[4] for o in page.others] == others[:MOST_OTHERS]
                assert [o.letter for o in page.others] == [origins[a].letter for a in others[:MOST_OTHERS]]
                assert (page.letter, page.origin) == (origins[account.id].letter, origins[account.id].label)
                seen += len(others)
    assert seen


def test_incidents_of_a_voice_are_those_it_has_most_accounts_of(store: Store) -> None:
    for row in store.page("voices", limit=50).rows:
        accounts = store.accounts(voice=row["id"])
        often = Counter(a.incident for a in accounts)
        page = voice_page(store, row["id"])
        assert page is not None and page.reports == len({a.report for a in accounts})
        shown = [link.href.rsplit("/", 1)[1] for link in page.incidents]
        assert [often[i] for i in shown] == sorted(often.values(), reverse=True)[:20]


def test_reports_come_in_order_of_publication_undated_last(crisis: Crisis, tmp_path: Path) -> None:
    path = write_record(crisis, tmp_path / "port-merrin.db")
    with Store.open(path, "write") as writer:
        writer.connection.execute("UPDATE report SET published = NULL WHERE id IN (SELECT id FROM report ORDER BY id LIMIT 4)")
    with Store.open(path) as store:
        every = store.heads(limit=500)
        dated = [h for h in every if h.published]
        assert len(every) - len(dated) == 4
        assert every == sorted(dated, key=lambda h: (h.published, h.id)) + sorted(every[len(dated) :], key=lambda h: h.id)
        for offset in range(len(every) + 1):
            assert store.heads(offset=offset, limit=3) == every[offset : offset + 3]
