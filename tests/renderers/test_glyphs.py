"""Which letters paper can draw: as the fonts say themselves, read by another reader too."""

import pytest
from fontTools.ttLib import TTFont

from forms_service.renderers.glyphs import can_draw, clusters, signs_of
from forms_service.renderers.typesetting import FOLDERS

FONTS = sorted(file for folder in FOLDERS for file in folder.iterdir() if file.stem.endswith(("-Regular", "-Bold")))


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_a_font_is_read_as_another_reader_reads_it(font):
    assert signs_of(font.read_bytes()) == set(TTFont(font).getBestCmap())


def test_a_letter_stays_with_its_signs():
    assert list(clusters("حرفًا")) == ["ح", "ر", "فً", "ا"]
    assert list(clusters("می\u200cخواهم")) == ["م", "ی\u200c", "خ", "و", "ا", "ه", "م"]
    assert list(clusters("")) == []


@pytest.mark.parametrize("letter", ["ع", "فً", "ٹ", "ے", "ږ", "é", "A", "7", "٧", "۷", "«", "✓"])
def test_arabic_urdu_pashto_and_latin_are_drawn(letter):
    assert can_draw(letter)


@pytest.mark.parametrize("letter", ["🏠", "漢", "\ue000", "a\u0e4a", "\ud800"])
def test_what_no_font_has_as_a_whole_is_not(letter):
    assert not can_draw(letter)
