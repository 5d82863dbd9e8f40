"""What is said of letters that could not be drawn."""

from forms_service.renderers.blocks import quote
from forms_service.renderers.pieces import plain
from forms_service.staff.papers import about_letters


def test_missing_letters_are_told_with_their_number(context) -> None:  # type: ignore[no-untyped-def]
    (told,) = about_letters([quote("عندي 漢字"), quote("و𓀀")])
    assert plain(told["lines"][0]).startswith("عددها: 3.")
    assert about_letters([quote("كله معروف")]) == []
