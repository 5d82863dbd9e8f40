"""The people of لجنة البحث in a browser, in verbs, and requests that were raised to them."""

from collections.abc import Callable
from datetime import timedelta

from forms_service import clock
from forms_service.accounts.passwords import hash_of
from forms_service.accounts.service import by_email, create_staff, everyone
from forms_service.app import create_app
from forms_service.db import db, transaction
from forms_service.help_requests import casework, queries
from forms_service.help_requests.committee import ACCEPT
from forms_service.references import show_reference
from tests.conftest import make_settings
from tests.support.casework import THE_MANAGER, Story, eight_join
from tests.support.office import PASSWORD
from tests.support.people import Officer
from tests.support.server import Service
from tests.support.window import Reading

PEOPLE = {
    "mona": ("secretary", "منى فهد"),
    "ali": ("member", "علي حسن"),
    "omar": ("member", "عمر زيد"),
    "amal": ("member", "أمل يوسف"),
    "nada": ("member", "ندى علي عبد الرحمن بن محمد الطويل"),
}
"""Role and name of each."""
MEMBERS = [name for role, name in PEOPLE.values() if role == "member"]


class Installed:
    """An installation whose committee was appointed without a terminal, and where requests can be raised."""

    def __init__(self, service: Service, *, stories: bool = False) -> None:
        """`stories`: the people of every story (staff 1 to 8) are there too, none of whom is of this committee."""
        self._app = create_app(make_settings(service.data.parent))
        with self._app.app_context():
            if stories:
                eight_join()
            hashed = hash_of(PASSWORD)
            with transaction() as session:
                for who, (role, name) in PEOPLE.items():
                    if by_email(session, f"{who}@example.org"):  # the journeys share an installation
                        continue
                    create_staff(
                        session, email=f"{who}@example.org", name=name, password_hash=hashed, roles=[role],
                        now=clock.now(), actor="terminal",
                    )  # fmt: skip

    def raised(self) -> str:
        """A request that was checked and raised just now; its reference as it is shown."""
        return self.happened(lambda story: story.is_raised())

    def happened(self, does: Callable[[Story], object], *, days_ago: int = 0) -> str:
        """A request with which staff did this some days ago; its reference as it is shown."""
        with self._app.app_context():
            story = Story(clock.now() - timedelta(days=days_ago))
            does(story)
            return show_reference(story.reference)

    def days_pass(self, reference: str, days: int) -> None:
        """So many days go by after the request was raised: the calendar of the test, not that of the machine."""
        with self._app.app_context(), transaction() as session:
            case = queries.by_reference(session, reference.replace("-", ""))
            assert case is not None
            assert case.raised_at is not None
            case.raised_at -= timedelta(days=days)

    def accepts(self, reference: str) -> None:
        """The committee accepts a raised request, and the manager lets the reply leave at once."""
        with self._app.app_context():
            story = Story.of(reference.replace("-", ""), clock.now())
            numbers = tuple(person.id for person in everyone(db.session) if person.name in MEMBERS[:3])
            db.session.rollback()
            story.is_on_the_agenda(numbers)
            for number in numbers:
                story.votes(number, ACCEPT)
            story.is_recorded().act(casework.allow_early_reply, numbers[0], "يبدأ الدرس غدًا.", by=THE_MANAGER)


class Secretary(Officer):
    """Keeps the sessions."""

    def opens_session(self, *present: str) -> Reading:
        """Open a session with these members present."""
        self.follows("لجنة البحث", within="header")
        self.follows("فتح جلسة")
        for name in present:
            self.window.page.get_by_label(name, exact=True).check()
        self.window.presses("فتح الجلسة")
        return self.reads()

    def puts_on_agenda(self, reference: str) -> Reading:
        """Tick a request that waits, on the page of a session."""
        self.window.page.locator(f'input[value="{reference.replace("-", "")}"]').check()
        self.window.presses("إدراج المحدد")
        return self.reads()

    def records(self, **said: str) -> Reading:
        """From the page of a request, write down its result."""
        self.follows("تسجيل النتيجة")
        for name, words in said.items():
            self.window.writes(name, words)
        self.window.presses("تسجيل النتيجة")
        return self.reads()

    def closes(self) -> Reading:
        """End the session that is open in the window."""
        self.follows("إغلاق الجلسة")
        self.window.presses("إغلاق الجلسة")
        return self.reads()


class Member(Officer):
    """Votes."""

    def comes_to(self, reference: str) -> Reading:
        """By a link to the committee: sign in, and open a request that stands on an open agenda."""
        self.window.opens("/staff/committee/")
        self.gives_password()
        row = self.window.page.get_by_role("row").filter(has_text=reference)
        self.window.comes_by(row.get_by_role("link", name="على جدول جلسة مفتوحة"))
        return self.reads()

    def votes(self, choice: str) -> Reading:
        """Choose, look again, cast."""
        self.window.writes("choice", choice)
        self.window.presses("متابعة إلى تأكيد الصوت")
        assert self.window.heading == "تأكيد صوتك"
        self.window.presses("تسجيل صوتي")
        return self.reads()

    def steps_aside(self) -> Reading:
        """Leave the decision to the others."""
        self.follows("أتنحّى عن هذا الطلب")
        self.window.presses("تسجيل تنحّيّ")
        return self.reads()
