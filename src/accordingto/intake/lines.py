"""The blocks of a page with what each looks like, and the evidence around them that a report begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from accordingto.intake.blocks import Block
from accordingto.intake.bylines import Meta, parse_meta
from accordingto.intake.datelines import dateline
from accordingto.intake.naming import writers_and_place
from accordingto.intake.said import Said
from accordingto.intake.traits import (
    is_furniture,
    is_paragraph,
    is_promo_label,
    name_line,
    tail_kind,
    title_score,
)
from accordingto.model.report import PartKind

_LONG = 700
_BRIEF = 18


@dataclass(frozen=True, slots=True)
class Line:
    """A block with what it looks like by itself."""

    block: Block
    meta: Meta | None
    tail: PartKind | None
    paragraph: bool
    title: float
    promo_label: bool
    name: bool
    furniture: bool
    wide: bool
    brief: bool
    listed: bool

    @property
    def text(self) -> str:
        """The block's words."""
        return self.block.text

    @property
    def gap(self) -> int:
        """Blank lines before the block."""
        return self.block.gap


@dataclass(frozen=True, slots=True)
class Header:
    """The head of one report; all numbers are indices of blocks.

    Attributes:
        start: first block of the report. body: first block after the head. title: the title's block, or None.
        metas: byline blocks. others: captions, decks and the like inside the head, with their kinds.
        how: "above", "below", "inside", "none" or "bare": where the title stands to the byline.
        sure, reason: how likely it is that a report begins here, 0 to 1, and why.
        end: the block after the report's last one. foot: the blocks below the text that belong to it.
        said: what the model of pieces read in head and foot; None for sources whose mark-up says it.
    """

    start: int
    body: int
    title: int | None
    metas: tuple[int, ...]
    others: tuple[tuple[int, PartKind], ...]
    how: str
    sure: float
    reason: str
    end: int
    foot: tuple[int, ...] = ()
    said: Said | None = None


def read_lines(blocks: Sequence[Block]) -> list[Line]:
    """Look at each block by itself."""
    lines: list[Line] = []
    for block in blocks:
        text = block.text
        if len(text) > _LONG:
            lines.append(_long_line(block))
            continue
        meta = parse_meta(text)
        tail = None if meta else tail_kind(text)
        paragraph = meta is None and tail is None and is_paragraph(text)
        long = paragraph and text.count(" ") > _BRIEF
        lines.append(
            Line(
                block=block,
                meta=meta,
                tail=tail,
                paragraph=paragraph,
                title=-5.0 if meta or long else title_score(text),
                promo_label=tail == "promo" and is_promo_label(text),
                name=meta is None and tail is None and len(text) < 60 and name_line(text),
                furniture=tail == "separator" and is_furniture(text),
                wide=False,
                brief=False,
                listed=False,
            )
        )
    typical = _typical_gap(lines)
    usual = median([len(line.text) for line in lines if line.paragraph] or [0])
    listed = _listed(lines)
    return [replace(line, wide=line.gap > typical, brief=_is_brief(line, usual), listed=at in listed) for at, line in enumerate(lines)]


def _listed(lines: Sequence[Line]) -> set[int]:
    """Titles of other reports that a promo announces: the line below the label, and further ones while more such lines follow."""
    found: set[int] = set()
    for label in (at for at, line in enumerate(lines) if line.promo_label):
        for at in range(label + 1, min(len(lines), label + 8)):
            if lines[at].meta is not None or lines[at].paragraph or lines[at].tail is not None:
                break
            if at > label + 1 and (lines[at].gap > lines[label + 1].gap or _heads_text(lines, at)):
                break
            found.add(at)
    return found


def _heads_text(lines: Sequence[Line], at: int) -> bool:
    """Whether a byline or running text comes within three lines, with nothing but captions and the like between."""
    return any(line.meta is not None or line.paragraph for line in lines[at + 1 : at + 2]) or any(
        lines[k].meta is not None and all(b.tail is not None or b.name for b in lines[at + 1 : k])
        for k in range(at + 2, min(len(lines), at + 4))
    )


def _is_brief(line: Line, usual: float) -> bool:
    """A sentence so much shorter than the page's paragraphs that it may be a title with a full stop."""
    return line.paragraph and len(line.text.split()) <= _BRIEF and len(line.text) <= 0.6 * usual


def _long_line(block: Block) -> Line:
    """Running text that is too long to be anything else; most of a page is, and needs no closer look."""
    return Line(block, None, None, True, -5.0, False, False, False, False, False, False)


def _typical_gap(lines: Sequence[Line]) -> int:
    """Blank lines that this page sets between two paragraphs."""
    gaps = Counter(lines[k].gap for k in range(1, len(lines)) if lines[k].paragraph and lines[k - 1].paragraph)
    return gaps.most_common(1)[0][0] if gaps else 1


def is_address(line: Line) -> bool:
    """A report's own web address, as page dumps print it under the title."""
    return line.tail == "link_stub" and len(line.text.split()) <= 2 and "://" in line.text


def close_head(lines: Sequence[Line], header: Header) -> Header:
    """Take up what stands between the head so far and the first paragraph: captions, credits, a name, one deck after the title."""
    others = list(header.others)
    metas = list(header.metas)
    at, deck_open = header.body, header.title == header.body - 1
    while at < len(lines) and at < header.body + 4:
        line = lines[at]
        if line.tail in ("photo_caption", "photo_credit") or is_address(line):
            others.append((at, line.tail or "other"))
        elif line.meta is not None:
            metas.append(at)
        elif (
            line.name
            and at + 1 < len(lines)
            and lines[at + 1].paragraph
            and (_lacks_name(lines, header) or _is_signed(lines, header, at))
        ):
            others.append((at, "byline"))
        elif (
            deck_open
            and not line.paragraph
            and line.tail is None
            and line.title > -2.5
            and at + 1 < len(lines)
            and lines[at + 1].paragraph
            and not dateline(line.text)
        ):
            others.append((at, "deck"))
            deck_open = False
        else:
            break
        at += 1
    return replace(header, body=at, metas=tuple(sorted(set(metas))), others=tuple(sorted(others)))


def _is_signed(lines: Sequence[Line], header: Header, at: int) -> bool:
    """Whether the line right under an unsigned byline line names writers and a place."""
    metas = [meta for k in header.metas if (meta := lines[k].meta) is not None]
    return at - 1 in header.metas and not any(meta.authors for meta in metas) and writers_and_place(lines[at].text) is not None


def _lacks_name(lines: Sequence[Line], header: Header) -> bool:
    """Whether no byline line so far names an outlet."""
    metas = [meta for at in header.metas if (meta := lines[at].meta) is not None]
    return not any(meta.names or meta.source for meta in metas)


def short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
