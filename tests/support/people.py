"""The people of the journeys. They speak in verbs; where a page is and how it is built, only this file knows."""

from typing import ClassVar

from tests.support.forms import FEEDBACK, FEEDBACK_ANSWERS, HELP, HELP_ANSWERS, VOLUNTEER, VOLUNTEER_ANSWERS
from tests.support.office import PASSWORD
from tests.support.server import Service
from tests.support.window import Reading, Window

REVIEW = "راجع إجاباتك"
ON = "متابعة"
MOST_PAGES = 12
TRACK = "/forms/track/"
UNREAD = "نسخة من السياسة لم تقرأها بعد"


def all_of(pages: dict[str, dict[str, object]]) -> dict[str, object]:
    """The answers of every page in one, by the name of the question."""
    return {name: value for answers in pages.values() for name, value in answers.items()}


class Visitor:
    """Somebody who reads the public site."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def opens(self, path: str) -> Reading:
        """Type an address of the site."""
        self.window.opens(path)
        return self.reads()

    def follows(self, *links: str, within: str = "main") -> Reading:
        """Follow one link after the other, by their words."""
        for link in links:
            self.window.follows(link, within=within)
        return self.reads()

    def goes_back(self) -> Reading:
        """The browser's Back."""
        self.window.goes_back()
        return self.reads()

    def refreshes(self) -> Reading:
        """The browser's Reload."""
        self.window.refreshes()
        return self.reads()

    def reads(self) -> Reading:
        """The page that is open."""
        return self.window.read()

    def looks_up(self, reference: str, mobile: str) -> Reading:
        """Ask where a request stands."""
        self.window.opens(TRACK)
        self.window.writes("reference", reference)
        self.window.writes("mobile", mobile)
        self.window.presses("عرض حالة الطلب")
        return self.reads()


class FillsIn(Visitor):
    """Somebody who fills in one of our forms, with answers that are right unless told otherwise."""

    form: ClassVar[str]
    begin: ClassVar[str]
    agreement: ClassVar[str]
    send: ClassVar[str]
    pages: ClassVar[dict[str, dict[str, object]]]

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.answers = all_of(self.pages)

    def will_answer(self, **answers: object) -> None:
        """Keep other answers in mind, by the name of the question."""
        self.answers.update(answers)

    def begins(self) -> Reading:
        """Open the form and go to its first page."""
        self.window.opens(f"{self.form}/")
        return self.follows(self.begin)

    def goes_on(self, **answers: object) -> Reading:
        """Answer the page that is open, and go on."""
        self.will_answer(**answers)
        for name in self.window.questions:
            self.window.writes(name, self.answers[name])
        self.window.presses(ON)
        return self.reads()

    def goes_on_to(self, heading: str) -> Reading:
        """Answer page after page until the one with this heading is open."""
        for _ in range(MOST_PAGES):
            if self.window.heading == heading:
                return self.reads()
            if self.window.heading == REVIEW:
                self.window.follows(ON)
            else:
                self.goes_on()
            assert not self.window.errors, self.window.errors
        raise AssertionError(f"never came to «{heading}»; now at «{self.window.heading}»")

    def edits(self, label: str, **answers: object) -> Reading:
        """From the review, change the answer with this label."""
        self.window.follows(f"تعديل {label}")
        return self.goes_on(**answers)

    def sends(self, *, twice: bool = False) -> str:
        """Agree to what stands on the last page and send; the reference."""
        for name in self.window.questions:
            self.window.writes(name, self.answers[name])
        self.window.presses(self.send, twice=twice)
        assert not self.window.errors, self.window.errors
        return self.sees_reference()

    def sees_reference(self) -> str:
        """The reference on the confirmation page, as it is shown."""
        return self.window.page.locator("main .ref").first.inner_text().strip()

    def jumps_to(self, part: str) -> Reading:
        """Type the address of another part of the form."""
        return self.opens(f"{self.form}/{part}")

    def erases_answers(self) -> Reading:
        """«امسح إجاباتي», and yes."""
        self.window.follows("امسح إجاباتي")
        self.window.presses("مسح إجاباتي")
        return self.reads()

    def _completes(self, answers: dict[str, object]) -> str:
        self.will_answer(**answers)
        self.begins()
        self.goes_on_to(self.agreement)
        return self.sends()


class Applicant(FillsIn):
    """Somebody who asks for support, for themselves or for another."""

    form = HELP
    begin = "ابدأ الطلب"
    agreement = "الإقرار والإرسال"
    send = "إرسال الطلب"
    pages = HELP_ANSWERS

    def for_someone_else(self) -> "Applicant":
        """Ask on behalf of another person, and sign with one's own name."""
        self.will_answer(for_whom="other", signed_name=self.answers["helper_name"])
        return self

    def asks_for_help(self, **answers: object) -> str:
        """Go through the whole form and send it; the reference."""
        return self._completes(answers)


class Volunteer(FillsIn):
    """Somebody who offers time, languages or skills."""

    form = VOLUNTEER
    begin = "ابدأ"
    agreement = "ميثاق التطوع والإرسال"
    send = "إرسال"
    pages = VOLUNTEER_ANSWERS

    def offers_to_help(self, **answers: object) -> str:
        """Go through the whole form and send it; the reference."""
        return self._completes(answers)


class Sender(FillsIn):
    """Somebody who complains, suggests or thanks."""

    form = FEEDBACK
    begin = "ابدأ"
    agreement = "هل تريد ردًّا؟"
    send = "إرسال"
    pages = FEEDBACK_ANSWERS

    def writes_to_us(self, **answers: object) -> str:
        """Go through the whole form and send it; the reference."""
        return self._completes(answers)

    def sees_code(self) -> str:
        """The code on the confirmation of a message without a reply address."""
        return self.window.page.locator("main .follow").inner_text().strip()


class Officer(Visitor):
    """A colleague at the back-office, added to the staff at the terminal."""

    def __init__(self, window: Window, email: str) -> None:
        super().__init__(window)
        self.email = email

    @staticmethod
    def joins(service: Service, email: str, name: str, role: str = "reception") -> None:
        """Be added to the staff of this installation, with PASSWORD."""
        command = ("staff", "create", email, "--name", name, "--role", role, "--password-stdin")
        result = service.runs(*command, stdin=f"{PASSWORD}\n")
        assert result.returncode == 0, result.stderr

    def signs_in(self, password: str = PASSWORD) -> Reading:
        """Open the back-office and sign in."""
        self.window.opens("/staff/")
        return self.gives_password(password)

    def gives_password(self, password: str = PASSWORD) -> Reading:
        """Fill in the sign-in page that is open."""
        self.window.writes("email", self.email)
        self.window.writes("password", password)
        self.window.presses("دخول")
        return self.reads_the_policy()

    def reads_the_policy(self) -> Reading:
        """Acknowledge the version of the policy in force, where it is asked for."""
        if self.window.heading == UNREAD:
            self.window.presses("قرأت هذه النسخة")
        return self.reads()

    def opens_record(self, reference: str, menu: str = "الطلبات") -> Reading:
        """Open a request or a message by its number, in the search of its list; or find it in another list, such as «المتطوعون»."""
        self.window.follows(menu, within="header")
        if menu in ("الطلبات", "الرسائل"):
            return self.searches(reference)
        self.window.follows(reference)
        return self.reads()

    def searches(self, words: str) -> Reading:
        """Search, from a page that has the box."""
        self.window.writes("q", words)
        self.window.presses("بحث")
        return self.reads()

    def closes_request(self, service: Service, reference: str) -> None:
        """At the terminal, end a request as one that does not concern us: from here on, this person handled it."""
        command = ("cases", "move", reference, "closed", "--by", self.email, "--code", "spam", "--reason", "إعلان")
        result = service.runs(*command)
        assert result.returncode == 0, result.stderr

    def answers_message(self, words: str) -> Reading:
        """Answer the message that is open."""
        self.window.writes("reply", words)
        self.window.presses("حفظ الرد وإرساله")
        return self.reads()

    def presses(self, button: str) -> Reading:
        """Press a button of the open page."""
        self.window.presses(button)
        return self.reads()

    def writes(self, **inputs: object) -> "Officer":
        """Fill in inputs of the open page, by name."""
        for name, value in inputs.items():
            self.window.writes(name, value)
        return self

    def ticks(self, *labels: str) -> "Officer":
        """Tick boxes of the open page, by their words."""
        for label in labels:
            self.window.page.get_by_label(label, exact=True).check()
        return self

    def unfolds(self, title: str) -> "Officer":
        """Open a part of the page that is folded away."""
        self.window.page.locator("summary").get_by_text(title, exact=True).click()
        return self

    def picks(self, label: str, choice: str) -> "Officer":
        """Choose from a list, by the words of both."""
        self.window.page.get_by_label(label, exact=True).locator("visible=true").select_option(label=choice)
        return self

    def sees_named(self, name: str) -> int:
        """How many requests of somebody with this name the list shows."""
        self.window.opens("/staff/?view=all")
        return self.window.page.locator("main table").get_by_text(name, exact=True).count()

    def signs_out(self) -> Reading:
        """Leave the back-office."""
        self.window.presses("تسجيل الخروج")
        return self.reads()
