"""A page of questions."""

from dataclasses import replace
from datetime import date

from werkzeug.datastructures import MultiDict

from forms_service.formkit.fields import Choice, daily
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


def test_what_one_person_types_never_stands_in_the_page_of_another():
    first = Start(scene(), MultiDict({"for_whom": "nobody"}))
    first.validate()
    second = Start(scene())
    assert (second.first_error, second["for_whom"].typed, second["for_whom"].data) == (None, "", None)


def test_the_words_for_another_person_stay_in_that_persons_page():
    page = page_with(q=OneOfField("لك؟", label_other="له؟", hint="لي", hint_other="له", choices=ABC))
    said = [
        (form.q.text, form.q.answer("a").label, form.q.hint) for form in map(page, (scene(), scene(for_whom="other")))
    ]
    assert said == [("لك؟", "لك؟", "لي"), ("له؟", "له؟", "له")]
    assert page(scene()).q.text == "لك؟"


def test_choices_follow_each_scene_unless_they_are_said_to_be_daily():
    asked = []

    def names(scene):
        asked.append(scene)
        return [Choice(code, code) for code in scene.answers["known"]]

    page, kept = (
        page_with(q=OneOfField("؟", choices=names)),
        page_with(q=OneOfField("؟", choices=daily(lambda at: names(at)))),
    )
    assert [[choice.code for choice in page(scene(known=known)).q.choices] for known in ("ab", "abc")] == [
        ["a", "b"],
        ["a", "b", "c"],
    ]
    asked.clear()
    assert [len(kept(scene(known=known)).q.choices) for known in ("ab", "abc")] == [2, 2]
    assert len(asked) == 1


def test_choices_follow_the_association_and_the_day():
    page = page_with(q=OneOfField("؟", choices=lambda scene: [Choice("day", scene.day.isoformat())]))
    days = [date(2026, 11, 22), date(2026, 11, 22), date(2026, 11, 23)]
    forms = [page(replace(scene(), day=day)) for day in days]
    assert [form.q.choices[0].name for form in forms] == [day.isoformat() for day in days]


def test_a_page_that_inherits_questions_has_its_own():
    older = page_with(q=OneOfField("؟", choices=ABC))
    newer = type("Newer", (older,), {"q": OneOfField("أخرى؟", choices=ABC)})
    assert [str(page(scene()).q.text) for page in (older, newer)] == ["؟", "أخرى؟"]
