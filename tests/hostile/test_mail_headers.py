"""From the form to a real mail server: nobody adds a header, a recipient or a part, and staff mails tell of nobody."""

import re
from email import message_from_bytes, policy

import pytest

from forms_service.app import create_app
from forms_service.outbox.sender import send_due
from forms_service.schema import upgrade
from tests.conftest import make_settings
from tests.outbox.servers import RealServer
from tests.support.forms import HELP, VOLUNTEER, Person, errors

STAFF, PERSON = "officers@example.org", "salma@example.org"
PUBLIC = "https://help.example.org"
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Language",
]  # fmt: skip
LINE_ENDS = (
    "\r\n",
    "\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\u240a",
    "嘊嘍",
)
ADDED = (
    "Bcc: evil@mail.example",
    "To: evil@mail.example",
    "Subject: evil",
    "X-Evil: 1",
    "Content-Type: text/evil",
    ".",
    "",
)
VECTORS = (
    *(f"سلمى{end}{ADDED[at % len(ADDED)]}" for at, end in enumerate(LINE_ENDS)),
    "سلمى%0d%0aBcc: evil@mail.example",
    "سلمى\\r\\nBcc: evil@mail.example",
    "=?utf-8?q?=0D=0ABcc:_evil@mail.example?=",
    "=?utf-8?b?DQpCY2M6IGV2aWxAbWFpbC5leGFtcGxl?= سلمى",
    "سلمى, evil@mail.example",
    'سلمى" <evil@mail.example>',
    "سلمى\r\n--part.1\r\nContent-Type: text/evil\r\n\r\nevil",
    "سلمى\r\n.\r\nMAIL FROM:<evil@mail.example>",
)
BAD_ADDRESSES = (
    *(f"salma@example.org{end}Bcc: evil@mail.example" for end in LINE_ENDS),
    "salma@example.org,evil@mail.example",
    "salma@example.org;evil@mail.example",
    "salma@example.org evil@mail.example",
    "<evil@mail.example>salma@example.org",
    "salma <evil@mail.example>",
    "salma@example.org\x00",
    "salma@example.org%0d%0aBcc:evil@mail.example",
    '"a b"@example.org',
    '"salma\\r\\nBcc: evil@mail.example"@example.org',
    "salma@[127.0.0.1]",
    "salma@example.org>\r\nRCPT TO:<evil@mail.example",
    "salma(evil@mail.example)@example.org",
    "=?utf-8?q?evil=40mail=2Eexample?=@example.org",  # mail programs would read another address in it
)
REACHES_A_MAIL = {HELP: "you", VOLUNTEER: "you"}
"""The page on which the name is asked that a mail greets."""
CONTACT = {HELP: "contact", VOLUNTEER: "you"}
FOREIGN_HOST = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "Forwarded": "host=evil.example"}


@pytest.fixture(scope="module")
def server():
    with RealServer() as running:
        yield running


@pytest.fixture(scope="module")
def service(tmp_path_factory, server):
    mail = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none", "staff_mail_to": STAFF}
    app = create_app(make_settings(tmp_path_factory.mktemp("mail"), public_url=PUBLIC, **mail))
    with app.app_context():
        upgrade()
    return app


def sends(service, form: str, **changes: str) -> str:
    """Somebody fills the form, asked for by another of the service's names; the reference."""
    client = service.test_client()
    client.environ_base.update(
        {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in FOREIGN_HOST.items()}
    )
    person = Person(client, form)
    for page, answers in person.answers.items():
        person.answers[page] = {name: changes.get(name, answer) for name, answer in answers.items()}
    person.goes_on_to("declaration" if form == HELP else "charter")
    answer = person.answers_page("declaration" if form == HELP else "charter")
    assert answer.status_code == 303, errors(answer.text)
    return person.reads_reference()


def arrives(service, server, count: int) -> dict[str, bytes]:
    """Send what is due; the letters by the one recipient of each."""
    del server.inbox.letters[:], server.inbox.recipients[:]
    with service.app_context():
        done = send_due()
    assert (done.sent, done.later, done.failed) == (count, 0, 0)
    assert all(len(recipients) == 1 for recipients in server.inbox.recipients)
    return {to: letter for (to,), letter in zip(server.inbox.recipients, server.inbox.letters, strict=True)}


def names_of(letter: bytes) -> list[str]:
    """The names of the headers as they stand on the wire."""
    lines = letter.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return [line.partition(b":")[0].decode() for line in lines if not line.startswith((b" ", b"\t"))]


def words_of(letter: bytes) -> str:
    mail = message_from_bytes(letter, policy=policy.default)
    return "\n".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")


def is_as_it_should_be(letter: bytes, to: str) -> None:
    assert sorted(names_of(letter)) == sorted(HEADERS)
    mail = message_from_bytes(letter, policy=policy.default)
    assert [address.addr_spec for address in mail["To"].addresses] == [to]
    assert [address.addr_spec for address in mail["From"].addresses] == ["no-reply@localhost"]
    assert mail.get_all("Subject") == [mail["Subject"]]
    assert not mail.defects
    parts = [part.get_content_type() for part in mail.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert not re.search(r"[\r\n\u2028\u2029\x85]", mail["Subject"])
    assert "evil" not in str(mail["Subject"])
    links = re.findall(r"https?://[^\s\"<>]+", words_of(letter))
    assert links
    assert [link for link in links if not link.startswith(f"{PUBLIC}/")] == []


@pytest.mark.parametrize("vector", VECTORS, ids=ascii)
@pytest.mark.parametrize("form", [HELP, VOLUNTEER])
def test_a_name_stays_a_name(service, server, form, vector):
    everywhere = ("full_name", "locality", "need", "skills", "signed_name")
    need = {"need": f"{vector} أحتاج إلى ملابس"}
    sends(service, form, **{**dict.fromkeys(everywhere, vector), **need, "email": PERSON})
    letters = arrives(service, server, 2)
    assert set(letters) == {STAFF, PERSON}
    for to, letter in letters.items():
        is_as_it_should_be(letter, to)
    assert re.search(r"سلمى|evil", words_of(letters[PERSON])), "the name is not in the mail: nothing was tried"
    assert not re.search(r"سلمى|evil", words_of(letters[STAFF]))


@pytest.mark.parametrize("address", BAD_ADDRESSES, ids=ascii)
@pytest.mark.parametrize("form", [HELP, VOLUNTEER])
def test_an_address_is_one_or_is_refused(service, form, address):
    person = Person(service.test_client(), form)
    page = CONTACT[form]
    person.goes_on_to(page)
    answer = person.answers_page(page, email=address)
    assert answer.status_code in (400, 422)
    assert answer.status_code == 400 or "email" in errors(answer.text)


def test_odd_but_right_addresses_get_their_mail(service, server):
    for address in ("salma+bcc@example.org", "salma%evil.example@example.org", "o'neil@example.org", "a=b@example.org"):
        sends(service, HELP, email=address)
        letters = arrives(service, server, 2)
        assert set(letters) == {STAFF, address}
        is_as_it_should_be(letters[address], address)


CANARIES = {
    "full_name": "كناري الأول",
    "signed_name": "كناري الأول",
    "id_number": "2900000007",
    "mobile": "0500000091",
    "email": PERSON,
    "locality": "كناري الثاني",
    "short_address": "KNRY1234",
    "need": "كناري الثالث يحتاج",
    "skills": "كناري الرابع",
    "helper_name": "كناري الخامس",
    "guardian_name": "كناري السادس",
}


@pytest.mark.parametrize("form", [HELP, VOLUNTEER])
def test_a_mail_to_staff_carries_a_reference_and_a_link_only(service, server, form):
    reference = sends(service, form, **CANARIES)
    letters = arrives(service, server, 2)
    told = words_of(letters[STAFF])
    subject = str(message_from_bytes(letters[STAFF], policy=policy.default)["Subject"])
    folder = "help-requests" if form == HELP else "volunteers"
    assert f"{PUBLIC}/staff/{folder}/{reference}" in told
    digits = re.sub(r"\D", "", told + subject)
    for canary in (*CANARIES.values(), "كناري", "salma", "KNRY", "500000091", "0091"):
        assert canary not in told + subject
    assert "500000091" not in digits
    assert "2900000007" not in digits
    assert "كناري الأول" in words_of(letters[PERSON]), "the control: the person's own mail greets by name"
