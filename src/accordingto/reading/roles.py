"""Who does what to whom around one trigger: the engine's roles where it gives them, syntax for the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from accordingto.model.reading import Argument
from accordingto.model.text import Span
from accordingto.reading.lexicon import weekdays, words
from accordingto.reading.names import Mention
from accordingto.reading.references import References
from accordingto.reading.statements_sources import noun_range
from accordingto.reading.tree import Tree

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_TARGETS = frozenset({"on", "against", "at", "upon", "toward", "towards", "with", "to", "targeting", "from"})
_NOUN_TARGETS = frozenset({"on", "against", "of", "at", "to", "targeting", "upon", "toward", "towards", "for"})
# An adjective of a people by its form, where no name was tagged: "Velmoran", "Tasmiri", "Brenlandic".
_DEMONYM = re.compile(r"[A-Z][a-z]{2,}(?:an|ian|ean|ese|ish|ic|i)")
# "Policemen", "fishermen", "spokeswoman".
_OF_MEN = re.compile(r"[a-z]{3,}(?:men|man|woman|women)$")
_EMPTY = frozenset({"it", "there", "what"})
_PERSONS = frozenset(
    {"i", "we", "he", "she", "they", "him", "her", "them", "us", "me", "who", "whom", "everyone", "somebody", "someone", "nobody"}
)
_OF_ACTS = frozenset({"RETREAT", "PROTEST", "CONSULT", "AGREE"})


@dataclass(slots=True)
class Players:
    """Head words of those who act and those acted upon, and what said so."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    how: str = ""


class Roles:
    """Arguments of triggers in one text."""

    def __init__(self, tree: Tree, mentions: list[Mention], references: References) -> None:
        self.tree, self.mentions, self.references = tree, mentions, references
        self.named = {w: n for n, m in enumerate(mentions) for w in range(*m.words)}
        self.timed = {w for t in tree.tags.times for w in range(t.first, t.last)}
        self.tagged: dict[int, dict[str, list[int]]] = {}
        for role in tree.tags.roles:
            self.tagged.setdefault(role.predicate, {}).setdefault(role.label, []).append(role.head)

    def of_verb(self, word: int) -> Players:
        """Players around a verb."""
        tree, tagged = self.tree, self.tagged.get(word, {})
        passive = self._is_passive(word)
        actors = [self._top(word, a) for a in tagged.get("ARG0", ()) if not passive or tree.case_of(a) == "by"]
        recipients = [self._top(word, r) for r in tagged.get("ARG1", ())]
        how = "roles" if actors or recipients else "syntax"
        controlled = None if passive else self._controlled(word)
        if controlled is not None:
            actors, how = [controlled], "syntax"
        if not actors:
            actors = self._agents(word, passive)
        if not recipients:
            recipients = self._patients(word, passive)
        if not passive and not actors and recipients and all(tree.rel[r] == "nsubj" and tree.head[r] == word for r in recipients):
            actors, recipients = recipients, []
        told = self._told(word)
        if told and not any(map(self.is_party, recipients)):
            recipients = told
        for c in tree.child[word]:
            if (
                (
                    tree.base(c) == "obl"
                    and tree.case_of(c) in ("on", "against", "at", "upon", "toward", "towards", "with")
                    and self.is_party(c)
                )
                and not any(self.is_party(r) for r in recipients)
                and c not in actors
            ):
                recipients = [c]
                break
        return Players(self.spread(actors), [r for r in self.spread(recipients) if r not in actors], how)

    def _top(self, word: int, head: int) -> int:
        """The head of the whole phrase that depends on a verb, where only a noun inside it was taken for the argument."""
        tree, at = self.tree, head
        for _ in range(3):
            above = tree.head[at]
            if above == word:
                return at if tree.base(at) in ("nsubj", "obj", "iobj") else head
            if above < 0 or tree.base(at) not in ("nmod", "compound", "flat", "appos", "amod"):
                return head
            at = above
        return head

    def _told(self, word: int) -> list[int]:
        """Whom an asking or ordering is put to: an indirect object, or whoever shall do what is asked."""
        tree = self.tree
        found = [c for c in tree.child[word] if tree.rel[c] == "iobj" and self.is_party(c)]
        if found or tree.lemma[word] not in words("events", "control", "verbs"):
            return found
        asked = [c for c in tree.child[word] if tree.base(c) in ("xcomp", "ccomp") and any(tree.low[k] == "to" for k in tree.child[c])]
        return [k for c in asked for k in tree.child[c] if tree.rel[k] == "nsubj" and k > word and self.is_party(k)]

    def _controlled(self, word: int) -> int | None:
        """Who does what stands below a verb whose object does it: "called on X to leave", "X was accused by Y of arming rebels"."""
        tree = self.tree
        above = tree.head[word]
        if above < 0 or tree.base(word) not in ("xcomp", "advcl", "ccomp") or any(tree.base(c) == "nsubj" for c in tree.child[word]):
            return None
        if tree.lemma[above] not in words("events", "control", "verbs"):
            return None
        marks = {tree.low[c] for c in tree.child[word] if tree.base(c) in ("mark", "case")}
        if not marks & {"to", "of", "for", "against", "from", "into", "over"}:
            return None
        if self._is_passive(above):
            return next((c for c in tree.child[above] if tree.base(c) == "nsubj"), None)
        own = [
            c
            for c in tree.child[above]
            if c < word and tree.base(c) in ("obj", "iobj", "obl") and tree.case_of(c) in ("", "on", "upon", "to", "against")
        ]
        return next((c for c in own if self.is_party(c)), None)

    def _is_passive(self, word: int) -> bool:
        """Whether what stands as the subject suffers. Without "be" or "by", what reports a clause or has an object is active."""
        tree = self.tree
        if self.is_bare_passive(word):
            return True
        if not tree.is_passive(word):
            return False
        kids = tree.child[word]
        if tree.rel[word] == "acl" or any(tree.rel[c] == "aux:pass" or (tree.base(c) == "obl" and tree.case_of(c) == "by") for c in kids):
            return True
        return not any(
            tree.base(c) in ("obj", "ccomp") or (tree.base(c) == "obl" and tree.case_of(c) in ("on", "for", "to", "upon")) for c in kids
        )

    def is_bare_passive(self, word: int) -> bool:
        """ "dozens arrested", "two officers injured": a participle that can only be passive, in the short style of headlines."""
        tree = self.tree
        if tree.lemma[word] not in words("events", "passive", "verbs") or tree.low[word] == tree.lemma[word] != "hurt":
            return False
        return not (any(tree.base(c) in ("obj", "aux") for c in tree.child[word]) or tree.low[word].endswith("ing"))

    def of_noun(self, word: int, root: str, *, light: int | None, reciprocal: bool, suffering: bool) -> Players:
        """Players around a noun; ``light`` is the verb that carries it ("carried out an attack")."""
        tree = self.tree
        actors: list[int] = []
        recipients: list[int] = []
        for c in tree.child[word]:
            base, case = tree.base(c), tree.case_of(c)
            if tree.rel[c] == "nmod:poss" or (base in ("compound", "amod", "nmod") and c < word and not case and self._is_actor_word(c)):
                if tree.rel[c] == "nmod:poss" and self._is_time(c):
                    continue
                actors.append(c)
            elif (base in ("nmod", "obl") and case == "by") or (base in ("nmod", "obl") and case in ("between", "among") and reciprocal):
                actors.append(c)
            elif base in ("nmod", "obl") and case in ("with",) and reciprocal:
                recipients.append(c)
            elif base in ("nmod", "obl") and case in _NOUN_TARGETS:
                if case == "of" and root in _OF_ACTS:
                    actors.append(c)
                elif case not in ("at", "for", "to") or self.is_party(c):
                    recipients.append(c)
            elif base == "acl" and tree.lemma[c] in ("target", "hit", "involve", "kill", "strike"):
                recipients += [x for x in tree.child[c] if tree.base(x) == "obj"]
            elif base == "acl" and tree.is_passive(c):
                actors += [x for x in tree.child[c] if tree.base(x) == "obl" and tree.case_of(x) == "by"]
        if light is not None:
            passive = tree.is_passive(light)
            subjects = self._agents(light, passive)
            if suffering:
                recipients = recipients or subjects
            else:
                actors = actors or [s for s in subjects if s != word]
                for c in tree.child[light]:
                    if not recipients and tree.base(c) == "obl" and tree.case_of(c) in _TARGETS and self.is_party(c) and c != word:
                        recipients.append(c)
        if reciprocal and not recipients and len(self.spread(actors)) > 1:
            both = self.spread(actors)
            return Players(both, both, "noun, both ways")
        return Players(self.spread(actors), [r for r in self.spread(recipients) if r not in actors], "noun")

    def _agents(self, word: int, passive: bool) -> list[int]:
        tree = self.tree
        if passive:
            return [
                c
                for c in tree.child[word]
                if tree.base(c) == "obl" and (tree.rel[c] == "obl:agent" or tree.case_of(c) == "by") and not self._is_time(c)
            ]
        if tree.base(word) == "acl" and tree.low[word].endswith("ing") and tree.head[word] >= 0:
            return [tree.head[word]]
        subject = tree.subject(word)
        if subject is None:
            above = tree.head[word]
            if above >= 0 and tree.base(word) in ("xcomp", "advcl"):
                # "called on X to leave", "sent troops to fight".
                found = tree.kid(above, "obj", "obl")
                return [found] if found is not None and found < word and tree.base(word) == "xcomp" else []
            return []
        if tree.rel[subject].endswith(":pass") and not tree.is_passive(word):
            return [subject] if tree.base(word) in ("xcomp",) else []
        if tree.base(word) == "xcomp" and tree.head[word] >= 0:
            found = tree.kid(tree.head[word], "obj")
            if found is not None and found < word:
                return [found]
        return [subject]

    def _patients(self, word: int, passive: bool) -> list[int]:
        tree = self.tree
        if passive:
            own = [c for c in tree.child[word] if tree.base(c) == "nsubj"] or [c for c in tree.child[word] if tree.base(c) == "nummod"]
            if own:
                return own
            if tree.base(word) == "acl" and tree.head[word] >= 0:
                return [tree.head[word]]
            subject = tree.subject(word)
            return [subject] if subject is not None else []
        return [c for c in tree.child[word] if tree.base(c) in ("obj", "iobj")]

    def spread(self, heads: list[int]) -> list[int]:
        """Antecedents for relative pronouns, and whoever is coordinated with a head."""
        tree = self.tree
        found: list[int] = []
        for head in heads:
            if tree.low[head] in _RELATIVE:
                clause = tree.head[head]
                antecedent = tree.head[clause] if clause >= 0 and tree.base(clause) in ("acl", "advcl") else -1
                if antecedent < 0:
                    continue
                head = antecedent
            if tree.low[head] in _EMPTY and head not in self.references.by_word:
                continue
            for one in (
                head,
                *(c for c in tree.child[head] if tree.base(c) == "conj" and tree.upos[c] in ("NOUN", "PROPN", "PRON", "ADJ")),
            ):
                if one not in found:
                    found.append(one)
        return found

    def is_party(self, word: int) -> bool:
        """Whether a word names people, a group or a state: somebody to whom a thing can be done."""
        tree = self.tree
        number = self.named.get(word)
        if number is not None:
            return self.mentions[number].kind in ("person", "organisation", "place", "nationality", "facility")
        lemma = tree.lemma[word]
        candidate = self.references.by_word.get(word)
        if tree.base(word) in ("amod", "compound") and _DEMONYM.fullmatch(tree.form[word]) and word not in self.timed:
            return True
        if tree.upos[word] == "PRON":
            return (candidate is not None and candidate.kind != "other") or tree.low[word] in _PERSONS
        return (
            lemma in words("titles", "roles")
            or lemma in words("titles", "sources", "organisation")
            or lemma in words("titles", "sources", "crowd")
            or lemma in words("titles", "sources", "unnamed")
            or (candidate is not None and candidate.kind in ("person", "organisation", "people"))
        )

    def owners(self, head: int) -> list[int]:
        """Whose a thing is: "Velmora's claims", "the decision of the court", "Kestrian boats"."""
        tree = self.tree
        return [
            c
            for c in tree.child[head]
            if self.is_party(c)
            and tree.upos[c] != "PRON"
            and (
                tree.rel[c] == "nmod:poss"
                or (tree.base(c) == "nmod" and tree.case_of(c) in ("of", "by"))
                or (tree.base(c) in ("amod", "compound") and c < head and c in self.named)
            )
        ]

    def is_people(self, word: int) -> bool:
        """Whether a word stands for persons: somebody who can be held, hurt or spoken to."""
        tree = self.tree
        number = self.named.get(word)
        if number is not None:
            return self.mentions[number].kind in ("person", "nationality")
        if tree.upos[word] in ("NUM", "PRON") or self.is_party(word) or _OF_MEN.search(tree.low[word]):
            return True
        return tree.lemma[word] in words("events", "classes", "detainees") or tree.lemma[word] in words("events", "classes", "persons")

    def _is_actor_word(self, word: int) -> bool:
        tree = self.tree
        number = self.named.get(word)
        if number is not None:
            return self.mentions[number].kind in ("person", "organisation", "place", "nationality")
        lemma = tree.lemma[word]
        return (_DEMONYM.fullmatch(tree.form[word]) is not None and word not in self.timed) or lemma in (
            "rebel",
            "militant",
            "insurgent",
            "army",
            "police",
            "government",
            "militia",
            "military",
            "opposition",
            "student",
            "worker",
            "protester",
            "jihadist",
            "guerrilla",
            "separatist",
            "coalition",
            "union",
            "settler",
            "terrorist",
            "extremist",
            "gang",
            "navy",
            "paramilitary",
        )

    def _is_time(self, word: int) -> bool:
        return word in self.timed or self.tree.low[word] in _DAYS

    def argument(self, head: int) -> Argument:
        """The phrase of a head word as an argument, with the name it resolves to."""
        tree = self.tree
        first, last = noun_range(tree, head)
        for c in tree.child[head]:
            if c > head and (tree.base(c) in ("conj", "appos") or (tree.base(c) == "acl" and c > head + 1)):
                last = min(last, tree.first[c])
        while last > head + 1 and (tree.upos[last - 1] in ("PUNCT", "CCONJ")) and tree.form[last - 1] not in (")", "”"):
            last -= 1
        return Argument(tree.span((first, max(last, head + 1))), tree.words[head], self._name_of(head))

    def _name_of(self, head: int) -> int | None:
        number = self.named.get(head)
        if number is not None:
            return number
        candidate = self.references.by_word.get(head)
        if candidate is not None and candidate.entity is not None:
            before = [n for n, m in enumerate(self.mentions) if m.entity == candidate.entity and m.head < head]
            return before[-1] if before else next((n for n, m in enumerate(self.mentions) if m.entity == candidate.entity), None)
        tree = self.tree
        for c in tree.child[head]:
            number = self.named.get(c)
            if number is None or tree.base(c) not in ("amod", "compound", "nmod", "flat", "appos") or tree.case_of(c).strip("'s’ "):
                continue
            if self.mentions[number].kind in ("nationality", "place", "organisation", "person"):
                return number
        return None

    def means(self, word: int) -> Span | None:
        """The weapon or means a trigger names: before a noun ("drone strike"), or behind "with", "by", "using"."""
        tree = self.tree
        known = words("events", "means", "words")
        for c in tree.child[word]:
            base = tree.base(c)
            if base == "compound" and (tree.lemma[c] in known or tree.low[c] in known):
                return tree.words[c]
            if base in ("obl", "nmod") and tree.case_of(c) in ("with", "by", "in", "using") and tree.lemma[c] in known:
                return tree.span((min(x for x in (c, *(k for k in tree.child[c] if tree.base(k) == "compound"))), c + 1))
            if (
                base == "obj"
                and tree.lemma[c] in known
                and tree.lemma[word] in ("fire", "launch", "drop", "detonate", "throw", "hurl", "use", "explode")
            ):
                return tree.words[c]
            if base == "nsubj" and tree.lemma[c] in known:
                return tree.words[c]
        return None


_DAYS = weekdays() | {"yesterday", "today", "tomorrow", "week", "month", "year", "night", "morning", "evening", "day"}
