"""What a verb or noun means by the company it keeps: "sent 120 police" and "sent food", dockers who strike, a bridge that closes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from accordingto.data import table
from accordingto.reading.lexicon import EventSense, words
from accordingto.reading.roles import Players, Roles
from accordingto.reading.tree import Tree

_OF_GAMES = 3  # words of games that make a text one of games
_FAR = 12  # words behind a verb in which its complement may stand


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a lemma and what it asks for.

    Attributes:
        sense: type and mode; without a type the lemma names no act in this company.
        lemma: the plain word for the act, "" for the verb's own.
        rest: further words that must follow the verb, as a particle, a preposition or directly.
        subjects, objects: classes, one of whose words must be the head of an actor, or of a recipient; empty ask nothing.
        complement: words one of which must stand below the verb, behind it.
        cases: prepositions one of which must govern a dependant.
        not_cases: prepositions none of which may.
        without: words none of which may stand in the sentence close behind it.
        direct: the object must be the verb's own, not what a preposition aims at.
        parties: "both" asks for two parties, "many" for more than one on one side, "whom" for a person or group acted upon.
        bare: the verb must have no object.
        lone: the verb must report no clause.
        infinitive: it must govern "to" and a verb, or "for" and a noun.
        undergone: the subject does nothing, it happens to it.
    """

    sense: EventSense
    lemma: str
    rest: tuple[str, ...]
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    complement: tuple[str, ...]
    cases: tuple[str, ...]
    not_cases: tuple[str, ...]
    without: tuple[str, ...]
    direct: bool
    parties: str
    bare: bool
    lone: bool
    infinitive: bool
    undergone: bool


@lru_cache(maxsize=1)
def frames() -> dict[str, tuple[Frame, ...]]:
    """Verb lemma (first word) to its frames, in the order of the file."""
    found: dict[str, list[Frame]] = {}
    for row in table("events")["frame"]:
        root, _, mode = row["type"].partition(".")
        for lemma in row["verbs"]:
            first, *rest = lemma.split()
            frame = Frame(
                EventSense(root, mode, False),
                row.get("lemma", ""),
                tuple(rest),
                tuple(row.get("subjects", ())),
                tuple(row.get("objects", ())),
                tuple(row.get("complement", ())),
                tuple(row.get("cases", ())),
                tuple(row.get("not_cases", ())),
                tuple(row.get("without", ())),
                bool(row.get("direct", False)),
                row.get("parties", ""),
                bool(row.get("bare", False)),
                bool(row.get("lone", False)),
                bool(row.get("infinitive", False)),
                bool(row.get("undergone", False)),
            )
            found.setdefault(first, []).append(frame)
    return {lemma: tuple(rows) for lemma, rows in found.items()}


class Company:
    """Looks frames up in one text."""

    def __init__(self, tree: Tree, roles: Roles) -> None:
        self.tree, self.roles = tree, roles

    @cached_property
    def is_of_labour(self) -> bool:
        """Whether the text's strikes are stoppages: it speaks of those who stop work and of no arms. A word has one sense in a text."""
        told = {*self.tree.lemma, *self.tree.low}
        return bool(told & words("events", "classes", "stoppages")) and not told & words("events", "classes", "arms")

    @cached_property
    def is_of_games(self) -> bool:
        """Whether the text speaks of games, in which sides are beaten and defeated."""
        return len({*self.tree.lemma, *self.tree.low} & words("events", "classes", "games")) >= _OF_GAMES

    @cached_property
    def is_of_prisoners(self) -> bool:
        """Whether the text speaks of prisoners, so that its swaps and exchanges are theirs."""
        return bool({*self.tree.lemma, *self.tree.low} & words("events", "classes", "prisoners"))

    def frame(self, word: int) -> tuple[Frame, int] | None:
        """The frame that a verb stands in and one past its last word; None if it stands in none."""
        tree = self.tree
        known = frames().get(tree.lemma[word])
        if known is None:
            return None
        players = self.roles.of_verb(word)
        for frame in known:
            end = self.after(word, frame.rest) if frame.rest else word + 1
            if end is not None and self._fits(word, frame, players):
                return frame, end
        return None

    def _fits(self, word: int, frame: Frame, players: Players) -> bool:
        tree = self.tree
        objects = self._direct(word) if frame.direct else self._objects(word, players)
        if frame.without and self._has_behind(word, frame.without):
            return False
        gerund = tree.low[word].endswith("ing")  # "admits to holding 70": no preposition of its own
        own = [c for c in tree.child[word] if c not in self.roles.timed and not (gerund and c < word)]
        if frame.not_cases and any(tree.case_of(c) in frame.not_cases or tree.low[c] in frame.not_cases for c in own):
            return False
        if frame.bare and any(tree.base(c) == "obj" and tree.low[c] not in frame.rest for c in tree.child[word]):
            return False
        if frame.lone and any(tree.base(c) in ("ccomp", "xcomp", "parataxis") for c in tree.child[word]):
            return False
        if frame.infinitive and not self._governs(word):
            return False
        if frame.subjects and not any(self.is_of(w, frame.subjects) for w in self._subjects(word, players)):
            return False
        if frame.objects and not any(self.is_of(w, frame.objects) for w in objects):
            return False
        if frame.complement and not self._has_below(word, frame.complement):
            return False
        if frame.cases and not self._has_case(word, frame.cases):
            return False
        return self._has_parties(word, frame.parties, players)

    def _has_case(self, word: int, cases: tuple[str, ...]) -> bool:
        """Whether one of the prepositions follows, below the verb or below its object, or as a particle ("taken off a train")."""
        tree = self.tree
        own = [*tree.child[word], *(k for c in tree.child[word] if tree.base(c) == "obj" for k in tree.child[c])]
        return any(tree.case_of(c) in cases or (tree.rel[c] == "compound:prt" and tree.low[c] in cases) for c in own)

    def _governs(self, word: int) -> bool:
        tree = self.tree
        return any(
            (tree.base(c) in ("xcomp", "ccomp", "advcl") and any(tree.low[k] == "to" for k in tree.child[c] if tree.base(k) == "mark"))
            or (tree.base(c) == "obl" and tree.case_of(c) == "for" and c not in self.roles.timed)
            for c in tree.child[word]
        )

    def _subjects(self, word: int, players: Players) -> list[int]:
        """Whoever acts; for a verb without an agent, also what it happens to ("the ferry was sunk")."""
        tree = self.tree
        return players.actors or ([s] if (s := tree.subject(word)) is not None else [])

    def _direct(self, word: int) -> list[int]:
        """What a verb is done to: its object ("set the crew free"), the subject of its passive, what a participle hangs on; and what is
        joined to these."""
        tree = self.tree
        own = [c for c in tree.child[word] if tree.base(c) == "obj" or tree.rel[c] == "nsubj:pass"]
        own = own or [k for c in tree.child[word] if tree.base(c) == "xcomp" for k in tree.child[c] if tree.rel[k] == "nsubj" and k > word]
        if not own and tree.low[word] != tree.lemma[word] and tree.rel[word] == "acl" and not tree.low[word].endswith("ing"):
            own = [tree.head[word]]
        if not own and self.roles.is_bare_passive(word):
            own = [c for c in tree.child[word] if tree.base(c) == "nsubj"]
        own = self.roles.spread(own)  # "colleagues, who were sacked"
        return [*own, *(k for c in own for k in tree.child[c] if tree.base(k) == "conj")]

    def _objects(self, word: int, players: Players) -> list[int]:
        tree = self.tree
        own = [c for c in tree.child[word] if tree.base(c) in ("obj", "iobj", "xcomp") or tree.rel[c] == "nsubj:pass"]
        return [*own, *(k for c in own for k in tree.child[c] if tree.base(k) in ("conj", "nmod")), *players.recipients]

    def is_of(self, word: int, classes: tuple[str, ...]) -> bool:
        """Whether a noun's lemma, or for compounds one of the words before it, is in one of the classes."""
        tree = self.tree
        for name in classes:
            if name == "people":
                of_what = [c for c in tree.child[word] if tree.base(c) == "nmod" and tree.case_of(c) == "of"]
                counts = tree.upos[word] in ("DET", "NUM", "PRON", "ADJ") and bool(of_what)  # "most of the assets", "two of the crew"
                if any(map(self.roles.is_people, of_what)) if counts else self.roles.is_people(word):
                    return True
                continue
            if name in ("party", "place"):
                if self.roles.is_party(word) if name == "party" else self._is_place(word):
                    return True
                continue
            known = words("events", "classes", name)
            if (tree.upos[word] in ("DET", "NUM", "PRON") or tree.lemma[word] in words("events", "classes", "counts")) and any(
                tree.lemma[c] in known for c in tree.child[word] if tree.base(c) == "nmod"
            ):
                return True
            if tree.lemma[word] in known or tree.low[word] in known:
                return True
            if word in self.roles.named and any(
                tree.lemma[c] in known for c in tree.child[word] if tree.base(c) in ("compound", "appos", "flat", "nmod") and c < word
            ):
                return True  # "Health Minister Orla Marsh"
            candidate = self.roles.references.by_word.get(word) if tree.upos[word] == "PRON" else None
            if candidate is not None and any(tree.lemma[w] in known for w, _, _ in candidate.seen[:3]):
                return True
        return False

    def _is_place(self, word: int) -> bool:
        number = self.roles.named.get(word)
        return number is not None and self.roles.mentions[number].kind == "place"

    def _has_below(self, word: int, wanted: tuple[str, ...]) -> bool:
        tree = self.tree
        last = min(tree.last[word], word + _FAR)
        return any(tree.lemma[w] in wanted or tree.low[w] in wanted for w in range(word + 1, last))

    def _has_behind(self, word: int, wanted: tuple[str, ...]) -> bool:
        tree = self.tree
        last = min(tree.sentences[tree.sentence[word]][1], word + _FAR)
        return any(tree.lemma[w] in wanted or tree.low[w] in wanted for w in range(word + 1, last))

    def _has_parties(self, word: int, asked: str, players: Players) -> bool:
        is_party = self.roles.is_party
        if asked == "both":
            return any(map(is_party, players.actors)) and any(is_party(r) or self.roles.owners(r) for r in players.recipients)
        if asked == "whom":
            return any(map(is_party, players.recipients))
        if asked == "many":
            return len(players.actors) > 1 or any(self._is_plural(a) for a in players.actors if is_party(a))
        return True

    def _is_plural(self, word: int) -> bool:
        low, lemma = self.tree.low[word], self.tree.lemma[word]
        return low in ("they", "we", "both") or (self.tree.upos[word] == "NOUN" and low != lemma and low.endswith("s"))

    def after(self, word: int, rest: tuple[str, ...]) -> int | None:
        """One past the particle or further words of a multiword verb, if they are there."""
        tree = self.tree
        if tuple(tree.low[word + 1 : word + 1 + len(rest)]) == rest:
            return word + 1 + len(rest)
        if len(rest) == 1:
            for c in tree.child[word]:
                if (tree.rel[c] in ("compound:prt", "advmod") and tree.low[c] == rest[0]) or (
                    tree.base(c) == "obl" and c > word and tree.case_of(c) == rest[0] and c not in self.roles.timed
                ):
                    return word + 1
                if (
                    tree.base(c) in ("xcomp", "ccomp")
                    and tree.low[c] == rest[0]
                    and all(tree.case_of(k) in ("", "on", "against", "without", "after") for k in tree.child[c])
                ):
                    return word + 1  # "let the crew go"
            thing = tree.kid(word, "obj")
            if thing is not None and tree.lemma[thing] == rest[0]:
                return word + 1
        return None

    def of_noun(self, word: int, lemma: str) -> EventSense | None:
        """The sense that a noun's own modifiers give it: a strike of workers, a call between ministers, shots, a prison sentence."""
        tree = self.tree
        own = [c for c in tree.child[word] if tree.base(c) in ("nmod", "obl")]
        if lemma in ("strike", "walkout", "stoppage") and (self._is_of_workers(word) or (lemma == "strike" and self.is_of_labour)):
            return EventSense("PROTEST", "strike", False)
        if lemma == "call" and any(tree.case_of(c) in ("between", "with") and self.roles.is_party(c) for c in [*own, *self._beside(word)]):
            return EventSense("CONSULT", "phone", False)
        if lemma == "shot" and tree.low[word] == "shots":
            return EventSense("ASSAULT", "firearms", False)
        if lemma == "charge" and tree.low[word] == "charges" and tree.case_of(word) != "in":
            return EventSense("ACCUSE", "allege", False) if self._is_of_court(word) else None
        if lemma == "sentence" and self._is_of_court(word):
            return EventSense("SANCTION", "convict", False)
        if lemma == "bang" and self._is_heard(word):
            return EventSense("ASSAULT", "explosives", False)
        if lemma in ("swap", "exchange") and self.is_of_prisoners:
            return EventSense("RETREAT", "release", False)
        if lemma == "bar" and tree.low[word] == "bars" and tree.case_of(word) == "behind":
            return EventSense("COERCE", "arrest", False)
        return None

    def _is_heard(self, word: int) -> bool:
        """ "two loud bangs": counted, or loud, or heard."""
        tree, above = self.tree, self.tree.head[word]
        loud = words("events", "classes", "loud")
        return any(tree.upos[c] == "NUM" or tree.lemma[c] in loud for c in tree.child[word]) or (above >= 0 and tree.lemma[above] == "hear")

    def _beside(self, word: int) -> list[int]:
        """Oblique nouns behind a noun under the same verb: "a call on Friday between the ministers"."""
        tree, above = self.tree, self.tree.head[word]
        return [c for c in tree.child[above] if word < c < word + _FAR and tree.base(c) == "obl"] if above >= 0 else []

    def _is_of_court(self, word: int) -> bool:
        tree = self.tree
        known = words("events", "classes", "court")
        above = tree.head[word]
        return any(tree.low[c] in known or (tree.base(c) == "nmod" and tree.case_of(c) in ("of", "against")) for c in tree.child[word]) or (
            above >= 0 and tree.lemma[above] in known
        )

    def is_only_sort(self, word: int) -> bool:
        """Whether a noun only says of what sort the noun behind it is: a rescue team, warning signs, no rescue operation."""
        tree, above = self.tree, self.tree.head[word]
        return tree.base(word) == "compound" and above > word and tree.lemma[above] not in words("events", "classes", "undertakings")

    def refuses(self, word: int, lemma: str) -> bool:
        """Whether a noun's company shows that it names no act here: a fire brigade, a market crash, "under fire"."""
        tree = self.tree
        above = tree.head[word]
        if lemma == "fire":
            if tree.base(word) == "compound" or tree.case_of(word) in ("on", "under", "for"):
                return True
            return above >= 0 and tree.lemma[above] in ("open", "return", "exchange", "set", "hold", "draw", "cease", "catch", "exchange")
        if lemma in ("collapse", "cave-in", "bursting", "overtopping", "meltdown"):
            return not self._is_of_things(word)
        if lemma in ("crash", "collision", "accident"):
            return any(tree.lemma[c] in words("events", "classes", "money") for c in tree.child[word]) or tree.case_of(word) == "by"
        if lemma == "damage" and tree.low[word] == "damages":
            return True  # what a court grants
        if lemma == "defeat" and above >= 0 and tree.lemma[above] in ("concede", "admit", "accept", "acknowledge"):
            return True  # by a candidate
        if lemma == "conference":
            return any(tree.low[c] in ("news", "press", "media") for c in tree.child[word])  # where somebody speaks
        if lemma == "attack":
            return any(tree.low[c] in ("heart", "asthma", "panic", "anxiety") for c in tree.child[word])
        if lemma in ("bomb", "ied", "landmine", "mine"):
            return tree.base(word) not in ("nsubj", "root", "compound", "conj", "appos")  # "fragments of a bomb": a thing
        if lemma == "shot" and any(tree.low[c] in ("big", "long", "best", "mug") for c in tree.child[word]):
            return True
        if lemma == "death":
            return tree.case_of(word) == "to" and len(tree.child[word]) == 1  # "crushed to death"
        if (
            above >= 0
            and tree.lemma[above] in ("suspicion", "charge", "count")
            and tree.case_of(above) == "on"
            and tree.case_of(word) == "of"
        ):
            return True  # "held on suspicion of murder"
        return lemma == "shot" and above >= 0 and tree.lemma[above] == "fire" and tree.base(word) in ("obj", "nsubj")

    def _is_of_things(self, word: int) -> bool:
        """ "The collapse of a roof", "the dam collapse"; alone only where the text speaks of what fell."""
        tree = self.tree
        known = words("events", "classes", "structures") | words("events", "classes", "barriers")
        beside = [c for c in tree.child[word] if tree.base(c) in ("nmod", "compound", "amod")]
        of_what = [c for c in beside if tree.case_of(c) in ("", "of", "at", "'s", "’s")]
        if any(tree.lemma[c] in known or tree.lemma[c] in words("events", "classes", "craft") for c in of_what):
            return True
        alone = not any(tree.case_of(c) == "of" for c in of_what) and any(tree.low[c] in ("the", "this") for c in tree.child[word])
        return alone and bool({*tree.lemma} & words("events", "classes", "debris"))

    def _is_of_workers(self, word: int) -> bool:
        tree = self.tree
        kinds = ("workers",)
        case = tree.case_of(word)
        above = tree.head[word]
        if (
            case == "on"
            and above >= 0
            and tree.lemma[above] in ("go", "be", "come", "remain", "stay", "out", *words("events", "classes", "workers"))
        ):
            return True
        for c in tree.child[word]:
            if tree.case_of(c) == "by" and self.roles.is_people(c) and not self.is_of(c, ("forces",)):
                return True  # "a strike by grid engineers"
            if tree.low[c] in words("events", "classes", "labour") or (
                self.is_of(c, kinds) and tree.case_of(c) not in ("on", "against", "at")
            ):
                return True
            if (
                tree.base(c) in ("nmod", "acl")
                and tree.case_of(c) in ("over", "for")
                and tree.lemma[c] in words("events", "classes", "grievances")
            ):
                return True
        while above >= 0 and tree.base(word) in ("obj", "conj", "nmod", "obl", "nsubj", "compound"):
            if tree.upos[above] == "VERB":
                subject = tree.subject(above)
                return subject is not None and self.is_of(subject, kinds)
            if self.is_of(above, kinds):
                return True
            word, above = above, tree.head[above]
        return False
