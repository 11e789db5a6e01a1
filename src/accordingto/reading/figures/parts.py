"""Which figures count some of others, and which sum up many happenings of a span of time.

"Four of whom", "including 10 children", "31 to the other hospital", "eight critically": a part contradicts no whole. "Hurt in 112
accidents between 2015 and 2016", "40 die every day", "20,000 since the war began": a statistic is no toll of one happening.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.data import table
from accordingto.model.reading import Aspect, Figure
from accordingto.model.text import Span
from accordingto.reading.figures.amounts import Amount
from accordingto.reading.numbers import CARDINALS

_SMALL = rf"(?:(?:{'|'.join(table('figures')['words']['small'].split())})\s+)"
_OWNERS = r"(?:the|them|whom|those|these|which|its|their|his|her|our|my)"
_HARMED = frozenset(("killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected"))

_OF_THEM = re.compile(
    rf"\s+(?:more\s+|others\s+)?(?:(?:out\s+)?of\s+{_OWNERS}\b|(?:[\w’'-]+\s+){{0,2}}among\s+(?:the\s+)?{_SMALL}{{0,3}}\d)", re.I
)
# "All 30 of them", "the three of them" are the whole.
_ALL = re.compile(r"\b(?:all|the|both)\s+\Z", re.I)
_LED = re.compile(
    r"(?:\b(?:including|includes?|included|among(?:st)?\s+(?:them|whom|those|the\s+[\w’'-]+)"
    r"(?:\s+(?:dead|killed|injured|wounded|missing|victims))?(?:\s+(?:was|were|are|is))?"
    rf"|of\s+(?:whom|which)|accounted\s+for|compris(?:es|ed|ing|e)|consist(?:s|ed|ing)?\s+of|family\s+of|crew\s+of)\s+|\bof\s+(?:them|those|these|whom),\s+){_SMALL}{{0,4}}\Z",
    re.I,
)
_AMONG_THEM = re.compile(r"\s+(?:[\w’'-]+\s+){1,4}(?:was|were|are|is)\s+(?:also\s+)?among\s+(?:the|them|those)\b", re.I)
_LIST_GOES_ON = re.compile(r"(?:\s+[\w’'-]+){1,5}?(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:at\s+least\s+|about\s+|some\s+)?\Z")
# "Nine of the dead were women and | three were children".
_WERE_AND = re.compile(r"\b(?:were|was|are)\s+(?:[\w’'-]+\s+){1,3}and\s+(?:at\s+least\s+)?\Z")
_WERE = re.compile(r"\s+(?:were|was|are|is)\b")
_HAS_A_VERB = re.compile(r"\b(?:was|were|had|has|have|is|are|said|says|died|left|after|when|while|but|that|who)\b|\w{3}ed\b", re.I)
_GRAVELY = re.compile(
    r"[^.;:]{0,60}?(?<!less )(?<!non-)\b(?:(?:seriously|critically|severely|gravely|badly)\s+(?:injured|hurt|wounded|ill|burn\w*)"
    r"|(?:serious|severe|critical|grave|life-threatening)(?:\s+(?:or|but|and)\s+[\w-]+)?\s+(?:injuries|wounds|condition|burns)"
    r"|(?:in\s+)?intensive\s+care|walking\s+wounded|fighting\s+for\s+(?:their|his|her)\s+li(?:fe|ves))\b",
    re.I,
)
_HOW_GRAVELY = re.compile(r"\s+(?:critically|seriously|severely|gravely|badly)\b(?!\s+(?:damaged|delayed))", re.I)
_ANOTHER = re.compile(r"(?:\b(?:and|while|but)\s+|,\s*)[^.;:]{0,40}(?:\d|\b(?:killed|died|dead)\b)", re.I)
# One hospital of several: "the Northgate hospital said it was treating 20 people".
_ONE_HOSPITAL = re.compile(
    r"\b(?:[A-Z][\w’'-]*\s+(?:[\w’'-]+\s+){0,3}?[Hh]ospital|(?:one|another|a|the\s+other|a\s+second)\s+(?:[a-z]+\s+)?hospital"
    r"|hospital\b[^.;]{0,80}\b(?:another|the\s+other))\b"
    rf"(?P<does>[^.;]{{0,90}}?\b(?:treat\w*|receiv\w*|admitt\w*|took\s+in|taking\s+in))?[^.;]{{0,60}}?\s{_SMALL}{{0,4}}\Z"
)
# Whoever says so counts his own patients.
_WE_TREATED = re.compile(
    rf"\b[Ww]e\s+(?:have\s+|had\s+|are\s+)?(?:received|admitted|treated|treating|took\s+in|taken\s+in)\s+{_SMALL}{{0,4}}\Z"
)
_BROUGHT_IN = re.compile(r"\s+(?:[\w’'-]+\s+){0,4}?(?:brought\s+in|admitted|treated\s+there|had\s+arrived|came\s+in)\b", re.I)
_TO_A_PLACE = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}?(?:to|at|in)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}?(?:hospitals?|clinics?)\b", re.I)

_UNIT = r"(?:year|month|decade|week|day|night|hour)"
_LONG = r"(?:years?|months|decades?)"
_WAR = r"(?:war|conflict|insurgency|uprising|rebellion|revolution|crisis|campaign|fighting|unrest|epidemic|pandemic|outbreak|violence)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_PERIOD = (
    rf"(?:(?:per|each|every"
    rf"|(?<!\bin )(?<!\bfor )(?<!\bthan )(?<!\babout )(?<!\bafter )(?<!\bover )(?<!\bhalf )(?<!\bwithin )(?<!\bon )an?)\s+{_UNIT}\b"
    r"(?!\s+(?:ago|later|earlier|after|before|long|and|of)\b)|annually\b|yearly\b"
    rf"|(?:over|in|during|for|within|throughout)\s+(?:the\s+)?(?:past|last|previous|preceding)\s+"
    rf"(?:(?:few|several|couple\s+of|{'|'.join(sorted(CARDINALS, key=len, reverse=True))}|\d+)\s+)?{_LONG}\b(?!\s+ago)"
    rf"|since\s+(?:(?:the\s+)?(?:start|beginning|early|late|mid)(?:\s+of)?[\s-]+)?(?:{_MONTH}\s+)?(?:\d\d?,?\s+)?{_YEAR}\b"
    rf"|since\s+(?:[\w’'-]+\s+){{0,4}}?{_WAR}\s+(?:[\w’'-]+\s+){{0,3}}?(?:began|started|erupted|broke\s+out|in\s+{_YEAR})"
    rf"|since\s+the\s+(?:start|beginning|outbreak|onset)\s+of\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_WAR}|year|century)\b"
    rf"|so\s+far\s+this\s+year\b|this\s+year\s+alone\b|in\s+{_YEAR}\s+alone\b"
    rf"|(?:between|from)\s+(?:{_MONTH}\s+)?(?:\d\d?,?\s+)?{_YEAR}(?:\s+(?:and|to|until|through)\s+|\s*[-–]\s*)(?:{_MONTH}\s+)?(?:\d\d?,?\s+)?{_YEAR}\b)"
)
_IN_A_WAR = (
    r"in\s+(?:the|a|its|their)\s+(?:[\w’'-]+\s+){0,4}?(?:war|insurgency|genocide)(?=\s*(?:[,.;)]|\Z)|\s+(?:and|from|between|that|which|there)\b)"
)
_WITHIN = re.compile(rf"(?P<between>[^.;:!?]{{0,110}}?)\b(?:{_PERIOD}|{_IN_A_WAR})", re.I)
_BEFORE = re.compile(rf"(?:\A|[.;:!?“\"]\s*|\b(?:and|but|that)\s+){_PERIOD}(?P<between>[^.;:!?]{{0,90}})\Z", re.I)
_MANY_HAPPENINGS = re.compile(
    r"[^.;:!?]{0,60}?\bin\s+(?:some\s+|about\s+|more\s+than\s+|nearly\s+|over\s+)?(?P<n>\d[\d,]*|hundreds\s+of|dozens\s+of|scores\s+of)\s+"
    r"(?:[\w’'-]+\s+){0,2}?"
    r"(?:accidents|incidents|attacks|crashes|shootings|cases|fires|raids|strikes|bombings|collisions)\b",
    re.I,
)
_A_WAR_HAS = re.compile(
    r"\b(?:war|insurgency|conflict)\s+(?:(?!(?:that|which|who|and|but)\b)[\w’',-]+\s+){0,5}(?:has|have|had)\s+(?:[\w’'-]+\s+){0,6}\Z",
    re.I,
)
# What parts a number from a span of time: a clause of its own, or a comparison with all there were in that span.
_PARTED = re.compile(
    r"\d|\b(?:first|worst|deadliest|biggest|largest|highest|lowest|most|bloodiest|only|record|when|who|after|before|while|but|where|since)\b",
    re.I,
)


def is_part(text: str, sentence: Span, amount: Amount, aspect: Aspect, before: Sequence[Figure]) -> bool:
    """Whether a number counts some of others that its sentence speaks of."""
    first = amount.start if amount.qualifier is None else min(amount.start, amount.qualifier.start)
    led = text[max(sentence.start, first - 70) : first]
    if _LED.search(led):
        return True
    if _OF_THEM.match(text, amount.end, sentence.end) and not _ALL.search(led):
        return True
    if aspect == "injured":
        gravely = _GRAVELY.match(text, amount.end, sentence.end)
        if _HOW_GRAVELY.match(text, amount.end, sentence.end):
            return True  # "55 wounded, 15 critically"
        if gravely and not _ANOTHER.search(gravely[0]):
            return True
        hospital = _ONE_HOSPITAL.search(text[max(sentence.start, first - 160) : first])
        if _WE_TREATED.search(led):
            return True
        if hospital and (hospital["does"] or _BROUGHT_IN.match(text, amount.end, sentence.end)):
            return True
    if _AMONG_THEM.match(text, amount.end, sentence.end):
        return True
    last = before[-1] if before and before[-1].span.start >= sentence.start else None
    if last is None:
        return False
    between = text[last.span.end : first]
    if is_listed(between, last) or (last.part and _WERE_AND.search(between) and _WERE.match(text, amount.end, sentence.end)):
        return True
    if last.part and _LIST_GOES_ON.fullmatch(between) and not _HAS_A_VERB.search(between):
        return True  # "including 3 children and two women"
    opened = between.find("(") >= 0 and ")" not in between
    if opened and aspect in (last.aspect, "people", "troops", "other"):
        return True  # "23 men (12 of one ship, 11 of the other)"
    shared = aspect == last.aspect and aspect in _HARMED
    return shared and _TO_A_PLACE.match(text, amount.end, sentence.end) is not None and _TO_A_PLACE.search(between) is not None


def is_listed(between: str, whole: Figure) -> bool:
    """Whether a number opens the list of those just counted: "eleven people were killed: | seven patients, three nurses"."""
    head, colon, tail = between.partition(":")
    return bool(colon) and whole.aspect in _HARMED and not tail.strip() and not re.search(r"[.;!?]", head)


def is_included(text: str, sentence: Span, amount: Amount, whole: Figure) -> bool:
    """Whether a number is told right behind a larger one as some of those: "84 people, including 10 children and two nurses"."""
    first = amount.start if amount.qualifier is None else min(amount.start, amount.qualifier.start)
    between = text[whole.span.end : first]
    if is_listed(between, whole) or (whole.part and _WERE_AND.search(between) and _WERE.match(text, amount.end, sentence.end)):
        return True
    if whole.part:
        return _LIST_GOES_ON.fullmatch(between) is not None and not _HAS_A_VERB.search(between)
    return _LED.search(text[max(sentence.start, first - 70) : first]) is not None and len(between) < _NEAR


def is_statistic(text: str, sentence: Span, amount: Amount) -> bool:
    """Whether a number sums up what happened over a span of months or more, or many happenings."""
    within = _WITHIN.match(text, amount.end, sentence.end)
    if within and not _PARTED.search(within["between"]):
        return True
    many = _MANY_HAPPENINGS.match(text, amount.end, sentence.end)
    if many and (not many["n"][0].isdigit() or int(many["n"].replace(",", "")) >= _MANY):
        return True
    first = amount.start if amount.qualifier is None else min(amount.start, amount.qualifier.start)
    led = text[sentence.start : first]
    if _A_WAR_HAS.search(led[-90:]):
        return True
    found = _BEFORE.search(led)
    return found is not None and not _PARTED.search(found["between"])


_NEAR = 120  # code points between a whole and the part told behind it
_MANY = 5  # happenings that one number is the sum of
