"""What happens after the request: staff ask, the person answers, asks, corrects, receives, or takes it back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from forms_service.app import create_app
from forms_service.help_requests import casework
from tests.conftest import make_settings
from tests.journeys.conftest import installed
from tests.support.casework import Story, eight_join
from tests.support.chromium import AT_A_DESK_WITHOUT_SCRIPT, ON_A_PHONE, in_every_view, seen
from tests.support.people import Visitor
from tests.support.server import Service

ASKED = "جدول عملك الأسبوعي.\nنحتاجه لنختار لك درسًا في وقت يناسبك."
ANSWERED = "أعمل من السابعة صباحًا، وأتفرغ بعد المغرب."
SALMA, KHALID = "0500000001", "0500000002"


@pytest.fixture(scope="module")
def own_service(browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with installed(tmp_path_factory.mktemp("answering"), site) as started:
        yield started


@pytest.fixture
def service(own_service: Service) -> Service:
    return own_service


@pytest.fixture(scope="module")
def office(own_service: Service) -> Flask:
    """The same installation in this process: its staff act without a browser."""
    app = create_app(make_settings(own_service.data.parent))
    with app.app_context():
        eight_join()
    return app


@pytest.fixture
def a_request(office: Flask) -> Callable[..., str]:
    """a_request(lambda story: …): the reference of a request with which staff did this."""

    def made(does: Callable[[Story], object], **record: str) -> str:
        with office.app_context():
            story = Story(**record)
            does(story)
            return story.reference

    return made


def is_asked(story: Story) -> None:
    story.is_checked().goes("waiting", public=ASKED)


def is_delivered(story: Story) -> None:
    story.is_decided("accept").days_pass(14).goes("accepted", public="نتصل بك لنحدد الموعد.").goes("registration")
    story.is_registered().goes("delivering")
    story.act(casework.plan_delivery, "كتب مترجمة", "ثلاثة")


@in_every_view()
def test_salma_answers_what_was_asked(visitor: Visitor, a_request: Callable[..., str]) -> None:
    page = visitor.looks_up(a_request(is_asked), SALMA)
    assert page.says("جدول عملك الأسبوعي.")
    assert page.reads("من يعمل الآن") == "أنت"
    visitor.window.presses("إرسال الاستكمال")
    assert visitor.window.errors == ["اكتب جوابك في 10 أحرف على الأقل"]
    visitor.window.jumps("اكتب جوابك في 10 أحرف على الأقل")
    assert visitor.window.focus == "text"
    visitor.window.writes("text", ANSWERED)
    visitor.window.presses("إرسال الاستكمال")
    page = visitor.reads()
    assert page.says("وصل جوابك. يقرؤه موظف علاقات المستفيدين.")
    assert page.reads("من يعمل الآن") == "موظف علاقات المستفيدين"
    assert not page.says(ANSWERED)
    assert visitor.window.page.url.partition("?")[0].endswith("/forms/track/request")


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_salma_asks_for_an_explanation_and_corrects_a_mistake(visitor: Visitor, a_request: Callable[..., str]) -> None:
    visitor.looks_up(a_request(lambda story: story), SALMA)
    assert visitor.follows("لم أفهم، أريد من يشرح لي").heading == "ما الذي لم يتضح لك؟"
    visitor.window.writes("text", "ما معنى المطابقة؟")
    visitor.window.presses("إرسال السؤال")
    assert visitor.reads().says("مُحال للتوضيح")
    assert visitor.follows("تصحيح بيان").says("بعد التصحيح نطلب منك الإقرار مرة أخرى.")
    visitor.window.writes("text", "اسم القرية «حي النور»، لا «حي السرور».")
    visitor.window.presses("إرسال التصحيح")
    assert visitor.reads().says("وصل تصحيحك.")
    assert visitor.refreshes().says("تصحيح بيان · ")


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_salma_thinks_twice_and_withdraws(visitor: Visitor, a_request: Callable[..., str]) -> None:
    reference = a_request(lambda story: story)
    visitor.looks_up(reference, SALMA)
    assert visitor.follows("إلغاء الطلب").heading == "هل تريد إلغاء طلبك؟"
    assert visitor.follows("رجوع").says("مستلَم")
    visitor.follows("إلغاء الطلب")
    visitor.window.presses("إلغاء الطلب")
    assert visitor.reads().says("ملغى بطلبك")
    visitor.window.presses("إنهاء المتابعة")
    assert visitor.reads().heading == "متابعة طلب"
    assert visitor.opens("/forms/track/request").heading == "متابعة طلب"


@seen(AT_A_DESK_WITHOUT_SCRIPT)
def test_khalid_who_helps_may_answer_and_not_withdraw(visitor: Visitor, a_request: Callable[..., str]) -> None:
    page = visitor.looks_up(a_request(is_asked, for_whom="other"), KHALID)
    assert page.says("جدول عملك الأسبوعي.")
    assert not page.says("إلغاء الطلب")


@seen(ON_A_PHONE)
def test_salma_reads_the_reply_and_confirms_what_she_got(visitor: Visitor, a_request: Callable[..., str]) -> None:
    page = visitor.looks_up(a_request(is_delivered), SALMA)
    assert page.says("كتب مترجمة")
    visitor.window.presses("تأكيد الاستلام كتب مترجمة")
    assert visitor.reads().says("سُلّم في")


@seen(ON_A_PHONE)
def test_the_reason_is_read_when_the_reply_is_sent_and_not_before(
    visitor: Visitor, a_request: Callable[..., str]
) -> None:
    held = visitor.looks_up(a_request(lambda story: story.is_decided("refuse")), SALMA)
    assert held.says("لدى لجنة البحث")
    assert not held.says("لا تقدّم الجمعية هذه الخدمة.")
    sent = visitor.looks_up(a_request(lambda story: story.is_decided("refuse").days_pass(14).goes("refused")), SALMA)
    assert sent.says("لا تقدّم الجمعية هذه الخدمة.")
