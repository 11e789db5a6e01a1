"""What a single block of a page looks like, before its neighbours are asked."""

from __future__ import annotations

import re
from functools import lru_cache

from accordingto.data import words as word_list
from accordingto.intake.datelines import dateline
from accordingto.intake.naming import is_mark, is_name, is_person, outlet_score, parts_of_name, people_in, writers_and_place
from accordingto.model.report import PartKind

_SEPARATOR = re.compile(
    r"[\W_]{2,}|[*•·⁂§#~=_—–+oOx](?:\s+[*•·⁂§#~=_—–+oOx])+|[⁂❖◆■•*#]|-?\s*(?:30|ends?|END OF (?:DOCUMENT|ARTICLE"
    r"|STORY))\s*-?|(?:advertisement|anzeige|publicité)",
    re.IGNORECASE,
)
_PROMO = re.compile(
    r"(?:also\s+(?:on|in|from|see|read)\b|read\s+(?:more|also|next|further|on)\b|see\s+(?:also|more)\b"
    r"|related(?:\s+(?:stor(?:y|ies)|articles?|coverage|news|links?|"
    r"content|topics?|reports?|posts?))?\s*(?:[:»>-]|$)|more\s*:|more\s+(?:on\s+(?:this|the)|from|stories|coverage|like\s+this|news"
    r"|about|to\s+read)\b|recommended\b|don['’]t\s+miss|"
    r"you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|(?:watch|listen|video|podcast|gallery|live)\s*:"
    r"|in\s+pictures\s*:|further\s+reading|"
    r"what\s+to\s+read\s+next|most\s+(?:read|popular|viewed)|trending\b|popular\s+(?:now|stories)"
    r"|editor['’]?s['’]?\s+(?:picks?|choice)|up\s+next|"
    r"(?:à\s+)?lire\s+(?:aussi|également)|lesen\s+sie\s+auch|mehr\s+zum\s+thema|lea\s+también|le\s+puede\s+interesar"
    r"|leggi\s+anche|leia\s+(?:mais|também)|"
    r"читайте\s+также|czytaj\s+(?:też|także|więcej)|lees\s+ook|läs\s+(?:också|mer)|ayrıca\s+bak|elsewhere\s*:"
    r"|previously\s*:|earlier\s*:|background\s*:)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?:click|tap)\s+here\b.{0,80}|(?:continue|keep)\s+reading\b.{0,60}|(?:full|complete|entire"
    r"|original)\s+(?:story|article|report|text|post)\b.{0,60}"
    r"|read\s+(?:the\s+)?(?:full|rest|whole|original|entire)\b.{0,80}|(?:back\s+to\s+top|permalink|view\s+(?:original"
    r"|gallery|comments)|show\s+more|load\s+more)\b.{0,30}",
    re.IGNORECASE,
)
_URL_ONLY = re.compile(r"\W*(?:[\w ]{0,30}:\s*)?(?:https?://|www\.)\S+\W*")
_ACTION = re.compile(
    r"(?:subscribe|sign\s+up|register\s+(?:now|here|for)|follow\s+(?:us|our|@)|donate|support\s+(?:our|us|independent"
    r"|quality)|share\s+(?:this|on|via)|join\s+(?:our|us|the\s+conversation|"
    r"thousands)|download\s+(?:our|the)\s+.{0,20}app|become\s+a\s+(?:member|subscriber|supporter|patron)|get\s+(?:the"
    r"|our)\s+.{0,60}(?:newsletter|app|inbox|email)|"
    r"(?:e-?mail|contact|write\s+to)\s+(?:us|our|the\s+(?:author|editor|reporter|newsroom))|have\s+(?:a"
    r"|you\s+got\s+a)\s+(?:story|tip|news\s+tip)|got\s+a\s+(?:tip|story)|"
    r"send\s+(?:us|your)\s+.{0,40}(?:tips?|letters?|stor(?:y|ies)|photos?)|like\s+us\s+on|click\s+to\s+(?:share|tweet"
    r"|print)|your\s+(?:donation|support|contribution)\b|"
    r"help\s+us\s+(?:keep|continue)|comments?\s+(?:are\s+closed|section)|leave\s+a\s+(?:comment|reply)"
    r"|all\s+rights\s+reserved|for\s+more\s+information,?\s+(?:contact|visit|call)|"
    r"try\s+.{0,30}\bfree\b|abonnez-vous|jetzt\s+abonnieren|suscríbase|iscriviti|подпишитесь|подписывайтесь)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\))\s*(?:\(c\)\s*|©\s*)?(?:19|20)\d\d\b.*|(?:copyright\s+(?:the|by)|©)\s+(?-i:[A-Z])[\w’'.&-]*(?:\s[\w’'.&-]+){0,6}|"
    r"(?:19|20)\d\d\s*©.*|.{0,60}\ball rights reserved\.?",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\W*(?:corrections?(?:\s+(?:and\s+clarifications?|appended|note))?\s*(?:[:—–.(]|\d|$)|clarifications?\s*(?:[:—–.(]|$)"
    r"|editor(?:['’]s|s['’]|ial)\s+note\s*[:—–.]|erratum|amendment\s*:|"
    r"(?:this|an?\s+earlier|a\s+previous|the\s+original|an\s+original)\s+(?:article|stor(?:y|ies)|report|version|headline"
    r"|post|piece)\b.{0,90}\b(?:amended|corrected|correct|clarif\w+|misstated|"
    r"misspelled|misspelt|incorrect\w*|wrong\w*|erroneous\w*|revised|edited|updated|mistaken\w*|gave|said|stated)\b)",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"\W*(?:(?:the\s+)?(?:author|writer|columnist)s?\b.{0,80}?\b(?:is|are|was|writes|works|can\s+be|has|covers)\b|"
    r"(?:[A-Z][\w.'’-]+\s+){1,4}(?:is|was)\s+(?:an?|the|our|one\s+of|editor|senior|chief|professor|director"
    r"|founder)\b.{0,200}?\b(?:writer|journalist|author|editor|correspondent|professor|analyst|fellow|researcher|founder"
    r"|columnist|"
    r"reporter|host|contributor|lecturer|commentator|scholar|blogger|producer|photographer|director|historian|activist|academic)s?\b|"
    r"(?:[A-Z][\w.'’-]+\s+){1,4}(?:reports\s+(?:on|from|for)|covers|writes\s+(?:about|for|on)|contributed\s+to\s+this|is\s+based\s+in)\b)",
)
_BIO_TAIL = re.compile(
    r"\b(?:follow\s+(?:him|her|them)|(?:his|her|their)\s+(?:latest|new|most\s+recent|first|books?|work|articles?)\b"
    r"|on\s+(?:twitter|x|mastodon|bluesky)\b|@\w{3,}|can\s+be\s+reached|the\s+views\s+expressed|is\s+the\s+author\s+of"
    r"|based\s+in)",
    re.IGNORECASE,
)
_CREDIT_NOTE = re.compile(
    r"\W*(?:(?:additional|further)\s+)?(?:reporting|editing|writing|edited|compiled|written|translated"
    r"|translation)\s+(?:and\s+(?:writing|editing|reporting)\s+)?by\b.{3,220}"
    r"|.{3,100}\bcontributed\s+(?:to\s+)?(?:this|reporting|to\s+this)\b.{0,60}|with\s+(?:reporting|files"
    r"|additional\s+reporting|inputs?|material|agency\s+(?:inputs?|reports?|material))\b.{0,100}",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\W*(?:(?:file\s+)?(?:photo|image|picture|photograph|foto|bild|video\s+still|file\s+pic)\w?\s*[:—–-]\s|FILE\s*[-–—:]"
    r"|caption\s*:|pictured\s*:|(?:above|below|left|right|top)\s*:|\[?(?:photo|image)\b.{0,40}\]?$)|"
    r".*[(\[][^()\[\]]{0,80}(?:photo|image|picture|©|getty|file\b|courtesy|handout|screengrab|screenshot|illustration|foto"
    r"|archive|via\s+x|/ap\b|/afp|reuters)[^()\[\]]{0,60}[)\]]\W*$|"
    r".{10,200}[(\[][A-Z][\w .'’-]{1,40}/[A-Z][\w .'’-]{1,40}[)\]]\W*$|"
    r".{15,300}(?:\bphoto(?:graph)?s?\s*(?:by|credit)?\s*:\s*.{3,60}|©\s*.{2,60}|\b(?:AP\s+Photo|Getty\s+Images"
    r"|AFP\s+via\s+Getty|Image\s+credit)\b.{0,40})$|"
    r".{10,220}\b(?:is|are|was|were)\s+(?:seen|pictured|shown|photographed)\b.{0,160}(?:\bin\s+this\b|\bin\s+(?:a"
    r"|an)\s+(?:file|undated)\b).*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\W*(?:(?:photo|image|picture|photograph|video|graphic|illustration|cover|foto|bild)s?(?:\s+(?:credit|courtesy"
    r"|source))?s?\s*(?:[:—–]|by\b|courtesy\b)|credits?\s*:|©|\(c\)\s)\s*.{2,70}|"
    r"[A-Z][\w .'’-]{1,40}/(?:[A-Z][\w .'’-]{1,30})(?:/[A-Z][\w .'’-]{1,30})?|.{0,40}\b(?:Getty\s+Images|AP\s+Photo|handout"
    r"|file\s+photo|stock\s+photo)\b.{0,30}",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?P<key>title|headline|heading|subject|überschrift|titre|título|titolo|заголовок)\s*:\s*(?P<value>\S.*)", re.IGNORECASE
)
_TERMINAL = re.compile(r"[.!?…。؟]['\"”’»)\]*_]*$")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.|U\.S\.|U\.N\.|Inc\.|Ltd\.|Co\.|Jr\.|Sr\.|etc\.|a\.m\.|p\.m\.|No\.)$")
_SMALL = word_list("naming", "small_words")
_LABEL = re.compile(
    r"(?:page|part|chapter|section|seite)\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*(?:of|/)\s*\d+(?:\s+documents?)?"
    r"|document\s+\d+(?:\s+of\s+\d+)?|\[?\s*\d{1,4}\s*\]?|- ?\d+ ?-",
    re.IGNORECASE,
)
_SECTION_LINE = re.compile(
    r"(?:(?:world|news|politics|business|opinion|analysis|comment|commentary|editorial|national|international|local"
    r"|region(?:al)?|foreign|home|front page|"
    r"middle east|africa|europe|asia|americas|economy|security|defen[cs]e|features?|top stor(?:y|ies)|latest|breaking"
    r"|breaking news|exclusive|explainer|"
    r"fact check|crime|conflict|health|environment|climate|live|updates?|press release|investigations?|perspectives?"
    r"|culture|science|technology|sport|essay|long read|letters?|columns?|field notes?|(?:home|domestic|foreign) affairs|courts?|society"
    r"|disasters?|interview|review|background|profile|obituar(?:y|ies)|blog|debate)\b(?:\s*(?:&|and|/|>|›|»|\||news)\s*)?){1,3}",
    re.IGNORECASE,
)
_MENU = frozenset(
    {"weather", "video", "videos", "menu", "search", "more", "sign in", "log in", "contact", "about", "subscribe", "lifestyle", "tv"}
)
_PICTURES_TOO = re.compile(
    r"[(\[](?:photos?|videos?|pictures?|images?|watch|gallery|pics)(?:\W+(?:(?:and|&)\W+)?(?:photos?|videos?|pictures?"
    r"|images?|graphic))*[)\]]$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?[\"”’')]*$|[?!]['’]$|[^.,!?…][”’\"']+$")
_PLAIN_END = re.compile(r"[.…][”’\"']?$")
_INNER_STOP = re.compile(r"[.!?][\"”’')]?\s+[A-Z“\"‘]")
_SHORT_WORD = re.compile(r"\b(?:[A-Z][a-z]{0,4}|[A-Z](?:\.[A-Z])*|vs|No)\.$")
_SHARING = re.compile(
    r"(?:(?:share|tweet|post|print|save|copy\s+link|facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|pinterest|reddit|messenger|instagram|threads|"
    r"bluesky|mastodon|on|via|this|article|story)\b\W*){1,12}",
    re.IGNORECASE,
)
_SLUG = re.compile(r"[A-Z]{2,6}(?:\s?/\s?[a-z]{1,4}){1,4}|\(?[a-z]{2,3}(?:/[a-z]{2,3}){1,4}\)?")
_SIGN_OFF = re.compile(
    r"(?:that was the|you(?:['’]re| are| were) (?:listening|reading|watching)|more (?:news |on this )?at \w+(?=\W*$)"
    r"|the next (?:bulletin|news|edition|update)|refresh this page|"
    r"seen something|we will (?:update|bring)|this (?:page|story|article) (?:is being|will be) updated|more to follow"
    r"|more (?:details )?(?:soon|to come))\b",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:for immediate release|press release|news release|media (?:release|statement)|embargo(?:ed)?\b.{0,60}|statement)\W*", re.IGNORECASE
)
_BULLET = re.compile(r"(?:[•▪◦‣●►*–—-]\s+|\d{1,2}[.)]\s+|\([a-z\d]\)\s+)")
_OWNED = re.compile(r"\w['’][sS]\s+\w")  # "Brodny's Lies" is no name of a person or an outlet
_SPEAKER = re.compile(
    r"(?:Q|A|Question|Answer|Interviewer|Host|Moderator|Presenter|Reporter|(?:[A-Z][\w.'’-]+(?:\s+|(?=:))){1,4}"
    r"|[A-Z][A-Z .'’-]{1,40})\s*(?:\([^)]{1,30}\)\s*)?[:：](?=\s)"
)


def is_separator(text: str) -> bool:
    """A line of asterisks, dashes or the like, or an end mark."""
    return _SEPARATOR.fullmatch(text) is not None


def is_furniture(text: str) -> bool:
    """A page or document number."""
    return _LABEL.fullmatch(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether the text ends like a sentence and not with an abbreviation alone."""
    return _TERMINAL.search(text) is not None


@lru_cache(maxsize=8192)
def tail_kind(text: str) -> PartKind | None:
    """The kind of a block that is not running text, or None; titles, bylines and decks are told by their place, not here."""
    if is_separator(text) or is_furniture(text):
        return "separator"
    if len(text) > 700 or ("(" in text[:60] and dateline(text) is not None):
        return None
    words = len(text.split())
    if _URL_ONLY.fullmatch(text) or (_LINK.match(text) and words <= 25) or _is_menu(text):
        return "link_stub"
    if _PROMO.match(text.lstrip("[(*_#>►»• ")) and (words <= 24 or text.rstrip().endswith(":")):
        return "link_stub" if " | " in text else "promo"
    if _CORRECTION.match(text):
        return "correction"
    if _COPYRIGHT.fullmatch(text) and words <= 60:
        return "other"
    if _SHARING.fullmatch(text):
        return "call_to_action"
    if _SLUG.fullmatch(text):
        return "author_bio"
    if _ACTION.match(text.lstrip("[(*_#>►»• ")) and words <= 60 and not re.search(r"\bsaid\b", text):
        return "call_to_action"
    if _CREDIT.fullmatch(text) and words <= 14:
        return "photo_credit" if _names_only(text) else "photo_caption"
    if words <= 70 and _CAPTION.match(text) and not _PICTURES_TOO.search(text):
        return "photo_caption"
    if words <= 40 and _CREDIT_NOTE.fullmatch(text):
        return "byline"
    return None


def _is_menu(text: str) -> bool:
    """A site's menu, kept with the text: three or more names of sections and little else ("Home | News | Sport | Weather")."""
    if len(text) > 120 or any(char.isdigit() for char in text):
        return False
    items = [item for item in re.split(r"\s*[|•·›»/\t]\s*|\s{2,}", text.strip()) if item]
    items = items if len(items) > 1 else text.split()
    sections = sum(1 for item in items if _SECTION_LINE.fullmatch(item) or item.lower() in _MENU)
    return len(items) >= 3 and sections >= 3 and sections * 3 >= len(items) * 2


def _names_only(text: str) -> bool:
    """A credit names people and agencies; a caption has verbs and places in small letters."""
    words = text.partition(":")[2].split() or text.split()
    return sum(1 for word in words if word[0].islower()) * 3 <= len(words)


def is_sign_off(text: str) -> bool:
    """What a bulletin or a live page says to its audience at its end."""
    return len(text) < 200 and _SIGN_OFF.match(text) is not None


def is_bio(text: str) -> bool:
    """A note on the author; only its place, at the end of a report, makes it sure."""
    return (
        len(text) < 900
        and _BIO.match(text) is not None
        and (
            _BIO_TAIL.search(text) is not None or len(text.split()) <= 60 or text.lower().startswith(("author", "the author", "the writer"))
        )
    )


def is_promo_label(text: str) -> bool:
    """A promo that only announces: the lines below it are other reports' titles."""
    return tail_kind(text) == "promo" and (text.rstrip().endswith((":", "…", "...")) or len(text.split()) <= 4)


def speaker(text: str) -> int:
    """Length of the speaker's label at the start of an interview's paragraph, or 0."""
    found = _SPEAKER.match(text)
    return found.end() if found else 0


def is_paragraph(text: str) -> bool:
    """Running text: a sentence or more."""
    words = text.split()
    if len(words) >= 36:
        return True
    if dateline(text) is not None:
        return True
    if not ends_sentence(text):
        return len(words) >= 26 and text[-1:] in ",;:—–"
    if len(words) < 4 or (len(words) < 9 and not _PLAIN_END.search(text)):
        return False
    if _ASKS.search(text) and len(words) < 28 and not _has_inner_stop(text):
        return False
    lower = sum(1 for word in words if word[0].islower())
    return lower * 2 >= len(words) or len(words) >= 24


@lru_cache(maxsize=8192)
def title_score(text: str) -> float:
    """How much a block reads like a headline; above 0 is likely, below -1 is out of the question."""
    if len(text) > 270:
        return -5.0
    core = text.strip("#*_ ")
    words = core.split()
    if not words or not any(char.isalpha() for char in core):
        return -5.0
    if tail_kind(text) is not None or _URL_ONLY.search(core):
        return -4.0
    count = len(words)
    score = 0.6 if 5 <= count <= 16 else 0.2 if 3 <= count <= 22 else -0.4 if count == 2 else -1.2 if count == 1 else -0.06 * (count - 15)
    if ends_sentence(core) and core[-1] not in "?!’'”\"…" and not core.endswith("...") and not _ABBREVIATION.search(core):
        score -= 1.2 if count < 14 else 2.2
    if core[-1] in ":;,-–—":
        score -= 2.0 if core[-1] in ";," else 1.3
    if _has_inner_stop(core):
        score -= 0.3 if count <= 14 else 1.0 if count < 20 else 2.0
    score += _case_score(words)
    if _BULLET.match(text) and not text.startswith(("#", "**")):
        score -= 1.0
    if speaker(core):
        score -= 0.3
    if core[0] in '“"' and core[-1] in '”"' and count > 8:
        score -= 1.0
    if text.startswith("#"):
        score += 1.5
    if len(parts_of_name(core)) > 1 and any(mark in core for mark in "»›|"):
        score -= 2.0
    if is_name(core) and (is_person(core) or count <= 2) and not _OWNED.search(core):
        score -= 0.8
    elif count <= 4 and is_name(core) and outlet_score(core) > 0.9:
        score -= 1.2
    if "\t" in text or re.search(r"\S\s{3,}\S", text):
        score -= 2.0
    return score


def _has_inner_stop(text: str) -> bool:
    """Whether a sentence ends inside the text; "Gen. Marr" and "St. Ann" are no ends."""
    return any(not _SHORT_WORD.search(text, 0, found.start() + 1) for found in _INNER_STOP.finditer(text))


def _case_score(words: list[str]) -> float:
    """Title Case and CAPITALS speak for a headline, a small first letter against it."""
    letters = [word.strip("“”‘’\"'([—–-") for word in words]
    solid = [word for word in letters if word[:1].isalpha() and word.lower() not in _SMALL]
    if not solid:
        return -0.5
    if letters[0][:1].islower():
        return -1.5 if not any(char.isupper() for char in letters[0]) else 0.0
    if all(word.isupper() for word in solid) and len(words) > 2:
        return 0.7
    capitals = sum(1 for word in solid if word[:1].isupper()) / len(solid)
    return 0.6 if capitals > 0.85 and len(solid) > 2 else 0.1


_SERVICE = re.compile(r"(?<=\w) (?:online|news|blog|website|magazine|radio|television)$")


def field_title(text: str) -> str | None:
    """The value of a ``Headline: ...`` line."""
    found = _FIELD.fullmatch(text)
    return found["value"] if found else None


def name_line(text: str) -> bool:
    """A short line that is one name, or the names of several persons, and nothing else."""
    core = _SERVICE.sub("", text.strip("*_# "))
    if ends_sentence(core) or (_OWNED.search(core) and outlet_score(core) <= 1.0):
        return False
    return is_mark(core) or bool(people_in(core)) or bool(parts_of_name(core)) or writers_and_place(core) is not None


def is_front_matter(text: str) -> bool:
    """A label above a title that is none: "FOR IMMEDIATE RELEASE"."""
    return _FRONT.fullmatch(text.strip("*_#[] ")) is not None


def is_section(text: str) -> bool:
    """A section's name on a line of its own, as papers set it above a title."""
    return _SECTION_LINE.fullmatch(text.strip("*_#[] ")) is not None
