"""Lines that stand in a head or a foot, read piece by piece: what the grammar of bylines does not know as a whole.

`bylines.parse_meta` reads a line as a byline only when it understands all of it, for it has to tell bylines from other lines. Where the
model of heads has told that already, dates and names are taken out of a line of any make, and the rest of it is left.
"""

from __future__ import annotations

import re
from dataclasses import replace

from accordingto.intake.bylines import Meta, bare, is_change, is_filler, parse_meta
from accordingto.intake.dates import DateHit, find_dates, find_times
from accordingto.intake.naming import is_button, is_given_name, is_name, is_person, outlet_score, people_in, words_of

_LONGEST = 260
_SURE = 1.4
_PIECES = re.compile(r"[|•·●∙‧►▪»\x1f\t\[\](){}<>;]|\s[—–-]{1,2}\s|^[—–-]{1,2}\s?|\s/{1,2}\s|\s{3,}|(?<=\w{3})\.\s+(?=[A-Z])")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_HANDLE = re.compile(r"(?<!\w)@(\w{3,})")
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w ()’'/-]{1,28}?)\s*:\s+(?=\S)")
_KEY = re.compile(r"[A-Z]{2,3}\s+(?=[\w“\"‘])")
_WRITER = re.compile(
    r"(?:(?:\w+\s+){0,2}(?:by|por|von|par)|with|(?:from\s+)?our\s+(?:\w+\s+){0,2}(?:correspondent|reporter|editor)s?|(?:by)?lines?|authors?|writers?|reporters?|correspondents?|text|words|story|au)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_CARRIER = re.compile(
    r"(?:forwarded from|heard on|seen on|shown on|from|via|source|publication|publisher|outlet|media|newspaper|provided by|courtesy of"
    r"|(?:(?:first|originally)\s+)?published (?:in|by|on|at)|reporting for|writing (?:for|in)|for|sn|so)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_OWNS = re.compile(r"(?P<outlet>.{2,50}?)['’]s?\s+(?P<person>\S+(?:\s+\S+){1,3})")
_SPOT = re.compile(r"\s+(?:(?:in|from)\s+(?=[A-Z])|(?:reporting|reports|writes)\s+(?:from|in)\s+)(?P<place>.{2,40})$")
_STATIONED = re.compile(r"(?P<person>[^,]{4,50}), (?P<place>[^,]{2,30}?)(?:,? (?:and|&) |; )(?P<other>[^,]{4,50}), (?P<there>[^,]{2,30})")
_SERVICE = re.compile(r"(?<=\w)\s+(?:live(?:\s+(?:page|blog|updates?))?|online|website|app|newsletter|blog|bulletin)$")
_FOR = re.compile(r"(?P<person>.+?)\s+(?:for|of|at|with)\s+(?:the\s+)?(?P<outlet>[A-Z0-9].+)")
_NOTICE = re.compile(
    r"(?:copyright|©|\(c\))[\s©(c)]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?[\s.,]*(?:by\s+)?(?P<name>[^|•·]{2,70}?)"
    r"(?:\s*,?\s*(?:19|20)\d\d)?(?=\s*(?:[|•·.]|,?\s+(?:all rights|inc\b|ltd\b|llc\b|pvt\b|gmbh\b)|$))",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"(?i:(?:appeared|published|posted|ran)\s+(?:first\s+)?(?:on|in|at|by)|thanks\s+for\s+(?:reading|listening\s+to|watching)|subscribe\s+to|about|originally\s+(?:on|in)"
    r"|a\s+(?:service|publication)\s+of)\s+(?P<name>(?:the\s+|The\s+)?[A-Z0-9].{1,60}?)(?=\s+(?:on|at)\s+\d|\s+website|[.!:,(]|\s+(?:is|and|for)\b|$)"
)
_IMPRINT = re.compile(r"(?P<name>[^|·,]{3,60}?)\s*[|·,–—-]\s*(?:www\.|https?://|\+\d|tel\b|e-?mail\b).{3,80}", re.IGNORECASE)
_URL_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/-](?P<m>[01]\d)[/-](?P<d>[0-3]\d)(?!\d)")
_BEFORE_DATE = re.compile(r"[^\W\d_][^|•·,;.()\x1f]{0,24}?(?:\s*:|\s(?:on|of|at|le|am|el|il|du|den))\s*(?=\x1f)")
_CAPTURED = re.compile(r"\b(?:captured?|archived?|retrieved|accessed|crawled|snapshot|saved|downloaded|printed out)\b", re.IGNORECASE)
_OPENED = re.compile(r"[)\].\s]*(?:[)\]:]|[–—|/]|-{1,2}\s|\()")
_NO_NAMES = ("all", "english", "body", "end", "updated", "follow", "share", "live", "new", "full text", "online")
_ROLE = re.compile(
    r"(?:.*\s)?(?:editor|reporter|correspondents?|writer|columnist|analyst|journalist|producer|photographer|staff|desk|team)s?",
    re.IGNORECASE,
)


def loose_meta(text: str) -> Meta | None:
    """What a line of a head says, whatever else stands on it; None when it names no day, writer or outlet."""
    if len(text) > _LONGEST:
        return None
    clean = _plain(text)
    hits, changed, rest = _without_dates(_ADDRESS.sub("\x1f", _MAIL.sub("\x1f", clean)))
    address = _ADDRESS.search(clean)
    if address and not hits and (day := address_day(address.group())):
        hits = (day,)
    key = _KEY.match(rest)
    rest = _BEFORE_DATE.sub("\x1f", rest)
    said = _Said()
    keyed = key is not None and len(rest.split()) < 9 and not (_WRITER.match(rest) or _CARRIER.match(rest))
    for piece in _PIECES.split(_HANDLE.sub("\x1f", rest[key.end() :] if key and keyed else rest)):
        said.take(bare(piece.strip(" ,:.*_/'")))
    handles = tuple(_HANDLE.findall(clean))
    if not (hits or changed or said.authors or said.source or said.names):
        return None
    if handles and not said.authors and len(said.names) == 1 and is_person(said.names[0]) and outlet_score(said.names[0]) <= 0.0:
        said.authors, said.names = said.names, []  # "Ada Lind @adalind" is a writer's account
    names = tuple(dict.fromkeys(said.names)) or (handles if hits and not said.authors and not said.source else ())
    return Meta(
        authors=tuple(dict.fromkeys(said.authors)), names=names, source=said.source, place=said.place, hits=hits, changed=changed,
        by=bool(said.authors), form="loose", marked=True,
    )  # fmt: skip


def names_a_role(text: str) -> bool:
    """Whether a role stands on a line of names: "Chief Reporter, Radio Kelm"."""
    return any(_ROLE.fullmatch(part) for part in text.split(", "))


def key_of(text: str) -> str | None:
    """The two-letter key of a field of an export: "PD 4 May 2021"."""
    return text[:2] if re.match(r"[A-Z]{2} [\w“\"‘]", text) else None


def _plain(text: str) -> str:
    """A line without mark-down emphasis and signs at its ends."""
    return re.sub(r"\*+|(?<!\w)_+|_+(?!\w)|^#+\s", " ", text).strip(" \t>~|•·-–—=")


class _Said:
    """What the pieces of a line say together."""

    def __init__(self) -> None:
        self.authors: list[str] = []
        self.names: list[str] = []
        self.source: str | None = None
        self.place: str | None = None

    def take(self, piece: str) -> None:
        """Read one piece; what is neither a writer nor a name is left out."""
        if not piece or len(piece) > 90 or is_filler(piece):
            return
        writer = _WRITER.match(piece)
        if writer is not None and self._writers(piece[writer.end() :]):
            return
        carrier = _CARRIER.match(piece)
        if carrier is not None and self._carrier(piece[carrier.end() :]):
            return
        label = _LABEL.match(piece)
        if label is not None:
            piece = piece[label.end() :]
        self._names(piece)

    def _writers(self, text: str) -> bool:
        owned = _OWNS.fullmatch(text)
        if owned and is_name(owned["outlet"], longest=5) and is_person(owned["person"].partition(" in ")[0]):
            self.names.append(owned["outlet"])
            text = owned["person"]
        spot = _SPOT.search(text)
        if spot:
            self.place, text = spot["place"].strip(" ."), text[: spot.start()]
        found = _FOR.fullmatch(text)
        if found and is_person(found["person"]):
            self.names.append(found["outlet"])
            text = found["person"]
        people = people_in(text)
        first, _, others = text.partition(",")
        if not people and is_name(first) and is_person(first):
            people = [first]
            self._names(others)
        if not people and re.fullmatch(r"[\w.-]{3,30}", text) and text.islower():
            people = [text]
        self.authors += people
        return bool(people)

    def _carrier(self, text: str) -> bool:
        first = text.split(", ")[0].strip(" .")
        if not is_name(first) or is_filler(first):
            return False
        self.source = self.source or first
        return True

    def _names(self, piece: str) -> None:
        posts = _STATIONED.fullmatch(piece)
        if posts and is_person(posts["person"]) and is_person(posts["other"]) and is_name(f"{posts['place']} {posts['there']}"):
            self.authors += [posts["person"], posts["other"]]
            self.place = self.place or posts["place"]
            return
        piece = _SERVICE.sub("", piece)
        spot = _SPOT.search(piece)
        if spot and is_person(piece[: spot.start()]):
            self.place = self.place or spot["place"]
            self.authors.append(piece[: spot.start()])
            return
        for part in re.split(r",\s+|\s+(?:and|&)\s+(?=[A-Z])", piece):
            part = part.strip(" ,.:")
            letters = sum(1 for char in part if char.isalpha())
            empty = letters < 3 or is_filler(part) or is_button(part) or _ROLE.fullmatch(part) or part.casefold() in _NO_NAMES
            if empty or not is_name(part, longest=7):
                continue
            words = part.split()
            if len(words) >= 4 and is_given_name(words[0]) and words[2][0].isupper() and outlet_score(" ".join(words[2:])) > _SURE:
                self.authors.append(" ".join(words[:2]))
                part = " ".join(words[2:])
            self.names.append(part)


def _without_dates(text: str) -> tuple[tuple[DateHit, ...], tuple[DateHit, ...], str]:
    """Dates of publication, dates of a change, and the text without them and without times."""
    hits: list[DateHit] = []
    changed: list[DateHit] = []
    rest, at = "", 0
    for hit in find_dates(text)[:4]:
        before = text[at : hit.start]
        later = is_change(before) or _CAPTURED.search(before[-24:])
        (changed if later else hits).append(hit)
        rest += before + "\x1f"
        at = hit.end
    rest += text[at:]
    for start, end in reversed(find_times(rest)):
        rest = rest[:start] + "\x1f" + rest[end:]
    return tuple(hits), tuple(changed), rest


def address_day(address: str) -> DateHit | None:
    """The day that a web address holds."""
    found = _URL_DAY.search(address)
    if found is None:
        return None
    return next(iter(find_dates(f"{found['y']}-{found['m']}-{found['d']}")), None)


def opening_day(text: str) -> DateHit | None:
    """The day in the first words of a report, where a mark parts it from the sentence: "(Ostra, 4 May 2021) – The ..."."""
    hit = next(iter(find_dates(text[:100])), None)
    if hit is None or hit.start > 60 or _OPENED.match(text, hit.end) is None:
        return None
    before = words_of(text[: hit.start])
    return hit if len(before) <= 6 and all(word[0].isupper() or (word.islower() and len(word) < 4) for word in before) else None


def notice_of(text: str, *, sure: bool) -> str | None:
    """Who a note of rights, or a line such as "First published in ...", names; a line that is not surely below the text must open so."""
    if len(text) > 400:
        return None
    look = (_NOTICE.search, _MENTION.search, _IMPRINT.fullmatch) if sure else (_NOTICE.match, _MENTION.match)
    found = next((hit for form in look if (hit := form(text))), None)
    if found is None:
        return None
    name = re.sub(r"\s+(?:All Rights Reserved|Pvt|Ltd|Inc|LLC|GmbH|Limited)\b.*", "", found["name"], flags=re.IGNORECASE).strip(" .,©")
    return name if is_name(name) and not is_filler(name) else None


def foot_meta(text: str) -> Meta | None:
    """What a line below a report says of its outlet, its writer and its day: only lines made for it, not links or tags."""
    if "://" in text and len(text.split()) <= 3:
        return None
    core = re.sub(r"^[(\[]|[)\]]$", "", text.strip(" —–-"))
    meta = parse_meta(core)
    if meta is not None:
        return meta
    found = loose_meta(core) if find_dates(core[:_LONGEST]) and len(core.split()) <= 16 else None
    return replace(found, form="foot") if found is not None else None
