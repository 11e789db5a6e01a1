"""Names of one text: the engine's tags, tidied; titles before them; and which of them name the same thing.

No list of people, places or outlets is used: only title words, brackets that introduce an acronym, and repetition.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from accordingto.data import table
from accordingto.model.reading import Name, NameKind
from accordingto.reading.kinds import settle_kinds
from accordingto.reading.lexicon import weekdays, words
from accordingto.reading.tree import Range, Tree

_EDGE = frozenset(
    {
        "the",
        "a",
        "an",
        "'s",
        "'",
        "’",
        "“",
        "”",
        '"',
        "‘",
        ",",
        ".",
        ";",
        ":",
        "(",
        ")",
        "-",
        "–",
        "—",
        "and",
        "of",
        "[",
        "]",
        "this",
        "that",
        "'ll",
        "'re",
    }
)
_KINDS: tuple[NameKind, ...] = ("person", "organisation", "place", "nationality", "facility", "product", "event", "other")


@dataclass(slots=True)
class Mention:
    """One mention by name, in words.

    Attributes:
        words: half-open word range; ``head`` is its syntactic head.
        kind, score: as tagged, or taken over from the form it repeats.
        title: the run of titles before it.
        entity: which thing it names; mentions of one text with the same number name the same.
    """

    words: Range
    head: int
    kind: NameKind
    score: float
    title: Range | None = None
    entity: int = -1


@dataclass(slots=True)
class Entity:
    """What several mentions of one text name.

    Attributes:
        kind: the kind most of its mentions have.
        mentions: positions in the list of mentions, in text order.
        label: words of its fullest form.
        roles: lower-case head nouns of its titles and appositions ("minister"), each with the words before it.
        gender: "m", "f" or "" (unknown).
        plural: whether it is more than one (a nationality in the plural).
    """

    kind: NameKind
    mentions: list[int] = field(default_factory=list)
    label: Range = (0, 0)
    roles: dict[str, set[str]] = field(default_factory=dict)
    gender: str = ""
    plural: bool = False


def find_mentions(tree: Tree) -> list[Mention]:
    """Every mention by name, in text order, without overlaps."""
    taken = [-1] * tree.count
    found: list[Mention] = []
    for tag in tree.tags.names:
        mention = _tidy(tree, tag.first, tag.last, tag.label, tag.score)
        if mention is not None:
            found.append(mention)
    for number, mention in enumerate(found):
        taken[mention.words[0] : mention.words[1]] = [number] * (mention.words[1] - mention.words[0])
    _introduced_acronyms(tree, found, taken)
    _repeated_forms(tree, found, taken)
    found.sort(key=lambda m: m.words)
    settle_kinds(tree, found)
    starts = {m.words[0] for m in found}
    named = {w for m in found for w in range(*m.words)}
    for mention in found:
        if mention.kind == "person" and mention.title is None:
            mention.title = _title_before(tree, mention.words[0], named, starts)
    return found


def to_names(tree: Tree, mentions: list[Mention]) -> tuple[Name, ...]:
    """The mentions as they stand in a reading."""
    return tuple(Name(tree.span(m.words), m.kind, round(min(1.0, m.score), 3), tree.span(m.title) if m.title else None) for m in mentions)


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    """Days of the week: alone they name nothing."""
    return frozenset({form for day in weekdays() for form in (day, day + "s")})


def _head_of(tree: Tree, first: int, last: int) -> int:
    for word in range(first, last):
        if not first <= tree.head[word] < last:
            return word
    return last - 1


def _tidy(tree: Tree, first: int, last: int, label: str, score: float) -> Mention | None:
    """Cut what does not belong to a name off its edges; titles of a person become its title."""
    while first < last and tree.low[first] in _EDGE:
        first += 1
    while last > first and tree.low[last - 1] in _EDGE:
        last -= 1
    if first >= last or not any(c.isalnum() for c in tree.of((first, last))):
        return None
    if last - first == 1 and (tree.low[first] in _days() or tree.low[first] in words("titles", "grounds")):
        return None
    kind: NameKind = next((k for k in _KINDS if k == label), "other")
    title: Range | None = None
    if kind == "person":
        start = first
        honorifics, roles = words("titles", "honorifics"), words("titles", "roles")
        modifiers = words("titles", "modifiers")
        at = first
        while at < last - 1 and tree.low[at] in (honorifics | roles | modifiers):
            at += 1
            if tree.low[at - 1] in honorifics or tree.low[at - 1] in roles:
                first = at
        if first > start:
            title = (start, first)
        if first == last - 1 and tree.low[first] in roles and tree.form[first].islower():
            return None
    return Mention((first, last), _head_of(tree, first, last), kind, score, title)


def _title_before(tree: Tree, first: int, named: set[int], starts: set[int]) -> Range | None:
    """The run of titles and roles directly before a person's name."""
    honorifics, roles, modifiers = words("titles", "honorifics"), words("titles", "roles"), words("titles", "modifiers")
    at, start, has_role = first - 1, first, False
    while at >= 0 and tree.sentence[at] == tree.sentence[first] and at not in named:
        low = tree.low[at]
        if low in honorifics or low in roles or (tree.lemma[at] in roles and tree.upos[at] != "VERB"):
            has_role = True
            start = at
        elif not has_role and (office := _office_before(tree, at, named)) is not None:
            has_role = True
            start = at = office
        elif not has_role and low not in roles:
            break
        elif low in modifiers:
            start = at
        elif low == "-" and at > 0 and tree.low[at - 1] in modifiers | roles:
            pass
        else:
            break
        at -= 1
    return (start, first) if has_role else None


def _office_before(tree: Tree, at: int, named: set[int]) -> int | None:
    """Where an office with "of" begins that ends at a word ("Secretary of State", "chief of the general staff")."""
    roles = words("titles", "roles")
    for word in range(at, max(-1, at - 4), -1):
        if word in named or tree.upos[word] not in ("NOUN", "PROPN", "ADJ", "DET"):
            return None
        if word >= 2 and tree.low[word - 1] == "of" and (tree.low[word - 2] in roles or tree.lemma[word - 2] in roles):
            return word - 2
    return None


def _introduced_acronyms(tree: Tree, found: list[Mention], taken: list[int]) -> None:
    """ "Popular Relief Corps (PRC)": the acronym in brackets is a name of the same kind."""
    for number in range(len(found)):
        mention = found[number]
        at = mention.words[1]
        if at + 2 < tree.count and tree.form[at] == "(" and tree.form[at + 2] in (")", ",") and taken[at + 1] < 0:
            form = tree.form[at + 1]
            if 2 <= len(form) <= 8 and form.replace(".", "").isupper():
                taken[at + 1] = len(found)
                found.append(Mention((at + 1, at + 2), at + 1, mention.kind, mention.score))


def _repeated_forms(tree: Tree, found: list[Mention], taken: list[int]) -> None:
    """Later and earlier mentions of a known form that the tagger passed over."""
    forms: dict[str, dict[tuple[str, ...], tuple[NameKind, float]]] = {}
    for mention in found:
        parts = tuple(tree.form[mention.words[0] : mention.words[1]])
        if mention.score < 0.5 or not parts[0][0].isupper():
            continue
        forms.setdefault(parts[0], {}).setdefault(parts, (mention.kind, mention.score))
        if mention.kind == "person" and len(parts) > 1 and len(parts[-1]) > 2 and parts[-1][0].isupper():
            forms.setdefault(parts[-1], {}).setdefault((parts[-1],), (mention.kind, mention.score))
    for word in range(tree.count):
        if taken[word] >= 0 or tree.form[word] not in forms:
            continue
        for parts, (kind, score) in sorted(forms[tree.form[word]].items(), key=lambda item: -len(item[0])):
            last = word + len(parts)
            if tuple(tree.form[word:last]) != parts or any(t >= 0 for t in taken[word:last]):
                continue
            if len(parts) == 1 and not ((parts[0].isupper() and len(parts[0]) > 1) or tree.upos[word] == "PROPN"):
                continue
            taken[word:last] = [len(found)] * len(parts)
            found.append(Mention((word, last), _head_of(tree, word, last), kind, 0.8 * score))
            break


@lru_cache(maxsize=50_000)
def fold(form: str) -> str:
    """A form without case, accents, apostrophes and points."""
    plain = unicodedata.normalize("NFKD", form)
    return "".join(c for c in plain if c.isalnum()).lower()


def group(tree: Tree, mentions: list[Mention]) -> list[Entity]:
    """Put mentions of one thing together, by their form alone; sets each mention's ``entity``."""
    entities: list[Entity] = []
    exact: dict[tuple[str, ...], int] = {}
    by_word: dict[str, list[int]] = {}
    keys = [
        tuple(k for k in (fold(f) for f in tree.form[m.words[0] : m.words[1]]) if k and k not in ("the", "of", "and", "s"))
        for m in mentions
    ]
    for number, mention in enumerate(mentions):
        key = keys[number]
        entity = exact.get(key, -1)
        if entity >= 0 and (entities[entity].kind == "person") != (mention.kind == "person") and len(key) == 1:
            entity = -1
        if entity < 0 and mention.kind == "person":
            entity = _same_person(tree, mentions, entities, by_word, key)
        if entity < 0 and number and _brackets(tree, mentions[number - 1], mention):
            entity = mentions[number - 1].entity
        if entity < 0:
            entity = len(entities)
            entities.append(Entity(mention.kind))
        mention.entity = entity
        entities[entity].mentions.append(number)
        exact[key] = entity
        if mention.kind == "person":
            for part in key:
                by_word.setdefault(part, []).append(entity)
    for one in entities:
        _describe(tree, mentions, one)
    return entities


def _same_person(tree: Tree, mentions: list[Mention], entities: list[Entity], by_word: dict[str, list[int]], key: tuple[str, ...]) -> int:
    """The person whose longer name holds this one, or whose shorter name this one holds; -1 if none or several."""
    found: list[int] = []
    for entity in dict.fromkeys(by_word.get(key[-1], ()) if key else ()):
        for number in entities[entity].mentions:
            other = {fold(f) for f in tree.form[slice(*mentions[number].words)]}
            if set(key) <= other or other <= set(key):
                found.append(entity)
                break
    return found[-1] if len(found) == 1 or (len(found) > 1 and len(key) == 1) else -1


def _brackets(tree: Tree, before: Mention, mention: Mention) -> bool:
    """Whether ``mention`` is the bracketed short form of the name before it."""
    if before.words[1] + 1 != mention.words[0] or tree.form[before.words[1]] != "(":
        return False
    short = fold(tree.of(mention.words))
    initials = "".join(p[0] for p in (fold(f) for f in tree.form[slice(*before.words)]) if p)
    return short == initials or (tree.of(mention.words).isupper() and before.kind == mention.kind and len(short) <= 8)


def _describe(tree: Tree, mentions: list[Mention], entity: Entity) -> None:
    """Kind by majority, fullest form, roles and gender of one entity."""
    weights: dict[NameKind, float] = {}
    for number in entity.mentions:
        weights[mentions[number].kind] = weights.get(mentions[number].kind, 0.0) + mentions[number].score
    entity.kind = max(weights, key=lambda k: weights[k])
    entity.label = max((mentions[n].words for n in entity.mentions), key=lambda w: (len(tree.of(w)), -w[0]))
    if entity.kind == "nationality":
        # Only as a noun is it a group of people ("the Ardanians", "the French").
        entity.plural = any(tree.base(mentions[n].head) not in ("amod", "compound", "nmod") for n in entity.mentions)
    if entity.kind != "person":
        return
    male, female = words("titles", "male"), words("titles", "female")
    for number in entity.mentions:
        described = _role_words(tree, mentions[number])
        for role, before in described.items():
            entity.roles.setdefault(role, set()).update(before)
        for word in described.keys() | set().union(*described.values()) if described else ():
            entity.gender = entity.gender or ("m" if word in male else "f" if word in female else "")


def _role_words(tree: Tree, mention: Mention) -> dict[str, set[str]]:
    """Head nouns of a person's title and apposition, each with the words that go with it."""
    roles, honorifics = words("titles", "roles"), words("titles", "honorifics")
    found: dict[str, set[str]] = {}
    if mention.title:
        run = [tree.low[w] for w in range(*mention.title)]
        for at, low in enumerate(run):
            if low in roles or low in honorifics:
                found[low] = set(run[:at])
        before = mention.title[0] - 1
        if before >= 0 and found:
            found[list(found)[-1]].add(tree.low[before])
    near = [c for c in tree.child[mention.head] if tree.base(c) == "appos"]
    if tree.base(mention.head) in ("appos", "flat") and tree.head[mention.head] >= 0:
        near.append(tree.head[mention.head])
    if tree.base(mention.head) == "nsubj" and tree.kid(tree.head[mention.head], "cop") is not None:
        near.append(tree.head[mention.head])
    for noun in near:
        lemma = tree.lemma[noun]
        if lemma in roles or tree.low[noun] in roles:
            first, last = tree.subtree(noun)
            found.setdefault(lemma, set()).update(tree.low[max(first, noun - 6) : min(last, noun + 6)])
    return found


@lru_cache(maxsize=1)
def offices() -> dict[str, str]:
    """Words for one office to one word for it ("premier" to "prime minister")."""
    return {word: office for office, forms in table("titles")["same_office"].items() for word in forms}
