"""What a number counts, told from the words of its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import cast

from accordingto.data import table
from accordingto.model.reading import Aspect
from accordingto.model.text import Span
from accordingto.reading.figures.amounts import Amount
from accordingto.reading.figures.befalling import (
    A_PERSON,
    BY_NATURE,
    FIGHTERS,
    NOUNS,
    PEOPLE,
    SAVED,
    STATES,
    UNDONE,
    VERBS,
    Thing,
    befalls,
    is_people,
)
from accordingto.reading.figures.fates import Fate
from accordingto.reading.figures.phrases import counted_span, cut, sensible
from accordingto.reading.figures.tallies import in_crowd, in_number, labelled, tallied
from accordingto.reading.figures.told import befell, led_to
from accordingto.reading.numbers import CARDINALS

_T = table("figures")

_SMALL = frozenset(_T["words"]["small"].split())
_PASSIVES = frozenset(_T["words"]["passives"].split())
_APPOSITIVE = frozenset(_T["words"]["appositive"].split())
_OBJECT_STARTS = frozenset(_T["words"]["object_starts"].split())
_AFTER_PASSIVE = frozenset(_T["words"]["after_passive"].split())
_INTRANSITIVE = frozenset(_T["words"]["intransitive"].split())
_ENDS_STATE = frozenset(("and", "or", "prior", "previous"))
_SHOT = frozenset(("shot", "shoot", "shoots", "shooting"))
_STRUCK = frozenset(("shot", "fired", "struck", "stabbed", "hit", "shelled", "bombed"))
_GUNNED = frozenset(("gun", "gunned", "guns", "gunning", "mow", "mowed", "mowing", "mows"))
_ATTACKING = frozenset(_T["words"]["attacking"].split())
_LISTS = frozenset((",", "and", "or", "plus", "to", "of", "among", *_SMALL))
# A clause of its own begins here, and what is said in it is said of others.
_NEW_CLAUSE = frozenset(("after", "before", "when", "where", "while", "because", "since", "until", "if", "although", "though"))
_SUBJECT_GOES_ON = frozenset((*_PASSIVES, *_APPOSITIVE, *_SMALL, "and", "or", "of", "who", "that", "would", "will", "from", "in"))
_LOST = frozenset(("lost", "lose", "loses", "losing"))
_LOST_PEOPLE = frozenset(_T["words"]["lost_people"].split())
_FALLS_ALONE = frozenset(_T["words"]["falls_alone"].split())
_HARMED_NOT_DEAD = frozenset(("injured", "missing", "trapped", "detained", "displaced"))

_WORD = re.compile(r"(?:[A-Za-z]\.){2,8}|[^\W_]+(?:['’-][^\W_]+){0,5}|%|[.;:!?]|[,()\"“”]")
_NAMED = re.compile(
    r"\b(?:(?P<killed>deaths?|killings?|murders?|bodies|massacre|slaughter|execution|assassination)"
    r"|(?P<injured>wounding|injury|injuries)|(?P<detained>arrests?|detentions?|kidnapping|abduction|capture)"
    r"|(?P<freed>release|freeing|liberation)|(?P<rescued>rescue|rescuing)|(?P<displaced>displacement|evacuation)|(?P<troops>deployment))"
    r"\s+of\s+(?:[a-z]+\s+){0,3}\Z",
    re.I,
)
# "Arrested what the union said were | 120 men": the verb befalls those counted, whoever counts them.
_WHAT_WERE = re.compile(
    r"\b(?P<verb>[a-z]+)\s+what\s+(?:[\w’'-]+\s+){1,6}?(?:said|says|say|claimed|claims|called|believed|estimated|thought)\s+(?:it\s+|they\s+)?(?:was|were|to\s+be)\s+\Z",
    re.I,
)
_SHOT_DEAD = re.compile(r"\bshot\s+(?:dead|and\s+killed|to\s+death)\b|\bfatally\s+shot\b", re.I)
_ONE_OF_HARM: dict[str, Aspect] = {"death": "killed", "body": "killed", "killing": "killed", "arrest": "detained"}
_HEALED = re.compile(r"\b(?:released|freed|out)\s+(?:again\s+)?(?:from|of)\s+(?:[a-z]+\s+){0,2}(?:hospitals?|clinics?|care)\b", re.I)
_MOURNED = re.compile(
    r"\b(?:famil(?:y|ies)|relatives|funerals?|burials?|bury|buried|burying|mourn\w*|condolences|memorial|memory|tributes?|graves?|coffins|remains"
    r"|claim(?:ed|ing|s))\b[^.;,]{0,40}\Z",
    re.I,
)
_LIVES_OF = re.compile(r"\b(?:claim|cost|took|taking|lost)\w*\s+(?:the\s+)?lives\s+of\s+(?:[a-z]+\s+){0,3}\Z", re.I)
_LIVES = re.compile(r"\b(?:claim\w*|cost\w*|took|taking|lost|losing)\s+(?:[a-z]+\s+){0,3}\Z", re.I)
_HURT_TOO = re.compile(r"\bfell\b[^.;]{0,40}\b(?:wounded|injured)\b", re.I)
_CLAUSE_END = frozenset(".;:!?")
_QUOTES = frozenset('"“”')
_LOOK_RIGHT = 16
_LOOK_BACK = 240  # code points
_LOOK_LEFT = 7
_NOUN_WITHIN = 5
_COUNTED_STOP = frozenset(_T["words"]["ends_counted"].split())


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts.

    Attributes:
        aspect: the sort of thing or what happened to it.
        span: the words counted, or None.
        because: the word that decided, for people.
    """

    aspect: Aspect
    span: Span | None
    because: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the engine's parse says of one number.

    Attributes:
        aspect: by the verb, None if it says nothing.
        because: that verb.
        counted: the noun phrase without the number, None if the number stands alone.
        agent: the counted ones do the verb to others, so that a verb after them says nothing of them.
        nominal_end: where the nouns, adjectives and "of" right after the number end.
        direct: the verb is that of the number's own noun, not of one it is listed with.
        object_of: the lemma of the verb whose object is counted, "" if it is none's.
        subject: a verb follows whose subject is counted.
        clause_end: where that verb's clause ends within its sentence, 0 if with it.
        before: the part of speech of the word before the number.
        doing: the lemma of the verb or noun of doing whose doers are counted, "" if there is none.
        fate: what became of those counted by the predicates they are an argument of, and the words that say so.
    """

    aspect: Aspect | None
    because: str
    counted: Span | None
    agent: bool
    nominal_end: int
    direct: bool = True
    object_of: str = ""
    subject: bool = False
    clause_end: int = 0
    before: str = ""
    doing: str = ""
    fate: Fate | None = None


def what_it_counts(text: str, start: int, end: int, amount: Amount, parsed: Parsed | None = None) -> Counted:
    """The aspect of a number of the sentence ``text[start:end]``.

    The nearest evidence wins: a state right after the number ("12 dead"), the verb it is the object of ("killing 25"),
    the toll it is ("the death toll rose to 31"), the verb it is the subject of ("25 members were killed"), then the
    counted noun itself. A parse, where there is one, is heard before the verbs of the rules.
    """
    words = list(islice(_WORD.finditer(text, amount.end, end), _LOOK_RIGHT + _NOUN_WITHIN))
    if words and words[0][0] in _QUOTES:  # "12 “bandits” were killed"
        words = [m for at, m in enumerate(words) if at > _NOUN_WITHIN or m[0] not in _QUOTES]
    right = [(m[0].lower(), m.start(), m.end()) for m in words]
    first = amount.start if amount.qualifier is None else min(amount.start, amount.qualifier.start)
    left = [(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(text, max(start, first - 80), first)]
    span = counted_span(text, right)
    if parsed is not None:
        span = sensible(text, parsed.counted or cut(text, span, parsed.nominal_end))
    noun, noun_word, alone = _noun(text, right)
    if noun is None:
        noun_word = next((word for word, _, _ in right[:2] if word in FIGHTERS), noun_word)
    if right and right[0][0] == "times":
        return Counted("strikes" if any(word in _STRUCK for word, _, _ in left[-3:]) else "other", span, "times")
    if noun is None and (many := in_number(text, start, first, amount.end)):
        return Counted(NOUNS.get(many, "other"), span, many)
    label = labelled(text, start, first)
    if label and (noun is None or (noun in PEOPLE and befalls(label[1].lower(), Thing(noun, noun_word, alone, "", False)))):
        return Counted(label[0], span, label[1])
    if amount.money or noun in ("money", "percent", "distance", "area", "weight", "duration"):
        return Counted(noun if noun and not amount.money else "money", span, noun_word or "currency")
    before = text[max(start, amount.start - _LOOK_BACK) : amount.start]
    last = text[span.start : span.end].split()[-1] if span is not None else ""
    healed = _HEALED.search(text, amount.end, min(end, amount.end + 90)) is not None
    thing = Thing(noun, noun_word, alone or last.lower() == noun_word, last, healed)
    what_were = _WHAT_WERE.search(before)
    verb = what_were["verb"].lower() if what_were and what_were["verb"].lower() in VERBS else _object_of(left)
    if verb and not befalls(verb, thing):
        verb = None  # "seized two guns"
    state = _state(right, noun)
    if state and not befalls(state[1], thing):
        state = None
    led = led_to(text, start, first, amount.end, end, noun)
    if led and (state is None or (led[0] in SAVED and state[0] in _HARMED_NOT_DEAD)):
        return Counted(led[0], span, led[1])
    if state:
        return Counted(*_outcome(state, before, verb, parsed, span))
    fate = parsed.fate if parsed is not None and (noun is None or noun in PEOPLE) else None
    if fate and fate.framed:
        return Counted(fate.aspect, span, fate.because)
    named = _NAMED.search(before[-50:]) if noun is None or noun in PEOPLE else None
    if named and named.lastgroup and befalls(named[named.lastgroup].lower(), thing) and _is_of_these(named):
        return Counted(cast(Aspect, named.lastgroup), span, named[named.lastgroup])
    if verb:
        return Counted(_both(left, verb), span, verb)
    if _loses(left, noun, noun_word):
        return Counted("killed", span, "lost")
    if fate and befalls(fate.because, thing):
        return Counted(fate.aspect, span, fate.because)
    by_parse = parsed is not None and parsed.aspect is not None and befalls(parsed.because, thing)
    if parsed is not None and parsed.aspect is not None and by_parse and (noun is None or noun in PEOPLE):
        if parsed.aspect == "casualties" and _SHOT_DEAD.search(text, amount.end, min(end, parsed.clause_end or end)):
            return Counted("killed", span, "shot dead")
        return Counted(parsed.aspect, span, parsed.because)
    if _LIVES_OF.search(before[-130:]) or (_has_lives(right) and _LIVES.search(before[-50:])):
        return Counted("killed", span, "lives")
    if noun is None or noun in ("people", "troops", "attackers"):
        if noun != "attackers" and in_crowd(text, start, first):
            return Counted("protesters", span, "crowd")
        tally = tallied(text, start, (amount.start, amount.end), end, before)
        if tally:
            return Counted(tally[0], span, tally[1])
    agent = parsed is not None and parsed.agent
    clause = [word for word in right if parsed is None or not parsed.clause_end or word[1] < parsed.clause_end]
    verb = None if agent else _subject_of(clause, transitive=noun is None or noun in PEOPLE or noun == "vehicles")
    if verb and befalls(verb, thing):
        return Counted(_both_after(clause, verb), span, verb)
    if noun is None or noun in PEOPLE:
        clause_end = parsed.clause_end if parsed is not None and parsed.clause_end else end
        said = befell(text, amount.end, clause_end, noun) or _fell(text, amount.end, clause, noun)
        if said:
            return Counted(said[0], span, said[1])
        if parsed is not None and parsed.doing in _ATTACKING and (noun is not None or amount.qualifier is not None):
            return Counted("attackers", span, parsed.doing)
    if noun_word in ("victims", "victim") and _MOURNED.search(before[-80:]):
        return Counted("killed", span, noun_word)
    return Counted(BY_NATURE.get(noun_word) or noun or "other", span, noun_word)


def _is_of_these(named: re.Match[str]) -> bool:
    """Whether nothing is let go or saved but those counted: no "release of version | 8"."""
    return named.lastgroup not in SAVED or all(word in _SMALL for word in named[0].lower().split(" of ", 1)[-1].split())


def _outcome(
    state: tuple[Aspect, str], before: str, verb: str | None, parsed: Parsed | None, span: Span | None
) -> tuple[Aspect, Span | None, str]:
    """The aspect of a number with a state beside it, unless a verb tells what became of them: "two of the injured died",
    "the bodies of two missing climbers", "freed 21 captives"."""
    if state[0] in _HARMED_NOT_DEAD:
        named = _NAMED.search(before[-50:])
        if named and named.lastgroup in ("killed", "freed", "rescued"):
            return cast(Aspect, named.lastgroup), span, named[named.lastgroup]
        if verb and VERBS[verb] in SAVED:
            return VERBS[verb], span, verb
        fate = parsed.fate if parsed is not None else None
        if fate is not None and (fate.aspect in SAVED or (fate.aspect == "killed" and not fate.framed)):
            return fate.aspect, span, fate.because
        if parsed is not None and parsed.aspect in ("killed", "freed", "rescued") and parsed.direct:
            return parsed.aspect, span, parsed.because
    return state[0], span, state[1]


def _loses(left: list[tuple[str, int, int]], noun: Aspect | None, noun_word: str) -> bool:
    """Whether men are lost ("lost seven men")."""
    for word, _, _ in left[: -_LOOK_LEFT - 2 : -1]:
        if word in _LOST:
            return noun == "troops" or noun_word in _LOST_PEOPLE
        if word not in _SMALL:
            break
    return False


def _fell(text: str, start: int, right: list[tuple[str, int, int]], noun: Aspect | None) -> tuple[Aspect, str] | None:
    """Fighters who fell in battle; a fall is no death of others, unless the wounded are told of with them."""
    words = [word for word, _, _ in right]
    at = next((at for at, word in enumerate(words[:7]) if word == "fell" and not any(w[0] in ",.;" for w in words[:at])), None)
    if at is not None and (noun == "troops" or (noun is None and at == 0 and _HURT_TOO.search(text, start))):
        following = words[at + 1] if at + 1 < len(words) else "."
        return ("killed", "fell") if following in _FALLS_ALONE or not following[0].isalpha() else None
    return None


def _has_lives(right: list[tuple[str, int, int]]) -> bool:
    return any(word == "lives" for word, _, _ in right[:3])


def _noun(text: str, right: list[tuple[str, int, int]]) -> tuple[Aspect | None, str, bool]:
    """The aspect of the first noun of the lexicon among the words after the number, not past a verb or a stop, or of the last of a
    compound ("fighter | jets"); that word; and whether no other noun can follow it."""
    for at, (word, start, end) in enumerate(right[:_NOUN_WITHIN]):
        if word in NOUNS and not (NOUNS[word] == "targets" and text[start].isupper()):  # "White House", "Camp Orm"
            following, first, _ = right[at + 1] if at + 1 < len(right) else ("", end, end)
            joined = text[end:first].isspace() and text[end:first] != "\n\n"
            if joined and following in NOUNS and NOUNS[following] not in ("duration", "distance", "percent", "money"):
                continue
            if NOUNS[word] == "distance" and right[0][0] == "square":
                return "area", word, True
            if word in ("bomber", "bombers") and at and right[at - 1][0] == "suicide":
                return "attackers", word, True
            return NOUNS[word], word, not joined or not following[:1].isalpha() or following in _COUNTED_STOP or following in VERBS
        if (A_PERSON.search(word) and word not in VERBS) or (is_people(text[start:end]) and _ends_here(right, at, word)):
            return "people", word, True
        if word == "of" and at:
            break  # "three defenders of the building"
        if (word[0].isdigit() or word in CARDINALS) and right[0][0] == "of":
            continue  # "15 of the more than 200 girls"
        if word[0].isdigit() or word in CARDINALS or text[end : end + 1] in "’'":
            break
        if word in _PASSIVES or word in VERBS or (word in _COUNTED_STOP and word != "of") or (not word[0].isalnum() and word != "%"):
            break
        if word == "%" or (word == "per" and at + 1 < len(right) and right[at + 1][0] == "cent"):
            return "percent", word, True
    return None, "", False


def _ends_here(right: list[tuple[str, int, int]], at: int, word: str) -> bool:
    """Whether a name of a people stands for them, and is no adjective: "two Japanese were", "two Japanese firms"."""
    following = right[at + 1][0] if at + 1 < len(right) else "."
    return word.endswith("ns") or not following[:1].isalpha() or following in _COUNTED_STOP or following in _PASSIVES or following in VERBS


def _state(right: list[tuple[str, int, int]], noun: Aspect | None) -> tuple[Aspect, str] | None:
    """A state or participle right after the number or its noun: "12 dead", "12 people dead", "55 others injured"."""
    seen_noun = False
    for at, (word, _, _) in enumerate(right[:4]):
        following = right[at + 1][0] if at + 1 < len(right) else ""
        if at == 0 and word in _ONE_OF_HARM and (following in _COUNTED_STOP or not following[:1].isalnum()):
            return _ONE_OF_HARM[word], word  # "one death", no "death threat"
        if word in STATES:
            if word in ("dead", "wounded", "injured", "killed") and following in ("and", "or"):
                after = right[at + 2][0] if at + 2 < len(right) else ""
                if {word, after} <= {"dead", "killed", "wounded", "injured"} and _same_figure(right, at + 2):
                    return "casualties", f"{word} and {after}"
            return STATES[word], word
        if word in VERBS and VERBS[word] not in ("troops", "protesters") and not word.endswith("ing"):
            if _has_object(right, at):
                return None
            if following in ("and", "or") and at + 2 < len(right) and right[at + 2][0] in VERBS and _same_figure(right, at + 2):
                return "casualties", f"{word} and {right[at + 2][0]}"
            if VERBS[word] in SAVED and not word.endswith("ed"):
                return None  # "version 9 releases"
            ended = _shot(right, at) if word == "shot" else word
            return VERBS.get(ended) or STATES[ended], ended
        if NOUNS.get(word) in PEOPLE:
            seen_noun = True
        elif word in _ENDS_STATE or (word == "of" and seen_noun):
            break
        elif word not in _SMALL and (seen_noun or not word[0].isalpha()) and not word.endswith("ly"):
            return None
    return None


def _same_list(right: list[tuple[str, int, int]], at: int) -> bool:
    """Whether "and" goes on with another number of the same subject ("12 soldiers and 3 civilians were killed")."""
    for word, _, _ in right[at + 1 : at + 5]:
        if word[0].isdigit() or word in CARDINALS:
            return True
        if word not in _SMALL:
            return False
    return False


def _shot(right: list[tuple[str, int, int]], at: int) -> str:
    """Reads "shot" alone, or the word that says how it ended: "shot dead", "shot and killed"."""
    for word, _, _ in right[at + 1 : at + 3]:
        if word in ("dead", "killed", "wounded", "injured"):
            return word
    return "shot"


def _has_object(right: list[tuple[str, int, int]], at: int) -> bool:
    """Whether a verb in "-ed" is no participle, since an object follows: "soldiers killed a man"."""
    following = right[at + 1][0] if at + 1 < len(right) else ""
    return following in _OBJECT_STARTS or following[:1].isdigit()


def _same_figure(right: list[tuple[str, int, int]], at: int) -> bool:
    """Whether no number of its own follows the second participle ("killed and 12 injured", "dead and injured more than 400" have one)."""
    for word, _, _ in right[at : at + 5]:
        if word[0].isdigit() or word in CARDINALS:
            return False
        if word not in _SMALL and word not in VERBS and word not in STATES:
            break
    return at < len(right)


def _object_of(left: list[tuple[str, int, int]]) -> str | None:
    """The verb right before the number: "killing 25", "left at least 9" is none, "arrested another 40", "shooting dead 12"."""
    words = [word for word, _, _ in left[: -_LOOK_LEFT - 2 : -1]]
    for at, word in enumerate(words):
        before, after = (words[at + 1] if at + 1 < len(words) else ""), (words[at - 1] if at else "")
        if word in VERBS and word not in _INTRANSITIVE:
            if word == "shot" and before == "fatally":
                return "killed"
            return None if VERBS[word] in SAVED and before in UNDONE else word  # "working to free two people"
        if word == "dead" and before in _SHOT:
            return "killed"
        if {"to": before != "up", "at": after not in ("least", "most"), "up": after != "to"}.get(word):
            return None  # "evacuated to 10 shelters"
        if word == "down" and before in _GUNNED:
            return "killed" if before.startswith("gun") else "shot"
        if word not in _SMALL or word in ("and", "or"):
            return None
    return None


def _both(left: list[tuple[str, int, int]], verb: str) -> Aspect:
    """Reads "casualties" where two verbs share the number: "killing or wounding 30"."""
    words = [word for word, _, _ in left]
    if verb not in words:
        return VERBS[verb]  # "shot dead"
    at = len(words) - 1 - words[::-1].index(verb)
    other = VERBS.get(words[at - 2]) if at >= 2 and words[at - 1] in ("and", "or") else None
    return "casualties" if {other, VERBS[verb]} == {"killed", "injured"} else VERBS[verb]


def _both_after(right: list[tuple[str, int, int]], verb: str) -> Aspect:
    """Reads "casualties" where two verbs share the subject: "40 people were killed or wounded"."""
    words = [word for word, _, _ in right]
    first = VERBS.get(verb) or STATES[verb]
    at = words.index(verb) if verb in words else len(words)
    if at + 2 < len(words) and words[at + 1] in ("and", "or") and _same_figure(right, at + 2):
        second = VERBS.get(words[at + 2]) or STATES.get(words[at + 2])
        if {first, second} == {"killed", "injured"}:
            return "casualties"
    return first


def _included(right: list[tuple[str, int, int]], at: int) -> bool:
    """Whether a comma opens a phrase that says who is counted too: ", guards included,"."""
    return any(word in ("included", "excluded") for word, _, _ in right[at + 2 : at + 4])


def _subject_of(right: list[tuple[str, int, int]], *, transitive: bool) -> str | None:
    """The verb the number's noun is the subject or passive subject of: "25 members of the militia were killed"."""
    passive = broken = apposed = away = False
    for at, (word, _, _) in enumerate(right[:_LOOK_RIGHT]):
        if word in _CLAUSE_END or word in _NEW_CLAUSE or (away and word in ("who", "that")):
            return None  # "100 marched for a boy who was killed"
        away = away or (word in _COUNTED_STOP and word not in _SUBJECT_GOES_ON)
        if word == ",":
            opens = not apposed and at + 1 < len(right) and (right[at + 1][0] in _APPOSITIVE or _included(right, at))
            if not (opens or apposed or _same_list(right, at)):
                return None
            apposed = opens
        numbered = word[0].isdigit() or word in CARDINALS
        if numbered and at and right[at - 1][0] not in _LISTS:
            return None  # "one witness said 12 were hurt"
        if numbered and right[at - 1][0] in ("and", "or") and not passive and at + 1 < len(right) and right[at + 1][0] in STATES:
            return None  # "12 people and 70 wounded"
        if word in ("and", "or", "then", "but", "who", "that") and not _same_list(right, at):
            broken = True
        if word in _PASSIVES:
            passive = True
            continue
        if word in VERBS:
            aspect = VERBS[word]
            if not passive and (broken or _has_object(right, at)):
                return None
            if word == "shot":
                return _shot(right, at)
            if passive or word in _INTRANSITIVE:
                return word
            if aspect in ("protesters",) or (word in ("slain", "wounded", "injured", "killed", "arrested", "detained") and at <= 6):
                return word if transitive else None
            return None
        if passive and (word in STATES) and word in ("dead", "missing", "wounded", "injured", "homeless", "ill", "sick", "unwell"):
            return word
        listed = word.endswith("ed") and at + 1 < len(right) and right[at + 1][0] in (",", "and", "or")
        if passive and word not in _AFTER_PASSIVE and word != "," and not listed and not word.endswith("ly"):
            return None
    return None
