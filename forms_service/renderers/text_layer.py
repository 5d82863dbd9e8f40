"""Puts the text behind the glyphs right, so that words with vowel signs are copied, found and read aloud as they are written.

typst names every glyph of a letter with its signs by the whole cluster (github.com/typst/typst/issues/8767) and wraps it in
an /ActualText that browsers put in the wrong place: «حرفًا» is copied as «فرحًا». Here each glyph is named by its own character,
and a word is one run again. Nothing that is seen changes.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from unicodedata import combining

import pikepdf
from pikepdf import ContentStreamInstruction as Instruction
from pikepdf import Operator

SHADDA = "\u0651"
# In thousandths of an em. Readers take a wider step onwards for a space; it becomes a place of its own.
STEP = 120
# In points: where the pen stands and where the next glyphs are put is the same place.
SAME = 0.02
BFCHAR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
STATE = {"Tr", "Tf"}


def repair(content: bytes) -> bytes:
    """The same PDF with its text layer put right; the same bytes for the same PDF."""
    with pikepdf.open(BytesIO(content)) as pdf:
        fonts: dict[Any, _Font] = {}
        pages = []
        for page in pdf.pages:
            named = {name: fonts.setdefault(font.objgen, _Font(font)) for name, font in page.Resources.Font.items()}
            pages.append((page, _Rewriter(named).rewritten(pikepdf.parse_content_stream(page))))
        for page, stream in pages:
            page.Contents = pdf.make_stream(stream)
        for font in fonts.values():
            font.name_glyphs(pdf)
        out = BytesIO()
        compact = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=compact, fix_metadata_version=False)
        return out.getvalue()


def is_marked(text: str) -> bool:
    """Whether this is one letter with signs above or below it."""
    return len(text) > 1 and not combining(text[0]) and all(map(combining, text[1:]))


class _Font:
    """The widths of a font's glyphs, and what the clusters on the pages tell of their characters."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.widths = dict(_widths(list(font.DescendantFonts[0].W)))
        self.characters: dict[int, str] = {}

    def learn(self, glyphs: list[int], text: str) -> None:
        """Glyphs of one cluster, as drawn from left to right: the letter last, its signs from the outermost inwards."""
        signs = [glyph for glyph in reversed(glyphs) if not self.widths.get(glyph)]
        letters = [glyph for glyph in glyphs if self.widths.get(glyph)]
        if len(letters) == 1:
            self.characters[letters[0]] = text[0]
            inwards = sorted(text[1:], key=lambda sign: sign != SHADDA)  # the shaper puts it next to its letter
            self.characters.update(zip(signs, inwards, strict=False))

    def name_glyphs(self, pdf: pikepdf.Pdf) -> None:
        """Write the font's table of characters anew."""
        table = BFCHAR.sub(self._named, self.font.ToUnicode.read_bytes())
        self.font.ToUnicode = pdf.make_stream(table)

    def _named(self, entry: re.Match[bytes]) -> bytes:
        glyph, text = int(entry[1], 16), bytes.fromhex(entry[2].decode()).decode("utf-16-be")
        if glyph in self.characters:
            text = self.characters[glyph]
        elif is_marked(text) and not self.widths.get(glyph):
            text = text[1:].replace(SHADDA, "") or SHADDA  # a sign raised over a shadda is drawn apart from its cluster
        return b"<%s> <%s>" % (entry[1], text.encode("utf-16-be").hex().upper().encode())


class _Rewriter:
    """Goes through a page's instructions and joins what typst drew in pieces."""

    def __init__(self, fonts: dict[str, _Font]) -> None:
        self.fonts = fonts
        self.out: list[Instruction] = []
        self.state: dict[str, Any] = {}
        self.matrix: list[float] = []
        self.font, self.size = next(iter(fonts.values())), 0.0
        self.pieces: list[tuple[list[float], list[Any]]] = []
        self.pen = 0.0
        self.clusters: list[str] = []
        self.glyphs: list[int] = []

    def rewritten(self, instructions: Any) -> bytes:
        """The page's content without its marked clusters."""
        for instruction in instructions:
            self._take(instruction, str(instruction.operator), instruction.operands)
        self._flush()
        return pikepdf.unparse_content_stream(self.out)

    def _take(self, instruction: Any, operator: str, operands: Any) -> None:
        if operator in ("BDC", "BMC"):
            self.clusters.append(_cluster(operands))
            self.glyphs = []
            if self.clusters[-1]:
                return
        elif operator == "EMC" and (text := self.clusters.pop()):
            self.font.learn(self.glyphs, text)
            return
        elif operator in STATE:
            if operator == "Tf":
                self.font, self.size = self.fonts[str(operands[0])], float(operands[1])
            if self.state.get(operator) == (said := [str(each) for each in operands]):
                return
            self.state[operator] = said
        elif operator == "Tm":
            self.matrix = [float(each) for each in operands]
            return
        elif operator in ("Tj", "TJ"):
            self._show(list(operands[0]) if operator == "TJ" else [operands[0]])
            return
        elif operator == "BT":
            self.state = {}
        self._flush()
        self.out.append(instruction)

    def _show(self, array: list[Any]) -> None:
        *turn, x, y = self.matrix
        for element in array:
            if not isinstance(element, pikepdf.String):
                x -= float(element) * self.size / 1000
                continue
            glyphs = _glyphs(element)
            self.glyphs += glyphs
            step = (self.pen - x) * 1000 / self.size if self.pieces else 0
            last = self.pieces[-1] if self.pieces else None
            if last is None or [*last[0][:4], last[0][5]] != [*turn, y] or step < -STEP:
                self.pieces.append(([*turn, x, y], [element]))
            else:
                last[1].extend([element] if abs(self.pen - x) < SAME else [round(step, 2), element])
            x += sum(self.font.widths.get(glyph, 0) for glyph in glyphs) * self.size / 1000
            self.pen = x

    def _flush(self) -> None:
        for matrix, array in self.pieces:
            self.out.append(Instruction([round(each, 4) for each in matrix], Operator("Tm")))
            self.out.append(Instruction([pikepdf.Array(array)], Operator("TJ")))
        self.pieces = []


def _cluster(operands: Any) -> str:
    """The text of a cluster that is one letter with its signs; else nothing."""
    properties = operands[1] if len(operands) == 2 else None
    text = str(properties.get("/ActualText", "")) if isinstance(properties, pikepdf.Dictionary) else ""
    return text if is_marked(text) else ""


def _glyphs(shown: Any) -> list[int]:
    pairs = bytes(shown)
    return [int.from_bytes(pairs[at : at + 2], "big") for at in range(0, len(pairs), 2)]


def _widths(table: list[Any]) -> Iterator[tuple[int, float]]:
    """The entries of a PDF's /W: `first [w w …]` or `first last w`."""
    while table:
        first, second, *rest = table
        if isinstance(second, pikepdf.Array):
            yield from enumerate(map(float, second), start=int(first))
            table = rest
        else:
            yield from ((glyph, float(rest[0])) for glyph in range(int(first), int(second) + 1))
            table = rest[1:]
