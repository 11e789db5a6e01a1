"""One body under a short and a full description: "emergency services" of a headline, "the emergency services ministry" of the text.

A description without a name takes the fuller one's place if its words are all in it and in no other of the same report.
Where two fit, it stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

from accordingto.model.reading import Voice
from accordingto.reading.lexicon import words
from accordingto.reading.names import Entity, Mention
from accordingto.reading.references import References
from accordingto.reading.tree import Tree

_OF_STATES = frozenset({"government", "army", "military", "state", "side", "navy", "force"})
_SMALL = frozenset(
    {"the", "a", "an", "of", "in", "for", "at", "on", "and", "its", "their", "his", "her", "our", "own", "same", "'s", "that", "this"}
)
_LONGEST = 9  # words: what is longer is a clause and no description

Key = frozenset[str]


def join_bodies(tree: Tree, spoken: dict[int, Voice], mentions: list[Mention], entities: list[Entity], references: References) -> None:
    """Give short descriptions of bodies the label of the only fuller one, in place.

    Args:
        spoken: voices by position of their draft.
    """
    full = _fuller(tree, spoken, mentions, entities, references)
    nations = {tree.lemma[w] for m in mentions if m.kind in ("nationality", "place") for w in range(*m.words)}
    nations |= {tree.low[w] for m in mentions if m.kind in ("nationality", "place") for w in range(*m.words)}
    found: dict[Key, Voice | None] = {}
    for number, voice in spoken.items():
        if voice.name is not None or voice.kind not in ("organisation", "office") or not voice.label:
            continue
        if voice.label.lower().split()[0] in ("a", "an", "another", "one", "some"):
            continue
        key = _key_of_label(voice.label)
        if not key:
            continue
        if key not in found:
            found[key] = _only(key, full, nations)
        other = found[key]
        if other is not None and other.label != voice.label and (voice.kind != "office" or other.kind == "office"):
            reason = f"“{voice.label}” fits “{other.label}” alone in this report"
            spoken[number] = replace(other, reason=reason)


def _only(key: Key, full: dict[Key, Voice], nations: set[str]) -> Voice | None:
    """The one fuller description that holds all words of a short one; of several that hold one another, the longest."""
    fitting = [k for k in full if key < k]
    if key & _OF_STATES and any((k - key) & nations for k in fitting):
        return None
    widest = [k for k in fitting if not any(k < other for other in fitting)]
    if len(widest) != 1 or not all(k <= widest[0] for k in fitting):
        return None
    return full[widest[0]]


def _fuller(
    tree: Tree, spoken: dict[int, Voice], mentions: list[Mention], entities: list[Entity], references: References
) -> dict[Key, Voice]:
    """Descriptions and names of bodies, by the lemmas of their words; the first of each, those that speak before others."""
    found: dict[Key, Voice] = {}
    for voice in spoken.values():
        if voice.name is None and voice.kind == "organisation" and voice.label:
            found.setdefault(_key_of_label(voice.label), voice)
    bodies = words("titles", "sources", "organisation")
    for number, mention in enumerate(mentions):
        if entities[mention.entity].kind == "organisation" and mention.words[1] - mention.words[0] > 1:
            key = _key_of_label(tree.of(mention.words))
            found.setdefault(key, Voice("organisation", tree.of(mention.words), number, f"named “{tree.of(mention.words)}”"))
    for candidate in references.candidates:
        if candidate.entity is None and candidate.kind == "organisation" and not candidate.plural:
            first, last = candidate.label
            plain = last - first <= _LONGEST and all(tree.upos[w] not in ("PUNCT", "VERB", "SCONJ") for w in range(first, last))
            if plain and tree.lemma[candidate.seen[0][0]] in bodies:
                label = tree.of(candidate.label)
                found.setdefault(_key_of_label(label), Voice("organisation", label, None, "as described"))
    return {key: voice for key, voice in found.items() if len(key) > 1}


def _key_of_label(label: str) -> Key:
    """The words of a label that tell bodies apart, lower case, plural endings dropped."""
    if len(label.split()) > _LONGEST:
        return frozenset()
    parts = label.lower().replace("’", "'").replace("'s ", " ").replace("' ", " ").removesuffix("'s").split()
    return frozenset(_singular(p.strip(",.;:()“”\"'")) for p in parts if p not in _SMALL) - {""}


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
