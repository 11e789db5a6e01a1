"""What became of those a number counts, by the predicates of the parse that they are an argument of.

"The men who were taken from a bus", "nine had been taken in and three let go", "injuries were sustained by 57 people": a clause
says by a verb and what goes with it what befell somebody, wherever in the clause he stands. Frames of ``data/figures.toml`` tell
which verbs with which complements say so; the lexicon of verbs tells the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from accordingto.data import table
from accordingto.model.reading import Aspect
from accordingto.reading.figures.befalling import SAVED, UNDONE, VERBS
from accordingto.reading.tags import Tags

_HAPPENS_TO_SUBJECT = frozenset(table("figures")["words"]["happens_to_subject"].split())
# What goes with a verb: particles, adverbs, objects, what it is done into, from or as.
_WITH = ("compound:prt", "advmod", "obl", "obj", "xcomp", "ccomp", "advcl", "nmod")
_WHO = frozenset(("who", "that", "which", "whom"))
_AS_WHAT = frozenset(("hostage", "captive", "prisoner"))
_IN = frozenset(("in", "under", "behind"))
_CLAUSES = ("acl", "acl:relcl")
_CAPTIVITY = re.compile(
    r"\b(?:detain\w*|detention|arrest\w*|prison\w*|jail\w*|hostages?|captiv\w*|custody|behind\s+bars|abduct\w*|kidnap\w*)\b", re.I
)
_LATELY, _AHEAD = 260, 80  # code points


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of those counted.

    Attributes:
        because: the lemmas that say so.
        framed: whether a verb says so with what goes with it, and not alone.
    """

    aspect: Aspect
    because: str
    framed: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb with what goes with it, and what it says.

    Attributes:
        aspect: what became of them.
        undergo: whether it is done to them; else they do it.
        complements: lemmas one of which goes with the verb; empty if the verb says it alone.
        passive: whether it says so in the passive alone.
        of: "people" if it says so of people, "captives" of captives, "held" of these and, if captives are spoken of, of a number without
            a noun, "own" of such as are missed by their own, "" of any.
    """

    aspect: Aspect
    undergo: bool
    complements: frozenset[str]
    passive: bool
    of: str


def _frames() -> Mapping[str, list[Frame]]:
    found: dict[str, list[Frame]] = {}
    for row in table("figures")["frames"]:
        frame = Frame(
            cast(Aspect, row["aspect"]), row["side"] == "undergo", frozenset(row.get("with", "").split()), row.get("passive", False),
            row.get("of", ""),
        )  # fmt: skip
        for verb in row["verbs"].split():
            found.setdefault(verb, []).append(frame)
    return found


_FRAMES = _frames()


class Fates:
    """The predicates of one text, asked for what they say of a noun."""

    def __init__(self, text: str, tags: Tags, children: Mapping[int, Sequence[int]]) -> None:
        self._text = text
        self._tags = tags
        self._children = children
        self._predicates: dict[int, list[tuple[str, int]]] = {}
        for role in tags.roles:
            if role.label in ("ARG0", "ARG1"):
                self._predicates.setdefault(role.head, []).append((role.label, role.predicate))

    def of(self, noun: int, sort: str) -> Fate | None:
        """What became of those a noun names: by the clause it stands in, else by a clause that says who they are.

        Args:
            sort: "captives", "people", "things", "own" for sons and comrades, "" if it is not known or the number has no noun.
        """
        for verb, undergo in self._of_clause(noun):
            said = self._says(verb, noun, undergo, sort)
            if said is not None:
                return said
        where = self._is_in(noun)
        for frame in _FRAMES["be"] if where else ():
            if where in frame.complements and (frame.of != "people" or sort != "things"):
                return Fate(frame.aspect, f"be {where}", True)
        for verb, undergo in self._behind(noun):
            said = self._says(verb, noun, undergo, sort)
            if said is not None:
                return said
        return None

    def _is_in(self, noun: int) -> str:
        """The lemma of what those a noun names are said to be in ("are still in intensive care", "all 40 rebels in custody"), "" if
        nothing is."""
        tags, head = self._tags, self._tags.heads[noun]
        places = [w for w in self._children.get(noun, ()) if w > noun and tags.deprels[w] == "nmod"]
        if head >= 0 and tags.deprels[noun] == "nsubj" and self._children_like(head, "cop"):
            places.append(head)
        for place in places:
            if any(tags.deprels[w] == "case" and tags.lemmas[w] in _IN for w in self._children.get(place, ())):
                return tags.lemmas[place]
        return ""

    def _of_clause(self, noun: int) -> Iterator[tuple[int, bool]]:
        """The predicates of a noun with whether it undergoes them: the verb it hangs on, and what the roles add ("and three let go")."""
        tags, verb = self._tags, self._tags.heads[noun]
        relation = tags.deprels[noun]
        behind = {clause for clause, _ in self._behind(noun)}
        if verb >= 0 and relation in ("nsubj", "nsubj:pass", "obj", "obl:agent", "obl") and tags.upos[verb] == "VERB":
            if relation == "obj" or relation == "nsubj:pass":
                yield verb, True
            elif relation == "nsubj" or self._by(noun):
                yield verb, relation == "nsubj" and self._is_clipped(noun, verb)
        if relation == "nsubj" and verb >= 0 and tags.deprels[verb] == "xcomp":
            yield tags.heads[verb], True  # "set 12 teachers | free"
        for label, predicate in self._predicates.get(noun, ()):
            if predicate not in (verb, *behind) and tags.upos[predicate] == "VERB":
                yield predicate, label == "ARG1"
        if relation == "conj" and verb >= 0:
            yield from self._of_clause(verb)

    def _behind(self, noun: int) -> Iterator[tuple[int, bool]]:
        """The clauses behind a noun that say who they are: "people who were taken from a bus", "men held in the south"."""
        tags = self._tags
        for clause in self._children.get(noun, ()):
            if clause < noun or tags.deprels[clause] not in _CLAUSES or tags.upos[clause] != "VERB":
                continue
            who = [w for w in self._children.get(clause, ()) if tags.lemmas[w] in _WHO and tags.deprels[w].startswith(("nsubj", "obj"))]
            if who:
                yield clause, tags.deprels[who[0]] != "nsubj"
            elif any(tags.deprels[w].startswith("nsubj") for w in self._children.get(clause, ())):
                if tags.deprels[clause] == "acl:relcl":
                    yield clause, True  # "guards the rioters had held", not "men, some of them held"
            else:
                yield clause, not tags.words[clause].of(self._text).lower().endswith("ing")

    def _is_clipped(self, noun: int, verb: int) -> bool:
        """Whether a subject undergoes a participle that has lost its auxiliary: "six officials | held over the collapse", "nine had
        been taken in and three | let go"."""
        tags, below = self._tags, self._children.get(verb, ())
        if any(tags.lemmas[w] in _AS_WHAT for w in below if w > verb):
            return not any(tags.deprels[w].startswith("aux") for w in below)  # "dozens held hostage"
        if any(tags.deprels[w].startswith(("aux", "obj")) for w in below):
            return False
        if ("ARG1", verb) in self._predicates.get(noun, ()):
            return tags.lemmas[verb] not in _HAPPENS_TO_SUBJECT
        above = tags.heads[verb]
        return tags.deprels[verb] == "conj" and above >= 0 and any(tags.deprels[w] == "aux:pass" for w in self._children.get(above, ()))

    def _by(self, noun: int) -> bool:
        return any(self._tags.deprels[w] == "case" and self._tags.lemmas[w] == "by" for w in self._children.get(noun, ()))

    def _says(self, verb: int, noun: int, undergo: bool, sort: str) -> Fate | None:
        """What a verb says of one of its arguments, or None."""
        tags = self._tags
        lemma = tags.lemmas[verb]
        passive = undergo and self._is_passive(verb, noun)
        beside = self._beside(verb, noun)
        for frame in _FRAMES.get(lemma, ()):
            told = not frame.complements or frame.complements & beside
            if not told or frame.undergo != undergo or (frame.passive and not passive) or not self._of_these(frame, verb, sort, passive):
                continue
            return Fate(frame.aspect, " ".join((lemma, *sorted(frame.complements & beside)[:1])), True)
        known = VERBS.get(lemma) or VERBS.get(f"{lemma}d") or VERBS.get(f"{lemma}ed")
        if known is None or known == "casualties" or (known in SAVED and self._is_undone(verb)):
            return None
        if undergo == (lemma in _HAPPENS_TO_SUBJECT):
            return None
        return Fate("casualties" if self._or_else(verb, known) else known, lemma, False)

    def _or_else(self, verb: int, known: Aspect) -> bool:
        """Whether a second verb shares those killed or injured with this one: "40 people were killed or wounded"."""
        for other in self._children.get(verb, ()):
            also = VERBS.get(self._tags.words[other].of(self._text).lower())
            if other == verb + 2 and self._tags.deprels[other] == "conj" and {known, also} == {"killed", "injured"}:
                return not any(self._tags.deprels[w].startswith(("nsubj", "obj")) for w in self._children.get(other, ()))
        return False

    def _of_these(self, frame: Frame, verb: int, sort: str, passive: bool) -> bool:
        """Whether a frame is told of such as are counted."""
        if frame.of == "people":
            return sort != "things"
        if frame.of in ("captives", "own"):
            return sort == frame.of
        if frame.of == "held":
            form = self._tags.words[verb].of(self._text).lower()
            certain = passive or self._tags.deprels[verb] in _CLAUSES or self._tells_of_captives(verb)
            if sort == "":
                return passive or (form == "holding" and self._tells_of_captives(verb))
            return sort == "captives" or (sort in ("people", "own") and certain)
        return True

    def _tells_of_captives(self, verb: int) -> bool:
        """Whether captives are spoken of in the sentence or the one before."""
        start = self._tags.words[verb].start
        return _CAPTIVITY.search(self._text, max(0, start - _LATELY), min(len(self._text), start + _AHEAD)) is not None

    def _beside(self, verb: int, noun: int) -> set[str]:
        """The lemmas of what goes with a verb, the noun asked for aside, and of what hangs on those ("taken to the | burns | ward")."""
        tags = self._tags
        found: set[str] = set()
        for word in self._children.get(verb, ()):
            if word == noun or not (tags.deprels[word].startswith(_WITH) or tags.deprels[word] == "nsubj:pass"):
                continue
            found.add(tags.lemmas[word])
            if tags.deprels[word].startswith(("obl", "nmod", "obj")):
                found.update(tags.lemmas[w] for w in self._children.get(word, ()) if tags.deprels[w] in ("compound", "nmod", "conj"))
        return found

    def _is_passive(self, verb: int, noun: int) -> bool:
        tags = self._tags
        if any(tags.deprels[w] == "aux:pass" for w in self._children.get(verb, ())):
            return True
        clipped = tags.deprels[noun] == "nsubj" and tags.heads[noun] == verb
        return clipped or tags.deprels[noun] == "nsubj:pass" or (tags.deprels[verb] == "acl" and not self._children_like(verb, "obj"))

    def _children_like(self, verb: int, relation: str) -> bool:
        return any(self._tags.deprels[w] == relation for w in self._children.get(verb, ()))

    def _is_undone(self, verb: int) -> bool:
        return verb > 0 and self._tags.words[verb - 1].of(self._text).lower() in UNDONE
