"""The plain word for what was done: what many mentions say of it together."""

from __future__ import annotations

import pytest

from accordingto.data import table
from accordingto.resolving.labels import any_label, label_of, single
from accordingto.resolving.profiles import Profile, family
from accordingto.resolving.titles import _apart


def told(kinds: str, lemmas: str, *, modes: str = "", doers: str = "", objects: str = "", agents: str = "") -> Profile:
    """A profile from counts written as "3 kill, 1 crash"; who is named did it."""

    def counts(listed: str) -> dict[str, int]:
        pairs = (row.strip().partition(" ") for row in listed.split(",") if row)
        return {word: int(n) for n, _, word in pairs}

    types = counts(kinds)
    return Profile(
        family(next(iter(types))),
        types,
        counts(modes),
        counts(lemmas),
        doers=dict.fromkeys(doers.split(), 1),
        objects=dict.fromkeys(objects.split(), 1),
        agents=set(agents.split()),
        spoken=bool(doers or agents),
    )


@pytest.mark.parametrize(
    ("profile", "word"),
    [
        (told("3 ASSAULT", "2 hit, 1 die", doers="ferry", objects="trunk"), "Collision"),  # a ferry hit a tree trunk
        (told("3 ASSAULT", "2 strike, 2 die, 1 accident", doers="driver", objects="woman"), "Collision"),
        (told("3 ASSAULT", "2 hit, 1 kill", doers="jets", objects="convoy", modes="2 aerial", agents="army"), "Strike"),
        (told("3 ASSAULT", "2 hit, 1 injure", doers="policeman", objects="man"), "Attack"),
        (told("2 ASSAULT", "2 hit"), "Incident"),  # nobody is said to have done anything
        (told("3 ASSAULT", "2 storm, 1 kill"), "Storm"),
        (told("3 ASSAULT", "2 storm, 1 kill", doers="gunmen", objects="bank"), "Storming"),
        (told("4 ASSAULT", "2 bombing, 2 ambush", agents="front"), "Ambush"),
        (told("4 ASSAULT", "2 bombing, 2 shooting", agents="front"), "Attack"),  # accounts part on the way
        (told("4 ASSAULT", "2 bombing, 2 shelling"), "Explosion"),
        (told("4 ASSAULT", "2 bomb, 2 airstrike", modes="3 aerial, 1 explosives", agents="army"), "Airstrike"),
        (told("5 ASSAULT", "4 injure, 1 die"), "Deaths"),
        (told("4 ASSAULT", "4 injure"), "Injuries"),
        (told("3 ASSAULT", "2 gas leak, 1 die"), "Leak"),
        (told("2 COERCE, 1 PROTEST", "2 overthrow, 1 march"), "Overthrow"),
        (told("2 COERCE", "2 arrest", doers="inmates", objects="guards"), "Detention"),
        (told("2 COERCE", "2 arrest", doers="police", objects="men"), "Arrest"),
        (told("2 COERCE", "2 seize", objects="officers"), "Detention"),
        (told("2 COERCE", "2 seize", objects="ships"), "Seizure"),
        (told("3 ASSAULT, 2 COERCE", "2 hostage taking, 2 kill, 1 storm", doers="gunmen", objects="guests"), "Hostage-taking"),
        (told("4 SANCTION", "3 sentence, 1 convict"), "Sentencing"),
        (told("3 CONSULT", "2 discuss, 1 phone call"), "Talks"),
        (told("4 ASSAULT", "2 fire, 1 use", modes="3 crowd-control", doers="police"), "Force against a crowd"),
    ],
)
def test_a_title_says_plainly_what_was_done(profile: Profile, word: str) -> None:
    assert single(label_of(profile, names_victim=False)) == word


def test_the_death_of_one_who_is_named_goes_before_what_killed_him() -> None:
    profile = told("3 ASSAULT", "2 kill, 1 blast", agents="front")
    assert [single(label_of(profile, names_victim=named)) for named in (True, False)] == ["Killing", "Explosion"]


def test_what_most_call_an_attack_is_no_clash() -> None:
    assert single(label_of(told("8 ASSAULT", "6 attack, 2 clash", agents="front"), False)) == "Attack"


def test_nobody_is_named_twice() -> None:
    assert _apart(["Ada Noll", "Ada M. Noll", "Ivo Marsh", "Marsh"]) == ["Ada M. Noll", "Ivo Marsh"]


def test_each_lemma_has_one_label_of_a_type_and_each_label_two_forms() -> None:
    for root, labels in table("labels").items():
        if root.isupper():
            lemmas = [lemma for told in labels.values() for lemma in told.split()]
            assert len(lemmas) == len(set(lemmas)), (root, sorted(x for x in lemmas if lemmas.count(x) > 1))
            assert all(label.count("|") == 1 for label in labels)


@pytest.mark.parametrize("word", ["massacre", "martyrdom", "liquidate", "terrorism", "aggression", "murder", "slaughter"])
def test_no_loaded_word_has_a_label_of_its_own(word: str) -> None:
    assert single(any_label(word)) in ("Killing", "Attack")
