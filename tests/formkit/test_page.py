"""A page of questions."""

from werkzeug.datastructures import MultiDict

from forms_service.formkit.page import Page
from tests.formkit.test_fields import ABC, OneOfField, page_with, scene
from tests.formkit.test_journey import Last, Start


def test_questions_that_are_not_asked_are_not_there():
    assert Last.names(scene(for_whom="self")) == ("note",)
    assert Last.names(scene(for_whom="other")) == ("note", "more")


def test_the_first_error_is_named():
    form = Start(scene(), MultiDict({"for_whom": "nobody"}))
    assert form.first_error is None
    form.validate()
    assert form.first_error == "for_whom"


def test_kept_answers_stand_in_the_page_again():
    assert page_with(q=OneOfField("؟", choices=ABC))(scene(q="b")).q.typed == "b"


def test_the_heading_fits_who_fills_the_form():
    page = type("Who", (Page,), {"slug": "who", "title": "من أنت؟", "title_other": "من هو؟"})
    assert page.heading(scene()) == "من أنت؟"
    assert page.heading(scene(for_whom="other")) == "من هو؟"


def test_an_empty_post_is_read_as_empty_answers():
    form = Start(scene(for_whom="self"), MultiDict())
    assert not form.validate()
