"""Statements of one text: the engine's joins first, then rules for what it leaves; then voices, nesting and stance.

The engine tags the outermost attribution of a stretch only. What stands inside a content is found by syntax, to any
depth, and hung under the smallest content that holds its cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from accordingto.model.reading import Manner, Quotation, Statement, Voice
from accordingto.model.text import Span
from accordingto.reading import statements_chains, statements_quotes, statements_rules
from accordingto.reading.evidence import Evidence
from accordingto.reading.lexicon import CueSense, multiword_cues, plain_cues, verb_cues, words
from accordingto.reading.names import Entity, Mention
from accordingto.reading.references import References
from accordingto.reading.stance import stance_of
from accordingto.reading.statements_complete import complete
from accordingto.reading.statements_draft import OPENING, Draft, covers, is_stamp, merge, shared, size, trim_content
from accordingto.reading.statements_headline import in_headline
from accordingto.reading.statements_linked import linked
from accordingto.reading.statements_prune import prune, says_nothing
from accordingto.reading.statements_speakers import put_right
from accordingto.reading.tree import Range, Tree
from accordingto.reading.voices import Voices, name_ahead
from accordingto.reading.voices_bodies import join_bodies

_TOP_LEVEL_SCORE = 0.6
_SAME = 0.5
_CUE_POS = frozenset({"VERB", "NOUN", "ADJ", "ADP", "SCONJ"})
_MODALS = frozenset({"will", "would", "may", "might", "could", "can", "should", "must", "shall"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What the statement rules need to know of a text beside its tags.

    Attributes:
        quotations: in text order.
        headlines: sentence numbers of titles, decks and subheads.
        outlet: who published the text, or "".
    """

    quotations: Sequence[Quotation]
    headlines: frozenset[int]
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """The statements of a text, and the cue's head word of each (None where it has none), in the same order."""

    statements: tuple[Statement, ...]
    cues: tuple[int | None, ...]
    contents: tuple[tuple[Range, ...], ...]


def find_statements(tree: Tree, scope: Scope, mentions: list[Mention], entities: list[Entity], references: References) -> Stated:
    """All statements of one text, in order of their content's start, outer before inner."""
    drafts = linked(tree)
    complete(tree, drafts)
    statements_quotes.extend(tree, drafts, scope.quotations)
    _headlines(tree, drafts, scope, mentions)
    _by_rules(tree, drafts)
    put_right(tree, drafts)
    drafts = [d for d in drafts if not says_nothing(tree, d)]
    statements_quotes.part_paragraphs(tree, drafts)
    statements_quotes.close(tree, drafts, scope.quotations)
    drafts += statements_quotes.continued(tree, drafts, scope.quotations)
    _within_paragraphs(tree, drafts)
    _before_the_next_sayer(tree, drafts)
    voices = Voices(tree, mentions, entities, references)
    statements_chains.cite(tree, drafts)
    statements_chains.relayed(tree, drafts, voices.outlets(), scope.outlet.lower())
    evidence = Evidence(tree, voices)
    withheld = evidence.withheld()
    drafts = _distinct([d for d in drafts if d.word is None or d.word not in withheld])
    parents = _nest(drafts)
    statements_chains.carry_on(tree, drafts, parents, references, {n for n, d in enumerate(drafts) if voices.relays(d)})
    return _finish(tree, scope, drafts, parents, voices, evidence)


def _within_paragraphs(tree: Tree, drafts: list[Draft]) -> None:
    """No piece of a content crosses a line break: of a piece that does, the part in the cue's paragraph stays, or the first."""
    for draft in drafts:
        kept: list[Range] = []
        for first, last in draft.content:
            if tree.same_paragraph(first, last - 1):
                kept.append((first, last))
                continue
            anchor = draft.cue[0][0] if draft.cue else first
            anchor = anchor if any(tree.same_paragraph(anchor, w) for w in (first, last - 1)) else first
            own = [w for w in range(first, last) if tree.same_paragraph(anchor, w)]
            kept.append(trim_content(tree, (own[0], own[-1] + 1)))
        draft.content = merge(kept)


def _before_the_next_sayer(tree: Tree, drafts: list[Draft]) -> None:
    """What is not quoted ends with its sentence where somebody else says the next one ("X said A. B, Y said.")."""
    sayers: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.cue and draft.source:
            sayers.setdefault(tree.sentence[draft.cue[0][0]], []).append(draft)
    for draft in drafts:
        if not draft.cue:
            continue
        kept: list[Range] = []
        for first, last in draft.content:
            sentence = tree.sentence[first]
            end = tree.sentences[sentence][1]
            if end < last and tree.form[first] not in OPENING and draft.cue[0][0] < first and tree.sentence[draft.cue[0][0]] == sentence:
                rest = [(end, last)]
                others = [d for at in range(sentence + 1, tree.sentence[last - 1] + 1) for d in sayers.get(at, ()) if d is not draft]
                if any(shared(d.content, rest) and not covers(draft.content, d.cue[0][0]) for d in others):
                    last = end
            kept.append(trim_content(tree, (first, last)))
        draft.content = merge(kept)


def _headlines(tree: Tree, drafts: list[Draft], scope: Scope, mentions: list[Mention]) -> None:
    named = frozenset(w for m in mentions if m.kind in ("person", "organisation", "place", "nationality") for w in range(*m.words))
    entries = {n for n, (first, last) in enumerate(tree.sentences) if last - first > 3 and is_stamp(tree, first)} - scope.headlines
    for number in sorted(scope.headlines | entries):
        first, last = tree.sentences[number]
        entry = number in entries  # "08:30 Health office: eight killed"
        draft = in_headline(tree, (first + 1 if entry else first, last), named, dashes=not entry)
        if draft is None:
            continue
        if not any(2 * shared(d.content, draft.content) > size(draft.content) and shared(d.source, draft.source) for d in drafts):
            drafts.append(draft)


def _by_rules(tree: Tree, drafts: list[Draft]) -> None:
    """Add what syntax shows: first, outside the contents found so far, only what is plain; then what stands inside contents."""
    in_cue = [False] * tree.count
    inside = [False] * tree.count
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        _index(tree, by_sentence, draft)
        _mark(inside, draft)
        for first, last in draft.cue:
            in_cue[first:last] = [True] * (last - first)
    made: list[Draft] = []
    owners = {w: draft for draft in drafts for first, last in draft.cue for w in range(first, last)}
    for word in range(tree.count):
        if not in_cue[word] and tree.upos[word] in _CUE_POS and _may_be_cue(tree, word):
            draft_ = statements_rules.at(tree, word)
            if draft_ is not None:
                _share_source(tree, draft_, owners)
                made.append(draft_)
    kept: set[int] = set()
    for nested in (False, True):
        for draft in made:
            word = draft.word if draft.word is not None else draft.cue[0][0]
            if inside[word] != nested or id(draft) in kept or _is_taken(draft, by_sentence.get(tree.sentence[word], ())):
                continue
            if _is_wanted(tree, draft, nested):
                prune(tree, draft)
                drafts.append(draft)
                kept.add(id(draft))
                _index(tree, by_sentence, draft)
                if not nested:
                    _mark(inside, draft)


def _share_source(tree: Tree, draft: Draft, owners: dict[int, Draft]) -> None:
    """ "..., X said, pledging to stay": a participle right behind a cue has its source."""
    word = draft.word
    if word is None or not tree.low[word].endswith("ing"):
        return
    at = word - 1
    while at > 0 and word - at <= 3 and (tree.form[at] == "," or tree.upos[at] == "ADV"):
        at -= 1
    before = owners.get(at)
    if before is not None and before.source and at < word - 1:
        draft.source, draft.speaker = before.source, before.speaker


def _mark(inside: list[bool], draft: Draft) -> None:
    for first, last in draft.content:
        inside[first:last] = [True] * (last - first)


def _index(tree: Tree, by_sentence: dict[int, list[Draft]], draft: Draft) -> None:
    for number in {tree.sentence[w] for first, last in draft.content + draft.cue for w in (first, last - 1)}:
        by_sentence.setdefault(number, []).append(draft)


def _may_be_cue(tree: Tree, word: int) -> bool:
    return tree.lemma[word] in _cue_lemmas() or tree.low[word] in ("according", "per")


@cache
def _cue_lemmas() -> frozenset[str]:
    """Every lemma that a rule may make a statement of."""
    tolls = (words("cues", "tolls", kind) for kind in ("at", "to", "give", "tell", "nouns"))
    percepts = (words("cues", "percepts", kind) for kind in ("seeing", "finding", "showing", "beside"))
    blame = words("cues", "blame", "holding") | words("cues", "blame", "laying") | {"point"}
    return frozenset().union(verb_cues(), multiword_cues(), plain_cues("noun"), plain_cues("adjective"), blame, *tolls, *percepts)


def _is_taken(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether another draft says nearly the same: most of the content shared, with the same source or cue."""
    for other in others:
        if draft.cue and covers(other.content, draft.cue[0][0]):
            continue
        both = shared(draft.content, other.content)
        every = size(draft.content) + size(other.content) - both
        if every and both / every >= _SAME and (shared(draft.source, other.source) or shared(draft.cue, other.cue) or not draft.source):
            return True
        if draft.word is not None and draft.word == other.word:
            return True
    return False


def _is_wanted(tree: Tree, draft: Draft, nested: bool) -> bool:
    """Inside a content any plain attribution counts; outside only acts of speech with source and content."""
    sense = draft.sense
    if sense is None:
        return False
    if nested:
        return _is_act_within(tree, draft, sense)
    return draft.score >= _TOP_LEVEL_SCORE and bool(draft.source) and sense.act == "speech"


def _is_act_within(tree: Tree, draft: Draft, sense: CueSense) -> bool:
    """Inside what somebody says: an act of saying or an attitude that somebody has, not one that is only aimed at."""
    word = draft.word
    if word is None or sense.frame == "noun":
        return True
    if sense.frame == "object":
        lemma = tree.lemma[word]
        modal = any(tree.base(c) == "aux" and tree.low[c] in _MODALS for c in tree.child[word])
        held = tree.kid(word, "nsubj") is not None and (lemma == "call" or (sense.act == "attitude" and tree.base(word) == "ccomp"))
        if (lemma in words("cues", "words", "ambiguous") and not held) or (sense.act != "speech" and modal):
            return False
    if sense.frame == "prep" and tree.lemma[word] in ("respond", "react") and any(tree.base(c) == "aux" for c in tree.child[word]):
        return False  # "will respond to the closure" is a deed to come
    aim = tree.low[word - 1 : word] == ["to"] and tree.base(word) in ("acl", "advcl")
    if aim and sense.stance == "asserts":
        return False
    return (bool(draft.source) and sense.act != "knowledge") or sense.stance in ("accuses", "denies", "threatens")


def _distinct(drafts: list[Draft]) -> list[Draft]:
    drafts = [d for d in drafts if d.content and size(d.content)]
    drafts.sort(key=lambda d: (d.content[0][0], -size(d.content), d.cue[0][0] if d.cue else 0))
    return drafts


def _nest(drafts: list[Draft]) -> list[int | None]:
    """Each draft's parent: the smallest content that holds its cue and most of its own content."""
    position = {id(d): n for n, d in enumerate(drafts)}
    parents: list[int | None] = []
    open_: list[int] = []
    for number, draft in enumerate(drafts):
        anchor = draft.cue[0][0] if draft.cue else draft.content[0][0]
        if draft.above is not None and id(draft.above) in position:
            parents.append(position[id(draft.above)])
            continue
        best: int | None = None
        low = min(anchor, draft.content[0][0])
        open_ = [o for o in open_ if drafts[o].content[-1][1] > low or drafts[o].content[-1][1] > anchor]
        for other in (*open_, *range(number + 1, min(len(drafts), number + 6))):
            if other == number or drafts[other].content[0][0] > anchor:
                continue
            outer = drafts[other]
            if not covers(outer.content, anchor) or size(outer.content) <= size(draft.content):
                continue
            if 2 * shared(outer.content, draft.content) < size(draft.content):
                continue
            if best is None or size(outer.content) < size(drafts[best].content):
                best = other
        parents.append(best)
        open_.append(number)
    return parents


def _finish(tree: Tree, scope: Scope, drafts: list[Draft], parents: list[int | None], voices: Voices, evidence: Evidence) -> Stated:
    order = _outer_first(drafts, parents)
    place = {old: new for new, old in enumerate(order)}
    made: list[Statement] = []
    spoken: dict[int, Voice] = {}
    for old in order:
        parent = parents[old]
        spoken[old] = voices.of(drafts[old], spoken.get(parent) if parent is not None else None)
    name_ahead(tree, drafts, parents, spoken)
    join_bodies(tree, spoken, voices.mentions, voices.entities, voices.references)
    for old in order:
        draft, parent, voice = drafts[old], parents[old], spoken[old]
        stance, why = stance_of(tree, draft, voices.own_words(draft, voice))
        kind, span = evidence.of(draft, voice)
        anchor = (draft.cue or draft.content)[0][0]
        made.append(
            Statement(
                source=_spans(tree, draft.source),
                cue=_spans(tree, draft.cue),
                content=_spans(tree, draft.content),
                manner=_manner(tree, draft, scope, parents[old] is not None),
                stance=stance,
                voice=voice,
                evidence=kind,
                evidence_span=span,
                parent=place[parent] if parent is not None else None,
                negated=draft.negated,
                endorsed=draft.endorsed,
                headline=tree.sentence[anchor] in scope.headlines,
                score=round(draft.score, 3),
                reason=f"{draft.origin}; {stance}: {why}",
            )
        )
    cues = tuple(drafts[old].word for old in order)
    return Stated(tuple(made), cues, tuple(tuple(drafts[old].content) for old in order))


def _outer_first(drafts: list[Draft], parents: list[int | None]) -> list[int]:
    depth: list[int] = []
    for number in range(len(drafts)):
        steps, above = 0, parents[number]
        while above is not None and steps < 50:
            steps, above = steps + 1, parents[above]
        depth.append(steps)
        if steps >= 50:
            parents[number] = None
            depth[-1] = 0
    root = list(range(len(drafts)))
    for number in range(len(drafts)):
        above = parents[number]
        while above is not None:
            root[number], above = above, parents[above]
    return sorted(range(len(drafts)), key=lambda n: (drafts[root[n]].content[0][0], root[n], depth[n], drafts[n].content[0][0]))


def _spans(tree: Tree, ranges: list[Range]) -> tuple[Span, ...]:
    return tuple(tree.span(r) for r in merge(ranges))


def _manner(tree: Tree, draft: Draft, scope: Scope, nested: bool) -> Manner:
    """Direct if all of the content is quoted, mixed if some is. An outer voice's marks do not count for an inner one."""
    content = [tree.span(r) for r in draft.content]
    quoted = 0
    total = sum(1 for r in draft.content for w in range(*r) if tree.upos[w] != "PUNCT")
    for quotation in scope.quotations:
        if quotation.kind == "title":
            continue
        if quotation.span.start > content[-1].end:
            break
        for part, span in zip(draft.content, content, strict=True):
            if not span.overlaps(quotation.inner):
                continue
            if nested and quotation.inner.contains(span) and quotation.span != span:
                continue
            first, last = tree.range_of(quotation.inner)
            quoted += sum(1 for w in range(max(first, part[0]), min(last, part[1])) if tree.upos[w] != "PUNCT")
    if not quoted:
        return "indirect"
    return "direct" if quoted >= total else "mixed"
