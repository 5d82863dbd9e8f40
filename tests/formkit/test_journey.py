"""Order, conditions and completeness of a journey, without an app."""

from werkzeug.datastructures import MultiDict

from forms_service.formkit.fields import Choice, LineField, OneOfField
from forms_service.formkit.journey import Journey, Progress
from forms_service.formkit.page import Page, Scene
from tests.formkit.test_fields import scene


class Start(Page):
    slug = "start"
    title = "البداية"
    for_whom = OneOfField("لمن؟", choices=(Choice("self", "لي"), Choice("other", "لغيري")))


class Helper(Page):
    slug = "helper"
    title = "المساعد"
    shown = staticmethod(lambda scene: scene.for_other)
    helper_name = LineField("اسمك")


class Last(Page):
    slug = "last"
    title = "الأخيرة"
    note = LineField("ملاحظة", required=False)
    more = LineField("تفصيل", asked=lambda scene: scene.answers.get("for_whom") == "other")


class Agreed(Page):
    slug = "agreed"
    title = "الإقرار"


JOURNEY = Journey("test", (Start, Helper, Last), Agreed, {"agreed": "1"})


def answered(progress: Progress, page, **typed) -> Progress:
    form = page(Scene(scene().association, scene().day, progress.values), MultiDict(typed))
    assert form.validate(), form.errors
    return progress.with_page(form, None)


def here(progress: Progress) -> Scene:
    return scene(**progress.values)


def test_pages_that_do_not_concern_a_person_are_not_shown():
    assert JOURNEY.shown(scene(for_whom="self")) == [Start, Last]
    assert JOURNEY.shown(scene(for_whom="other")) == [Start, Helper, Last]


def test_the_first_unanswered_page_is_open_until_none_is():
    progress = Progress()
    assert JOURNEY.open_page(here(progress), progress) is Start
    progress = answered(progress, Start, for_whom="self")
    assert JOURNEY.open_page(here(progress), progress) is Last
    progress = answered(progress, Last, note="")
    assert JOURNEY.open_page(here(progress), progress) is None


def test_changing_an_answer_opens_the_pages_it_now_asks_for():
    progress = answered(answered(Progress(), Start, for_whom="self"), Last, note="")
    progress = answered(progress, Start, for_whom="other")
    assert JOURNEY.open_page(here(progress), progress) is Helper
    progress = answered(progress, Helper, helper_name="خالد")
    assert JOURNEY.open_page(here(progress), progress) is Last  # it asks one more question now


def test_before_and_after_follow_the_shown_pages():
    own, other = scene(for_whom="self"), scene(for_whom="other")
    assert (JOURNEY.after(Start, own), JOURNEY.after(Start, other)) == (Last, Helper)
    assert (JOURNEY.before(Last, own), JOURNEY.before(Last, other)) == (Start, Helper)
    assert (JOURNEY.before(Start, own), JOURNEY.after(Last, own)) == (None, None)


def test_the_record_holds_what_was_asked_and_nothing_else():
    progress = answered(Progress(), Start, for_whom="other")
    progress = answered(answered(progress, Helper, helper_name="خالد"), Last, more="كذا")
    progress = answered(progress, Start, for_whom="self")
    record = JOURNEY.record(here(progress), progress, Agreed(here(progress)))
    assert [answer.name for answer in record] == ["for_whom", "note"]
    assert record.texts == {"agreed": "1"}


def test_progress_survives_the_draft():
    progress = answered(Progress(), Start, for_whom="self")
    assert Progress(**progress.to_dict()) == progress


def test_a_page_is_found_by_its_address():
    assert JOURNEY.page("helper") is Helper
    assert JOURNEY.page("agreed") is Agreed
    assert JOURNEY.page("nothing") is None
