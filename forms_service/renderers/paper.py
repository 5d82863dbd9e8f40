"""A paper of ours as PDF: the association's name and mark, a title, blocks, and on each page its number. Draws; decides nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from forms_service.association import Association
from forms_service.clock import RIYADH
from forms_service.renderers import tokens, typesetting
from forms_service.renderers.blocks import Block
from forms_service.renderers.pieces import Piece, code, said
from forms_service.renderers.text_layer import repair
from forms_service.renderers.tokens import ASSETS

LAYOUT = Path(__file__).with_name("paper.typ")
NEUTRAL_MARK = "mark.svg"


@dataclass(frozen=True)
class Paper:
    """What is drawn. `made_at` (aware) dates the file; `foot` stands at the foot of each page.

    `url` becomes a QR code, and is written out after `leads_to`. `badge`: words and look of a status that every page shows.
    """

    title: str
    description: str
    made_at: datetime
    blocks: Sequence[Block]
    foot: str = ""
    url: str = ""
    leads_to: str = ""
    badge: tuple[str, str] | None = None


def pdf(paper: Paper, association: Association) -> bytes:
    """The paper as a tagged PDF/UA-1 and PDF/A-2a; the same bytes for the same paper. Raises CannotBeSet."""
    day = paper.made_at.astimezone(RIYADH)
    sheet = {
        "title": paper.title,
        "author": association.name,
        "description": paper.description,
        "keywords": [],
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "badge": dict(zip(("text", "look"), paper.badge, strict=True)) if paper.badge else None,
        "name": list(association.name_lines or (association.name,)),
        "mark": list((ASSETS / (association.mark or NEUTRAL_MARK)).read_bytes()),
        "head": said(paper.title),
        "foot": said(paper.foot),
        "url": paper.url,
        "leads": [*said(paper.leads_to), *code(paper.url.partition("://")[2])],
        "qr": qr(paper.url) if paper.url else "",
        "blocks": list(paper.blocks),
        "fonts": list(typesetting.FONTS),
        "colours": tokens.colours(),
    }
    return repair(typesetting.pdf(LAYOUT, sheet, timestamp=int(paper.made_at.timestamp())))


def qr(url: str) -> str:
    """A QR code that leads to this address, as SVG."""
    out = BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()


def lacking(blocks: Sequence[Block]) -> int:
    """How many letters in these blocks the fonts cannot draw; each stands as words in its place."""
    return sum(piece.get("lacks", 0) for block in blocks for piece in _pieces(block))


def _pieces(found: Any) -> Iterator[Piece]:
    if isinstance(found, dict) and "t" in found:
        yield found
    elif isinstance(found, dict | list | tuple):
        for each in found.values() if isinstance(found, dict) else found:
            yield from _pieces(each)
