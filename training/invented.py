"""Invented names: people, places, peoples, groups and agencies that no corpus knows."""

from __future__ import annotations

import random

_ONSETS = [
    "b", "d", "k", "l", "m", "n", "r", "s", "t", "v", "z", "dr", "kr", "st", "sh", "h", "g", "f", "br", "p", "j", "w", "ch", "th", "y",
    "kh", "gh", "gr", "tr", "pl", "sl", "qu", "", "",
]  # fmt: skip
_MIDDLES = ["a", "e", "i", "o", "u", "ai", "ei", "ou", "ar", "er", "an", "in", "on", "al", "or", "ee", "ia", "au", "en", "ul"]
_ENDS = ["n", "r", "l", "sk", "m", "d", "k", "t", "", "", "v", "s", "sh", "th", "ck", "nd", "ng", "z"]
_STATE_ENDS = ["ia", "land", "stan", "a", "ania", "ova", "ina", "mark", "esh", "or", "al", "u", "en", "ique", "istan", "e", "ar"]
_PLACE_ENDS = ["ville", "grad", "abad", "pur", "ton", "ford", "burg", "an", "a", "o", "el", "ir", "ka", "", ""]
_PEOPLE_ENDS = ["n", "ian", "i", "ese", "ish", "an", "ic"]
_SIDES = [
    "Southern", "Eastern", "Western", "Central", "Upper", "Lower", "Coastal", "National", "United", "New", "Holy", "Islamic",
    "Patriotic", "Popular", "Green", "White", "Golden", "Iron", "Silent", "Young", "Revolutionary", "Democratic", "General", "Federal",
]  # fmt: skip
_CAUSES = [
    "Dawn", "Liberation", "Justice", "Freedom", "Unity", "Salvation", "Victory", "Dignity", "Homeland", "Martyrs", "Storm", "Lion",
    "Falcon", "Workers", "Peasants", "Tribal", "Mountain", "Desert", "Forest", "Border", "Volunteer", "Reform", "Renewal", "Hope",
]  # fmt: skip
_BODIES = [
    "Brigade", "Brigades", "Front", "Army", "Movement", "Party", "Council", "Union", "Guard", "Guards", "Force", "Forces", "League",
    "Corps", "Alliance", "Coalition", "Committee", "Congress", "Battalion", "Company", "Legion", "Command", "Assembly", "Resistance",
]  # fmt: skip
_KIN = ["Soldiers", "Daughters", "Children", "Army", "Lions", "Brothers", "Companions", "Heirs", "Party", "Defenders", "Friends", "Voice"]
_HALVES = ["Workers", "Farmers", "Women", "Citizens", "Veterans", "Teachers", "Students", "Miners"]
_PRESS = ["News Agency", "Press", "Times", "Post", "Herald", "Daily", "Today", "Television", "Radio", "Gazette", "Tribune", "Observer"]
_OFFICES = ["Ministry", "University", "Bank", "Institute", "Department", "Office", "Court", "Chamber"]
_FIELDS = ["Defence", "Health", "Justice", "Interior", "Trade", "Energy", "Finance", "Labour", "Information", "Transport"]


class NameMaker:
    """Names drawn from syllables and from lists of common words."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def word(self, ends: list[str] | None = None) -> str:
        """One capitalised word of two to four syllables."""
        pick = self._rng.choice
        stem = "".join(pick(_ONSETS) + pick(_MIDDLES) for _ in range(pick((1, 1, 2) if ends else (1, 2, 2))))
        name = (stem + (pick(_ONSETS[:20]) if ends else "") + pick(ends or _ENDS)).capitalize()
        return name if len(name) > 2 else name + "ra"

    def state(self) -> tuple[str, str]:
        """A state and the adjective of its people."""
        name = self.word(_STATE_ENDS)
        stem = name[:-1] if name[-1] in "aeiou" else name
        if name.endswith(("stan", "land")):
            return name, name[:-4] + self._rng.choice(("i", "ish", "er") if name.endswith("land") else ("", "i"))
        return name, stem + self._rng.choice(_PEOPLE_ENDS[1:])

    def place(self) -> str:
        """A town or region of one word."""
        return self.word(_PLACE_ENDS)

    def acronym(self) -> str:
        """Two to five capitals."""
        return "".join(self._rng.choice("ABCDEFGHIKLMNOPRSTUVW") for _ in range(self._rng.choice((2, 3, 3, 3, 4, 4, 5))))

    def group(self) -> tuple[str, ...]:
        """An organisation of common words, of an invented name and a common word, or an acronym."""
        pick = self._rng.choice
        form = self._rng.random()
        if form < 0.25:
            return (pick(_SIDES), pick(_CAUSES), pick(_BODIES))
        if form < 0.4:
            return (pick(_CAUSES), pick(_BODIES))
        if form < 0.52:
            return (pick(_KIN), "of", pick((self.word(), pick(_CAUSES))))
        if form < 0.6:
            return ("Nation", "'s", pick(_BODIES)) if self._rng.random() < 0.3 else (pick(_HALVES), "'", pick(_BODIES))
        if form < 0.72:
            return (self.acronym(),)
        if form < 0.8:
            return (self.word(), pick(_BODIES))
        if form < 0.86:
            return (self.word(), pick(_CAUSES), pick(_BODIES))
        if form < 0.92:
            return ("al-" + self.word(),) if self._rng.random() < 0.5 else (self.word(),)
        return (pick(_CAUSES), "and", pick(_CAUSES), pick(_BODIES))

    def outlet(self) -> tuple[str, ...]:
        """A paper, agency or channel."""
        pick = self._rng.choice
        return (pick((self.word(), pick(_SIDES), self.acronym())), *pick(_PRESS).split())

    def person(self) -> tuple[str, ...]:
        """Two words, now and then one or three."""
        return tuple(self.word() for _ in range(self._rng.choice((1, 2, 2, 2, 2, 3))))

    def any_party(self) -> tuple[str, ...]:
        """A state, a group or a person."""
        form = self._rng.random()
        return (self.state()[0],) if form < 0.4 else self.group() if form < 0.75 else self.person()

    def of(self, label: str, shape: tuple[str, ...]) -> tuple[str, ...] | None:
        """A name of a class with the given shape (see ``training.swaps.shape``), or None where none is made."""
        pick = self._rng.choice
        if shape == ("U",):
            return (self.acronym(),) if label == "organisation" else None
        if label == "place" and shape == ("X",):
            return (pick((self.state()[0], self.place())),)
        if label == "place" and shape == ("X", "X"):
            return (pick(("North", "South", "East", "West", "New", "San", "El", "Port", "Mount")), self.place())
        if label == "nationality" and shape == ("X",):
            return (self.state()[1],)
        if label != "organisation":
            return None
        made: dict[tuple[str, ...], tuple[str, ...]] = {
            ("X",): (self.word(),),
            ("X", "X"): (pick((self.word(), pick(_CAUSES))), pick(_BODIES)),
            ("X", "X", "X"): (pick((self.word(), pick(_SIDES))), pick(_CAUSES), pick(_BODIES)),
            ("X", "of", "X"): pick(((pick(_OFFICES), "of", pick(_FIELDS)), (pick(_KIN), "of", self.word()))),
        }
        return made.get(shape)
