"""Which letters paper can draw: those of every language that the association writes to people in, and more."""

import pytest

from forms_service.association import load_association
from forms_service.renderers.glyphs import can_draw, clusters
from forms_service.settings import ROOT


def test_a_letter_stays_with_its_signs():
    assert list(clusters("حرفًا")) == ["ح", "ر", "فً", "ا"]
    assert list(clusters("می\u200cخواهم")) == ["م", "ی\u200c", "خ", "و", "ا", "ه", "م"]
    assert list(clusters("")) == []


@pytest.mark.parametrize("language", load_association(ROOT / "association.yml").languages, ids=lambda each: each.code)
def test_every_language_of_contact_is_drawn_by_its_own_name(language):
    assert [letter for letter in clusters(language.own_name) if not can_draw(letter)] == []


@pytest.mark.parametrize("letter", ["ع", "فً", "ٹ", "ے", "ږ", "é", "Ɓ", "A", "7", "٧", "۷", "«", "✓", "ক্", "ሴ", "🏠"])
def test_letters_of_those_languages_are_drawn(letter):
    assert can_draw(letter)


@pytest.mark.parametrize("letter", ["𓀀", "漢", "\ue000", "ع\u0e4a", "\ud800"])
def test_what_no_font_has_as_a_whole_is_not(letter):
    assert not can_draw(letter)
