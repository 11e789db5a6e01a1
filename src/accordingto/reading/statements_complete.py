"""Contents and sources completed by structure, where the engine's tags stop short of a clause's own parts.

What a clause says is said with its subject ("{jets} struck a depot, the army said"), with what hangs on its verb up to
the source, and what an accusation says is said with its complement ("which X blamed {on Y}", "was accused {of Z}").
"""

from __future__ import annotations

from accordingto.reading.lexicon import words
from accordingto.reading.statements_contents import complements
from accordingto.reading.statements_draft import CLOSING, OPENING, Draft, covers, merge, shared, trim_content, without
from accordingto.reading.statements_rules import find_cue
from accordingto.reading.statements_sources import noun_range
from accordingto.reading.tree import Range, Tree

_GAP = 14  # words: what a content may lack between its end and its source
_MARKS = (OPENING | CLOSING) - {"'"}
_COMING = frozenset({"by", "before", "until", "within", "this", "next", "tomorrow", "tonight", "immediately", "now", "today"})
_TIMES = frozenset({"as", "after", "while", "when", "because", "before", "until"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def complete(tree: Tree, drafts: list[Draft]) -> None:
    """Complete sources and contents of drafts, in place."""
    drafts[:] = [d for d in drafts if not _names_itself(tree, d)]
    owners = {w: d for d in drafts for first, last in d.cue for w in range(first, last)}
    for draft in drafts:
        _own_pieces(tree, draft, owners)
        if draft.word is None or not draft.cue:
            continue
        _according(tree, draft)
        _without_clause(tree, draft)
        _subject_of_cue(tree, draft)
        _complement(tree, draft)
        _asked_party(tree, draft)
        _due(tree, draft)
        _subject_of_content(tree, draft)
        _up_to_source(tree, draft, drafts)
        _behind_aside(tree, draft, owners)
        _in_its_sentence(tree, draft)


def _names_itself(tree: Tree, draft: Draft) -> bool:
    """ "A group calling itself X": a name, and nothing said."""
    word = draft.word
    return (
        word is not None
        and tree.lemma[word] in ("call", "style", "describe", "term", "name", "dub")
        and tree.low[word].endswith("ing")
        and tree.low[draft.content[0][0]] in ("itself", "themselves", "himself", "herself")
    )


def _own_pieces(tree: Tree, draft: Draft, owners: dict[int, Draft]) -> None:
    """Pieces of a content that belong to another cue: of another paragraph without marks, or a quotation before its own cue."""
    if not draft.cue or len(draft.content) < 2:
        return
    at = draft.cue[0][0]
    if not any(tree.same_paragraph(first, at) for first, _ in draft.content):
        return
    kept: list[Range] = []
    for first, last in draft.content:
        quoted = tree.form[first] in OPENING or (first > 0 and tree.form[first - 1] in OPENING)
        if not tree.same_paragraph(first, at) and (not quoted or last <= at):
            continue
        other = owners.get(last)
        if quoted and tree.sentence[first] != tree.sentence[at] and other is not None and other is not draft and tree.upos[last] == "VERB":
            other.content = merge([*other.content, (first, last)])
            continue
        kept.append((first, last))
    draft.content = kept or draft.content


def _according(tree: Tree, draft: Draft) -> None:
    """ "according to {a letter seen by X}": whoever stands right behind it is the source, whatever was read there."""
    first, last = draft.cue[0]
    if tree.low[first] != "according" or draft.source or last >= tree.count:
        return
    head = tree.head[first] if tree.base(first) == "case" else -1
    if head < last or tree.upos[head] not in ("NOUN", "PROPN", "PRON"):
        return
    source = (max(last, noun_range(tree, head)[0]), noun_range(tree, head)[1])
    content = [trim_content(tree, part) for whole in draft.content for part in without(whole, [source])]
    if source[0] < source[1] and any(a < b for a, b in content):
        draft.source, draft.speaker, draft.content = [source], head, merge(content)


def _without_clause(tree: Tree, draft: Draft) -> None:
    """ "says a miner {as toll rises}": a clause behind the source is no part of it."""
    for number, (first, last) in enumerate(draft.source):
        mark = next((w for w in range(first + 1, last) if tree.upos[w] == "SCONJ" and tree.low[w] in _TIMES), None)
        if mark is not None and tree.head[mark] > mark and tree.upos[tree.head[mark]] in ("VERB", "AUX"):
            draft.source[number] = (first, mark)


def _subject_of_cue(tree: Tree, draft: Draft) -> None:
    """A source inside a clause that only describes the cue's own subject ("The group, {which calls itself X}, claimed")."""
    word = draft.word
    if word is None or tree.upos[word] != "VERB" or not draft.source or tree.is_passive(word):
        return
    own = next((c for c in tree.child[word] if tree.base(c) == "nsubj" and c < word), None)
    if own is None or covers(draft.source, own) or tree.low[own] in _RELATIVE or covers(draft.content, own):
        return
    clause = next((w for w in tree.child[own] if tree.rel[w] == "acl:relcl" and tree.upos[w] == "VERB" and own < w < word), None)
    if clause is None or not all(tree.first[clause] <= low and high <= word for low, high in draft.source):
        return
    begin, _ = noun_range(tree, own)
    mark = next((w for w in range(own + 1, word) if tree.form[w] == "," or tree.low[w] in _RELATIVE), word)
    draft.source, draft.speaker = [(begin, mark)], own


def _complement(tree: Tree, draft: Draft) -> None:
    """ "which X blamed on Y", "A was accused by B of Z": the complement that hangs on the cue belongs to what is said."""
    word = draft.word
    if word is None or tree.upos[word] != "VERB":
        return
    own_end = max(high for _, high in draft.cue)
    for low, high in complements(tree, word):
        inside = range(low, high)
        if low < word or any(covers(draft.source, w) for w in inside):
            continue
        held = [w for w in inside if covers(draft.content, w)]
        if len(held) == high - low or (held and held[0] == low):
            continue
        begin = low if tree.low[low] in ("of", "with", "for", "on", "to", "as", "at") or own_end <= low else own_end
        draft.content = merge([*draft.content, trim_content(tree, (begin, high))])
        draft.cue = [(a, b) for a, b in draft.cue if b <= begin or a >= high] or draft.cue


def _asked_party(tree: Tree, draft: Draft) -> None:
    """ "asked {people with light wounds} to go elsewhere": whoever has to do it belongs to what is asked."""
    word, first = draft.word, draft.content[0][0]
    if word is None or tree.lemma[word] not in words("cues", "words", "asking") or tree.low[first] not in ("to", "not") or first < word:
        return
    asked = next((c for c in tree.child[word] if tree.base(c) in ("obj", "iobj") and word < c < first), None)
    if asked is None or covers(draft.source, asked) or tree.first[asked] <= word or any(tree.form[w] in _MARKS for w in range(word, first)):
        return
    if max(high for _, high in draft.cue) <= tree.first[asked] and first - tree.first[asked] <= _GAP:
        draft.content[0] = (tree.first[asked], draft.content[0][1])


def _due(tree: Tree, draft: Draft) -> None:
    """ "demanded a debate {this week}", "promised a count {by Friday}": when it is due belongs to what is demanded or promised."""
    word = draft.word
    senses = {sense.stance for sense in find_cue(tree, word)[1]} if word is not None else set()
    if word is None or not senses or not senses <= {"demands", "promises"}:
        return
    end = draft.content[-1][1]
    for c in tree.child[word]:
        if tree.first[c] == end and tree.base(c) in ("obl", "advmod") and tree.low[end] in _COMING:
            draft.content[-1] = (draft.content[-1][0], tree.last[c])
            return


def _subject_of_content(tree: Tree, draft: Draft) -> None:
    """ "{Jets} struck a depot, the army said": the subject of what is said belongs to it."""
    root = _root(tree, draft)
    if root is None:
        return
    for c in tree.child[root]:
        if tree.base(c) not in ("nsubj", "csubj") or c > root or covers(draft.content, c):
            continue
        low, high = tree.subtree(c)
        begin = min(first for first, _ in draft.content if first <= root) if any(first <= root for first, _ in draft.content) else root
        high = min(high, begin)
        between = range(high, begin)
        if low >= high or tree.sentence[low] != tree.sentence[root] or any(covers(draft.source + draft.cue, w) for w in range(low, high)):
            continue
        if any(tree.form[w] in _MARKS for w in range(low, begin)) or tree.low[c] in _RELATIVE:
            continue
        if all(tree.upos[w] == "PUNCT" or covers(draft.source + draft.cue, w) or tree.head[w] == root for w in between):
            stretch = [(low, high)] if any(covers(draft.source + draft.cue, w) for w in between) else [(low, begin)]
            draft.content = merge([*draft.content, *(trim_content(tree, part) for part in stretch)])
            draft.content = _joined(tree, draft)


def _joined(tree: Tree, draft: Draft) -> list[Range]:
    """Pieces with nothing but punctuation between them made one."""
    found: list[Range] = []
    for first, last in draft.content:
        if found and all(tree.upos[w] == "PUNCT" and tree.form[w] not in _MARKS for w in range(found[-1][1], first)):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _up_to_source(tree: Tree, draft: Draft, drafts: list[Draft]) -> None:
    """ "Soldiers opened fire{, killing six}, two witnesses said": what hangs on what is said goes on up to the source."""
    root = _root(tree, draft)
    if root is None or not draft.source:
        return
    end = max(high for _, high in draft.content)
    begin = min(low for low, _ in (*draft.source, *draft.cue))
    gap = range(end, begin)
    if not 1 < len(gap) <= _GAP or not tree.same_paragraph(end - 1, begin) or tree.sentence[end - 1] != tree.sentence[begin]:
        return
    told = [w for w in gap if tree.upos[w] != "PUNCT"]
    if not told or any(tree.form[w] in _MARKS or tree.form[w] in (";", ":") for w in range(end - 1, begin)):
        return
    if any(d is not draft and (shared(d.cue, [(end, begin)]) or shared(d.source, [(end, begin)])) for d in drafts if d.cue):
        return
    if all(_below(tree, w, root, draft) for w in told) and tree.low[told[0]] not in ("and", "but", "while", "although", "though"):
        draft.content = merge([*draft.content, trim_content(tree, (end, begin)), (end - 1, end)])
        draft.content = _joined(tree, draft)


def _behind_aside(tree: Tree, draft: Draft, owners: dict[int, Draft]) -> None:
    """ "Of her own staff, she added, {only two had left}": what an aside interrupts is said on both sides of it."""
    begin, end = min(low for low, _ in (*draft.source, *draft.cue)), max(high for _, high in (*draft.source, *draft.cue))
    sentence = tree.sentences[tree.sentence[begin]]
    low, high = draft.content[0][0], draft.content[-1][1]
    if not draft.source or len(draft.content) > 1 or not sentence[0] <= low or high + 1 != begin or end >= sentence[1] - 2:
        return
    if tree.form[begin - 1] != "," or tree.form[end] != "," or tree.sentence[end - 1] != tree.sentence[begin]:
        return
    rest = range(end + 1, sentence[1])
    if tree.upos[end + 1] in ("CCONJ", "SCONJ") or tree.low[end + 1] in _RELATIVE or any(w in owners for w in rest):
        return
    if any(tree.form[w] in _MARKS or tree.form[w] in (";", ":") for w in range(*sentence)):
        return
    if any(tree.base(w) == "nsubj" and low <= tree.head[w] < high for w in range(low, high)):
        return  # a whole clause stands before it
    if any(tree.base(w) in ("nsubj", "cop", "aux") or tree.upos[w] in ("VERB", "AUX") for w in rest):
        draft.content = merge([*draft.content, trim_content(tree, (end + 1, sentence[1]))])


def _in_its_sentence(tree: Tree, draft: Draft) -> None:
    """What is told behind its cue without marks ends with the cue's sentence: the next one is the writer's own, or another's."""
    at = draft.cue[0][0]
    end = tree.sentences[tree.sentence[at]][1]
    kept: list[Range] = []
    for first, last in draft.content:
        quoted = tree.form[first] in OPENING or any(tree.form[w] in _MARKS - {"’"} for w in range(end, last))
        listed = tree.form[end - 1] == ":"
        if at < first < end < last and not quoted and not listed:
            last = end
        kept.append(trim_content(tree, (first, last)))
    draft.content = merge(kept) or draft.content


def _below(tree: Tree, word: int, root: int, draft: Draft) -> bool:
    """Whether a word hangs on the content's main word and not on the cue."""
    for above in (word, *tree.ancestors(word)):
        if above == root or covers(draft.content, above):
            return True
        if above == draft.word or covers(draft.source, above):
            return False
    return False


def _root(tree: Tree, draft: Draft) -> int | None:
    """The main word of a content: its first word that hangs on nothing inside it, if that is the head of a clause."""
    inside = [w for low, high in draft.content for w in range(low, high)]
    held = set(inside)
    for word in inside:
        if tree.upos[word] in ("VERB", "AUX", "ADJ", "NOUN", "NUM") and tree.head[word] not in held:
            clause = tree.upos[word] in ("VERB", "AUX") or tree.kid(word, "cop", "nsubj") is not None
            return word if clause else None
    return None
