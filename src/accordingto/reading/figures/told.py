"""What is said in several words of those a number counts: taken to hospital, pulled alive from the rubble, set free, on board.

Each function looks at the words before or behind a number and knows nothing of a parse; ``aspects`` asks them after the verbs.
"""

from __future__ import annotations

import re

from accordingto.data import table
from accordingto.model.reading import Aspect

_T = table("figures")
_WORDS_ON = r"(?:(?!(?:and|or|but|while|when|after|before|as)\b)[^\W\d_][\w’'-]*\s+)"
_WAS = r"(?:(?:was|were|is|are|be|been|being|has|have|had|also|later|since|reportedly|still|now)\s+)"
_SMALL = rf"(?:(?:{'|'.join(_T['words']['small'].split())})\s+)"
_RUINS = (
    r"(?:rubble|wreck\w*|ruins?|debris|water|sea|river|lake|waves|mud|snow|mine|shaft|tunnel|flames|fire|collapsed|sunken|building|boat"
    r"|ship|cave|avalanche)"
)
_CONVEYANCES = "|".join(
    sorted((word for word in _T["nouns"]["vehicles"].split() if word == "bus" or not word.endswith("s")), key=len, reverse=True)
) + "|flight|ferry|trawler|barge|yacht|dinghy|raft|coach|tram|airliner|minibus|freighter|submarine|capsule"

_HARMED = re.compile(
    rf"\s+(?:{_WORDS_ON}{{0,6}}?(?:(?:and|who|that)\s+{_WAS})?{_WAS}{{0,4}}(?:taken|rushed|flown|brought|admitted|sent|carried|transferred|airlifted|driven|moved|ferried|ending\s+up|ended\s+up)"
    rf"\s+(?:to|into|in)\s+{_WORDS_ON}{{0,4}}?(?P<care>hospitals?|clinics?|infirmary|intensive\s+care|emergency\s+(?:room|ward|department|unit)s?|treatment)\b"
    rf"|{_WORDS_ON}{{0,6}}?(?:fell|fallen|taken|became|become|got|{_WAS})\s*(?:[a-z]+ly\s+)?(?P<ill>ill|sick|unwell)\b"
    rf"|(?:[a-z-]+\s+){{0,2}}?in\s+(?:an?\s+|the\s+)?(?P<stay>hospitals?|intensive\s+care)\b"
    rf"|{_WORDS_ON}{{0,4}}?(?:in|remain\w*\s+in)\s+(?:an?\s+)?(?:very\s+)?(?:critical|serious|grave|stable)(?:\s+(?:or|but)\s+[a-z]+)?\s+(?P<state>condition)\b"
    rf"|{_WORDS_ON}{{0,4}}?(?:with|have|has|had|having|suffering(?:\s+from)?|suffered|sustained)\s+(?:[\w’'-]+\s+){{0,4}}?"
    rf"(?P<hurt>injuries|burns|wounds|fractures|bruises|scratches|cuts|grazes|concussion|hypothermia|smoke\s+inhalation|smoke\s+poisoning|poisoning|symptoms|shock)\b)",
    re.I,
)
_UNDER = re.compile(
    rf"\s+{_WORDS_ON}{{0,5}}?(?:are|were|be|remain(?:s|ed)?|lie|lay|still)\s+(?:still\s+)?(?:under|beneath)\s+(?:the\s+|tons\s+of\s+)?(?:[\w-]+\s+)?"
    rf"(?:{_RUINS}|slabs)\b",
    re.I,
)
_CASES = re.compile(r"\s+(?:(?:confirmed|new|active|laboratory-confirmed|positive)\s+){1,2}cases\b", re.I)
_OF_A_DISEASE = re.compile(r"\s+(?:[a-z-]+\s+){0,2}?cases\b", re.I)
_DISEASE = re.compile(
    r"\b(?:infect\w*|outbreak|epidemic|pandemic|virus|disease|cholera|measles|ebola|influenza|flu|fever|plague|malaria|dengue|typhoid|polio|covid\S*"
    r"|coronavirus|meningitis|hepatitis|diphtheria)\b",
    re.I,
)
_TOOK_PART = re.compile(
    rf"\s+{_WORDS_ON}{{0,6}}?(?:took\s+part|taken\s+part|taking\s+part|take\s+part|turned\s+out|attended|joined)\b"
    r"[^.;]{0,60}\b(?:march|marches|rally|rallies|demonstration|demonstrations|protest|protests|procession|vigil|sit-in|picket)\b",
    re.I,
)
# What they were left in: "112 people remain trapped", "were still buried".
_REMAIN = re.compile(
    rf"\s+{_WORDS_ON}{{0,4}}?(?:remain(?:s|ed|ing)?\s+|{_WAS}{{1,3}}(?:(?:left|feared|believed|thought|said|initially|reported|listed\s+as)\s+)?)"
    r"(?:to\s+be\s+)?(?:still\s+|initially\s+)?"
    r"(?P<what>trapped|buried(?=\s+(?:under|beneath|alive|in\s+(?:the\s+)?(?:rubble|debris|mud|snow)))|missing|unaccounted)\b",
    re.I,
)
# "Two clerks were among the dead", "were among the 84 people killed", "the dead included two clerks".
_HARMED_ONES = "dead|killed|wounded|injured|missing|trapped|arrested|detained"
_AMONG = re.compile(
    rf"\s+{_WORDS_ON}{{0,6}}?(?:(?:was|were|are|is)\s+)?(?:also\s+)?among\s+(?:the\s+|those\s+)?(?:{_SMALL}{{0,3}}[\w,-]+\s+(?:[a-z]+\s+)?)?"
    rf"(?P<what>{_HARMED_ONES})\b",
    re.I,
)
_INCLUDED = re.compile(
    rf"\b(?:(?:the|those)\s+(?P<what>{_HARMED_ONES})\s+includ(?:e[sd]?|ing)\s+"
    rf"|among\s+(?:the|those)\s+(?P<those>{_HARMED_ONES})\s+(?:was|were|are|is)\s+){_SMALL}{{0,4}}\Z",
    re.I,
)
_STILL_TRAPPED = re.compile(rf"\s+{_WORDS_ON}{{0,3}}?(?:still\s+)?(?:trapped|cut\s+off)\b", re.I)
_ALIVE = re.compile(
    rf"\s+{_WORDS_ON}{{0,5}}?{_WAS}{{1,3}}(?:[a-z]+ly\s+)?(?:(?:pulled|dug|plucked|winched|picked|hauled|brought|found|recovered|fished|taken|carried|airlifted)\s+(?:up\s+|out\s+)?"
    rf"(?:alive|to\s+safety|ashore|free|out\b|from\s+(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}?{_RUINS}\b)|saved\b)(?![^.;,]{{0,30}}\bdead\b)",
    re.I,
)
_PULLED = re.compile(
    r"\b(?:pull|pluck|dig|dug|winch|haul|fish|pick|bring|brought|recover|carr|find|found|take|took)(?:s|ed|ing|ied|ies|ying)?"
    rf"\s+(?:up\s+|out\s+)?{_SMALL}{{0,4}}\Z",
    re.I,
)
_TO_SAFETY = re.compile(
    rf"\s+(?:{_WORDS_ON}{{0,3}}?)(?:alive\b|to\s+safety\b|to\s+the\s+surface\b|ashore\b|(?:up\s+)?(?:out\s+of|from)\s+(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}?{_RUINS}\b)",
    re.I,
)
_SURVIVORS = re.compile(r"\s+(?:[\w’'-]+\s+){0,2}?survivors\b", re.I)
_THERE_ARE = re.compile(
    r"\b(?:there\s+(?:were|was|are|is|have\s+been|had\s+been)|left|leaving|leaves|found|finding|brought|took|picked\s+up|only|with)"
    rf"\s+{_SMALL}{{0,4}}\Z",
    re.I,
)
_ON_BOARD = re.compile(
    rf"\s+(?:(?!(?:went|climbed|came|come|jumped|got|stormed|died|taken|put)\b){_WORDS_ON}){{0,5}}?(?:(?:and|plus|with|,)\s+(?:[\w’'-]+\s+){{1,5}}?)?"
    rf"{_WAS}{{0,3}}(?:(?:travell?ing|sailing|flying|riding)\s+)?(?:(?:on\s*board|aboard)\b|on\s+(?:the|an?|its|this|that)\s+(?:[\w’'-]+\s+){{0,2}}?(?:{_CONVEYANCES})\b)",
    re.I,
)
_CARRYING = re.compile(
    rf"\b(?P<whole>(?:carr(?:ying|ied)|transporting|ferrying|(?P<full>packed|crammed|loaded)\s+with)\s+|(?P<crew>crew)\s+of\s+|on\s*board\s+(?:was|were)\s+|aboard\s+(?:[\w’'-]+\s+){{0,4}}?(?:was|were)\s+)"
    rf"{_SMALL}{{0,4}}\Z",
    re.I,
)
_A_CONVEYANCE = re.compile(rf"\b(?:{_CONVEYANCES})e?s?\b", re.I)
_NEVER_CARRIED = re.compile(r"\b(?:never|not|n['’]t|can|could|should|may|might|must|licensed|allowed|able)\b[^.;,]{0,30}\Z", re.I)
_LEFT = re.compile(r"\b(?:left|leaves|leaving|leave)\s+(?:(?!(?:that|who|which|when|after|for|from|on|in|to)\b)[\w’',-]+\s+){0,8}\Z", re.I)
_LEFT_SO = re.compile(
    r"\s+(?:(?!(?:that|who|which|when|after|was|were|had|has|have|to|for|from|on|in|said|left|killed|injured|hurt)\b)[\w’'-]+,?\s+){1,9}?(?P<how>dead|wounded|injured|missing|homeless|trapped)\b",
    re.I,
)
_SO: dict[str, Aspect] = {
    "dead": "killed", "wounded": "injured", "injured": "injured", "missing": "missing", "homeless": "displaced", "trapped": "trapped",
    "buried": "trapped", "unaccounted": "missing", "killed": "killed", "arrested": "detained", "detained": "detained",
}  # fmt: skip


def befell(text: str, start: int, end: int, noun: Aspect | None) -> tuple[Aspect, str] | None:
    """What is said behind a number of those it counts, and by which words.

    Args:
        start: the end of the number; ``end``: of its clause.
        noun: the aspect of the counted noun; only people, or nobody named, are hurt, held, saved or on board.
    """
    people = noun in (None, "people", "protesters", "troops")
    if noun is None and _CASES.match(text, start, end):
        return "infected", "cases"
    if noun is None and _OF_A_DISEASE.match(text, start, end) and _DISEASE.search(text, max(0, start - 200), end):
        return "infected", "cases"
    if people and _ALIVE.match(text, start, end):
        return "rescued", "alive"
    harmed = _HARMED.match(text, start, end)
    if harmed and harmed.lastgroup:
        return "injured", harmed[harmed.lastgroup]
    if _TOOK_PART.match(text, start, end):
        return "protesters", "took part"
    if not people:
        return None
    among = _AMONG.match(text, start, end)
    if among:
        return _SO[among["what"].lower()], f"among the {among['what'].lower()}"
    remain = _REMAIN.match(text, start, end)
    if remain:
        return _SO[remain["what"].lower()], remain["what"]
    if _UNDER.match(text, start, end):
        return "trapped", "under the rubble"
    if noun is not None and _STILL_TRAPPED.match(text, start, end):
        return "trapped", "trapped"
    if (noun is not None or _WAS_NEXT.match(text, start, end)) and _ON_BOARD.match(text, start, end):
        return "aboard", "on board"
    return None


_WAS_NEXT = re.compile(rf"\s+(?:{_WAS}|on\s*board|aboard)", re.I)


def led_to(text: str, start: int, first: int, after: int, end: int, noun: Aspect | None) -> tuple[Aspect, str] | None:
    """What the words before a number, with those behind it, say of those it counts: "pulled 12 people from the rubble", "carrying 90
    passengers", "left two guards and a cook dead".

    Args:
        start, end: of the sentence; ``first``, ``after``: where the number with its qualifier begins, where the number ends.
    """
    if noun not in (None, "people", "protesters", "troops"):
        return None
    before = text[max(start, first - 90) : first]
    if _PULLED.search(before) and _TO_SAFETY.match(text, after, end):
        return "rescued", "pulled out"
    if _SURVIVORS.match(text, after, end) and _THERE_ARE.search(before):
        return "rescued", "survivors"
    included = _INCLUDED.search(before)
    if included:
        what = (included["what"] or included["those"]).lower()
        return _SO[what], f"the {what} included"
    left = _LEFT.search(before)
    so = _LEFT_SO.match(text, after, end) if left else None
    if so:
        return _SO[so["how"].lower()], f"left {so['how'].lower()}"
    carrying = _CARRYING.search(before)
    full = carrying is None or not carrying["full"] or _A_CONVEYANCE.search(before, 0, carrying.start())
    if carrying and full and (noun is not None or carrying["crew"]) and not _NEVER_CARRIED.search(before, 0, carrying.start()):
        return "aboard", "crew" if carrying["crew"] else "on board"
    return None
