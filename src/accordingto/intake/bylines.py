"""The grammar of lines that say who published a report, who wrote it, when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from accordingto.intake.datelines import dateline
from accordingto.intake.dates import DateHit, find_dates, find_times
from accordingto.intake.naming import is_given_name, is_mark, is_name, is_person, outlet_score, people_in, words_of

_LONGEST = 220
_DECORATION = re.compile(r"^[\s#*_>~•·–—|-]+|[\s*_~|•·–—-]+$")
_WRAPPED = re.compile(r"^[(\[]([^()\[\]]*)[)\]]\.?$")
_SPLIT = re.compile(r"\s*(?:[|•·●∙‧►▪»\x1f\t]|\s[—–-]{1,2}\s|^[—–-]{1,2}\s?|\s/{1,2}\s|\s{3,}|\s>\s|\s(?:via|through)\s(?=[A-Z]))\s*")
_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|compiled|reporting|story|text|words|analysis|opinion|comment|report|interview|column)\s+)?"
    r"(?:by|von|par|por|door|av|autor(?:a|en)?:?|auteur:?|автор:?|текст:?|بقلم:?|écrit par|escrito por|geschrieben von"
    r"|author(?:s|\(s\))?:?|"
    r"(?:analysis|reporting|research|words|text|report)\s+(?:and|&)\s+(?:analysis|reporting|research|photos?|pictures)\s*:|reporting\s*:|"
    r"byline:?|writer:?|reporters?:|correspondent:|(?:words|text|story|report|copy|texte?|texto|testo)\s*:)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^(?:sources?|via|from|outlet|publication|publisher|quelle|fuente|fonte|kaynak|bron|kilde|źródło|zdroj|источник|джерело|المصدر|"
    r"published (?:by|in)|courtesy of|originally published (?:by|in|at|on)|first published (?:by|in|at)|(?:this article|it"
    r"|this story) (?:first |originally )?"
    r"(?:appeared|ran) (?:in|on|at)|reprinted from|republished from)\s*(?::|\s)\s*(?=\S)",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"(?:(?:first|originally|date|article|last|story|page)\s+)?(?:published|posted|issued|released|created|filed|printed"
    r"|publication date|date|pubdate|dated|"
    r"uploaded|publié(?:e)?(?: le)?|veröffentlicht(?: am)?|erschienen(?: am)?|publicado(?: el| em)?|pubblicato(?: il)?"
    r"|gepubliceerd(?: op)?|opublikowano|"
    r"опубликовано|опубліковано|yayınlanma(?: tarihi)?|publicerad|publisert|udgivet|datum|fecha|data|stand|load-date"
    r"|release date|notizia del)\s*(?:on|at|am|le|el)?\s*:?\s*$",
    re.IGNORECASE,
)
_CHANGE_LABEL = re.compile(
    r"(?:last\s+)?(?:updated|update|modified|edited|revised|changed|mis à jour(?: le)?|mise à jour|modifié(?: le)?|aktualisiert(?: am)?|"
    r"actualizado(?: el)?|atualizado(?: em)?|aggiornato(?: il)?|bijgewerkt(?: op)?|zaktualizowano|обновлено|оновлено"
    r"|güncelleme(?: tarihi)?|"
    r"güncellendi|uppdaterad|oppdatert|opdateret)\s*(?:on|at)?\s*:?\s*$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:(?:(?:last\s+)?(?:updated|modified|posted|published)\s+)?"
    r"\d+\s*[-–]?\s*(?:min(?:ute)?s?(?:\s+(?:read|ago|reading|de lecture))?|hours?\s+ago|days?\s+ago|comments?|shares?"
    r"|views?|words|pages?)|"
    r"(?:reading time|length|word count|read time|lesezeit|temps de lecture)\s*:?\s*\d+.*|share(?: this)?|comments?|print"
    r"|e-?mail|save|listen|"
    r"local time|time|noon|midnight|le|el|il|den|der|am|om|exclusive|breaking|breaking news|updated|update|published|on|at"
    r"|in|the|and|(?:gmt|utc|cet|est|et)|no comments?|live|transcript|corrected|abridged|video|audio|"
    r"(?:the\s+)?(?:\w+\s+)?edition|(?:\d+(?:st|nd|rd|th)\s+)?(?:update|lead|take|version|urgent|flash|recast)(?:\s+(?:no\.?\s*)?\d+)?|"
    r"for immediate release|(?:press|news|media) (?:release|statement)|"
    r"(?:page|section|p\.?|pp\.?|seite)\s*:?\s*[A-Z]?\d+[A-Z]?(?:[-–]\d+)?|pg\.?\s*\d+|vol\.?\s*\d+.*|issue\s*\d+|no\.?\s*\d+)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:world|news|politics|business|opinion|analysis|comment|commentary|editorial|national|international|local"
    r"|region(?:al)?|foreign|home|"
    r"middle east|africa|europe|asia|americas|economy|security|defen[cs]e|feature|features|top stories|latest|letters|interview|explainer|"
    r"essay|field notes?|long read|(?:home|domestic|foreign|current|public) affairs|local news|courts?|society|disasters?|"
    r"fact check|crime|conflict|health|science|environment|climate|sport|live)(?:\s*(?:&|and|/)\s*\w+)?"
    r"|(?:(?:the|evening|final|first|morning|midday|noon|late|main|nightly|hourly|breakfast|lunchtime|weekend|news|daily)\s+){1,3}(?:news|bulletin|edition|headlines|briefing|programme|update|newscast|newsletter|hour)|news\s+(?:on|at)\s+.{2,20}",
    re.IGNORECASE,
)
_PROGRAMME = re.compile(r"(?:news\s*)?(?:bulletin|broadcast|programme|edition|news|headlines|update|newscast|briefing)", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:(?:senior|chief|deputy|special|staff|foreign|political|diplomatic|security|defen[cs]e|economics?|business|world"
    r"|national|local|associate|"
    r"managing|contributing|news|crime|health|science|environment|legal|court|home|city|night|international|investigations?"
    r"|data|photo|video|social|"
    r"middle|east|africa|europe|asia|regional|bureau|guest|our|an?|the|affairs|war|conflict|maritime|transport|roving|own"
    r"|tribune|media)\s+){0,5}"
    r"(?:editor|reporter|correspondents?|writer|columnist|contributor|analyst|journalist|bureau chief|producer|photographer"
    r"|team|in chief|editor-in-chief|"
    r"korrespondent(?:in)?|redakteur(?:in)?|correspondante?|journaliste|envoyée? spéciale?e?|corresponsal|redactora?"
    r"|corrispondente|inviato|muhabiri)s?"
    r"(?:\s+(?:in|for|at|on)\s+.{2,40})?",
    re.IGNORECASE,
)
_OUTLETS_ROLE = re.compile(
    r"(?P<outlet>[^\s,][^,]*?)(?:['’]s?)?\s+(?:(?i:(?:(?:senior|chief|deputy|special|staff|foreign|political|diplomatic|security|defen[cs]e|economics?|business|world"
    r"|national|local|associate|managing|contributing|crime|health|science|environment|legal|court|city|night|investigations?|data|regional"
    r"|bureau|affairs|war|conflict|transport)\s+)+(?:editor|reporter|correspondent|writer|columnist|analyst|producer|photographer)s?)"
    r"|(?:editor|reporter|correspondent|writer|columnist|contributor|analyst|journalist|producer|photographer)s?)"
)
_STAFF = re.compile(
    r"(?:(?:from|by|with)\s+)?(?:(?:our|the|own|a|special|foreign|local|staff|news|web|online|digital|world|international"
    r"|national|and|with|&)\s+)*"
    r"(?:staff(?:\s+(?:writers?|reporters?|correspondents?))?|agenc(?:y|ies)|wires?|wire (?:services?|reports?)"
    r"|news (?:agencies|services?|desk|wires?)|"
    r"(?:own |special )?correspondents?|(?:news)?desk|newsroom|editors|editorial (?:board|team|staff)|editorial|reporters?"
    r"|redaktion|rédaction|redacción|redazione|"
    r"redação|agenturen|agences|agencias|agenzie|ajanslar|редакция|press association staff)"
    r"(?:\s*(?:and|&|/|,|with|und|et|y|e)\s*(?:the\s+|our\s+|news\s+)?(?:staff|agenc(?:y|ies)|wires?|wire (?:services?"
    r"|reports?)|news (?:agencies|services?)|correspondents?|reporters?|agenturen|agences|agencias))*",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?P<outlet>.+?)\s+(?:(?:news|foreign|world|web|online|digital|staff|national|international"
    r"|international news)\s*)*(?:desk|newsroom|staff|reporters?|correspondents?|staff writers?|reporting team|team)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?:in|at|reporting from|from|à|en|aus|w|в)\s+(?P<place>.+)$")
_IN_TAIL = re.compile(r"\s+(?:in|reporting from|from|aus|à)\s+(?P<place>[A-Z\u00C0-\u024F].*)$")
_ON_ITS_OWN = re.compile(
    r"(?P<person>[^|,;:\d]{4,60}?) (?:in|reporting from) (?P<place>[A-Z][^|;:\d]{2,40}?)(?: and (?:news )?agencies)?"
    r"|for (?P<outlet>[A-Z][^|;:]{2,50})"
)
_ON_DAY = re.compile(r"(?:on|am|le|el|il|den|op)\s", re.IGNORECASE)
_TO_DATE = re.compile(r"(?<=\w)\s+(?:on|am|le|el|il|den|op)\s*$")
_STOPS = re.compile(
    r"(?<=[^\W\d_]{3})(?<!\bGen)(?<!\bCol)(?<!\bSgt)(?<!\bMaj)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bRev)(?<!Prof)(?<!Capt)\.\s+(?=[A-Z0-9(])"
)
_WITH = re.compile(
    r"(?:with\s+)?(?:(?:additional|further|more)\s+)?(?:reporting|research|words|material|help)\s+(?:by|from)\s+(?=[A-Z])", re.IGNORECASE
)
_MAIL = re.compile(r"\s*[(\[<]?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b[)\]>]?")
_WITH_AGENCIES = re.compile(
    r"\s*(?:and|&|with|/|\+)\s*(?:(?:news|wire)\s+)?(?:agencies|agency|wires|staff|wire services)$|^special to ", re.IGNORECASE
)
_CREDITS = re.compile(
    r"(?:additional )?(?:reporting|editing|writing|edited|produced|photos?|photographs?|pictures?|graphics?|translated"
    r"|translation)\s+by\b.*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,\s*(?:and|und|et|y|e|och|og)\s+|\s(?:and|und|et|y|och|og|&|with)\s|,|;|\s&\s|\s/\s)\s*")
_BRACKETED = re.compile(r"^(?P<main>.+?)\s*[(\[](?P<inner>[^()\[\]]{2,60})[)\]]$")


@dataclass(frozen=True, slots=True)
class Meta:
    """What one line says of a report.

    Attributes:
        authors: names marked as authors ("By ..."). names: other names in order, outlet or author or place.
        source: a name marked as the source. place: a place marked as one.
        hits: dates, published ones first; ``changed``: those labelled as of a later change.
        staff: the line says "staff", "agencies" or the like instead of a name.
        form: the shape of the line, the same for lines of the same make.
        credit: a note on who reported and edited, as agencies set it below a text.
        labelled: a label such as "Published:" or "Source:" stands on it.
    """

    authors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    source: str | None = None
    place: str | None = None
    hits: tuple[DateHit, ...] = ()
    changed: tuple[DateHit, ...] = ()
    staff: bool = False
    by: bool = False
    form: str = ""
    labelled: bool = False
    marked: bool = False
    credit: bool = False

    @property
    def weight(self) -> float:
        """How sure it is that a line of this make heads a report, before looking around it."""
        dated = bool(self.hits or self.changed)
        if self.credit:
            return 0.5
        score = (
            (2.0 if dated else 0.0) + (2.0 if self.names or self.source else 0.0) + (2.2 if self.by else 0.0) + (1.0 if self.staff else 0.0)
        )
        return score + (0.7 if self.labelled and dated else 0.0) + (0.4 if self.marked else 0.0)


@dataclass(slots=True)
class _Draft:
    authors: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    source: str | None = None
    place: str | None = None
    hits: list[DateHit] = field(default_factory=list)
    changed: list[DateHit] = field(default_factory=list)
    staff: bool = False
    by: bool = False
    labelled: bool = False
    form: list[str] = field(default_factory=list)

    def copy(self) -> _Draft:
        """A draft that further reading leaves this one out of."""
        return replace(
            self, authors=[*self.authors], names=[*self.names], hits=[*self.hits], changed=[*self.changed], form=[*self.form]
        )


def bare(text: str) -> str:
    """A line without list marks, brackets and mark-down emphasis around it."""
    before = None
    while before != text:
        before, text = text, _WRAPPED.sub(r"\1", _DECORATION.sub("", text))
    return text


@lru_cache(maxsize=8192)
def parse_meta(line: str) -> Meta | None:
    """Read a line as a byline, or None when any part of it is something else."""
    if len(line) > _LONGEST or not line:
        return None
    words = line.split()
    if len(words) > 36 or (line[-1] in ".?!”" and _is_sentence(words)):
        return None
    text = bare(_MAIL.sub(" ", line) if "@" in line else line)
    words = text.split()
    if not words or len(words) > 30:
        return None
    opening = dateline(text)
    if opening is not None and (len(_undated(text[opening.end :]).split()) >= 8 or text[-1] in ".!?”"):
        return None
    named = _ON_ITS_OWN.fullmatch(text)
    if named is not None and _is_own_line(named):
        text = f"By {text}" if named["person"] else f"Source: {named['outlet']}"
    draft = _Draft()
    rest = _take_dates(text, draft)
    segments = [piece for segment in _SPLIT.split(rest) if (piece := _trimmed(segment))]
    unread = 0
    for piece in segments:
        taken = _with_segment(piece, draft)
        if taken is not None:
            draft = taken
        else:
            unread += 1
            if not (_reads_like_a_label(piece) and len(segments) > 1 and unread == 1 and _marks(rest) > 1):
                return None
    if not (draft.hits or draft.changed or draft.by or draft.source or (draft.staff and (draft.names or len(words) <= 8))):
        return None
    if len(draft.names) > 4:
        return None
    return _finish(draft, rest)


def is_change(text: str) -> bool:
    """Whether a text ends in a label that marks the date behind it as that of a later change."""
    return _CHANGE_LABEL.search(text.rstrip(" (,|-–—:")) is not None


def is_filler(piece: str) -> bool:
    """Words of a byline that name nothing: a role, a section, a button, a count, a staff."""
    return any(form.fullmatch(piece) is not None for form in (_FILLER, _ROLE, _SECTION, _STAFF))


def _undated(text: str) -> str:
    """The text behind the date that it opens with, if it does."""
    hit = next(iter(find_dates(text)), None)
    return text[hit.end :] if hit is not None and hit.start == 0 else text


def _with_segment(piece: str, draft: _Draft) -> _Draft | None:
    """The draft with one segment read into it, part by part where full stops set it apart ("Evening edition. By Ada Lind"), else whole."""
    parts = [part for stretch in _STOPS.split(piece) if (part := _trimmed(stretch))]
    for pieces in (parts, [piece]) if len(parts) > 1 else ([piece],):
        tried = draft.copy()
        if all(_take(part, tried) for part in pieces):
            return tried
    return None


def _reads_like_a_label(piece: str) -> bool:
    """ "Domestic affairs", "Crime & courts": what a desk files a report under, in words that no list can hold."""
    words = piece.split()
    return len(words) <= 3 and len(piece) <= 30 and piece[0].isupper() and all(word.isalpha() or word in "&/" for word in words)


def _marks(rest: str) -> int:
    """How many strong marks part the line; a date that was taken out is one."""
    return len(re.findall(r"[|•·»\x1f]|\s[—–]\s|\s-\s|\s/\s", rest))


def _trimmed(segment: str) -> str:
    """A segment without stray punctuation; a full stop stays on an initial, a bracket stays with its partner."""
    piece = segment.strip(" ,;:*_/").lstrip(". ")
    if piece.endswith(".") and not re.search(r"\b[A-Z]\.$", piece):
        piece = piece[:-1]
    for opening, closing in ("()", "[]"):
        if piece.count(opening) != piece.count(closing):
            piece = piece.strip(opening + closing + " ,;")
    return bare(piece)


def _is_own_line(found: re.Match[str]) -> bool:
    """ "Ada Lind in Port Sund (and agencies)" is a writer's line, "for The Review" an outlet's, with no more said."""
    if found["person"]:
        people = people_in(found["person"])
        return bool(people) and is_given_name(people[0].split()[0]) and is_name(found["place"])
    return is_name(found["outlet"]) and outlet_score(found["outlet"]) > 0.5


def _is_sentence(words: list[str]) -> bool:
    lower = sum(1 for word in words if word[:1].islower())
    return len(words) > 7 and lower * 2 > len(words)


def _take_dates(text: str, draft: _Draft) -> str:
    """Move the dates (with their labels) into the draft; what is left keeps a mark where each stood."""
    hits = find_dates(text)
    if len(hits) > 3:
        return text
    rest, at = [], 0
    for hit in hits:
        if not _apart(text, hit):
            return text
        before = text[at : hit.start]
        changed = _CHANGE_LABEL.search(before.rstrip(" (,|-–—"))
        label = changed or _DATE_LABEL.search(before.rstrip(" (,|-–—"))
        if label:
            before = before.rstrip(" (,|-–—")[: label.start()]
            draft.labelled = True
        else:
            before = _TO_DATE.sub("", before)
        (draft.changed if changed else draft.hits).append(hit)
        rest.append(before)
        at = hit.end
    rest.append(text[at:])
    return "\x1f".join(rest) if hits else text


def _apart(text: str, hit: DateHit) -> bool:
    """Whether a date stands by itself on its line and is not part of a phrase ("Why 3 March 2021 matters")."""
    before, after = text[: hit.start].rstrip(" \t"), text[hit.end :].lstrip(" \t")
    if (
        after
        and (after[0].isalpha() or after[0].isdigit())
        and not re.match(r"(?:by|in|from|at)\b|\d+\s*min|\s{2}|updated|published|last", after, re.IGNORECASE)
        and not _PROGRAMME.fullmatch(after)
    ):
        return False
    if not before or not before[-1].isalnum() or _ON_DAY.match(text, hit.start):
        return True
    if _CHANGE_LABEL.search(before) or _DATE_LABEL.search(before) or re.search(r"\b(?:on|am|le|el|il|den|op|at)$", before):
        return True
    last = re.split(r"[|,;•·—–:()]|\s-\s", before)[-1].strip()
    return not after and is_name(last, longest=5) and outlet_score(last) > 0.5


def _take(piece: str, draft: _Draft) -> bool:
    """Read one segment into the draft; False when it is none of a byline's parts."""
    if _FILLER.fullmatch(piece) or _only_times(piece) or (draft.hits and _PROGRAMME.fullmatch(piece)):
        return True
    found = _BY.match(piece)
    if found:
        return _take_authors(piece[found.end() :], draft)
    if _STAFF.fullmatch(piece) or re.fullmatch(r"from our .*correspondents?(?: in .+)?", piece, re.IGNORECASE):
        draft.staff = True
        place = _IN_TAIL.search(piece)
        draft.place = place["place"] if place else draft.place
        draft.form.append("S")
        return True
    found = _SOURCE.match(piece)
    if found and is_mark(piece[found.end() :]):
        label = found.group().strip(" :").lower()
        if label not in ("from", "via") or draft.hits or ":" in found.group():
            draft.source = piece[found.end() :].strip()
            draft.labelled = True
            draft.form.append("O")
            return True
    found = _PLACE.match(piece)
    if found and is_name(found["place"], longest=6):
        draft.place = found["place"]
        draft.form.append("P")
        return True
    tail = _IN_TAIL.search(piece)
    if tail and draft.hits and is_person(piece[: tail.start()]) and is_name(tail["place"]):
        draft.place, piece = draft.place or tail["place"], piece[: tail.start()]
    if _CREDITS.fullmatch(piece):
        return True
    if _ROLE.fullmatch(piece):
        draft.form.append("R")
        return True
    if _SECTION.fullmatch(piece) and (draft.names or draft.hits):
        return True
    return _take_names(piece, draft)


def _only_times(piece: str) -> bool:
    spans = find_times(piece)
    left = piece
    for start, end in reversed(spans):
        left = left[:start] + left[end:]
    label = left.strip(" ,")
    return bool(spans) and not (
        re.search(r"[\w]", left)
        and not _CHANGE_LABEL.fullmatch(label)
        and not _DATE_LABEL.fullmatch(label)
        and not _PROGRAMME.fullmatch(label)
    )


def _take_names(piece: str, draft: _Draft) -> bool:
    bracketed = _BRACKETED.match(piece)
    if bracketed and is_name(bracketed["main"]) and is_name(bracketed["inner"]):
        draft.names += [bracketed["main"].strip(), bracketed["inner"].strip()]
        draft.form.append("N(N)")
        return True
    desk = _DESK.fullmatch(piece)
    if desk and is_name(desk["outlet"]) and not is_person(desk["outlet"]):
        draft.staff = True
        draft.names.append(desk["outlet"].strip())
        draft.form.append("NS")
        return True
    role = _OUTLETS_ROLE.fullmatch(piece)
    if role and is_name(role["outlet"]):
        draft.names.append(role["outlet"].strip())
        draft.form.append("NR")
        return True
    people = people_in(piece) if draft.hits or draft.changed else []
    if len(people) > 1 and " and " in piece:
        draft.authors += people
        draft.by = True
        draft.form.append("NN")
        return True
    parts = [part.strip() for part in piece.split(",")]
    if len(parts) > 1:
        if len(parts) > 4:
            return False
        return all(_take(_trimmed(part), draft) for part in parts if part)
    piece = _WITH_AGENCIES.sub("", piece)
    if is_name(piece) or ((draft.hits or draft.changed or draft.by) and is_mark(piece)):
        draft.names.append(piece)
        draft.form.append("N")
        return True
    return False


def _take_authors(text: str, draft: _Draft) -> bool:
    """``A``, ``A and B``, ``A, role``, ``A in Place``, ``A, Outlet``, ``A for Outlet``, ``Outlet Staff``."""
    draft.by = True
    draft.form.append("By")
    text = text.strip()
    if _STAFF.fullmatch(text):
        draft.staff = True
        return True
    chunks = [chunk for chunk in re.split(r"\s*[,;]\s*", text) if chunk]
    if not chunks or len(chunks) > 14:
        return False
    ended = False  # after "A and B" no further writer follows: what stands there is an outlet, a role or a place
    for number, chunk in enumerate(chunks):
        listed = re.match(r"(?:and|und|et|y|&)\s+", chunk)
        chunk = chunk[listed.end() :] if listed else chunk
        helped = _WITH.match(chunk)
        chunk = chunk[helped.end() :] if helped else chunk
        role = _OUTLETS_ROLE.fullmatch(chunk)
        chunk = role["outlet"] if role and number and is_name(role["outlet"]) else chunk
        items = [item.strip() for item in _AND.split(chunk) if item and item.strip()]
        if _is_outlet_chunk(chunk, items, first=number == 0):
            draft.names.append(chunk)
            ended = True
        elif draft.authors and not listed and _is_places_chunk(items):
            draft.place = draft.place or chunk
            ended = True
        elif not helped and (ended or (number == 1 and len(chunks) == 2 and not listed and _may_be_outlet(chunk, items, draft))):
            if not _take(chunk, draft):
                return False
        elif not all(_take_author(item, draft, first=not draft.authors and not draft.names) for item in items):
            return False
        else:
            ended = bool(listed) or len(items) > 1
    return True


def _may_be_outlet(chunk: str, items: list[str], draft: _Draft) -> bool:
    return len(items) == 1 and bool(draft.authors) and not _given_first(chunk)


def _is_outlet_chunk(chunk: str, items: list[str], *, first: bool) -> bool:
    if not is_mark(chunk) or any(_ROLE.fullmatch(item) for item in items) or (len(items) > 1 and all(is_person(item) for item in items)):
        return False
    writer = re.match(r"(.+?)(?:\s+in\s+[A-Z][^,]*?)?\s+(?:for|of|at)\s+(?:the\s+)?[A-Z0-9]", chunk)
    owned = re.match(r".{2,50}?['’]s\s+(.+?)(?:\s+in\s+.+)?$", chunk)
    if first and any(found and is_person(found[1]) for found in (writer, owned)):
        return False
    return outlet_score(chunk) > (1.5 if first else 0.9) and not _ROLE.fullmatch(chunk) and not (first and _DESK.fullmatch(chunk))


def _is_places_chunk(items: list[str]) -> bool:
    """ "Arden and Port Sund" behind a writer: several names that are not all made like persons' and hold no given name."""
    if len(items) < 2 or all(map(is_person, items)) or any(_ROLE.fullmatch(item) or _IN_TAIL.search(item) for item in items):
        return False
    return all(is_name(item) and not _given_first(item) for item in items)


def _given_first(text: str) -> bool:
    words = words_of(text)
    return bool(words) and is_given_name(words[0])


def _take_author(item: str, draft: _Draft, *, first: bool) -> bool:
    bracketed = _BRACKETED.match(item)
    if bracketed and is_name(bracketed["inner"]):
        draft.names.append(bracketed["inner"].strip())
        item = bracketed["main"]
    if _STAFF.fullmatch(item) or _ROLE.fullmatch(item):
        draft.staff = draft.staff or first
        return True
    sent = re.match(r"(?P<person>.+?)\s+in\s+(?P<place>[A-Z].+?)\s+(?=for\s)", item)
    if sent and is_name(sent["place"]):
        draft.place, item = draft.place or sent["place"], f"{sent['person']} {item[sent.end() :]}"
    tail = _IN_TAIL.search(item)
    if tail and is_name(tail["place"]):
        draft.place, item = draft.place or tail["place"], item[: tail.start()]
    item = re.sub(r"^the\s+", "", item)
    owned = re.fullmatch(r"(?P<outlet>.{2,50}?)['’]s\s+(?P<person>.+)", item)
    if owned and is_name(owned["outlet"], longest=5) and is_person(owned["person"]):
        draft.names.append(owned["outlet"])
        item = owned["person"]
    found = re.match(r"(?P<person>.+?)\s+(?:for|of|at|with)\s+(?:the\s+)?(?P<outlet>[A-Z0-9].+)", item)
    if found and is_person(found["person"]) and is_name(found["outlet"]):
        draft.names.append(found["outlet"])
        item = found["person"]
    if _CREDITS.fullmatch(item):
        return True
    if not first and is_mark(item) and not is_name(item):
        draft.names.append(item)
        return True
    if not is_name(item, longest=7):
        desk = _DESK.fullmatch(item)
        return False if desk is None else _take_names(item, draft)
    desk = _DESK.fullmatch(item)
    if desk and not is_person(desk["outlet"]):
        draft.staff = True
        draft.names.append(desk["outlet"].strip())
    elif is_person(item) or (first and outlet_score(item) < 1.2) or (first and re.match(r"(?:Dr|Prof|Sir|Dame|Lord)\b", item)):
        draft.authors.append(item)
    else:
        draft.names.append(item)
    return True


def _finish(draft: _Draft, rest: str) -> Meta | None:
    if draft.by and not (draft.authors or draft.names or draft.staff):
        return None
    dated = bool(draft.hits or draft.changed)
    if not dated and draft.names and not (draft.by or draft.source or draft.staff):
        return None
    partial = dated and all(hit.year is None for hit in (*draft.hits, *draft.changed))
    if partial and not draft.labelled and not (draft.names or draft.by or draft.source) and len(words_of(rest)) > 0:
        return None
    marked = bool(re.search(r"[|•·—–]|\s-\s|\s/\s", rest))
    form = ("L" if draft.labelled else "") + "+".join(draft.form) + ("D" if dated else "")
    return Meta(
        authors=tuple(dict.fromkeys(draft.authors)), names=tuple(draft.names), source=draft.source, place=draft.place,
        hits=tuple(draft.hits), changed=tuple(draft.changed), staff=draft.staff, by=draft.by, form=form,
        labelled=draft.labelled, marked=marked, credit=_CREDITS.match(bare(rest)) is not None,
    )  # fmt: skip
