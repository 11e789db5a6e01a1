"""Pronouns and descriptions, and the name each stands for; undecided where two candidates are close.

Candidates lie in the same and the three sentences before. They must agree in kind, number and gender; nearness, being
a subject, being the speaker of the sentence before and being named often count. The weights were set by hand and are
held by the tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from accordingto.model.reading import Reference
from accordingto.reading.lexicon import verb_cues, weekdays, words
from accordingto.reading.names import Entity, Mention, offices
from accordingto.reading.tree import Range, Tree

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_PRONOUNS = _HE | _SHE | _IT | _THEY
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_WINDOW = 2
_DECAY = 0.7
_MARGIN = 0.9
_INSIDE_QUOTES = 0.4
_SAYS_ABOVE = 1.1
_OFTEN = 0.03
_SUBJECT, _OBJECT, _SPEAKER = 0.6, 0.1, 0.35
_FIT_IT = {"organisation": 0.6, "place": 0.6, "other": 0.4, "thing": 0.7}
_PLURAL_THING = 0.8
_ORGANISATION_THEY = 0.35
_TIMES = weekdays() | {"day", "week", "month", "year", "hour", "minute", "time", "morning", "night", "evening", "today", "yesterday"}
_ANY_GROUP = frozenset({"group", "organisation", "organization", "movement", "militia", "outfit", "faction", "brigade", "party"})
_COUNTRY = frozenset({"country", "nation", "state", "republic", "kingdom"})


@dataclass(slots=True, eq=False)
class Candidate:
    """Something a pronoun may stand for: a named entity, or a description that no name goes with.

    Attributes:
        entity: position of the entity, or None for a description.
        label: words to show for it.
        kind: "person", "organisation", "place", "people" or "other".
        plural, gender: for agreement; gender "" is unknown.
        seen: (head word, sentence, weight) of its mentions, in order.
    """

    entity: int | None
    label: Range
    kind: str
    plural: bool
    gender: str
    seen: list[tuple[int, int, float]] = field(default_factory=list)


@dataclass(slots=True)
class References:
    """What stands for what, by head word.

    Attributes:
        found: the references of the reading, in text order.
        by_word: head word of a name, pronoun or description to its candidate.
        candidates: every candidate.
    """

    found: list[Reference]
    by_word: dict[int, Candidate]
    candidates: list[Candidate]


class _Resolver:
    def __init__(self, tree: Tree, mentions: list[Mention], entities: list[Entity]) -> None:
        self.tree, self.mentions, self.entities = tree, mentions, entities
        self.head_mention = {m.head: n for n, m in enumerate(mentions)}
        self.inside = {w: n for n, m in enumerate(mentions) for w in range(*m.words)}
        self.of_entity: dict[int, Candidate] = {}
        self.recent: list[Candidate] = []
        self.result = References([], {}, [])
        self.speakers = {w for t in tree.tags.attributions if t.label == "source" for w in range(t.first, t.last)}
        self.quoted = tree.quoted()
        self.by_role: dict[str, list[int]] = {}
        for number, entity in enumerate(entities):
            for role in entity.roles:
                self.by_role.setdefault(role, []).append(number)
        self.persons = words("titles", "roles")
        self.groups = words("titles", "sources", "organisation")
        self.documents, self.ambiguous = words("titles", "sources", "document"), words("cues", "words", "ambiguous")
        self.people = words("titles", "sources", "crowd") | words("titles", "sources", "unnamed")

    def run(self) -> References:
        tree = self.tree
        for word in range(tree.count):
            if word in self.head_mention:
                self._see_name(word, self.mentions[self.head_mention[word]])
            elif word in self.inside:
                continue
            elif tree.low[word] in _PRONOUNS:
                self._pronoun(word)
            elif tree.upos[word] == "NOUN":
                self._description(word)
        return self.result

    def _note(self, candidate: Candidate, word: int) -> None:
        if not candidate.seen:
            self.result.candidates.append(candidate)
        candidate.seen.append((word, self.tree.sentence[word], self._weight(word)))
        if candidate in self.recent:
            self.recent.remove(candidate)
        self.recent.append(candidate)
        if len(self.recent) > 40:
            del self.recent[0]
        self.result.by_word[word] = candidate

    def _weight(self, word: int) -> float:
        base = self.tree.base(word)
        weight = 1.0
        if base == "nsubj":
            weight += _SUBJECT
        elif base in ("obj", "iobj"):
            weight += _OBJECT
        elif self.tree.rel[word] in ("nmod:poss", "amod", "compound"):
            weight -= 0.35
        elif base in ("nmod", "obl", "appos"):
            weight -= 0.15
        if word in self.speakers:
            weight += _SPEAKER
        return weight

    def _see_name(self, word: int, mention: Mention) -> None:
        entity = self.entities[mention.entity]
        candidate = self.of_entity.get(mention.entity)
        if candidate is None:
            kind = {"person": "person", "nationality": "people", "place": "place", "facility": "other"}.get(entity.kind, "organisation")
            if entity.kind in ("product", "event", "other"):
                kind = "other"
            candidate = Candidate(mention.entity, entity.label, kind, entity.plural, entity.gender)
            self.of_entity[mention.entity] = candidate
        self._note(candidate, word)

    def _emit(self, words_: Range, word: int, candidate: Candidate | None, score: float, reason: str) -> None:
        name = None
        if candidate is not None and candidate.entity is not None:
            name = self._nearest(candidate.entity, word)
        self.result.found.append(Reference(self.tree.span(words_), name, round(score, 2), reason))

    def _nearest(self, entity: int, word: int) -> int:
        """The last mention before ``word`` in the entity's fullest form, else its last before, else its first."""
        numbers = self.entities[entity].mentions
        before = [n for n in numbers if self.mentions[n].head < word]
        return before[-1] if before else numbers[0]

    def _pronoun(self, word: int) -> None:
        tree = self.tree
        low = tree.low[word]
        if tree.base(word) == "expl" or (low == "it" and self._is_empty_it(word)):
            return
        scored: list[tuple[float, Candidate]] = []
        here = tree.sentence[word]
        says = self._says(word)
        for candidate in reversed(self.recent):
            fit = self._agrees(low, candidate)
            if fit <= 0.0 or (says and candidate.kind == "thing" and tree.lemma[candidate.seen[-1][0]] not in self.documents):
                continue
            best = 0.0
            for seen, sentence, weight in reversed(candidate.seen[-6:]):
                back = here - sentence
                if back > _WINDOW:
                    break
                if back == 0 and self._bound(seen, word):
                    continue
                if self.quoted[seen] and not self.quoted[word]:
                    # What somebody names inside his words is seldom whom the writer means outside them.
                    weight *= _INSIDE_QUOTES
                best = max(best, weight * _DECAY**back * (_SAYS_ABOVE if back == 0 and self._says_above(seen, word) else 1.0))
            if best > 0.0:
                scored.append((best * fit * (1.0 + _OFTEN * min(5, len(candidate.seen))), candidate))
        scored.sort(key=lambda pair: -pair[0])
        form = tree.form[word]
        if not scored:
            self._emit((word, word + 1), word, None, 0.0, f"nothing before “{form}” agrees with it")
            return
        top, chosen = scored[0]
        if len(scored) > 1 and scored[1][0] > _MARGIN * top:
            other = tree.of(scored[1][1].label)
            self._emit((word, word + 1), word, None, 0.0, f"“{form}” may be {tree.of(chosen.label)} or {other}")
            return
        score = top / (top + (scored[1][0] if len(scored) > 1 else 0.3))
        if low in _HE | _SHE and not chosen.gender:
            chosen.gender = "m" if low in _HE else "f"
        self._emit((word, word + 1), word, chosen, score, f"“{form}”: {tree.of(chosen.label)} is nearest and agrees")
        self._note(chosen, word)

    def _says(self, word: int) -> bool:
        """Whether a pronoun is the subject of a verb of saying, which no mere thing can be."""
        tree, verb = self.tree, self.tree.head[word]
        if verb < 0 or tree.rel[word] != "nsubj" or tree.upos[verb] != "VERB" or tree.lemma[verb] in self.ambiguous:
            return False
        return any(sense.act == "speech" for sense in verb_cues().get(tree.lemma[verb], ()))

    def _agrees(self, low: str, candidate: Candidate) -> float:
        """How well a candidate fits a pronoun by kind, number and gender; 0 is not at all."""
        if low in _HE or low in _SHE:
            gender = "m" if low in _HE else "f"
            if candidate.kind != "person" or candidate.plural:
                return 0.0
            return 1.0 if candidate.gender in ("", gender) else 0.0
        if low in _THEY:
            if candidate.plural:
                return _PLURAL_THING if candidate.kind == "thing" else 1.0
            return _ORGANISATION_THEY if candidate.kind == "organisation" else 0.0
        if candidate.plural:
            return 0.0
        return _FIT_IT.get(candidate.kind, 0.0)

    def _bound(self, seen: int, word: int) -> bool:
        """Whether both are arguments of one verb, so that a plain pronoun cannot mean the other."""
        tree = self.tree
        if seen > word and tree.head[seen] != word:
            return True
        if tree.low[word].endswith(("self", "selves")) or tree.rel[word] == "nmod:poss":
            return False
        return tree.head[seen] == tree.head[word] and tree.base(word) not in ("nmod",)

    def _says_above(self, seen: int, word: int) -> bool:
        """Whether ``seen`` is the subject of a verb that ``word`` stands below ("X said he would")."""
        return self.tree.base(seen) == "nsubj" and self.tree.head[seen] in self.tree.ancestors(word)[:8]

    def _is_empty_it(self, word: int) -> bool:
        """ "It is clear that ...", "it was raining": nothing is meant."""
        tree = self.tree
        verb = tree.head[word]
        if verb < 0 or tree.base(word) != "nsubj":
            return False
        clause = tree.kid(verb, "ccomp", "csubj", "advcl:relcl", "acl:relcl")
        return (tree.upos[verb] in ("ADJ", "NOUN") and clause is not None) or tree.lemma[verb] in (
            "seem",
            "appear",
            "rain",
            "snow",
            "turn",
            "remain",
        )

    def _description(self, word: int) -> None:
        tree = self.tree
        lemma = tree.lemma[word]
        is_role = lemma in self.persons or tree.low[word] in ("pm",)
        is_group = lemma in self.groups
        if not (is_role or is_group or lemma in _COUNTRY or lemma in self.people or lemma in ("man", "woman", "boy", "girl")):
            self._thing(word, lemma)
            return
        if tree.base(word) in ("compound", "flat") and tree.head[word] >= 0 and tree.upos[tree.head[word]] in ("NOUN", "PROPN"):
            return
        plural = (tree.low[word] != lemma and tree.low[word].endswith(("s", "men", "ren"))) or lemma in ("people", "police")
        low, _ = tree.subtree(word)
        named = next((self.inside[c] for c in tree.child[word] if c in self.inside and tree.base(c) in ("appos", "flat")), None)
        if named is not None:
            return
        definite = any(tree.low[c] in _DEFINITE or tree.rel[c] == "nmod:poss" for c in tree.child[word])
        bare = not any(tree.base(c) == "det" for c in tree.child[word])
        words_ = (self._start(word, low), word + 1)
        if not plural and (definite or bare):
            match, reason = self._match(word, lemma, is_role, is_group, definite)
            if match is not None:
                self._emit(words_, word, match, 0.7, reason)
                self._note(match, word)
                return
            if definite and reason:
                self._emit(words_, word, None, 0.0, reason)
        elif plural and definite and any(tree.low[c] in ("two", "both") for c in tree.child[word]):
            self._emit(words_, word, None, 0.0, f"“{tree.of(words_)}” are more than one name")
        again = self._described_before(word, lemma, plural) if definite else None
        if again is not None:
            self._emit(words_, word, None, 0.0, f"“{tree.of(again.label)}”, who is not named")
            self._note(again, word)
            return
        kind = "organisation" if is_group else "place" if lemma in _COUNTRY else "person"
        gender = "m" if lemma in words("titles", "male") else "f" if lemma in words("titles", "female") else ""
        self._note(Candidate(None, self._short(word), kind, plural, gender), word)

    def _short(self, word: int) -> Range:
        """A description without relative clauses and asides, for showing."""
        tree = self.tree
        low, high = tree.subtree(word)
        for c in tree.child[word]:
            if tree.first[c] > word and tree.base(c) in ("acl", "parataxis", "appos", "punct", "conj", "case"):
                high = min(high, tree.first[c])
        return self._start(word, low), max(high, word + 1)

    def _thing(self, word: int, lemma: str) -> None:
        """A common noun: nobody's name, but "it" and "they" may well mean it."""
        tree = self.tree
        base = tree.base(word)
        if base in ("nsubj", "obj", "obl", "nmod", "conj") and (base != "obl" or tree.low[word] not in _TIMES):
            plural = tree.low[word] != lemma and tree.low[word].endswith("s")
            self._note(Candidate(None, (word, word + 1), "thing", plural, ""), word)

    def _described_before(self, word: int, lemma: str, plural: bool) -> Candidate | None:
        """The last description with the same noun and number that no name goes with ("an official ...", "the official")."""
        tree = self.tree
        if plural or any(tree.base(c) in ("nmod", "amod", "compound") for c in tree.child[word]):
            return None
        fit = [
            c
            for c in reversed(self.recent)
            if c.entity is None and c.plural == plural and tree.lemma[c.seen[0][0]] == lemma and self._back(c, word) <= 2 * _WINDOW
        ]
        if len(fit) > 1 and self._back(fit[1], word) <= _WINDOW and self._back(fit[0], word) > 0:
            return None  # two ministries were spoken of just before
        return fit[0] if fit else None

    def _back(self, candidate: Candidate, word: int) -> int:
        return self.tree.sentence[word] - candidate.seen[-1][1]

    def _start(self, word: int, low: int) -> int:
        """Where a noun phrase begins once prepositions, conjunctions and punctuation before it are left out."""
        tree = self.tree
        for c in tree.child[word]:
            if tree.last[c] <= word and tree.base(c) in ("case", "cc", "punct", "mark", "parataxis", "acl"):
                low = max(low, tree.last[c])
        while low < word and tree.upos[low] in ("PUNCT", "CCONJ", "ADP"):
            low += 1
        return low

    def _match(self, word: int, lemma: str, is_role: bool, is_group: bool, definite: bool) -> tuple[Candidate | None, str]:
        """The entity a singular description stands for, and why; or None and why not ("" where nothing was expected)."""
        tree = self.tree
        text = tree.of((word, word + 1))
        if is_role:
            return self._match_role(word, lemma)
        if not definite or any(tree.base(c) == "nmod" for c in tree.child[word]):
            return None, ""
        if lemma in _COUNTRY:
            return self._latest(word, ("place",), f"the {text}")
        if not is_group or any(tree.base(c) in ("amod", "compound") for c in tree.child[word]):
            return None, ""
        for candidate in reversed(self.recent):
            if candidate.entity is not None and candidate.kind == "organisation" and lemma in tree.low[slice(*candidate.label)]:
                return candidate, f"{tree.of(candidate.label)} is a {lemma} by its name"
        return self._latest(word, ("organisation",), f"the {text}") if lemma in _ANY_GROUP else (None, "")

    def _latest(self, word: int, kinds: tuple[str, ...], what: str) -> tuple[Candidate | None, str]:
        here = self.tree.sentence[word]
        near = [
            (max(w * _DECAY ** (here - s) for _, s, w in c.seen[-4:]), c)
            for c in self.recent
            if c.kind in kinds and c.entity is not None and not c.plural and here - c.seen[-1][1] <= _WINDOW
        ]
        near.sort(key=lambda pair: -pair[0])
        if not near:
            return None, ""
        if len(near) > 1 and near[1][0] > _MARGIN * near[0][0]:
            return None, f"“{what}” may be {self.tree.of(near[0][1].label)} or {self.tree.of(near[1][1].label)}"
        return near[0][1], f"“{what}”: {self.tree.of(near[0][1].label)} was named last"

    def _match_role(self, word: int, lemma: str) -> tuple[Candidate | None, str]:
        tree = self.tree
        same = offices()
        low, high = tree.subtree(word)
        around = {tree.low[w] for w in range(max(low, word - 5), min(high, word + 6))} - {lemma}
        compound = next((tree.low[c] for c in tree.child[word] if tree.base(c) in ("compound", "amod") and c == word - 1), "")
        own = same.get(f"{compound} {lemma}", same.get(lemma, lemma))
        whole = " ".join(tree.low[word : word + 3])
        if whole in same:
            own, around = same[whole], around - set(tree.low[word + 1 : word + 3])  # "head of state"
        keys = (
            {lemma} | {role for role in self.by_role if same.get(role, role) == own} | ({"minister"} if own == "prime minister" else set())
        )
        fit: list[int] = []
        for entity in dict.fromkeys(e for key in sorted(keys) for e in self.by_role.get(key, ())):
            roles = self.entities[entity].roles
            for role, before in roles.items():
                office = next((same[f"{b} {role}"] for b in sorted(before) if f"{b} {role}" in same), same.get(role, role))
                if role not in keys or (office != own and compound and f"{compound} {lemma}" in same):
                    continue
                if self._conflict(around, before) or bool(around & _PAST_HOLDERS) != bool(before & _PAST_HOLDERS):
                    continue
                fit.append(entity)
                break
        if not fit:
            return None, ""
        if len(fit) > 1:
            seen = [e for e in fit if e in self.of_entity]
            here = tree.sentence[word]
            near = [e for e in seen if here - self.of_entity[e].seen[-1][1] <= _WINDOW]
            if len(near) != 1:
                return None, f"“{tree.of((low, word + 1))}” fits {len(fit)} people"
            fit = near
        entity = fit[0]
        label = tree.of(self.entities[entity].label)
        if entity not in self.of_entity:
            self.of_entity[entity] = Candidate(entity, self.entities[entity].label, "person", False, self.entities[entity].gender)
        return self.of_entity[entity], f"{label} is called “{lemma}” in this report"

    def _conflict(self, here: set[str], there: set[str]) -> bool:
        """Whether two descriptions name different offices or countries ("defence" against "foreign")."""
        special = words("titles", "modifiers") - _LOOSE
        a, b = here & special, there & special
        if a and b and not (a & b):
            return True
        nations = {self.tree.low[w] for w in self.inside if self.mentions[self.inside[w]].kind in ("nationality", "place")}
        a, b = here & nations, there & nations
        return bool(a and b) and not any(x[:3] == y[:3] for x in a for y in b)


_PAST_HOLDERS = frozenset({"then", "former", "ex", "previous", "ousted", "deposed"})
_LOOSE = frozenset(
    [
        "interim",
        "acting",
        "former",
        "ex",
        "senior",
        "top",
        "chief",
        "then",
        "late",
        "slain",
        "outgoing",
        "incoming",
        "newly",
        "elected",
        "veteran",
        "retired",
        "caretaker",
        "grand",
        "high",
        "general",
        "secretary",
        "attorney",
        "first",
        "second",
        "leading",
        "prominent",
        "influential",
        "longtime",
        "notorious",
        "prime",
    ]
)


def resolve(tree: Tree, mentions: list[Mention], entities: list[Entity]) -> References:
    """References of one text, in text order."""
    return _Resolver(tree, mentions, entities).run()
