"""Words with vowel signs are copied and found as they are written, and nothing that is seen changes."""

import pypdfium2
import pytest

from forms_service.renderers import typesetting
from forms_service.renderers.text_layer import is_marked, repair
from tests.support import paper

LAYOUT = """#let sheet = json(bytes(sys.inputs.sheet))
#set document(title: "ع")
#set page(header: [ع], footer: [ع])
#set text(font: "Amiri", lang: "ar", dir: rtl, kerning: false)
#for word in sheet.words { par(word) }
"""
WORDS = ["حرفًا", "مبسّط", "شرطًا", "معيّن", "وتقديرًا", "يُدخَم", "تُتابَع", "يحسّن", "وتُراجَع"]
GARBLED = "حرفًا"


@pytest.fixture
def typeset(tmp_path):
    layout = tmp_path / "layout.typ"
    layout.write_text(LAYOUT, encoding="utf-8")
    return typesetting.pdf(layout, {"words": WORDS}, timestamp=0)


def tagged(document) -> int:
    """How many pieces of the page the tree of tags names."""
    return len(document.Root.StructTreeRoot.ParentTree.Nums[1])


def drawn(content: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(content) as document:
        return [bytes(page.render(scale=1).buffer) for page in document]


def test_marked_words_are_read_as_they_are_written(typeset):
    (body,) = paper.bodies(repair(typeset))
    assert [word for word in WORDS if word not in body.split()] == []


def test_the_repair_is_still_needed(typeset):
    """Where this fails, typst names the glyphs itself (typst/typst#8767): forms_service/renderers/text_layer.py can go."""
    (body,) = paper.bodies(typeset)
    assert GARBLED not in body.split()


def test_nothing_that_is_seen_changes(typeset):
    assert drawn(repair(typeset)) == drawn(typeset)


def test_the_same_pdf_is_repaired_to_the_same_bytes(typeset):
    assert repair(typeset) == repair(typeset)


def test_tags_and_metadata_stay(typeset):
    before, after = paper.opened(typeset), paper.opened(repair(typeset))
    assert tagged(after) == tagged(before) >= len(WORDS)
    assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()


@pytest.mark.parametrize(
    ("text", "marked"), [("فً", True), ("قًّ", True), ("ف", False), ("لك", False), ("ّ", False), ("لاً", False), ("", False)]
)
def test_a_cluster_is_one_letter_with_its_signs(text, marked):
    assert is_marked(text) is marked
