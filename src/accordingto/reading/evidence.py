"""What a text says of evidence for a statement: offered, not offered, or nothing.

Two sources: set phrases of the same or the next sentence ("without providing evidence", "video showed"), and what the
syntax shows: the speaker gives or does not give something ("He showed us no list"), has seen it himself, or is a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from accordingto.data import table
from accordingto.model.reading import EvidenceKind, Voice
from accordingto.model.text import Span
from accordingto.reading.lexicon import words
from accordingto.reading.statements_draft import OPENING, Draft, covers
from accordingto.reading.tree import Tree
from accordingto.reading.voices import Voices

_BEHIND = 2  # sentences behind a statement in which its speaker may be said to offer nothing
_HANDING = frozenset(["give", "offer", "provide", "present", "show", "produce", "publish", "release", "supply", "furnish", "share", "name"])
_EMPTY = frozenset({"nothing", "none", "neither"})
_OBTAINED = frozenset({"seen", "obtained", "reviewed", "read", "verified", "examined"})
_QUESTIONS = frozenset({"who", "what", "where", "why", "which", "whom"})  # "how many" asks for news, not for evidence

Told = tuple[EvidenceKind, Span]


@dataclass(frozen=True, slots=True)
class Giving:
    """A verb that says that somebody gives evidence or does not.

    Attributes:
        word: the verb; ``subject``: the head word of whoever gives, or None.
        kind: "offered" or "not offered"; ``span``: the words.
    """

    word: int
    subject: int | None
    kind: EvidenceKind
    span: Span


@lru_cache(maxsize=2)
def _phrases(kind: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word to whole phrases, longest first; "-" stands alone as in the text's words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table("evidence")[kind]:
        parts = tuple(phrase.replace("-", " - ").split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()}


class Evidence:
    """All that one text says of evidence, by sentence."""

    def __init__(self, tree: Tree, voices: Voices) -> None:
        self.tree, self.voices = tree, voices
        self.phrases = self._find_phrases()
        self.givings: dict[int, list[Giving]] = {}
        for word in range(tree.count):
            if tree.upos[word] == "VERB":
                giving = self._giving(word)
                if giving is not None:
                    self.givings.setdefault(tree.sentence[word], []).append(giving)

    def withheld(self) -> set[int]:
        """Verbs that only say that no evidence was given: no statements of their own."""
        return {g.word for here in self.givings.values() for g in here if g.kind == "not offered" and self.tree.lemma[g.word] in _HANDING}

    def of(self, draft: Draft, voice: Voice) -> tuple[EvidenceKind, Span | None]:
        """What the text says of evidence for one statement."""
        told = (
            self._by_phrase(draft)
            or self._by_giving(draft, voice)
            or self._by_source(draft)
            or self._by_exhibit(draft)
            or self._by_witness(draft)
        )
        return told if told is not None else ("not mentioned", None)

    def _find_phrases(self) -> dict[int, Told]:
        tree = self.tree
        found: dict[int, Told] = {}
        kinds: tuple[tuple[str, EvidenceKind], ...] = (("offered", "offered"), ("not_offered", "not offered"))
        by_first = [(_phrases(key), kind) for key, kind in kinds]
        for word, low in enumerate(tree.low):
            for phrases, kind in by_first:
                for phrase in phrases.get(low, ()):
                    last = _match(tree, word, phrase)
                    if last is not None:
                        number = tree.sentence[word]
                        if kind == "not offered" or number not in found:
                            found[number] = (kind, tree.span((word, last)))
                        break
        return found

    def _by_phrase(self, draft: Draft) -> Told | None:
        """A set phrase in the statement's own sentence, or at the start of the next where it says there is none."""
        tree = self.tree
        number = tree.sentence[(draft.cue or draft.content)[0][0]]
        here = self.phrases.get(number)
        if here is not None:
            first, last = tree.range_of(here[1])
            inside = any(a <= first and last <= b for a, b in draft.content)
            apart = here[0] == "not offered" and tree.low[first] == "without" and tree.low[first - 1 : first] == [","]
            if not inside or apart or (here[0] == "offered" and covers(draft.source, first)):
                return here
        after = self.phrases.get(number + 1)
        if after is not None and after[0] == "not offered":
            first = tree.range_of(after[1])[0]
            if any(g.subject is not None and g.span.contains(after[1]) for g in self.givings.get(number + 1, ())):
                return None
            if first - tree.sentences[number + 1][0] <= 6 and not any(covers(d, first) for d in (draft.content,)):
                return after
        return None

    def _giving(self, word: int) -> Giving | None:
        tree = self.tree
        lemma = tree.lemma[word]
        if lemma not in words("evidence", "giving") and lemma not in words("evidence", "saying"):
            return None
        given = [c for c in tree.child[word] if tree.base(c) in ("obj", "iobj", "xcomp") and not self._is_audience(c)]
        if not given:  # "showed this newspaper four of them", read as one thing beside the other
            given = [a for c in tree.kids(word, "obj", "iobj") for a in tree.kids(c, "appos") if a > c]
        thing = (given[-1] if given else None) if not tree.is_passive(word) else tree.kid(word, "nsubj")
        if thing is None and lemma == "read":  # "reading from the list"
            thing = next((c for c in tree.kids(word, "obl") if tree.case_of(c) in ("from", "out")), None)
        clause = tree.kid(word, "ccomp")
        negated = tree.is_negated(word) or self._would_not(word)
        nothing = thing is not None and (tree.low[thing] in _EMPTY or any(tree.low[c] == "no" for c in tree.child[thing]))
        subject = tree.subject(word)
        span = tree.span(_trimmed(tree, tree.subtree(word)))
        if negated or nothing:
            held = thing is not None and (
                tree.lemma[thing] in words("evidence", "objects") or tree.low[thing] in _EMPTY or tree.low[thing] == "it"
            )
            asked = lemma in words("evidence", "saying") and clause is not None and tree.low[tree.first[clause]] in _QUESTIONS
            if held or asked or lemma in ("elaborate", "substantiate"):
                return Giving(word, subject, "not offered", span)
            return None
        if thing is None:
            return None
        audience = any(map(self._is_audience, tree.child[word]))
        if lemma == "read" and not tree.low[word].endswith("ing"):
            return None
        if lemma == "show" and audience and tree.lemma[word] != "say":
            return Giving(word, subject, "offered", span)
        if tree.lemma[thing] in words("evidence", "records") and (
            tree.low[word].endswith("ing") or lemma in ("show", "present", "produce", "publish")
        ):
            return Giving(word, subject, "offered", span)
        return None

    def _is_audience(self, word: int) -> bool:
        known = words("evidence", "audience")
        return self.tree.low[word] in known or self.tree.lemma[word] in known

    def _would_not(self, word: int) -> bool:
        """ "refused to say", "declined to name"."""
        tree = self.tree
        above = tree.head[word]
        return above >= 0 and tree.base(word) == "xcomp" and tree.lemma[above] in ("refuse", "decline", "fail")

    def _by_giving(self, draft: Draft, voice: Voice) -> Told | None:
        """The speaker himself is said to give something, or nothing, beside the statement or right behind it."""
        tree = self.tree
        last = draft.content[-1][1] - 1
        number = max(tree.sentence[(draft.cue or draft.content)[0][0]], tree.sentence[last])
        for back in range(_BEHIND + 1):
            for giving in self.givings.get(number + back, ()):
                if covers(draft.content, giving.word) or giving.word == draft.word or self._is_told_by_another(giving, draft):
                    continue
                if back and (not tree.same_paragraph(last, giving.word) or (back == _BEHIND and self._says_more(number + 1))):
                    continue
                if not back and giving.kind == "offered" and (covers(draft.source, giving.word) or self._is_of_source(draft, giving.word)):
                    return giving.kind, giving.span
                if not back and self._is_right_behind(draft, giving.word):
                    return giving.kind, giving.span
                if giving.subject is None:
                    continue
                whose = self.voices.at(giving.subject)
                same = bool(voice.label) and (whose.label == voice.label or (whose.name is not None and whose.name == voice.name))
                beside = tree.head[giving.word] == draft.word and tree.base(giving.word) in ("advcl", "conj", "xcomp")
                unknown = back == 1 and whose.name is None and tree.low[giving.subject] in ("he", "she", "it", "they")
                if same or beside or (unknown and self._is_last(draft)):
                    return giving.kind, giving.span
        return None

    def _is_told_by_another(self, giving: Giving, draft: Draft) -> bool:
        """ "The port says it will publish nothing": what somebody else says of giving is no word on this statement."""
        tree = self.tree
        above = tree.head[giving.word]
        return above >= 0 and above != draft.word and tree.base(giving.word) == "ccomp" and tree.lemma[above] in words("evidence", "saying")

    def _says_more(self, number: int) -> bool:
        """Whether a sentence between a statement and a giving says something itself: then the giving is about that."""
        tree = self.tree
        first, last = tree.sentences[number]
        return any(tree.upos[w] == "VERB" and tree.lemma[w] in words("evidence", "saying") for w in range(first, last)) or any(
            tree.form[w] in OPENING - {"'", "‘"} for w in range(first, last)
        )

    def _is_right_behind(self, draft: Draft, word: int) -> bool:
        """ "..., the ministry said, publishing a list": a participle behind who said it, wherever the parser hung it."""
        tree = self.tree
        if not draft.cue or not tree.low[word].endswith("ing"):
            return False
        end = max(high for _, high in (*draft.source, *draft.cue))
        return tree.form[end : end + 1] == [","] and end + 1 == word and end > draft.content[0][0]

    def _is_of_source(self, draft: Draft, word: int) -> bool:
        """Whether a verb stands in a relative clause about the source, however little of it the source's span holds."""
        tree = self.tree
        while tree.base(word) in ("conj", "xcomp"):
            word = tree.head[word]
        return tree.rel[word] == "acl:relcl" and covers(draft.source, tree.head[word])

    def _is_last(self, draft: Draft) -> bool:
        """Whether a statement is one of a single speaker's in its sentence, so that a pronoun behind it can hardly be another."""
        tree = self.tree
        first, last = tree.sentences[tree.sentence[(draft.cue or draft.content)[0][0]]]
        return (
            draft.word is not None
            and bool(draft.source)
            and not any(
                tree.upos[w] == "VERB"
                and tree.lemma[w] in words("evidence", "saying")
                and w != draft.word
                and tree.head[w] != draft.word
                and not covers(draft.source, w)
                and not covers(draft.content, w)
                and not self._is_of_source(draft, w)
                for w in range(first, last)
            )
        )

    def _by_source(self, draft: Draft) -> Told | None:
        """The source is a record ("according to a list kept by"), or has seen it ("who saw"); or is kept nameless."""
        tree = self.tree
        for first, last in draft.source:
            head = next((w for w in range(first, last) if not first <= tree.head[w] < last), first)
            if tree.lemma[head] in words("evidence", "records"):
                return "offered", tree.span((first, last))
            for word in range(first, last):
                if tree.upos[word] != "VERB":
                    continue
                if tree.lemma[word] in ("name", "identify") and tree.is_negated(word) and tree.kid(word, "nsubj") is not None:
                    return "not offered", tree.span(_trimmed(tree, tree.subtree(word)))
            for word in tree.child[head]:
                if tree.low[word] in _OBTAINED and tree.low[word + 1 : word + 2] == ["by"]:
                    return "offered", tree.span(_trimmed(tree, tree.subtree(word)))
            for word in range(head + 1, tree.last[head]):
                seeing = tree.lemma[word] in words("evidence", "perceiving") and tree.lemma[word] not in ("visit", "survive")
                if seeing and tree.upos[word] == "VERB" and self._is_of_source(draft, word) and not tree.is_negated(word):
                    return "offered", tree.span(_trimmed(tree, tree.subtree(word)))
        return None

    def _by_witness(self, draft: Draft) -> Told | None:
        """ "A reporter saw", and "I was there", "we saw" in the speaker's own words."""
        tree = self.tree
        word = draft.word
        perceiving, observers = words("evidence", "perceiving"), words("evidence", "observers")
        if word is not None and tree.lemma[word] in words("evidence", "seeing") and draft.source and not draft.negated:
            first, last = draft.source[0]
            if any(tree.lemma[w] in observers or tree.low[w] in observers for w in range(first, last)):
                return "offered", tree.span((first, max(last, draft.cue[0][1]) if draft.cue else last))
        told = self._saw(draft)
        if told is not None:
            return told
        for first, last in draft.content:
            for w in range(first, last - 1):
                if tree.low[w] not in ("i", "we"):
                    continue
                behind = tree.low[w + 2 : w + 3]
                saw = (
                    tree.lemma[w + 1] in perceiving
                    and tree.low[w + 1] != tree.lemma[w + 1]
                    and behind not in (["none"], ["nothing"], ["no"])
                )
                if saw or (tree.low[w + 1] in ("was", "were") and behind == ["there"]):
                    return "offered", tree.span((w, min(last, w + 3)))
        return None

    def _saw(self, draft: Draft) -> Told | None:
        """ "said she had heard two shots": the content's own verb is one of perceiving, its subject the speaker."""
        tree, word = self.tree, draft.word
        for c in tree.child[word] if word is not None else ():
            if (
                tree.base(c) != "ccomp"
                or tree.low[c] not in words("evidence", "perceived")
                or not covers(draft.content, c)
                or tree.is_negated(c)
            ):
                continue
            subject = next((k for k in tree.child[c] if tree.rel[k] == "nsubj"), None)
            hearsay = any(tree.base(k) == "ccomp" and any(tree.low[m] == "that" for m in tree.child[k]) for k in tree.child[c])
            unreal = any(tree.base(k) == "aux" for k in tree.child[c])
            if subject is not None and tree.low[subject] in ("he", "she", "they") and not hearsay and not unreal:
                return "offered", tree.span((subject, c + 1))
        return None

    def _by_exhibit(self, draft: Draft) -> Told | None:
        """ "with eleven photographs": what is shown beside the words, by the source or the verb of saying."""
        tree = self.tree
        at = (draft.cue or draft.content)[0][0]
        first, last = tree.sentences[tree.sentence[at]]
        for w in range(first, last):
            if tree.lemma[w] not in words("evidence", "exhibits") or tree.case_of(w) != "with" or covers(draft.content, w):
                continue
            above = tree.head[w]
            if above == draft.word or covers(draft.source, above):
                return "offered", tree.span((tree.first[w], w + 1))
        return None


def _trimmed(tree: Tree, words_: tuple[int, int]) -> tuple[int, int]:
    first, last = words_
    while last > first + 1 and tree.upos[last - 1] == "PUNCT":
        last -= 1
    while first < last - 1 and tree.upos[first] == "PUNCT":
        first += 1
    return first, last


def _match(tree: Tree, word: int, phrase: tuple[str, ...]) -> int | None:
    """One past the last word of ``phrase`` at ``word``; "~" skips up to three words."""
    at, last = word, tree.sentences[tree.sentence[word]][1]
    for number, part in enumerate(phrase):
        if part == "~":
            following = phrase[number + 1]
            at = next((w for w in range(at, min(last, at + 4)) if tree.low[w] == following), -1)
            if at < 0:
                return None
            continue
        if at >= last or tree.low[at] != part:
            return None
        at += 1
    return at
