"""Random piles of small reports for the laws: a few outlets tell, copy, deny and count the same few happenings."""

from __future__ import annotations

from hypothesis import strategies as st

from accordingto.model.reading import Reading
from accordingto.model.report import Report
from tests.resolving.handmade import Builder, make_report

OUTLETS = ("Morning Bell", "Evening Post", "Radio Sarn", None)
PEOPLE = ("Ada Noll", "Ira Noll", "Tomas Reyk", "Ann Bellow")
GROUPS = ("Reed Front", "New Reed Front", "Council of Sarn")
PLACES = ("Halvik", "Port Ostra", "Lebanon")
DAYS = ("2031-05-03", "2031-05-04", "2031-05-05")
DEEDS = (("bombed", "ASSAULT"), ("killed", "ASSAULT"), ("arrested", "COERCE"), ("condemned", "ACCUSE"))

sentences = st.tuples(
    st.sampled_from(DEEDS), st.sampled_from(GROUPS), st.sampled_from(PEOPLE), st.booleans(), st.sampled_from(PLACES),
    st.sampled_from((*DAYS, None)), st.sampled_from((None, 3, 9, 12, 40)), st.sampled_from((None, *PEOPLE)),
    st.sampled_from(("happened", "happened", "denied", "planned", "alleged")),
)  # fmt: skip
reports = st.tuples(st.sampled_from(OUTLETS), st.sampled_from((*DAYS, "2031-05-06", None)), st.lists(sentences, min_size=1, max_size=3))
piles = st.lists(reports, min_size=1, max_size=5)


def make(number: int, outlet: str | None, published: str | None, told: list[tuple]) -> tuple[Report, Reading]:
    """One report of a pile. Everything is written out, then annotated by its words."""
    text, rows = f"Number {number}. ", []
    for deed, group, person, short, place, day, toll, speaker, status in told:
        start = len(text)
        name = person.split()[1] if short else person
        text += f"The {group} {deed[0]} {name} near {place}"
        text += f" on day {day}" if day else ""
        text += f", {toll} dead" if toll else ""
        said = text[start:]
        text += f", {speaker} said" if speaker else ""
        text += ". "
        rows.append((deed, group, name, place, day, toll, speaker, status, said, start))
    report = make_report(text, outlet=outlet, published=published)
    return report, annotate(report, rows)


def annotate(report: Report, rows: list[tuple]) -> Reading:
    """The reading of a made report."""
    from dataclasses import replace
    from datetime import date

    from accordingto.model.intervals import Quantity, TimeInterval
    from accordingto.model.reading import Argument, Event, Figure, Name, Statement, Time, Voice
    from accordingto.model.text import Span

    builder = Builder(report)
    names, times, figures, statements, events = [], [], [], [], []
    text = report.text
    for deed, group, name, place, day, toll, speaker, status, said, start in rows:

        def at(words: str, begin: int = start) -> Span:
            found = text.index(words, begin)
            return Span(found, found + len(words))

        who = at(group)
        trigger = at(deed[0], who.end)
        whom = at(name, trigger.end)
        where = at(place, whom.end)
        first = len(names)
        names += [Name(who, "organisation", 1.0), Name(whom, "person", 1.0), Name(where, "place", 1.0)]
        own_times, own_figures, statement = (), (), None
        if day:
            span = at(day, where.end)
            times.append(Time(span, "DATE", day, TimeInterval.of_day(date.fromisoformat(day)), "none", "given"))
            own_times = (len(times) - 1,)
        if toll:
            figures.append(Figure(at(f"{toll} dead", where.end), Quantity.exact(toll), "killed", event=len(events)))
            own_figures = (len(figures) - 1,)
        if speaker:
            source = at(speaker, start + len(said))
            names.append(Name(source, "person", 1.0))
            content = Span(start, start + len(said))
            statements.append(
                Statement((source,), (at("said", source.end),), (content,), "indirect", "asserts", Voice("person", speaker, first + 3))
            )
            statement = len(statements) - 1
        events.append(Event(trigger, deed[0], deed[1], "", status, (Argument(who, who, first),), (Argument(whom, whom, first + 1),),
                            (first + 2,),
                            own_times, own_figures, statement=statement, sentence=1))  # fmt: skip
    return replace(
        builder._reading, names=tuple(names), times=tuple(times), figures=tuple(figures), statements=tuple(statements), events=tuple(events)
    )


def make_pile(drawn: list[tuple]) -> list[tuple[Report, Reading]]:
    """All reports of a drawn pile."""
    return [make(n, *row) for n, row in enumerate(drawn)]
