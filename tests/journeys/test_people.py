"""A colleague comes in: invited by the administrator, in by two steps, and out again."""

import email
import email.policy
import re
from datetime import timedelta

import pytest

from forms_service.accounts.second_factor import PERIOD
from forms_service.clock import now
from forms_service.settings import ROOT
from tests.support.chromium import in_every_view
from tests.support.office import PASSWORD, code_of
from tests.support.people import UNREAD, Officer
from tests.support.server import Service

ADMIN, CODES = "nasser@example.org", "رموز الاسترداد"


@pytest.fixture
def service(browser, site, tmp_path):
    """An installation as it is set up: it asks everyone for the second step."""
    facts = ROOT / "association.yml"
    with Service(tmp_path, site_dir=site, association_file=facts, send_in_process=False, staff_totp="required") as own:
        yield own


class Newcomer(Officer):
    """Somebody who comes in for the first time."""

    def sets_password(self, link):
        self.opens(link)
        self.window.writes("password", PASSWORD)
        self.window.presses("حفظ كلمة المرور")
        return self.reads()

    def sets_up_an_app(self):
        """Read the key from the page into the app, and bring its code; what the page then shows."""
        self.secret = self.window.page.locator("main .code").first.inner_text().replace(" ", "")
        self.window.writes("code", code_of(self.secret))
        self.window.presses("تفعيل الخطوة الثانية")
        return self.reads()

    def brings_a_code(self):
        """Bring the code of the next half-minute, as from a phone whose clock is a little fast: that of now is used."""
        self.window.writes("code", code_of(self.secret, now() + timedelta(seconds=PERIOD)))
        self.window.presses("متابعة")
        return self.reads_the_policy()


def path_of(text):
    return re.search(r"https?://[^/\s]+(/staff/link/[\w-]+)", text)[1]


def mailed(service):
    """The text of the only mail that left."""
    assert service.runs("outbox", "run", "--once").returncode == 0
    (file,) = (service.data / "mail").rglob("*.eml")
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.default).get_body(("plain",)).get_content()


@in_every_view()
def test_sara_is_invited_and_comes_in_by_two_steps(open_window, service):
    printed = service.runs("staff", "create", ADMIN, "--name", "ناصر عمر", "--role", "admin").stdout
    nasser = Newcomer(open_window(), ADMIN)
    assert nasser.sets_password(path_of(printed)).says("حُفظت كلمة المرور")
    assert nasser.gives_password().heading == "إعداد الخطوة الثانية"
    shown = nasser.sets_up_an_app()
    assert shown.heading == CODES
    nasser.window.follows("حفظت الرموز، متابعة")
    assert nasser.reads().heading == UNREAD
    assert nasser.reads_the_policy().heading == "الموظفون"

    nasser.follows("دعوة موظف")
    for name, value in {"full_name": "سارة علي", "email": "sara@example.org", "roles": ["reception"]}.items():
        nasser.window.writes(name, value)
    nasser.window.presses("إرسال الدعوة")
    assert nasser.reads().heading == "سارة علي"
    nasser.window.follows("ناصر عمر", within="header")
    assert nasser.reads().says("هذه الجلسة")

    sara = Newcomer(open_window(), "sara@example.org")
    link = path_of(mailed(service))
    assert sara.sets_password(link).heading == "تسجيل الدخول"
    sara.gives_password()
    sara.sets_up_an_app()
    sara.window.follows("حفظت الرموز، متابعة")
    assert sara.reads_the_policy().heading == "الطلبات"
    assert sara.signs_out().heading == "تسجيل الدخول"
    assert sara.opens(link).heading == "انتهت صلاحية هذا الرابط"
    sara.opens("/staff/")
    assert sara.gives_password().heading == "الخطوة الثانية"
    sara.window.writes("code", "000000")
    sara.window.presses("متابعة")
    assert sara.window.errors == ["الرمز غير صحيح أو استُخدم من قبل. انتظر رمزًا جديدًا، ثم اكتبه."]
    assert sara.brings_a_code().heading == "الطلبات"
