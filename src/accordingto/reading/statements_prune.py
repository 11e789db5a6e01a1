"""Contents cut to what is said: what hangs on the cue and is no part of it goes."""

from __future__ import annotations

from accordingto.reading.lexicon import words
from accordingto.reading.statements_draft import CLOSING, OPENING, Draft, merge, trim_content, without
from accordingto.reading.statements_rules import find_cue
from accordingto.reading.statements_sources import can_speak
from accordingto.reading.tree import Range, Tree

_LINKS = frozenset({"nothing", "that", "which", "who", "whom", "as", "so", "what", "is", "was"})
_OUGHT = frozenset({"should", "must", "ought"})
_SINCE = frozenset({"since", "within"})
_TALKS = frozenset({"discuss", "talk", "speak"})


def prune(tree: Tree, draft: Draft) -> None:
    """Cut off a content what hangs on its cue and is no part of it.

    A verb coordinated with the cue ("blamed X and sent troops"), a participle that is a cue of its own ("..., he said,
    pledging to stay"), where it was said ("in a statement"), and the listener of talks ("discussed X with Y").
    """
    word = draft.word
    if word is None:
        return
    clause = tree.kid(word, "ccomp", "xcomp") is not None
    holes: list[Range] = []
    for c in tree.child[word]:
        if c < word:
            continue
        base, first = tree.base(c), tree.first[c]
        if (base == "conj" and tree.upos[c] == "VERB" and not clause and tree.kid(c, "nsubj", "mark") is None) or (
            base in ("advcl", "parataxis") and first == c and tree.form[c - 1] == "," and tree.low[c].endswith("ing") and _speaks(tree, c)
        ):
            holes.append((first, tree.last[c]))
        elif base == "obl":
            case = tree.case_of(c)
            told = (
                case in ("in", "on", "during")
                and tree.lemma[c] in words("cues", "words", "carriers")
                and tree.low[first + 1] in ("a", "an")
            )
            if told or (case == "with" and tree.lemma[word] in _TALKS):
                holes.append((first, tree.last[c]))
    for part in draft.content:
        # A piece that begins with a participle of saying is that participle's ("..., apparently blaming X").
        opens = next((w for w in range(part[0], min(part[0] + 2, part[1])) if tree.upos[w] == "VERB"), None)
        alone = len(draft.content) == 1 and (
            part[0] <= word or not any(tree.base(c) in ("ccomp", "parataxis") for c in tree.child[word] if c < word)
        )
        if opens is not None and tree.low[opens].endswith("ing") and _speaks(tree, opens) and tree.form[part[0] - 1] == "," and not alone:
            holes.append(part)
    holes += _beside_cue(tree, draft, word)
    holes += [hole for part in draft.content if (hole := _said_where(tree, part)) is not None]
    if any(sense.frame == "tell" for sense in find_cue(tree, word)[1]):
        holes += [hole for part in draft.content if (hole := _listener(tree, part)) is not None]
    holes += [hole for part in draft.content if (hole := _behind_quotation(tree, part, word)) is not None]
    if not holes:
        return
    kept = [trim_content(tree, part) for whole in draft.content for part in without(whole, holes)]
    kept = [part for part in kept if part[0] < part[1]]
    led = tree.form[draft.content[0][0] - 1 : draft.content[0][0]] == [","] and len(draft.content) == 1
    if kept or (led and draft.content[0] in holes and tree.low[draft.content[0][0]].endswith("ing")):
        draft.content = merge(kept)  # nothing is left of "..., he said, {pledging to stay}": what he said stands before


def _beside_cue(tree: Tree, draft: Draft, word: int) -> list[Range]:
    """What stands beside the cue and not in what is said.

    What somebody else says, coordinated with the cue ("X fears that A, {and the town has asked B}"), what is shown
    meanwhile ("..., X said, {publishing a list}"), when the act took place ("rejected the charge {within the hour}"), and
    whatever follows a listener behind what was told ("..., X told us{; the doors were shut}").
    """
    holes: list[Range] = []
    ahead = any(last <= word for _, last in draft.content)
    for c in tree.child[word]:
        first, last = tree.subtree(c)
        if first <= word or any(first < high and low < last and _in_marks(tree, low, first) for low, high in draft.content):
            continue
        base = tree.base(c)
        apart = tree.form[first] in (",", ";", "–", "—") or tree.form[first - 1] in (",", ";", "–", "—")
        further = any(tree.low[w] in ("that", "if", "whether") for w in range(first, min(c, first + 3)))  # "..., and that B"
        subject = tree.kid(c, "nsubj")
        clause = base == "conj" and apart and not further and subject is not None and can_speak(tree, subject) and _speaks(tree, c)
        shown = base == "advcl" and ahead and apart and tree.low[c].endswith("ing") and tree.lemma[c] in words("evidence", "giving")
        if clause or shown or (base == "obl" and _is_when(tree, draft, word, c)):
            holes.append((first, last))
        elif ahead and base in ("obj", "iobj") and tree.form[last : last + 1] == [";"]:
            holes.append((first, tree.sentences[tree.sentence[word]][1]))
    return holes


def _is_when(tree: Tree, draft: Draft, word: int, phrase: int) -> bool:
    """Whether a phrase on a cue with an object says when it was said: "since the fire", "within the hour"."""
    thing = tree.kid(word, "obj")
    if thing is None or thing > phrase or tree.case_of(phrase) not in _SINCE:
        return False
    due = bool({sense.stance for sense in find_cue(tree, word)[1]} & {"demands", "promises", "threatens"})
    return tree.case_of(phrase) == "since" or not due


def _in_marks(tree: Tree, first: int, word: int) -> bool:
    """Whether a quotation that opens at or behind ``first`` is still open at a word."""
    open_ = False
    for w in range(first, word):
        form = tree.form[w]
        if form == '"':
            open_ = not open_
        elif form in ("“", "``", "«"):
            open_ = True
        elif form in ("”", "''", "»"):
            open_ = False
    return open_


def says_nothing(tree: Tree, draft: Draft) -> bool:
    """Drafts that report no words of anybody: schedules, orders of battle, dismissals from office, bare links."""
    word = draft.word
    if word is None or not draft.content:
        return False
    lemma = tree.lemma[word]
    inside = [w for part in draft.content for w in range(*part) if tree.upos[w] != "PUNCT"]
    stance = draft.sense.stance if draft.sense is not None else "asserts"
    if stance == "asserts" and all(tree.low[w] in _LINKS for w in inside):
        return True
    if lemma == "expect" and tree.is_passive(word) and not draft.source:
        return True
    if inside and all(tree.low[w] in ("anything", "something") for w in inside):
        return True  # "We have not asked for anything"
    if draft.sense is not None and draft.sense.act == "knowledge" and any(tree.low[c] in _OUGHT for c in tree.kids(word, "aux")):
        return True  # "He should know whom he is dealing with"
    given = next((w for w in inside if tree.upos[w] == "NOUN"), None)
    if lemma in ("refuse", "deny") and given is not None and tree.lemma[given] in words("cues", "words", "granted"):
        return True  # "sixty lorries were refused entry"
    thing = tree.kid(word, "obj")
    if thing is None or tree.kid(word, "xcomp", "ccomp", "advcl") is not None:
        return False
    if lemma == "command":
        return True
    office = tree.lemma[thing] in words("titles", "roles") or any(tree.lemma[c] in words("titles", "roles") for c in tree.child[thing])
    return lemma == "dismiss" and office and tree.kid(word, "obl") is None


def _speaks(tree: Tree, word: int) -> bool:
    return any(sense.act == "speech" for sense in find_cue(tree, word)[1])


def _listener(tree: Tree, part: Range) -> Range | None:
    """Whoever is told, before a comma and the quotation: "told the king, “We will stay”"."""
    for word in range(part[0] + 1, min(part[1], part[0] + 14)):
        if tree.upos[word] in ("VERB", "AUX"):
            return None
        if tree.form[word] in ("“", '"', "``") and tree.form[word - 1] in (",", ":"):
            return part[0], word
    return None


def _said_where(tree: Tree, part: Range) -> Range | None:
    """ "... in a statement", "... in a letter to the press" at a content's end, whatever the parser hung it on."""
    first, last = part
    for word in range(last - 1, max(first + 2, last - 12), -1):
        if tree.lemma[word] in words("cues", "words", "carriers") and tree.base(word) in ("obl", "nmod") and tree.last[word] >= last:
            start = tree.first[word]
            if start > first + 1 and tree.low[start] in ("in", "on", "during") and tree.low[start + 1] in ("a", "an"):
                return start, last
    return None


def _behind_quotation(tree: Tree, part: Range, word: int) -> Range | None:
    """What follows a quoted content outside its marks: one more deed ("shouting “X” and waving flags"), or a listener."""
    first, last = part
    if tree.form[first] not in OPENING or word > first:
        return None
    close = next((w for w in range(first + 1, last) if tree.form[w] in CLOSING), None)
    if close is None or close + 2 >= last:
        return None
    behind = close + 1
    deed = tree.upos[behind] == "CCONJ" and tree.upos[behind + 1] == "VERB"
    listener = tree.low[behind] == "with" and tree.lemma[word] in _TALKS
    return (behind, last) if deed or listener else None
