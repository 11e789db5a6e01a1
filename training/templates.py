"""Sentences that the project makes itself: who did what to whom, and whether it happened at all.

No corpus marks all eight statuses on news events. Each frame below states one status of its trigger; actors, places and deeds
are drawn at random, names are invented, so that nothing but the frame tells the status.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from training.documents import Document
from training.scenes import Phrase, SceneMaker, Sentence, scene_document, scene_documents

# Deed: base, past, participle, gerund, noun (or "-"), PLOVER type, what follows the trigger ("O" is the other party).
_DEEDS = [
    line.split("|")
    for line in """
attack|attacked|attacked|attacking|attack|ASSAULT|O
bomb|bombed|bombed|bombing|bombing|ASSAULT|O
shell|shelled|shelled|shelling|shelling|ASSAULT|O
kill|killed|killed|killing|killing|ASSAULT|O
shoot|shot|shot|shooting|shooting|ASSAULT|O
ambush|ambushed|ambushed|ambushing|ambush|ASSAULT|O
raid|raided|raided|raiding|raid|COERCE|the offices of O
arrest|arrested|arrested|arresting|arrest|COERCE|O
detain|detained|detained|detaining|detention|COERCE|O
expel|expelled|expelled|expelling|expulsion|COERCE|O
deport|deported|deported|deporting|deportation|COERCE|O
seize|seized|seized|seizing|seizure|COERCE|property of O
kidnap|kidnapped|kidnapped|kidnapping|kidnapping|ASSAULT|O
accuse|accused|accused|accusing|accusation|ACCUSE|O
criticize|criticized|criticized|criticizing|criticism|ACCUSE|O
sue|sued|sued|suing|lawsuit|ACCUSE|O
investigate|investigated|investigated|investigating|investigation|ACCUSE|O
sanction|sanctioned|sanctioned|sanctioning|-|SANCTION|O
blockade|blockaded|blockaded|blockading|blockade|SANCTION|O
boycott|boycotted|boycotted|boycotting|boycott|SANCTION|O
protest|protested|protested|protesting|protest|PROTEST|against O
demonstrate|demonstrated|demonstrated|demonstrating|demonstration|PROTEST|against O
rally|rallied|rallied|rallying|rally|PROTEST|against O
mobilize|mobilized|mobilized|mobilizing|mobilization|MOBILIZE|troops against O
deploy|deployed|deployed|deploying|deployment|MOBILIZE|forces near O
withdraw|withdrew|withdrawn|withdrawing|withdrawal|RETREAT|from the territory of O
retreat|retreated|retreated|retreating|retreat|RETREAT|from positions held by O
surrender|surrendered|surrendered|surrendering|surrender|RETREAT|to O
release|released|released|releasing|release|CONCEDE|prisoners of O
pardon|pardoned|pardoned|pardoning|pardon|CONCEDE|members of O
ease|eased|eased|easing|easing|CONCEDE|restrictions on O
meet|met|met|meeting|meeting|CONSULT|with O
negotiate|negotiated|negotiated|negotiating|negotiation|CONSULT|with O
visit|visited|visited|visiting|visit|CONSULT|O
fund|funded|funded|funding|funding|AID|O
donate|donated|donated|donating|donation|AID|food to O
evacuate|evacuated|evacuated|evacuating|evacuation|AID|members of O
cooperate|cooperated|cooperated|cooperating|cooperation|COOPERATE|with O
train|trained|trained|training|training|COOPERATE|soldiers of O
praise|praised|praised|praising|praise|SUPPORT|O
endorse|endorsed|endorsed|endorsing|endorsement|SUPPORT|O
reject|rejected|rejected|rejecting|rejection|REJECT|a proposal by O
veto|vetoed|vetoed|vetoing|veto|REJECT|a request of O
invade|invaded|invaded|invading|invasion|ASSAULT|O
torture|tortured|tortured|torturing|torture|ASSAULT|O
""".strip().splitlines()
]

# S the doer, V... the trigger in a form, R the rest with the other party, W a witness, T a time, N the deed's noun.
_FRAMES: dict[str, list[str]] = {
    "happened": [
        "S Vpast R T .", "T , S Vpast R .", "S Vpast R , W said .", "W said S Vpast R T .", "W confirmed that S had Vpp R .",
        "S has Vpp R .", "After S Vpast R , the streets were empty .", "S , which Vpast R T , declined to comment .",
        "The N by S came T .", "W condemned the N by S .", "S carried out the N T .", "The N began T and ended hours later .",
        "S was praised by W for having Vpp R .", "Hours after the N , W arrived .", "According to W , S Vpast R .",
        "S managed to Vbase R T .", "W recalled how S Vpast R T .",
    ],
    "ongoing": [
        "S is Vger R .", "S is still Vger R , W said .", "S has been Vger R for days .", "S continues to Vbase R .",
        "The N by S entered its third day .", "The N is under way .", "As S keeps Vger R , W waits .", "S was still Vger R as night fell .",
        "W said S is now Vger R .", "S is currently Vger R .", "The N has not ended yet .", "S began Vger R and has not stopped .",
    ],
    "denied": [
        "S did not Vbase R .", "S denied Vger R .", "S denied that it had Vpp R .", "S never Vpast R , W said .",
        "W rejected claims that S had Vpp R .", "There was no N , W insisted .", "S has not Vpp R .", "No one Vpast R T .",
        "W dismissed reports that S Vpast R as false .", "It is not true that S Vpast R , W said .", "S refused to Vbase R .",
        "S failed to Vbase R .", "W denied any N by S .", "Reports of a N by S are untrue , W said .", "Neither S nor W Vpast R .",
        "Instead of Vger R , S went home .", "W denied that S was Vger R .", "S stopped short of Vger R .",
    ],
    "alleged": [
        "S allegedly Vpast R .", "S is accused of Vger R .", "S is alleged to have Vpp R .", "S reportedly Vpast R T .",
        "S is suspected of Vger R .", "W accused S of Vger R .", "Prosecutors say S may have been behind the N .",
        "W alleged that S had Vpp R .", "S was charged with Vger R .", "S purportedly Vpast R .", "The alleged N by S is being examined .",
        "S is believed to have Vpp R .", "It is claimed that S Vpast R .", "S stands accused of Vger R .", "W suspects S of having Vpp R .",
        "Rumours say S Vpast R .",
    ],
    "planned": [
        "S will Vbase R T .", "S plans to Vbase R .", "S intends to Vbase R .", "S is expected to Vbase R in the coming weeks .",
        "S agreed to Vbase R .", "S is preparing to Vbase R .", "S promised to Vbase R .", "S has decided to Vbase R .",
        "The N is planned for next month .", "The N is due to start on Friday .", "S is to Vbase R next week , W said .",
        "S is going to Vbase R .", "W announced that S would Vbase R .", "S hopes to Vbase R soon .", "S called for a N next week .",
        "S pledged to Vbase R by the end of the year .", "A N has been scheduled , W said .",
    ],
    "threatened": [
        "S threatened to Vbase R .", "S threatens to Vbase R unless its demands are met .", "S warned that it would Vbase R .",
        "S vowed to Vbase R in retaliation .", "S swore to Vbase R .", "S is threatening to Vbase R .", "S threatened a N .",
        "\" We will Vbase R if they cross this line , \" S warned .", "S said it would Vbase R if provoked .",
        "W said S had threatened to Vbase R .", "In an ultimatum , S warned it could Vbase R .", "S renewed its threat of a N .",
    ],
    "hypothetical": [
        "If S Vpast R , war would follow .", "S could Vbase R .", "S might Vbase R , W fears .", "S may Vbase R .",
        "It is not clear whether S Vpast R .", "W asked whether S had Vpp R .", "W urged S to Vbase R .", "W demanded that S Vbase R .",
        "W called on S to Vbase R .", "Should S Vbase R , prices would rise .", "Unless S agrees to Vbase R , the talks will fail .",
        "S would Vbase R only under pressure , W believes .", "A N by S would be a disaster , W said .", "W fears a N .",
        "Had S Vpp R , W would have resigned .", "S was ordered to Vbase R .",
        "The risk of a N has grown .", "S should Vbase R , W argued .",
    ],
    "historical": [
        "In Y , S Vpast R .", "S Vpast R in Y .", "Decades ago , S Vpast R .", "During the war of the Ys , S Vpast R .",
        "The N of Y is still remembered .", "S , which Vpast R in Y , is now a party .", "Back in Y , S had Vpp R .",
        "A generation ago S Vpast R .", "W wrote a book about the N of Y .", "The Y N by S shaped the region .",
    ],
}  # fmt: skip
_WITNESSES = [
    "a spokesman",
    "witnesses",
    "the ministry",
    "two officials",
    "residents",
    "the prime minister",
    "a police source",
    "the monitor",
    "state television",
    "analysts",
    "the foreign minister",
    "a senior aide",
    "local media",
    "rights groups",
    "its lawyer",
    "the mayor",
]
_TIMES = [
    "on Monday",
    "on Tuesday",
    "late on Thursday",
    "overnight",
    "this week",
    "on Saturday morning",
    "earlier this month",
    "yesterday",
    "at the weekend",
    "in the early hours",
    "last week",
    "on 14 March",
]


def _party(maker: SceneMaker, rng: random.Random) -> Phrase:
    """A party of any kind; of one with a title before its name the head stays open."""
    if rng.random() < 0.8:
        return maker.party("mixed")
    title = rng.choice(("President", "Prime Minister", "General", "Colonel", "Foreign Minister", "Senator")).split()
    person = maker.party("person").words
    return Phrase((*title, *person), -1, ((len(title), len(title) + len(person), ("person",)),))


def _sentence(rng: random.Random, maker: SceneMaker, status: str) -> Sentence:
    """One made sentence."""
    frame = rng.choice(_FRAMES[status]).split()
    deed = rng.choice(_DEEDS)
    while "N" in frame and deed[4] == "-":
        deed = rng.choice(_DEEDS)
    forms = {"Vbase": deed[0], "Vpast": deed[1], "Vpp": deed[2], "Vger": deed[3], "N": deed[4]}
    done = Sentence()
    heads: dict[str, int] = {}

    def put(phrase: Phrase, label: str) -> None:
        at = len(done.words)
        done.words += phrase.words
        done.names += [(at + low, at + high, classes) for low, high, classes in phrase.names]
        done.parties.append((at, len(done.words), label))
        if phrase.head >= 0:
            heads[label] = at + phrase.head
            done.sides.update(range(at, len(done.words)))

    trigger = -1
    for part in frame:
        if part in forms:
            trigger = len(done.words)
            done.words.append(forms[part])
        elif part == "S":
            put(_party(maker, rng), "source")
        elif part == "R":
            rest = deed[6].split()
            for number, piece in enumerate(rest):
                if piece == "O":
                    put(_party(maker, rng), "target")
                    continue
                # What is acted on is the first noun of the rest; behind a preposition it is no plain object.
                if "object" not in heads and piece not in ("the", "a") and (number or piece not in _PREPOSITIONS):
                    heads["object"] = len(done.words)
                done.words.append(piece)
            if len(rest) == 1 and "target" in heads:
                heads["object"] = heads["target"]
            elif rest[0] in _PREPOSITIONS:
                heads.pop("object", None)
        elif part == "W":
            done.words += rng.choice(_WITNESSES).split()
        elif part == "T":
            done.words += rng.choice(_TIMES).split()
        elif part in ("Y", "Ys"):
            done.words.append(str(rng.randrange(1905, 2004)) if part == "Y" else f"19{rng.randrange(2, 10)}0s")
        else:
            done.words.append(part)
    done.words[0] = done.words[0][0].upper() + done.words[0][1:]
    done.events[trigger], done.status[trigger], done.main = deed[5], status, deed[5]
    _roles(done, frame, trigger, heads, plain=deed[6].split()[0] not in _PREPOSITIONS)
    labels = {label for _, _, label in done.parties}
    if labels != {"source", "target"}:
        # A sentence without the other party leaves open whether its other words are one.
        done.parties = []
    done.directed = bool(done.parties) and status != "denied"
    done.parties.sort(key=lambda part: part[2])
    return done


def _roles(done: Sentence, frame: list[str], trigger: int, heads: dict[str, int], *, plain: bool) -> None:
    """The trigger's roles, where the frame leaves no doubt about them."""
    noun = "N" in frame
    if noun and " by S" not in " ".join(frame):
        done.sides.clear()
        return
    done.predicates.append(trigger)
    if "source" in heads:
        done.roles.append((trigger, heads["source"], "ARG0"))
    if not noun and "object" in heads:
        done.roles.append((trigger, heads["object"], "ARG1"))
    if not plain:
        # Behind a preposition the other party may be any role.
        low, high = next(((low, high) for low, high, label in done.parties if label == "target"), (0, 0))
        done.sides -= set(range(low, high))


_PREPOSITIONS = frozenset({"against", "with", "from", "to"})


def made_documents(count: int = 7200, seed: int = 7, size: int = 6) -> Iterator[Document]:
    """``count`` made sentences, ``size`` to a document: two in three are frames of a status, one in three scenes of two sides."""
    rng = random.Random(seed)
    maker = SceneMaker(rng)
    statuses = list(_FRAMES)
    for start in range(0, count * 2 // 3, size):
        sentences = [_sentence(rng, maker, rng.choice(statuses)) for _ in range(size)]
        yield scene_document(f"made/{start}", sentences, spoken=False)
    yield from scene_documents(count // 3, seed + 1, size)
