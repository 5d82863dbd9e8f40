"""The back-office as its people meet it: colleagues, strangers, their browsers, and records for them to find."""

import base64
import hmac
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forms_service import clock
from forms_service.accounts import second_factor, service
from forms_service.accounts.passwords import hash_of
from forms_service.arabic import fold_words
from forms_service.audit.models import Event
from forms_service.db import db, transaction
from forms_service.feedback.models import Feedback
from forms_service.formkit.answers import Answer, AnswersRecord, Section
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.names import change_name
from forms_service.outbox.models import FAILED, OutboxMessage
from forms_service.references import new_reference
from forms_service.volunteers.models import Volunteer

PASSWORD = "بيت قديم فيه نافذة"
LONG_AGO = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


@dataclass
class Browser:
    """Somebody's browser at the back-office."""

    client: FlaskClient

    def opens(self, path: str) -> TestResponse:
        return self.client.get(path)

    def signs_in(
        self, email: str, password: str = PASSWORD, returning_to: str = "", address: str = "127.0.0.1"
    ) -> TestResponse:
        page = self.client.get("/staff/sign-in", query_string={"next": returning_to} if returning_to else {})
        form = {"csrf_token": token_of(page), "email": email, "password": password, "next": returning_to}
        return self.client.post("/staff/sign-in", data=form, environ_base={"REMOTE_ADDR": address})

    def signs_out(self, page: str = "/staff/") -> TestResponse:
        return self.client.post("/staff/sign-out", data={"csrf_token": token_of(self.client.get(page))})

    def types(self, path: str, **form: object) -> TestResponse:
        """Open a page, fill in its form and send it."""
        form["csrf_token"] = token_of(self.opens(path))
        return self.client.post(path, data=form)

    def posts(self, path: str, page: str, **form: object) -> TestResponse:
        """Send a form that stands on `page` to `path`."""
        token = token_of(self.client.get(page))
        return self.client.post(
            path, data={"csrf_token": token, **form}, headers={"Referer": f"http://localhost{page}"}
        )

    def sets_password(self, link: str, password: str = PASSWORD) -> TestResponse:
        return self.types(link, password=password)

    def cookies(self) -> dict[str, str]:
        """What somebody who copies this browser's cookies gets."""
        return {cookie.key: cookie.value for cookie in self.client._cookies.values()}


def token_of(page: TestResponse) -> str:
    """The CSRF token in a page's form."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found, page.text[:400]
    return found[1]


@pytest.fixture
def stranger(app: Flask) -> Browser:
    """Somebody who is not signed in."""
    return Browser(app.test_client())


@pytest.fixture
def colleague(app: Flask) -> Browser:
    """A relations officer, signed in."""
    add_person(app, "officer@example.org", "reception")
    browser = Browser(app.test_client())
    assert browser.signs_in("officer@example.org").status_code == 302
    return browser


def add_person(app: Flask, email: str, *roles: str, name: str = "موظفة العلاقات") -> int:
    """Add somebody to the staff, with PASSWORD; their number."""
    with app.app_context():
        hashed = hash_of(PASSWORD)
        with transaction() as session:
            person = service.create_staff(
                session, email=email, name=name, password_hash=hashed, roles=roles, now=LONG_AGO, actor="terminal"
            )
            return person.id


def give_second_factor(app: Flask, email: str) -> str:
    """Set up an authenticator app for somebody, as of long ago; its secret."""
    with app.app_context(), transaction() as session:
        person = service.by_email(session, email)
        assert person is not None
        secret = second_factor.new_secret(person, "a session of long ago")
        second_factor.set_up(session, person, secret, code_of(secret, LONG_AGO), LONG_AGO)
        return secret


def code_of(secret: str, moment: datetime | None = None) -> str:
    """What the app shows at a moment; now where none is named. Reckoned here by RFC 6238 alone."""
    counter = int((moment or clock.now()).timestamp()) // 30
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8), "sha1")
    at = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 10**6:06}"


def events(app: Flask, *acts: str) -> list[tuple[str, str, str, str]]:
    """Actor, act, kind and subject of what was written down, of these acts."""
    with app.app_context():
        rows = db.session.query(Event).order_by(Event.id)
        return [(row.actor, row.act, row.subject_kind, row.subject) for row in rows if row.act in acts]


def add_help_request(
    app: Flask, *, received_at: datetime = LONG_AGO, name: str = "سلمى عبده", answers: tuple[Answer, ...] = ()
) -> str:
    """Store a help request with these answers besides the name; its reference."""
    record = AnswersRecord(
        "help_request",
        (
            Section("you", "من أنت؟", (Answer("full_name", "الاسم الكامل", name, name), *answers)),
            Section(
                "contact", "كيف نتواصل معك؟", (Answer("mobile", "رقم الجوال", "+966500000001", "050 000 0001", "code"),)
            ),
        ),
        {"declaration": "1"},
    )
    case = HelpRequest(
        reference=new_reference(), state="received", channel="website", for_whom="self", support_type="books",
        contact_language="ur", locality="أبو راكة", mobile_hash=b"0" * 32, received_at=received_at, changed_at=received_at,
    )  # fmt: skip
    return _store(app, case, record)


def add_volunteer(app: Flask, *, received_at: datetime = LONG_AGO, name: str = "Tesfaye Bekele") -> str:
    """Store a volunteer; the reference."""
    answers = (
        Answer("full_name", "الاسم الكامل", name, name),
        Answer("fields", "المجالات", ["translation"], "ترجمة", "choice"),
    )
    record = AnswersRecord("volunteer", (Section("you", "عنك", answers),))
    case = Volunteer(
        reference=new_reference(), state="applied", locality="أبو راكة", folded_name="", mobile_hash=b"0" * 32,
        received_at=received_at, changed_at=received_at,
    )  # fmt: skip
    return _store(app, case, record)


def add_feedback(
    app: Flask,
    *,
    received_at: datetime = LONG_AGO,
    sort: str = "complaint",
    about: str = "",
    reply_to: str = "",
    message: str = "انتظرت طويلًا ولم يتصل بي أحد.",
) -> str:
    """Store a message that names the help request `about`; the reference."""
    answers = [Answer("message", "ماذا حدث أو ماذا تقترح؟", message, message)]
    if reply_to:
        answers.append(Answer("reply_to", "وسيلة الرد", reply_to, reply_to, "code"))
    record = AnswersRecord("feedback", (Section("message", "ما رسالتك؟", tuple(answers)),))
    with app.app_context():
        case_id = db.session.query(HelpRequest.id).filter_by(reference=about).scalar() if about else None
    case = Feedback(
        reference=new_reference(), state="received", sort=sort, topic="delay", case_id=case_id, received_at=received_at,
        changed_at=received_at,
    )  # fmt: skip
    return _store(app, case, record)


def mail_fails(app: Flask, reference: str) -> int:
    """No mail about this record could be sent; the number of the newest."""
    with app.app_context(), transaction() as session:
        found = select(OutboxMessage).where(OutboxMessage.about == reference).order_by(OutboxMessage.id)
        mails = session.scalars(found).all()
        for mail in mails:
            mail.state, mail.next_try_at, mail.attempts = FAILED, None, 9
        return mails[-1].id


def _store(app: Flask, case: HelpRequest | Volunteer | Feedback, record: AnswersRecord) -> str:
    with app.app_context(), transaction() as session:
        case.form_key = case.reference.encode().ljust(32, b"0")
        case.answers = record
        session.add(case)
        if isinstance(case, HelpRequest):
            case.folded_name = fold_words(str(record.value("full_name")))
            session.flush()
            change_name(session, case)
        return case.reference


def pages(app: Flask) -> Iterator[str]:
    """The address of every back-office page that can be opened, with made-up references and numbers in it."""
    for address, _endpoint in routes(app):
        yield address


def routes(app: Flask, method: str = "GET") -> Iterator[tuple[str, str]]:
    """Address and endpoint of every back-office route that answers to this method."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("staff.") and method in (rule.methods or ()):
            named = (
                rule.rule.replace("<reference>", "482930571166")
                .replace("<target>", "checking")
                .replace("<slug>", "you")
                .replace("<key>", "k" * 22)
            )
            yield re.sub(r"<int[^>]*>", "7", named), rule.endpoint


@pytest.fixture
def disk_full(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """A block in which no write is taken: the writers' lock file cannot be opened, as on a read-only disk."""

    @contextmanager
    def full() -> Iterator[None]:
        with monkeypatch.context() as changed:
            changed.setattr(app.extensions["writers"], "_path", app.extensions["writers"]._path / "nowhere")
            yield

    return full
