"""Whether a few words look like a name, and whether of an outlet or of a person.

Word lists are of kinds of words (what papers, agencies and broadcasters call themselves, common given names of many
languages), never of particular outlets.
"""

from __future__ import annotations

import re

from accordingto.intake.calendar import DAYS, MONTHS

_OUTLET_WORDS = frozenset(
    """
    news newspaper newsroom newswire times post herald tribune gazette agency press tv television radio daily weekly monthly wire chronicle
    journal observer guardian mirror star standard express mail telegraph courier dispatch examiner globe bulletin monitor review reporter
    record register sentinel echo today online digital media network networks broadcasting broadcaster channel report reports world watch
    voice republic independent advertiser argus mercury ledger leader messenger magazine inquirer enquirer citizen beacon sun banner
    spectator insider politics policy affairs affair update updates live hour line eye signal portal hub file files desk bureau service
    associated international zeitung presse blatt kurier tagblatt tageblatt anzeiger nachrichten rundschau spiegel bote monde libération
    figaro diario periódico noticias agencia agence agenzia prensa mundo país nación correo gazeta wiadomości pravda novosti vesti haber
    ajansı gazetesi corriere repubblica stampa giornale folha jornal estado notícias dagblad nieuws courant posten bladet tidende tidning
    tidningen nyheter avisen institute foundation centre center council union party ministry office movement association committee
    organisation organization project initiative blog ltd inc plc llc gmbh
    """.split()
)
_GIVEN = frozenset(
    """
    aaron abdul abdullah abel abigail adam adel adrian agnes ahmad ahmed aisha alan albert alejandro alex alexander alexandra alexei alfred ali
    alice alicia alina allison amal amanda amber amelia amina amir amira amy ana anastasia anders andrea andreas andrei andrew andrey andrzej
    angela angelo anita anja ann anna anne annette annie anthony anton antonio anwar april ariel arthur arturo asma astrid audrey ayesha aziz
    barbara beatrice ben benjamin bernard beth betty bianca bill björn bob bogdan boris bradley brandon brenda brian bridget bruce bruno
    caitlin camila camille carl carla carlos carmen carol caroline catherine cecilia chantal charles charlotte chen chiara chris christian
    christina christine christopher claire clara claude claudia colin connor craig cristina cynthia dalia damien dan daniel daniela danielle
    david dawn deborah debra denis dennis derek diana diane diego dieter dina dmitri dmitry dominic donald donna dorothy douglas duncan dylan
    edward eduardo elena eleni elias elif elisabeth elizabeth ella ellen emil emily emine emma emmanuel eric erica erik erin ernest esther
    ethan eugene eva evan eve evelyn fabio fadi farah fatima fatma felix fernando fiona florence frances francesca francesco francis francisco
    frank franz fred frederick friedrich gabriel gabriela gareth gary gemma george georgia gerald gerard giovanni giulia gloria gordon grace
    graham greg gregory guillaume gustav habib hana hanna hannah hans harold harriet harry hasan hassan heather heidi helen helena helga henri
    henrik henry hiroshi holly hugo hussein ian ibrahim igor ines ingrid irene irina isaac isabel isabella ismail ivan jack jackie jacob jakub
    james jamie jan jana jane janet janina jason jasmine javier jean jeff jeffrey jennifer jeremy jerry jessica jill jim joan joanna joe joel
    johan johannes john jon jonas jonathan jordan jorge josé jose joseph joshua juan judith julia julian julie jun jürgen justin kamal karen
    karim karin karl kate katarina katherine kathleen kathryn katie keith kelly kemal ken kenneth kenji kerry kevin khaled khalid kim kirsten
    klaus kumar kurt kyle laila lars laura lauren laurent lawrence layla lea leah lee lena leo leon leonard leonid leyla liam lillian lina
    linda lisa liz lorenzo louis louise luca lucas lucia lucy luis luke lydia magdalena mahmoud malik manuel marc marco marcus margaret maria
    mariam marie marina mario marion mark marko marta martha martin martina mary maryam mateo matt matteo matthew maurice max maya megan
    mehmet melanie melissa mia michael michal michel michelle miguel mikhail milan mina mira miriam mohamed mohammad mohammed molly monica
    muhammad murat mustafa nabil nadia nancy naomi natalia natalie natasha nathan neil nicholas nick nicola nicolas nicole nigel nikolai nina
    noah noor nora norman oksana oleg olga oliver olivia omar oscar pablo pamela paolo patricia patrick paul paula pauline pavel pedro peter
    petra phil philip philippe pierre piotr priya rachel rafael raj ralph rania raymond rebecca renata ricardo richard rita robert roberto robin
    roger roland roman ronald rosa rose ross rosie ruth ryan saad sabine said sally salma sam samantha samir samuel sandra sara sarah scott
    sean sebastian serge sergei sergey sergio sharon sheila shirley silvia simon simone sofia sonia sophia sophie stefan stefano stella
    stephanie stephen steve steven stuart sue susan susanne suzanne sven svetlana sylvia tamara tanya tara tariq tatiana teresa terry thea
    theo theodore theresa thomas tim timothy tina tobias todd tom tomas tomasz tony tracy ulrich ursula valentina valeria vanessa vera
    veronica victor victoria viktor vincent viola virginia vladimir walid walter wanda wei wendy werner wilhelm will william wolfgang xavier
    yan yasmin yasmine yolanda youssef yuki yuri yusuf yves zainab zara zoe
    """.split()
)
_PARTICLES = frozenset(
    "a al an and at bin by da das de del della der des di do dos du e el en et for für i il in la las le les lo los of on os the to und van von "
    "y zu & + ben ibn bint ter ten".split()
)
_PERSON_PARTICLES = frozenset("al bin da de del della der di dos du el ibn la le ter ten van von ben bint abu".split())
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;|]+")


def words_of(text: str) -> list[str]:
    """White-space words without the punctuation around them."""
    return [core for word in _WORD.findall(text) if (core := word.strip("()[]{}\"'“”‘’«»*_.,:;!?"))]


def is_name(text: str, *, longest: int = 8) -> bool:
    """Whether all of ``text`` reads as one name: capitals throughout but for particles, no sentence."""
    words = words_of(text)
    if not 1 <= len(words) <= longest or len(text) > 80 or re.search(r"[?!;:“”\"]|\.\s+[a-z]", text):
        return False
    if len(words) == 1 and (_DOMAIN.fullmatch(words[0]) or re.fullmatch(r"[a-z]{3,5}", words[0])):
        return _DOMAIN.fullmatch(words[0]) is not None
    if words[0].lower() in DAYS or (words[0].lower() in MONTHS and len(words) == 1):
        return False
    if not (text[0].isalnum() or text[0] in "“\"'‘@") or text.count("(") != text.count(")"):
        return False
    solid = 0
    for word in words:
        if word[0].isupper() or word[0].isdigit() or not word[0].isascii() or re.match(r"(?:al|el|an|ad|as|ar|at|ash|d|l|O)[-'’]\w", word):
            solid += word[0].isalpha() or any(char.isalpha() for char in word)
        elif word.lower() not in _PARTICLES:
            return False
    return solid > 0 and (words[0].lower() not in _PARTICLES or words[0][0].isupper() or words[0] in ("al", "el", "van", "von", "de"))


def outlet_score(text: str) -> float:
    """How much a name looks like an outlet's (above 0) or a person's (below 0)."""
    words = words_of(text)
    if not words:
        return 0.0
    lower = [word.lower() for word in words]
    score = 0.0
    if _DOMAIN.fullmatch(words[0]) and len(words) == 1:
        return 3.0
    if any(word in _OUTLET_WORDS or re.fullmatch(r"\w*(?:news|post|times|press|wire|media|zeitung|presse)", word) for word in lower):
        score += 2.0
    if lower[0] in ("the", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "o") or any(char.isdigit() for char in text):
        score += 1.5
    if len(words) == 1:
        score += 1.0 + (0.5 if words[0].isupper() else 0.0)
    elif any(word.isupper() and 2 <= len(word) <= 5 for word in words) and not text.isupper():
        score += 1.0
    if lower[0] in _GIVEN and 2 <= len(words) <= 4:
        score -= 2.5
    if re.search(r"\b[A-Z]\.\s", text) and 2 <= len(words) <= 4:
        score -= 1.5
    if any(word in ("of", "and", "&", "for", "in", "on") for word in lower):
        score += 0.7
    return score


def is_person(text: str) -> bool:
    """Whether a name has the shape of a person's: two to five words, no figures, no word of the trade."""
    words = words_of(text)
    if not 2 <= len(words) <= 5 or any(char.isdigit() for char in text) or outlet_score(text) > 0.6:
        return False
    return all(word[0].isupper() or not word[0].isascii() or word.lower() in _PERSON_PARTICLES or "-" in word for word in words)


def is_mark(text: str) -> bool:
    """A name, or an agency's sign in small letters ("dpa"), where the place says that one is meant."""
    return is_name(text) or re.fullmatch(r"[a-z]{3,6}", text) is not None


def people_in(text: str) -> list[str]:
    """The persons that a line names and joins ("A", "A and B", "A, B and C"), or nothing if it names anything else."""
    parts = [part.strip() for part in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|und|et|y)\s+", text) if part.strip()]
    return parts if parts and len(parts) <= 8 and all(is_name(part) and is_person(part) for part in parts) else []


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name in one of many languages."""
    return word.lower() in _GIVEN
