"""Lemmas, as a table."""

from __future__ import annotations

import pytest

from accordingto.reading.lemma import lemma

CASES = [
    ("said", "VERB", "say"), ("told", "VERB", "tell"), ("killing", "VERB", "kill"), ("killed", "VERB", "kill"), ("denies", "VERB", "deny"),
    ("accused", "VERB", "accuse"), ("accusing", "VERB", "accuse"), ("claimed", "VERB", "claim"), ("vowed", "VERB", "vow"),
    ("travelled", "VERB", "travel"), ("stopped", "VERB", "stop"), ("attacked", "VERB", "attack"), ("evacuated", "VERB", "evacuate"),
    ("fled", "VERB", "flee"), ("agreed", "VERB", "agree"), ("needs", "VERB", "need"), ("need", "VERB", "need"), ("has", "AUX", "have"),
    ("n't", "PART", "not"), ("n’t", "PART", "not"), ("'s", "AUX", "be"), ("adding", "VERB", "add"), ("passes", "VERB", "pass"),
    ("withdrew", "VERB", "withdraw"), ("mobilizing", "VERB", "mobilize"), ("forces", "NOUN", "force"), ("casualties", "NOUN", "casualty"),
    ("crises", "NOUN", "crisis"), ("spokesmen", "NOUN", "spokesman"), ("women", "NOUN", "woman"), ("troops", "NOUN", "troops"),
    ("people", "NOUN", "people"), ("attacks", "NOUN", "attack"), ("clashes", "NOUN", "clash"), ("worst", "ADJ", "bad"), ("an", "DET", "a"),
    ("Tolm", "PROPN", "tolm"), ("them", "PRON", "they"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "upos", "expected"), CASES)
def test_lemma(word: str, upos: str, expected: str) -> None:
    assert lemma(word, upos) == expected
