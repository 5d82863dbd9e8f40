"""Who was refused objects: another officer leads it, others decide it in another session. And no reply leaves before its day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from forms_service.settings import ROOT
from tests.support.at_committee import Installed, Member, Secretary
from tests.support.at_desk import Leader
from tests.support.casework import WHY_NOT
from tests.support.chromium import AT_A_DESK, ON_A_PHONE, ON_A_PHONE_WITHOUT_SCRIPT, seen
from tests.support.people import Visitor
from tests.support.server import Service

SALMA = "0500000001"
VOTING = ["علي حسن", "عمر زيد", "أمل يوسف"]


@pytest.fixture(scope="module")
def shared_service(browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An association whose board takes objections."""
    folder = tmp_path_factory.mktemp("objection")
    facts = (ROOT / "association.yml").read_text(encoding="utf-8")
    assert "objections: false" in facts
    own = folder / "association.yml"
    own.write_text(facts.replace("objections: false", "objections: true"), encoding="utf-8")
    with Service(folder, site_dir=site, association_file=own, send_in_process=False) as started:
        yield started


@pytest.fixture(scope="module")
def committee(shared_service: Service) -> Installed:
    return Installed(shared_service, stories=True)


@pytest.fixture
def huda(open_window, account):
    """An officer who had no part in the first request, not signed in yet."""
    return Leader(open_window(), account)


@pytest.fixture
def mona(open_window, committee):
    return Secretary(open_window(), "mona@example.org")


@pytest.mark.timeout(300)  # six people, each page judged: longer than one story
@seen(ON_A_PHONE, AT_A_DESK)
def test_salma_objects_and_others_decide(open_window, committee, visitor: Visitor, huda: Leader, mona: Secretary):
    first = committee.happened(lambda story: story.is_refused(), days_ago=40)
    assert visitor.looks_up(first, SALMA).says("ولك أن تعترض على القرار مرة واحدة.")
    assert visitor.follows("الاعتراض على القرار").says("خلال مدة لا تقل عن أسبوعين")
    visitor.window.presses("إرسال الاعتراض")
    assert visitor.window.errors == ["اكتب سبب اعتراضك في 20 حرفًا على الأقل"]
    visitor.window.writes("text", WHY_NOT)
    visitor.window.presses("إرسال الاعتراض")
    page = visitor.reads()
    assert page.says("وصل اعتراضك، وفتحنا به هذا الطلب. احفظ رقمه الجديد.")
    assert page.says(first)
    objection = visitor.window.page.locator("main .code").first.inner_text().strip()
    assert objection != first

    huda.signs_in()
    read = huda.opens_record(objection)
    assert read.says("اعتراض على قرار")
    assert read.says(WHY_NOT)
    assert huda.presses("قرأته").says("تم: قُرئ ما أرسله صاحب الطلب.")
    assert huda.leads_to_the_committee(objection).says("لا يُرسل الرد قبل")

    mona.signs_in()
    mona.opens_session(*VOTING)
    mona.puts_on_agenda(objection)
    for who in ("ali", "omar", "amal"):
        member = Member(open_window(), f"{who}@example.org")
        member.comes_to(objection)
        assert member.reads().says(WHY_NOT)
        member.votes("accept")
    mona.follows(objection)
    assert mona.records().says("قُبل الطلب")

    committee.days_pass(objection, 14)
    assert huda.accepts(objection, "نتصل بك لنحدد موعد التسجيل.").says("تم: الحالة الآن: مقبول.")
    assert visitor.looks_up(objection, SALMA).says("قبلت لجنة البحث طلبك.")
    assert visitor.looks_up(first, SALMA).says(objection)


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_the_reply_is_refused_on_day_13_and_leaves_on_day_14(committee, huda: Leader):
    reference = committee.happened(lambda story: story.is_decided("refuse"), days_ago=13)
    huda.signs_in()
    huda.opens_record(reference)
    huda.follows("إرسال الرد بعدم القبول")
    assert huda.presses("تأكيد").says("لأن السياسة تنص على «خلال مدة لا تقل عن أسبوعين»")
    committee.days_pass(reference, 1)
    huda.opens_record(reference)
    assert huda.follows("إرسال الرد بعدم القبول").says("لا تقدّم الجمعية هذه الخدمة.")
    assert huda.presses("تأكيد").says("تم: الحالة الآن: لم يُقبل.")
