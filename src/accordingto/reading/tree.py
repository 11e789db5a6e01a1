"""The tags of one text by position: words, their children and subtrees, and look-ups from characters to words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from accordingto.model.text import Span
from accordingto.reading.mending import mended
from accordingto.reading.tags import Tags

Range = tuple[int, int]
"""A half-open range of word indices."""

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})


class Tree:
    """A view of :class:`Tags` that answers in constant time what the rules ask; it is built once per text."""

    __slots__ = (
        "_base", "child", "count", "first", "form", "head", "last", "lemma", "low", "paragraph", "rel", "sentence", "sentences", "starts",
        "tags", "text", "upos", "words",
    )  # fmt: skip

    def __init__(self, text: str, tags: Tags) -> None:
        self.text = text
        self.tags = tags
        self.words = tags.words
        self.count = len(tags.words)
        self.form = [text[w.start : w.end] for w in tags.words]
        self.low = [f.lower().replace("’", "'") for f in self.form]
        self.lemma = tags.lemmas
        self.upos = tags.upos
        self.head, self.rel = mended(tags.heads, tags.deprels, tags.upos)
        self._base = [relation.partition(":")[0] for relation in self.rel]
        self.starts = [w.start for w in tags.words]
        self.sentences = tags.sentences
        self.sentence = [0] * self.count
        for number, (first, last) in enumerate(tags.sentences):
            for word in range(first, last):
                self.sentence[word] = number
        self.paragraph = self._paragraphs()
        self.child: list[list[int]] = [[] for _ in range(self.count)]
        for word, head in enumerate(self.head):
            if head >= 0:
                self.child[head].append(word)
        self.first, self.last = self._extents()

    def _paragraphs(self) -> list[int]:
        """The paragraph each sentence is in. A line break inside a sentence shows that the lines are wrapped; then only
        an empty line ends a paragraph."""
        spans = [(self.words[first].start, self.words[last - 1].end) for first, last in self.sentences]
        wrapped = any("\n" in self.text[start:end] for start, end in spans)
        found: list[int] = []
        for number, (start, _) in enumerate(spans):
            gap = self.text[spans[number - 1][1] : start].count("\n") if number else 1
            found.append((found[-1] if found else -1) + (gap > 1 or (gap == 1 and not wrapped)))
        return found

    def quoted(self) -> list[bool]:
        """Whether each word stands inside double quotation marks that open in its paragraph."""
        found = [False] * self.count
        inside, paragraph = False, -1
        for word, form in enumerate(self.form):
            here = self.paragraph[self.sentence[word]]
            if here != paragraph:
                inside, paragraph = False, here
            if form in ("“", "``", "«") or (form == '"' and not inside):
                inside = True
            elif form in ("”", "''", "»", '"'):
                inside = False
            found[word] = inside
        return found

    def same_paragraph(self, one: int, other: int) -> bool:
        """Whether two words stand in one paragraph."""
        return self.paragraph[self.sentence[one]] == self.paragraph[self.sentence[other]]

    def _extents(self) -> tuple[list[int], list[int]]:
        """First word and one past the last word of each word's subtree."""
        first, last = list(range(self.count)), list(range(1, self.count + 1))
        for word in range(self.count):
            above, steps = self.head[word], 0
            while above >= 0 and first[above] > word and steps < 1000:
                first[above] = word
                above, steps = self.head[above], steps + 1
        for word in range(self.count - 1, -1, -1):
            above, steps = self.head[word], 0
            while above >= 0 and last[above] < word + 1 and steps < 1000:
                last[above] = word + 1
                above, steps = self.head[above], steps + 1
        return first, last

    def subtree(self, word: int) -> Range:
        """The stretch from the first to the last word below ``word``, itself included."""
        return self.first[word], self.last[word]

    def span(self, words: Range) -> Span:
        """The characters of a non-empty range of words."""
        return Span(self.words[words[0]].start, self.words[words[1] - 1].end)

    def of(self, words: Range) -> str:
        """The text of a non-empty range of words."""
        return self.text[self.words[words[0]].start : self.words[words[1] - 1].end]

    def range_of(self, span: Span) -> Range:
        """The words that share a character with ``span``; empty if none does."""
        first = bisect_right(self.starts, span.start) - 1
        if first < 0 or self.words[first].end <= span.start:
            first += 1
        return first, max(first, bisect_left(self.starts, span.end))

    def kids(self, word: int, *rels: str) -> list[int]:
        """The children whose relation is one of ``rels``; a relation without a colon also stands for its subtypes."""
        return [c for c in self.child[word] if self.rel[c] in rels or self._base[c] in rels]

    def kid(self, word: int, *rels: str) -> int | None:
        """The first such child."""
        for c in self.child[word]:
            if self.rel[c] in rels or self._base[c] in rels:
                return c
        return None

    def case_of(self, word: int) -> str:
        """The preposition (or possessive mark) that governs a noun, lower case; empty if there is none."""
        found = [self.low[c] for c in self.child[word] if self.rel[c] == "case"]
        return " ".join(found)

    def is_negated(self, word: int) -> bool:
        """Whether a negation hangs on ``word`` itself, or on an auxiliary of it."""
        for c in self.child[word]:
            if self.low[c] in NEGATIONS and self.rel[c] in ("advmod", "det", "neg", "aux", "cc:preconj", "cc"):
                return True
        return False

    def subject(self, word: int) -> int | None:
        """The subject of a verb, its own or the one it shares with the verb above; None if there is none."""
        for _ in range(6):
            found = [c for c in self.child[word] if self.rel[c] in SUBJECTS]
            if found:
                return found[1] if len(found) > 1 and self.rel[found[0]] == "nsubj:outer" else found[0]
            relation = self._base[word]
            above = self.head[word]
            if above < 0:
                return None
            shares = relation in ("conj", "xcomp", "advcl", "parataxis") or (relation == "ccomp" and self.low[word].endswith("ing"))
            if relation == "advcl" and any(
                self.low[c] in ("of", "for", "from", "as") and self.base(c) in ("mark", "case") for c in self.child[word]
            ):
                # "accused X of doing", "quoted X as saying": X does it.
                blamed = self.kid(above, "obj")
                if blamed is None and self.is_passive(above):
                    blamed = self.kid(above, "nsubj")
                if blamed is not None:
                    return blamed
            if shares and self.upos[above] in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
                if relation == "parataxis" and not self.form[word].endswith("ing"):
                    return None
                word = above
                continue
            return None
        return None

    def is_passive(self, word: int) -> bool:
        """Whether a verb is passive by its children, or a bare participle behind the noun it describes."""
        for c in self.child[word]:
            if self.rel[c] in ("aux:pass", "nsubj:pass", "csubj:pass"):
                return True
        if any(self.base(c) == "nsubj" for c in self.child[word]):
            return False
        return self.rel[word] == "acl" and self.low[word].endswith(("ed", "en", "wn", "nt", "de", "ld", "id", "ught"))

    def ancestors(self, word: int) -> list[int]:
        """The words above ``word``, nearest first."""
        found: list[int] = []
        above = self.head[word]
        while above >= 0 and len(found) < 200:
            found.append(above)
            above = self.head[above]
        return found

    def base(self, word: int) -> str:
        """A word's relation without its subtype."""
        return self._base[word]


NEGATIONS = frozenset({"not", "n't", "nt", "never", "no", "neither", "nor", "hardly", "without", "cannot", "nobody", "none", "nothing"})
