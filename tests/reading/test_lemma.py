"""Lemmas, as a table."""

from __future__ import annotations

import re

import pytest

from accordingto.reading.events_frames import frames
from accordingto.reading.lemma import IRREGULAR, lemma
from accordingto.reading.lexicon import event_senses

CASES = [
    ("said", "VERB", "say"), ("told", "VERB", "tell"), ("killing", "VERB", "kill"), ("killed", "VERB", "kill"), ("denies", "VERB", "deny"),
    ("accused", "VERB", "accuse"), ("accusing", "VERB", "accuse"), ("claimed", "VERB", "claim"), ("vowed", "VERB", "vow"),
    ("travelled", "VERB", "travel"), ("stopped", "VERB", "stop"), ("attacked", "VERB", "attack"), ("evacuated", "VERB", "evacuate"),
    ("fled", "VERB", "flee"), ("agreed", "VERB", "agree"), ("needs", "VERB", "need"), ("need", "VERB", "need"), ("has", "AUX", "have"),
    ("n't", "PART", "not"), ("n’t", "PART", "not"), ("'s", "AUX", "be"), ("adding", "VERB", "add"), ("passes", "VERB", "pass"),
    ("withdrew", "VERB", "withdraw"), ("mobilizing", "VERB", "mobilize"), ("forces", "NOUN", "force"), ("casualties", "NOUN", "casualty"),
    ("crises", "NOUN", "crisis"), ("spokesmen", "NOUN", "spokesman"), ("women", "NOUN", "woman"), ("troops", "NOUN", "troops"),
    ("people", "NOUN", "people"), ("attacks", "NOUN", "attack"), ("clashes", "NOUN", "clash"), ("worst", "ADJ", "bad"), ("an", "DET", "a"),
    ("Tolm", "PROPN", "tolm"), ("them", "PRON", "they"), ("severed", "VERB", "sever"), ("boycotting", "VERB", "boycott"),
    ("telephoned", "VERB", "telephone"), ("burnt", "VERB", "burn"), ("labelled", "VERB", "label"), ("gutted", "VERB", "gut"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "upos", "expected"), CASES)
def test_lemma(word: str, upos: str, expected: str) -> None:
    assert lemma(word, upos) == expected


def _regular(verb: str) -> tuple[str, ...]:
    """The past and the -ing form of a regular verb of one syllable or of a long one that doubles nothing."""
    if verb.endswith("e"):
        return (f"{verb}d",) if verb.endswith(("ee", "ie")) else (f"{verb}d", f"{verb[:-1]}ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied", f"{verb}ing"
    stem = verb + verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) else verb
    return f"{stem}ed", f"{stem}ing"


def test_forms_of_every_verb_that_names_an_act_lead_back_to_it() -> None:
    known = {entry.split()[0] for entry in (*event_senses("verbs"), *frames())} - set(IRREGULAR["VERB"].values())
    one = {verb for verb in known if verb.isalpha() and verb != "overtop"}
    lost = {form for verb in one for form in _regular(verb) if lemma(form, "VERB") not in (verb, f"{verb}e")}
    assert len(one) > 500
    assert lost == set()
