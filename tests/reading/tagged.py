"""Tags out of a compact notation, so that rules are tested without the engine.

One line a sentence, one item a word: ``form:UPOS:relation:head`` and, where the lemma is not the lower-case form,
``:lemma``. Heads count from 1 within the sentence, 0 is the root. ``_`` glues a word to the one before it.
A line that is empty makes a paragraph break.
"""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.model.text import Span
from accordingto.reading.tags import EventTag, Link, Role, Tags, TagSpan
from accordingto.reading.tree import Tree

Statement = tuple[str, str, str]


def tagged(
    notation: str,
    *,
    names: dict[str, str] | None = None,
    statements: Sequence[Statement] = (),
    events: dict[str, tuple[str, str]] | None = None,
    roles: Sequence[tuple[str, str, str]] = (),
) -> tuple[str, Tags]:
    """Text and tags of a notation.

    Args:
        names: words of a name to its label; every occurrence is tagged.
        statements: (source, cue, content) words, "" for none; they are tagged and linked.
        events: trigger word to (type, status).
        roles: (predicate word, label, head word).
    """
    text, spans, sentences = "", [], []
    upos, lemmas, heads, rels = [], [], [], []
    for line in notation.strip().splitlines():
        if not line.strip():
            text = text.rstrip() + "\n\n"
            continue
        first = len(spans)
        for item in line.split():
            form, pos, rel_head = item.split(":", 2)
            glued = form.startswith("_") and len(form) > 1
            form = form[1:] if glued else form
            relation, head, *lemma = _split(rel_head)
            if glued:
                text = text.rstrip(" ")
            spans.append(Span(len(text), len(text) + len(form)))
            text += form + " "
            upos.append(pos)
            rels.append(relation)
            heads.append(first + int(head) - 1 if int(head) else -1)
            lemmas.append(lemma[0] if lemma else form.lower())
        sentences.append((first, len(spans)))
    forms = [s.of(text) for s in spans]
    name_spans = [TagSpan(a, b, label, 0.9) for words, label in (names or {}).items() for a, b in _places(forms, words)]
    parts: list[TagSpan] = []
    wanted: list[tuple[TagSpan | None, TagSpan | None, TagSpan]] = []
    for source, cue, content in statements:
        made = [
            TagSpan(*_places(forms, words)[0], label, 0.9) if words else None
            for words, label in ((source, "source"), (cue, "cue"), (content, "content"))
        ]
        parts += [p for p in made if p is not None and p not in parts]
        assert made[2] is not None
        wanted.append((made[0], made[1], made[2]))
    parts.sort(key=lambda p: p.first)
    links = [Link(parts.index(c) if c else None, parts.index(s) if s else None, parts.index(k), 0.9) for s, c, k in wanted]
    return text.rstrip(), Tags(
        words=tuple(spans),
        sentences=tuple(sentences),
        upos=tuple(upos),
        lemmas=tuple(lemmas),
        heads=tuple(heads),
        deprels=tuple(rels),
        names=tuple(sorted(name_spans, key=lambda n: n.first)),
        attributions=tuple(parts),
        links=tuple(links),
        roles=tuple(Role(forms.index(p), forms.index(h), label, 0.9) for p, label, h in roles),
        events=tuple(EventTag(forms.index(w), kind, 0.9, status, 0.9) for w, (kind, status) in (events or {}).items()),
    )


def tree(notation: str, **more: object) -> Tree:
    """The tree of a notation."""
    return Tree(*tagged(notation, **more))  # type: ignore[arg-type]


def _split(rel_head: str) -> list[str]:
    """ "nsubj:pass:3:lemma" or "nsubj:3" into relation, head and, if there, lemma."""
    parts = rel_head.split(":")
    at = next(n for n, part in enumerate(parts) if part.isdigit())
    return [":".join(parts[:at]), parts[at], *parts[at + 1 :]]


def _places(forms: Sequence[str], words: str) -> list[tuple[int, int]]:
    wanted = words.split()
    return [(n, n + len(wanted)) for n in range(len(forms)) if list(forms[n : n + len(wanted)]) == wanted]
