"""Events of one text: triggers of the engine and of the lexicon, with type, players, place, time and status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accordingto.model.reading import Argument, Event, Stance, Status, Time
from accordingto.reading.events_dead import Dead
from accordingto.reading.events_frames import Company
from accordingto.reading.events_hazards import Hazards
from accordingto.reading.events_means import mode_of
from accordingto.reading.events_offsets import Offsets
from accordingto.reading.events_phase import is_historical
from accordingto.reading.events_status import Said, status_of
from accordingto.reading.events_when import When
from accordingto.reading.lexicon import EventSense, event_senses, multiword_events, plain_event, words
from accordingto.reading.places import Setting
from accordingto.reading.roles import Players, Roles
from accordingto.reading.roles_sides import Sides
from accordingto.reading.statements import Stated
from accordingto.reading.tags import EventTag
from accordingto.reading.tree import Range, Tree

_ENGINE_LEAST = 0.5
_ENGINE_SURE = 0.9
_ENGINE_SURE_OF_NONE = 0.8
_ENGINE_AGREES = 0.35
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
_SPOKEN, _PLAINLY_SAID = 0.7, 0.5  # of the statement's score: an act by its verb, by what is said alone
_BY_SAYING = {"accuses": "ACCUSE", "denies": "REJECT", "demands": "REQUEST", "threatens": "THREATEN"}
_CIVIL = frozenset({"AID", "THREATEN", "REQUEST", "COOPERATE", "SUPPORT"})  # what in front of a noun mostly says of what sort it is
_BODILY = ("ASSAULT",)  # done to those who can be hurt
_DESCRIBING = ("amod", "acl")
_DEFINITE = frozenset({"the", "that", "this", "these", "those", "such"})


@dataclass(slots=True)
class Trigger:
    """A word that names something done, before its players are known.

    Attributes:
        words: the trigger, with its particle or compound.
        word: its head word.
        lemma: as the lexicon has it.
        type, mode, score: what is done and how sure that is.
        tag: the engine's word on it, or None.
        light: the verb that carries a noun, or None.
        weak: whether it needs a player to count.
        why: for the reason.
        undergone: whether the subject of a verb is the one it happens to.
    """

    words: Range
    word: int
    lemma: str
    type: str
    mode: str
    score: float
    tag: EventTag | None
    light: int | None
    weak: bool
    why: str
    undergone: bool = False


class Events:
    """Finds the events of one text.

    Args:
        tree, roles, setting, stated: of the text.
        times: as found; lengths that lead from one event to the day of another have that day in :attr:`times`.
        headlines: sentence numbers of titles, decks and subheads.
        published: the report's own time, or None.
    """

    def __init__(
        self,
        tree: Tree,
        roles: Roles,
        setting: Setting,
        stated: Stated,
        times: Sequence[Time],
        headlines: frozenset[int],
        published: datetime | None,
    ) -> None:
        self.tree, self.roles, self.setting, self.stated = tree, roles, setting, stated
        self.headlines, self.published = headlines, published
        self.tags = {t.word: t for t in tree.tags.events}
        self.named = roles.named
        self.company, self.sides = Company(tree, roles), Sides(tree, roles)
        self.dead, self.hazards = Dead(tree, roles), Hazards(tree, roles)
        self.inner = self._innermost()
        self.when = When(tree, times, frozenset(c for c in stated.cues if c is not None))
        self.times, lengths = Offsets(tree, times, self.when).resolve()
        for word, positions in lengths.items():
            self.when.owned.setdefault(word, []).extend(positions)

    def find(self) -> tuple[list[Event], list[Range]]:
        """The events in text order, and for each the words of its sentence part that its figures may stand in."""
        found: list[Event] = []
        extents: list[Range] = []
        used: set[int] = set()
        for word in range(self.tree.count):
            if word in used:
                continue
            trigger = self._trigger(word)
            if trigger is None:
                continue
            event = self._event(trigger)
            if event is not None:
                found.append(event)
                extents.append(self._extent(trigger))
                used.update(range(*trigger.words))
        for number, cue in enumerate(self.stated.cues):
            spoken = None if cue is None or cue in used else self._spoken(number, cue)
            if cue is not None and spoken is not None:
                found.append(spoken)
                extents.append((cue, cue + 1))
                used.add(cue)
        order = sorted(range(len(found)), key=lambda n: found[n].trigger)
        return [found[n] for n in order], [extents[n] for n in order]

    def status_at(self, word: int) -> tuple[Status, str]:
        """The status of any predicate and the words that decided it, whether or not it is an act of a known type."""
        trigger = self._trigger(word)
        light = self._light(word) if self.tree.upos[word] in ("NOUN", "PROPN") else None
        status, why = self._status(word, light, trigger is not None and trigger.type in _HOSTILE)
        return self._by_time(status, why, self.when.of(word, light))

    def _spoken(self, number: int, word: int) -> Event | None:
        """What is done by saying something: a statement that accuses, denies, demands or threatens is such an act itself."""
        tree, statement = self.tree, self.stated.statements[number]
        root = _BY_SAYING.get(statement.stance)
        if root is None or statement.negated or not statement.source or tree.upos[word] not in ("VERB", "NOUN"):
            return None
        if tree.low[word - 1 : word + 2] == ["in", "order", "to"]:
            return None
        if tree.lemma[word] in words("events", "spoken", "no_act") or self._is_no_answer(word) or self._asked_by_reporter(word):
            return None
        first, last = tree.range_of(statement.source[0])
        head = next((w for w in range(first, last) if not first <= tree.head[w] < last), first)
        if not self.roles.is_people(head) and head not in self.named:
            return None
        actors = tuple(self.roles.argument(w) for w in self.roles.spread([head]))
        status, why = self._status(word, None, False)
        times = self.when.of(word, None)
        status, why = self._by_time(status, why, times)
        who = ", ".join(a.span.of(tree.text) for a in actors)
        plain = statement.parent is not None or tree.lemma[word] in words("events", "spoken", "plain")
        return Event(
            trigger=tree.words[word],
            lemma=root.lower(),
            type=root,
            mode="",
            status=status,
            actors=actors,
            times=times,
            statement=self.inner.get(word),
            sentence=tree.sentence[word],
            headline=tree.sentence[word] in self.headlines,
            score=round((_PLAINLY_SAID if plain else _SPOKEN) * statement.score, 3),
            reason=f"“{tree.low[word]}” of a statement that {statement.stance}; {who} → nobody named; {why}",
        )

    def _innermost(self) -> dict[int, int]:
        """Word to the innermost statement whose content holds it."""
        found: dict[int, int] = {}
        best: dict[int, int] = {}
        for number, content in enumerate(self.stated.contents):
            length = sum(last - first for first, last in content)
            for first, last in content:
                for word in range(first, last):
                    if word not in best or length <= best[word]:
                        found[word], best[word] = number, length
        return found

    def _trigger(self, word: int) -> Trigger | None:
        tree = self.tree
        upos = tree.upos[word]
        tag = self.tags.get(word)
        number = self.named.get(word)
        if (word in self.when.timed and upos != "VERB") or tree.lemma[word] in words("events", "vague", "never"):
            return None  # "in March", "taken hostage"
        if self.hazards.is_one(word):
            why, light = "lexicon, a force of nature", self.hazards.carrier(word)
            return Trigger((word, word + 1), word, plain_event(self.hazards.lemma(word)), "ASSAULT", "", 0.75, tag, light, False, why)
        if number is not None and (tag is None or not tag.type or self.roles.mentions[number].kind != "event"):
            return None
        if tree.low[word] == "dead" and self.dead.is_toll(word):
            return Trigger((word, word + 1), word, "die", "ASSAULT", "", 0.7, tag, None, False, "lexicon, by its company", undergone=True)
        suffered = upos == "ADJ" and tree.lemma[word] in words("events", "passive", "verbs") and tree.is_passive(word)  # "were hurt"
        if upos == "VERB" or suffered or (upos in ("AUX", "ADJ") and tag is not None and tag.type):
            return self._verb(word, tag)
        if upos in ("NOUN", "PROPN"):
            return (self._verb(word, tag) if self._is_headline_verb(word) else None) or self._noun(word, tag)
        return None

    def _is_headline_verb(self, word: int) -> bool:
        """Whether a noun in a headline is a verb with its particle that the tagger did not see: "Minister calls for ...", "seals off"."""
        tree = self.tree
        if tree.sentence[word] not in self.headlines or tree.low[word] != tree.lemma[word] + "s":
            return False
        return any(tuple(tree.low[word + 1 : word + 1 + len(rest)]) == rest for rest in multiword_events("verbs").get(tree.lemma[word], ()))

    def _verb(self, word: int, tag: EventTag | None) -> Trigger | None:
        tree = self.tree
        if tree.base(word) in ("amod", "compound") and not (tag and tag.type):
            return None
        if tree.low[word] in ("injured", "wounded", "killed") and tree.base(word) in ("amod", "compound"):
            return None
        if self.hazards.is_carried(word):
            return None
        if self.dead.is_natural(word) or self._is_no_answer(word) or self._asked_by_reporter(word):
            return None
        if tree.lemma[word] in ("beat", "defeat", "rout", "crush") and self.company.is_of_games:
            return None
        framed = self.company.frame(word)
        if framed is not None and (framed[0].complement or not self._carries_event(word, tree.lemma[word])):
            frame, last = framed
            if not frame.sense.type:
                return None
            subject = tree.subject(word)
            if frame.lemma == "destroy" and subject is not None and self._noun_senses(subject)[0]:
                return None  # "the explosions brought down the roof": told of them
            lemma = frame.lemma or " ".join((tree.lemma[word], *frame.rest))
            why = "lexicon, by its company"
            return Trigger((word, last), word, lemma, frame.sense.type, frame.sense.mode, 0.8, tag, None, False, why, frame.undergone)
        lemma, last = tree.lemma[word], word + 1
        senses: tuple[EventSense, ...] = ()
        for rest in multiword_events("verbs").get(lemma, ()):
            end = self.company.after(word, rest)
            if end is not None:
                lemma, last = " ".join((lemma, *rest)), end
                senses = event_senses("verbs").get(lemma, ())
                break
        if not senses:
            senses = event_senses("verbs").get(lemma, ())
        if self._carries_event(word, lemma) or (not senses and lemma in words("events", "vague", "verbs")):
            return None
        chosen = self._choose(senses, tag)
        if chosen is None:
            return None
        sense, score, why = chosen
        return Trigger((word, last), word, lemma, sense.type, sense.mode, score, tag, None, sense.weak, why)

    def _is_no_answer(self, word: int) -> bool:
        """ "declined to comment", "refused to take questions": nothing is rejected."""
        tree = self.tree
        if tree.lemma[word] not in ("refuse", "decline"):
            return False
        return any(
            tree.base(c) in ("xcomp", "ccomp", "advcl") and tree.lemma[c] in words("events", "vague", "no_comment")
            for c in tree.child[word]
        )

    def _asked_by_reporter(self, word: int) -> bool:
        """ "We asked the ministry", outside anybody's words: how the report was made."""
        tree, subject = self.tree, self.tree.subject(word)
        asked = tree.lemma[word] in ("ask", "phone", "telephone", "contact")
        return asked and subject is not None and tree.low[subject] in ("we", "i") and word not in self.inner

    def _carries_event(self, word: int, lemma: str) -> bool:
        """Whether a verb only carries the event noun that is its object."""
        tree = self.tree
        if lemma not in words("events", "light", "verbs") and tree.lemma[word] not in words("events", "light", "verbs"):
            return False
        thing = next((c for c in tree.child[word] if tree.base(c) == "obj" or tree.rel[c] == "nsubj:pass"), None)
        return thing is not None and self._noun_senses(thing)[0] != () and not lemma.endswith(f" {tree.lemma[thing]}")  # "open fire"

    def _noun_senses(self, word: int) -> tuple[tuple[EventSense, ...], str, int]:
        """Senses of a noun with the words before it that belong to its lemma; the lemma; its first word."""
        tree = self.tree
        lemma = tree.lemma[word]
        for rest in multiword_events("nouns").get(lemma, ()):
            first = word - len(rest)
            if first >= 0 and tuple(tree.low[first:word]) == rest:
                full = " ".join((*rest, lemma))
                return event_senses("nouns")[full], full, first
        return event_senses("nouns").get(lemma, ()), lemma, word

    def _noun(self, word: int, tag: EventTag | None) -> Trigger | None:
        tree = self.tree
        senses, lemma, first = self._noun_senses(word)
        if tree.base(word) in ("compound", "flat") and tree.head[word] >= 0:
            above = tree.head[word]
            if above == word + 1 and (self._noun_senses(above)[0] or self._noun_senses(above)[2] <= word):
                return None
            if self.roles.is_people(above) and not (tag and tag.type and tag.type_score >= _ENGINE_SURE):
                return None
            if tree.lemma[above] in words("events", "vague", "heads") or tree.low[word].startswith("anti-"):
                return None  # "the war memorial", "riot police"
        if not senses and not (tag and tag.type) and lemma not in words("events", "vague", "by_company"):
            return None
        if self.company.refuses(word, lemma) or lemma in words("events", "hazard", "nouns"):
            return None
        if lemma in words("events", "vague", "nouns") and tag is not None and not tag.type and tag.type_score >= _ENGINE_SURE_OF_NONE:
            return None
        light = self._light(word)
        framed = self.company.of_noun(word, lemma)
        if framed is not None:
            plain, why = plain_event(lemma, "by_company"), "lexicon, by its company"
            return Trigger((first, word + 1), word, plain, framed.type, framed.mode, 0.8, tag, light, False, why)
        chosen = self._choose(senses, tag)
        if chosen is None:
            return None
        sense, score, why = chosen
        if sense.type in _CIVIL and self.company.is_only_sort(word):
            return None
        if "-" in lemma:
            first = word
        return Trigger((first, word + 1), word, plain_event(lemma), sense.type, sense.mode, score, tag, light, sense.weak, why)

    def _light(self, word: int) -> int | None:
        """The light verb whose object a noun is, directly or as "a series of attacks"."""
        tree = self.tree
        at = word
        for _ in range(2):
            above = tree.head[at]
            if above < 0:
                return None
            if tree.base(at) == "obj" or tree.rel[at] == "nsubj:pass":
                lemma = tree.lemma[above]
                particle = next((tree.low[c] for c in tree.child[above] if tree.rel[c] == "compound:prt"), "")
                known = words("events", "light", "verbs") | words("events", "light", "suffering")
                if lemma not in known and f"{lemma} {particle}" not in known:
                    return None
                framed = self.company.frame(above)
                return None if framed is not None and framed[0].complement else above
            if (
                tree.rel[at] == "acl:relcl"
                or tree.base(at) != "nmod"
                or tree.lemma[above] not in ("series", "wave", "string", "campaign", "number", "round", "spate", "barrage", "act", "flurry")
            ):
                return None
            at = above
        return None

    def _choose(self, senses: tuple[EventSense, ...], tag: EventTag | None) -> tuple[EventSense, float, str] | None:
        """Type and mode: the lexicon's where it is firm, the engine's where it is sure or the lexicon is not."""
        tagged = tag.type if tag is not None else ""
        firm = next((s for s in senses if not s.weak), None)
        agreeing = next((s for s in senses if tag is not None and s.type == tagged and tag.type_score >= _ENGINE_AGREES), None)
        if agreeing is not None and agreeing.weak and firm is not None and tag is not None and tag.type_score < _ENGINE_SURE:
            agreeing = None
        if agreeing is not None and tag is not None:
            return EventSense(agreeing.type, agreeing.mode, False), max(0.8, tag.type_score), "lexicon and engine"
        if firm is not None and (firm.mode or not (tag is not None and tagged and tag.type_score >= _ENGINE_SURE)):
            return firm, 0.75, "lexicon"  # what has a mode has one sense
        if tag is not None and tagged and tag.type_score >= _ENGINE_LEAST:
            return EventSense(tagged, "", False), tag.type_score, "engine"
        if senses and tag is None:
            return senses[0], 0.5, "lexicon"
        leant = next((s for s in senses if tag is not None and s.type == tag.leaning and s.type in _BODILY), None)
        if leant is not None and tag is not None and self._is_suffered(tag.word):
            return EventSense(leant.type, leant.mode, False), 0.5, "lexicon, by who suffers it"
        return None

    def _is_suffered(self, word: int) -> bool:
        """Whether what a verb of many senses is done to is told and can be hurt: "were hit", "sank the cutter"."""
        tree = self.tree
        harming = tree.lemma[word] in words("events", "passive", "harming")
        if not harming or tree.upos[word] != "VERB" or tree.base(word) in ("amod", "compound"):
            return False
        those = [c for c in tree.child[word] if tree.rel[c] == "nsubj:pass" or (tree.base(c) == "obj" and c not in self.when.timed)]
        return any(self.company.is_of(c, ("people", "place", "craft", "structures", "projectiles")) for c in self.roles.spread(those))

    def _event(self, trigger: Trigger) -> Event | None:
        tree, word = self.tree, trigger.word
        players = self._players(trigger)
        if trigger.weak and not (players.actors and players.recipients):
            return None
        number = self.inner.get(word)
        taken = set(players.actors) | set(players.recipients)
        places = self.setting.places(word, trigger.light, taken)
        if trigger.light is not None and self.hazards.is_one(word):
            places = tuple(dict.fromkeys((*self.hazards.struck(trigger.light), *places)))
        times = self.when.of(word, trigger.light)
        status, why = self._status(word, trigger.light, trigger.type in _HOSTILE)
        status, why = self._by_time(status, why, times)
        own = [tree.low[c] for c in tree.child[word] if tree.base(c) == "det"]
        noun = tree.upos[word] in ("NOUN", "PROPN")
        actors = tuple(self.roles.argument(w) for w in players.actors)
        recipients = tuple(self.roles.argument(w) for w in players.recipients)
        return Event(
            trigger=tree.span(trigger.words),
            lemma=trigger.lemma,
            type=trigger.type,
            mode=trigger.mode or (mode_of(self.roles, word) if trigger.type == "ASSAULT" and not trigger.undergone else ""),
            status=status,
            actors=actors,
            recipients=recipients,
            places=places,
            times=times,
            means=None if trigger.undergone else self.roles.means(word),
            statement=number,
            sentence=tree.sentence[word],
            anaphoric=noun and any(d in _DEFINITE for d in own) and not recipients,
            plural=noun and tree.low[word] != tree.lemma[word] and tree.low[word].endswith("s"),
            headline=tree.sentence[word] in self.headlines,
            score=round(trigger.score, 3),
            reason=self._reason(trigger, players, actors, recipients, why),
            passing=trigger.light is None and self._is_passing(word, noun),
        )

    def _is_passing(self, word: int, noun: bool) -> bool:
        """Whether a trigger tells of nothing new: a noun that is not the object of a finite verb, a participle that describes."""
        tree = self.tree
        if not noun:
            return tree.rel[word] in _DESCRIBING
        above = tree.head[word]
        if tree.base(word) in ("ccomp", "parataxis"):
            return False  # "said that 140 were in custody"
        finite = above >= 0 and tree.upos[above] == "VERB" and not tree.low[above].endswith("ing")
        return above >= 0 and not (finite and tree.base(word) == "obj" and all(tree.low[c] != "to" for c in tree.child[above]))

    def _status(self, word: int, light: int | None, hostile: bool) -> tuple[Status, str]:
        number = self.inner.get(word)
        stance: Stance | None = self.stated.statements[number].stance if number is not None else None
        cue = self.stated.cues[number] if number is not None else None
        return status_of(self.tree, word, self.tags.get(word), Said(stance, cue, light, hostile))

    def _reason(self, trigger: Trigger, players: Players, actors: tuple[Argument, ...], recipients: tuple[Argument, ...], why: str) -> str:
        text = self.tree.text
        who = ", ".join(a.span.of(text) for a in actors) or "nobody named"
        whom = ", ".join(a.span.of(text) for a in recipients) or "nobody named"
        return f"“{trigger.lemma}” ({trigger.why}); {players.how}: {who} → {whom}; {why}"

    def _players(self, trigger: Trigger) -> Players:
        tree, word = self.tree, trigger.word
        if self.hazards.is_one(word):
            return Players([], [], "nobody acts")
        if tree.low[word] == "dead":
            return Players([], self.dead.counted(word), "syntax")
        if tree.upos[word] in ("NOUN", "PROPN"):
            reciprocal = tree.lemma[word] in words("events", "reciprocal", "nouns")
            suffering = trigger.light is not None and tree.lemma[trigger.light] in words("events", "light", "suffering")
            players = self.roles.of_noun(word, trigger.type, light=trigger.light, reciprocal=reciprocal, suffering=suffering)
        else:
            players = self.roles.of_verb(word)
            if not any(map(self.roles.is_party, players.recipients)):
                players = Players(players.actors, self._behind_preposition(trigger) or players.recipients, players.how)
            alone = trigger.lemma in words("events", "reciprocal", "verbs") and not any(map(self.roles.is_party, players.recipients))
            if alone and (len(players.actors) > 1 or any(map(self._is_both, players.actors))):
                players = Players(players.actors, players.actors, "both ways")
        own = range(*trigger.words)
        players = Players([a for a in players.actors if a not in own], [r for r in players.recipients if r not in own], players.how)
        undergone = trigger.undergone or trigger.lemma in ("die", "perish")
        alone = tree.kid(word, "obj") is None or trigger.lemma == "crash"
        if trigger.undergone and alone and tree.kid(word, "nsubj") in players.actors:
            players = Players(players.actors, [], players.how)  # "the boat capsized, and 60 drowned": it happened to them
        if undergone and players.actors and all(self.tree.base(r) == "obl" for r in players.recipients):
            players = Players(players.actors, [], players.how)  # "died at the hospital": nothing was done to it
        return self.sides.settle(word, trigger.type, players, undergone=undergone)

    def _behind_preposition(self, trigger: Trigger) -> list[int]:
        """Whom a verb with its preposition is aimed at: "appealed to", "called on", "sided with"."""
        tree, rest = self.tree, trigger.lemma.rpartition(" ")[2]
        if rest not in ("to", "on", "with", "at", "against", "upon") or " " not in trigger.lemma:
            return []
        return self.roles.spread(
            [c for c in tree.child[trigger.word] if tree.base(c) == "obl" and tree.case_of(c) == rest and c > trigger.word][:1]
        )

    def _is_both(self, word: int) -> bool:
        """ "the two sides", "both governments"."""
        tree = self.tree
        return tree.lemma[word] == "side" or any(tree.low[c] in ("two", "both", "three") for c in tree.child[word])

    def _by_time(self, status: Status, why: str, times: tuple[int, ...]) -> tuple[Status, str]:
        if status not in ("happened", "ongoing") or self.published is None:
            return status, why
        ends = [t.interval.end for t in (self.times[n] for n in times) if t.interval is not None and t.interval.end is not None]
        if ends and is_historical([(self.published - end).total_seconds() / 86400 for end in ends]):
            return "historical", "more than a year before the report"
        return status, why

    def _extent(self, trigger: Trigger) -> Range:
        tree = self.tree
        at = trigger.light if trigger.light is not None else trigger.word
        if tree.upos[trigger.word] in ("NOUN", "PROPN") and trigger.light is None:
            return tree.subtree(trigger.word)
        return tree.subtree(at)
