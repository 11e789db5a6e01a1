"""Who a statement's voice is: its kind, and the words to show for it."""

from __future__ import annotations

from accordingto.model.reading import Voice, VoiceKind
from accordingto.reading.lexicon import states, words
from accordingto.reading.names import Entity, Mention
from accordingto.reading.references import Candidate, References
from accordingto.reading.statements_draft import Draft
from accordingto.reading.statements_sources import can_speak
from accordingto.reading.statements_tolls import count_giver
from accordingto.reading.tree import Range, Tree

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})


class Voices:
    """Makes the voices of one text's statements.

    Args:
        tree, mentions, entities, references: of the text.
    """

    def __init__(self, tree: Tree, mentions: list[Mention], entities: list[Entity], references: References) -> None:
        self.tree, self.mentions, self.entities, self.references = tree, mentions, entities, references
        self.named = {w: n for n, m in enumerate(mentions) for w in range(*m.words)}

    def of(self, draft: Draft, outer: Voice | None) -> Voice:
        """The voice of one draft; ``outer`` is the voice of the statement it stands in, for "I" and "we"."""
        if not draft.source and draft.speaker is None:
            return Voice("unspecified", "", None, "the text names no source")
        words_ = draft.source[0] if draft.source else None
        head = self._head(draft, words_)
        return self._resolve(head, words_, outer, 0)

    def at(self, word: int) -> Voice:
        """The voice that a subject's head word would be."""
        return self._resolve(word, None, None, 0)

    def outlets(self) -> dict[int, str]:
        """Head words of the names that read as an outlet's, with the name."""
        return {m.head: self.tree.of(m.words) for m in self.mentions if self._kind_of(self.entities[m.entity], m) == "outlet"}

    def relays(self, draft: Draft) -> bool:
        """Whether a draft's voice is an outlet or a document, which pass on what others say."""
        return self.of(draft, None).kind in ("outlet", "document")

    def own_words(self, draft: Draft, voice: Voice) -> frozenset[str]:
        """Lower-case words that stand for a speaker and his side: those of his source phrase, and of his titles."""
        tree = self.tree
        inside = [w for part in draft.source for w in range(*part)]
        found = {tree.low[w] for w in inside if tree.upos[w] in ("PROPN", "ADJ")}
        found |= {tree.low[w] for w in inside if tree.upos[w] == "NOUN" and tree.lemma[w] in words("titles", "sources", "organisation")}
        for w in inside:
            # "its leader": what the body is called stands for him too
            whose = self.references.by_word.get(w) if tree.rel[w] == "nmod:poss" and tree.upos[w] == "PRON" else None
            if whose is not None and whose.entity is not None and self.entities[whose.entity].kind != "person":
                for form in {self.mentions[n].words for n in self.entities[whose.entity].mentions}:
                    found |= {tree.low[v] for v in range(*form) if tree.upos[v] in ("PROPN", "ADJ")}
                    found.add("".join(tree.low[v][0] for v in range(*form) if tree.form[v][0].isupper()))
        if voice.name is not None:
            for role, before in self.entities[self.mentions[voice.name].entity].roles.items():
                found |= {role, *before}
        return frozenset(found)

    def _head(self, draft: Draft, words_: Range | None) -> int:
        if words_ is None:
            return draft.speaker if draft.speaker is not None else 0
        first, last = words_
        tree = self.tree
        for word in range(first, last):
            if not first <= tree.head[word] < last and tree.upos[word] not in ("PUNCT", "ADP", "DET"):
                return word
        return last - 1

    def _resolve(self, head: int, words_: Range | None, outer: Voice | None, depth: int) -> Voice:
        tree = self.tree
        low = tree.low[head]
        if low in _RELATIVE and depth < 3:
            above = tree.head[head]
            noun = tree.head[above] if above >= 0 else -1
            if noun >= 0:
                return self._resolve(self._person_above(noun) if low == "who" else noun, None, outer, depth + 1)
        if low in _FIRST and tree.form[head] != "US" and outer is not None:
            return Voice(outer.kind, outer.label, outer.name, f"“{tree.form[head]}” inside the words of {outer.label or 'the speaker'}")
        number = self._name_at(head, words_)
        if number is not None:
            return self._named(number, words_)
        candidate = self.references.by_word.get(head)
        if candidate is not None and candidate.entity is not None:
            return self._of_candidate(candidate, head)
        if candidate is not None and tree.upos[head] == "PRON":
            inner = candidate.seen[0][0]
            return self._described(inner, candidate.label, f"“{tree.form[head]}” stands for it")
        if candidate is not None and tree.upos[head] == "NOUN" and candidate.seen[0][0] != head and not self._has_own_words(head):
            return self._described(candidate.seen[0][0], candidate.label, f"“{tree.form[head]}” described before")
        owner = tree.kid(head, "nmod:poss") if tree.upos[head] == "NOUN" and not can_speak(tree, head) else None
        if owner is not None and depth < 3 and tree.upos[owner] != "PRON" and can_speak(tree, owner):
            return self._resolve(owner, None, outer, depth + 1)  # "the government's sanctions, deeming it a threat"
        giver = count_giver(tree, head)
        if giver is not None and depth < 3 and giver != head:
            return self._resolve(giver, None, outer, depth + 1)
        if words_ is None:
            words_ = candidate.label if candidate is not None else tree.subtree(head)
        if tree.upos[head] == "PRON" and low not in ("many", "some", "most", "others", "those", "everyone", "someone", "one", "nobody"):
            return Voice("unspecified", tree.of(words_), None, "no name before it agrees, or two are close")
        return self._described(head, words_, "as described")

    def _name_at(self, head: int, words_: Range | None) -> int | None:
        """The name that a source is, or that stands beside its head ("the minister, A. Person", "spokesman A. Person")."""
        tree = self.tree
        body = tree.upos[head] == "NOUN" and tree.lemma[head] in words("titles", "sources", "organisation")
        if head in self.named:
            number = self.named[head]
            kind = self.mentions[number].kind
            if (kind == "person" and not body) or self.mentions[number].head == head:
                return number
        for c in tree.child[head]:
            if c in self.named and self.mentions[self.named[c]].kind == "person" and self._stands_beside(c):
                if body and tree.base(c) != "appos":
                    continue  # "the Orlo administration" is not Orlo
                return self.named[c]
        if words_ is not None:
            inside = sorted({self.named[w] for w in range(*words_) if w in self.named})
            people = [n for n in inside if self.mentions[n].kind == "person" and not tree.case_of(self.mentions[n].head)]
            if len(people) == 1 and tree.lemma[head] in words("titles", "roles"):
                return people[0]
            if len(inside) == 1 and self.mentions[inside[0]].words == words_:
                return inside[0]
        return None

    def _person_above(self, noun: int) -> int:
        """For "a doctor at the hospital, who asked": whoever the phrase is about, where the parser took its nearest noun."""
        tree = self.tree
        above = tree.head[noun]
        people = words("titles", "roles") | words("titles", "sources", "unnamed") | words("titles", "sources", "crowd")
        inner = tree.base(noun) == "nmod" and tree.lemma[noun] not in people and above >= 0
        return above if inner and tree.lemma[above] in people else noun

    def _has_own_words(self, head: int) -> bool:
        """Whether a noun is told apart by words of its own ("the interior ministry", not "the ministry")."""
        return any(self.tree.base(c) in ("amod", "compound", "nmod", "nummod") for c in self.tree.child[head])

    def _stands_beside(self, word: int) -> bool:
        """Whether a name below a noun is another word for it, not its owner or part of a phrase with a preposition."""
        base = self.tree.base(word)
        return base in ("appos", "flat", "compound") or (
            base == "nmod" and not self.tree.case_of(word) and self.tree.rel[word] != "nmod:poss"
        )

    def _named(self, number: int, words_: Range | None) -> Voice:
        mention = self.mentions[number]
        entity = self.entities[mention.entity]
        tree = self.tree
        label = tree.of(entity.label if entity.kind == "person" else mention.words)
        reason = f"named “{tree.of(mention.words)}”"
        if words_ is not None and mention.kind in ("place", "nationality", "organisation"):
            also = [self.mentions[self.named[w]] for w in range(*words_) if w in self.named and self.named[w] != number]
            joined = [m for m in also if tree.base(m.head) == "conj"]
            if joined:
                label = tree.of(words_)
        return Voice(self._kind_of(entity, mention), label, number, reason)

    def _kind_of(self, entity: Entity, mention: Mention) -> VoiceKind:
        tree = self.tree
        parts = [tree.low[w] for w in range(*mention.words)]
        full = " ".join(parts)
        if any(tree.base(c) == "appos" and tree.lemma[c] in words("titles", "sources", "outlet") for c in tree.child[mention.head]):
            return "outlet"
        if entity.kind == "person" and parts[0] not in ("radio", "tv", "channel", "daily"):
            return "person"
        if full in states() or full.removeprefix("the ") in states():
            return "state"
        if parts[-1] in words("titles", "sources", "outlet_name") or parts[0] in words("titles", "sources", "outlet_name"):
            return "outlet"
        if entity.kind == "nationality":
            return "crowd" if entity.plural else "state"
        if entity.kind == "place":
            return "state"
        if entity.kind in ("product", "event"):
            return "document"
        return "organisation"

    def _of_candidate(self, candidate: Candidate, head: int) -> Voice:
        entity = self.entities[candidate.entity or 0]
        numbers = entity.mentions
        before = [n for n in numbers if self.mentions[n].head < head]
        number = before[-1] if before else numbers[0]
        voice = self._named(number, None)
        label = self.tree.of(entity.label)
        return Voice(voice.kind, label, number, f"“{self.tree.form[head]}” stands for {label}")

    def _described(self, head: int, words_: Range, reason: str) -> Voice:
        """A voice without a name, by its head noun and number."""
        tree = self.tree
        lemma, low = tree.lemma[head], tree.low[head]
        words_ = self._short(head, words_)
        label = self._owned_label(words_)
        plural = low != lemma and low.endswith(("s", "men", "people", "ren"))
        numbered = any(tree.base(c) in ("nummod",) for c in tree.child[head])
        if lemma in words("titles", "sources", "outlet"):
            return Voice("outlet", label, None, reason)
        if (
            lemma in words("titles", "sources", "crowd")
            and (
                plural
                or lemma in ("people", "public", "crowd", "mob", "many", "most", "some", "population", "everyone", "audience", "community")
            )
            and lemma not in ("official",)
        ):
            return Voice("crowd", label, None, reason)
        if lemma in words("titles", "sources", "organisation"):
            return Voice("organisation", label, None, reason)
        if lemma in words("titles", "sources", "state"):
            return Voice("state", label, None, reason)
        if lemma in words("titles", "sources", "document"):
            return Voice("document", label, None, reason)
        if lemma in words("titles", "roles"):
            definite = any(tree.low[c] in ("the", "our", "its", "their") or tree.rel[c] == "nmod:poss" for c in tree.child[head])
            singular_office = lemma in (
                "president",
                "minister",
                "premier",
                "pm",
                "secretary",
                "chancellor",
                "governor",
                "mayor",
                "king",
                "speaker",
                "leader",
                "chief",
                "head",
                "director",
                "commander",
            )
            if (
                not plural
                and not numbered
                and (singular_office or definite)
                and not any(tree.low[c] in ("a", "an", "one") for c in tree.child[head])
            ):
                return Voice("office", label, None, reason)
            return Voice("unnamed", label, None, reason)
        if lemma in words("titles", "sources", "unnamed"):
            return Voice("unnamed", label, None, reason)
        if tree.upos[head] == "PROPN":
            return Voice("organisation", label, None, reason)
        return Voice("unnamed" if tree.upos[head] in ("NOUN", "PRON", "NUM", "ADJ") else "unspecified", label, None, reason)

    def _owned_label(self, words_: Range) -> str:
        """A description's words; "its ministry" with the name that "its" stands for, where that is a state or body."""
        tree, first = self.tree, words_[0]
        whose = self.references.by_word.get(first) if tree.low[first] in ("its", "their") and words_[1] - first > 1 else None
        if whose is None or whose.entity is None or self.entities[whose.entity].kind == "person":
            return tree.of(words_)
        owner = tree.of(self.entities[whose.entity].label)
        return f"{owner}’s {tree.of((first + 1, words_[1]))}"

    def _short(self, head: int, words_: Range) -> Range:
        """A description without what hangs on loosely, for showing."""
        tree = self.tree
        first, last = words_
        for c in tree.child[head]:
            if c > head and first <= c < last and (tree.base(c) in ("parataxis", "appos", "advcl") or tree.rel[c] == "acl:relcl"):
                last = min(last, tree.first[c])
        while last > head + 1 and (
            (tree.upos[last - 1] == "PUNCT" and tree.form[last - 1] not in (")", "”")) or tree.low[last - 1] in _RELATIVE
        ):
            last -= 1
        return first, max(last, head + 1)


_AHEAD = 8  # sentences: a report names whom its headline and lead describe within so many
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def name_ahead(tree: Tree, drafts: list[Draft], parents: list[int | None], spoken: dict[int, Voice]) -> None:
    """Name whoever headline and lead only describe ("Ex-general calls for ..."): the person who says the same right after.

    A description is named if exactly one person's statement of the next sentences shares enough of its words.
    """
    told = {n: _telling(tree, d) for n, d in enumerate(drafts) if parents[n] is None and tree.sentence[d.content[0][0]] <= 2 * _AHEAD}
    for number, own in told.items():
        voice = spoken[number]
        first = tree.sentence[drafts[number].content[0][0]]
        if voice.name is not None or voice.kind not in ("office", "unnamed") or first > 3 or not _is_one(tree, drafts[number]):
            continue
        found: dict[int | str, tuple[float, Voice]] = {}
        for other, words_ in told.items():
            after = tree.sentence[drafts[other].content[0][0]] - first
            whose = spoken[other]
            if other == number or not 0 < after <= _AHEAD or whose.kind != "person" or whose.name is None:
                continue
            both = len(own & words_)
            share = both / max(1, min(len(own), len(words_)))
            if both >= 2 and share >= 0.2:
                best = found.get(whose.label)
                if best is None or share > best[0]:
                    found[whose.label] = (share, whose)
        if len(found) == 1:
            share, whose = next(iter(found.values()))
            reason = f"“{voice.label}” says what {whose.label} is said to say further on"
            for again, known in list(spoken.items()):
                if known.label == voice.label and known.name is None:
                    spoken[again] = Voice(whose.kind, whose.label, whose.name, reason)


def _telling(tree: Tree, draft: Draft) -> set[str]:
    return {
        tree.lemma[w]
        for part in draft.content
        for w in range(*part)
        if tree.upos[w] in _TELLING and (len(tree.low[w]) > 2 or tree.upos[w] == "PROPN")
    }


def _is_one(tree: Tree, draft: Draft) -> bool:
    """Whether a source is one person by its noun, not a group, a plural or a number of people."""
    if not draft.source:
        return False
    first, last = draft.source[0]
    head = next(
        (w for w in range(first, last) if not first <= tree.head[w] < last and tree.upos[w] not in ("PUNCT", "ADP", "DET")), last - 1
    )
    low = tree.low[head]
    return tree.upos[head] in ("NOUN", "PROPN") and (low == tree.lemma[head] or not low.endswith("s")) and tree.kid(head, "nummod") is None
