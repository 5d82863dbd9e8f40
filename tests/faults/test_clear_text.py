"""After a whole run of the real service, what people told it in confidence stands nowhere in the clear: files, mails, logs."""

import http.client
import re
import socket
import sqlite3
from contextlib import closing

import pytest

from forms_service.crypto import Vault, load_keys
from tests.faults import needles
from tests.faults.test_mail_down import promises, wait_until
from tests.outbox.servers import RealServer
from tests.support.browser import TIME_OUT, Browser
from tests.support.forms import HELP, VOLUNTEER, Person, token
from tests.support.server import Service

OFFICER, PASSWORD = "officer@example.org", "بيت قديم فيه نافذة"
ID, APPLICANT, HELPER, VOLUNTEERS, GUARDIAN = "2900000023", "0500000001", "0500000002", "0500000003", "0500000004"
DRAFT_ID, WRONG_ID = "1900000001", "290000002"
EMAIL, NAME, NEED = "salma@example.org", "سلمى عبده", "أحتاج إلى ملابس شتوية لأطفالي"
SKILLS = "خياطة وتطريز منذ عشر سنوات"
HELPER_NAME, GUARDIAN_NAME = "خالد أحمد", "علي حسن"

NUMBERS = {
    "ID": needles.of_number(ID),
    "ID of a draft": needles.of_number(DRAFT_ID),
    "ID with a digit missing": needles.of_number(WRONG_ID),
    "applicant's mobile": needles.of_mobile(APPLICANT),
    "helper's mobile": needles.of_mobile(HELPER),
    "volunteer's mobile": needles.of_mobile(VOLUNTEERS),
    "guardian's mobile": needles.of_mobile(GUARDIAN),
}
WORDS = {
    "need": needles.of_text(NEED),
    "part of the need": needles.of_text("ملابس شتوية"),
    "skills": needles.of_text("خياطة وتطريز"),
    "helper's name": needles.of_text(HELPER_NAME),
    "guardian's name": needles.of_text(GUARDIAN_NAME),
    "password": needles.of_text(PASSWORD),
}
CANARY = "canary7731"
CANARIES = {"canary": needles.of_text(CANARY), "canary in Arabic": needles.of_text("كناري")}
ADDRESS = {"e-mail": needles.of_text(EMAIL)}
APPLICANTS_NAME = {"name": needles.of_text(NAME)}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The run: two submissions, a draft left behind, mistakes, tracking, staff who read everything. Then the server stops."""
    service = Service(tmp_path_factory.mktemp("run"), log_level="DEBUG")
    service.data.mkdir()
    service.data.chmod(0o755)  # a folder that somebody made by hand
    with service:
        reference = asks_for_another_person(service)
        offer = volunteers_under_18(service)
        leaves_a_draft(service)
        provokes_errors(service)
        tracks(service, reference)
        staff_read(service, reference, offer)
        waits_for_mails(service, 4)
        running = needles.files(service.data)
        assert service.stop() == 0
    return service, reference, running


def asks_for_another_person(service: Service) -> str:
    person = Person(Browser(service.url), HELP)
    person.answers["service"] = {"support_type": "in_kind", "for_whom": "other"}
    person.answers["helper"] = {**person.answers["helper"], "helper_mobile": "050 000 0002"}
    person.answers["you"] = {"full_name": NAME, "id_type": "iqama", "id_number": ID.translate(needles.ARABIC)}
    person.answers["contact"] = {**person.answers["contact"], "mobile": "٠٥٠ ٠٠٠ ٠٠٠١", "email": EMAIL}
    person.answers["need"] = {**person.answers["need"], "need": NEED}
    person.answers["declaration"] = {**person.answers["declaration"], "signed_name": HELPER_NAME}
    person.goes_on_to("you")
    assert person.answers_page("you", id_number=WRONG_ID).status_code == 422
    person.goes_on_to("contact")
    assert person.answers_page("contact", mobile=f"{APPLICANT}00000000").status_code == 422
    return person.submits()


def volunteers_under_18(service: Service) -> str:
    person = Person(Browser(service.url), VOLUNTEER)
    person.answers["you"] = {**person.answers["you"], "is_adult": "no", "mobile": "+966500000003"}
    person.answers["guardian"] = {**person.answers["guardian"], "guardian_mobile": "00966-50-000-0004"}
    person.answers["offer"] = {**person.answers["offer"], "skills": SKILLS}
    return person.submits()


def leaves_a_draft(service: Service) -> None:
    person = Person(Browser(service.url), HELP)
    person.goes_on_to("you")
    first = person.answers_page("you", id_type="national_id", id_number=DRAFT_ID)
    again = {**person.answers["you"], "id_type": "national_id", "id_number": DRAFT_ID, "id_number-seen": DRAFT_ID}
    assert (first.status_code, person.sends("you", again).status_code) == (422, 303)  # its check digit is doubted once
    # A page that is refused before it is read, and an address that does not exist, with numbers in them.
    assert person.client.post(f"{HELP}/contact", f"mobile={APPLICANT}&x=%00".encode()).status_code == 400
    assert person.client.get(f"/forms/{ID}?mobile={APPLICANT}").status_code == 404


TOLD = (
    "Referer", "Origin", "User-Agent", "Accept", "Accept-Language", "Authorization", "Forwarded", "X-Forwarded-For",
    "X-Forwarded-Host", "X-Request-ID", "X-Real-IP", "From", CANARY,
)  # fmt: skip
BROKEN_BYTES = (f"GET http://[{CANARY}]/ HTTP/1.1", f"{CANARY} HTTP/1.1", f"GET / HTTP/1.1\r\n{CANARY}: a\rb", CANARY)
TYPED = f"full_name=كناري&{CANARY}={CANARY}&email={CANARY}&mobile={CANARY}&reference={CANARY}"
FORM = "application/x-www-form-urlencoded"


def provokes_errors(service: Service) -> None:
    """Errors of every kind, with a canary in each part of the request that a log could repeat."""
    person = Person(Browser(service.url), HELP)
    person.goes_on_to("you")
    cookies = [f"{cookie.name}={cookie.value}" for cookie in person.client.cookies]
    cookie = "; ".join([*cookies, f"{CANARY}={CANARY}"])
    known = f"csrf_token={token(person.opens('you').text)}&{TYPED}"
    you = f"{HELP}/you"

    def asks(status: int, method: str, path: str, body: str = "", **changes: str) -> None:
        headers = {**dict.fromkeys(TOLD, CANARY), "Content-Type": FORM, "Cookie": cookie, **changes}
        assert (status_of(service, method, path, body, headers), method, path) == (status, method, path)

    asks(400, "POST", you, TYPED)
    asks(400, "POST", you, f"{known}%00")
    asks(400, "GET", you, Host=f"{CANARY}.example")
    asks(404, "GET", f"/{CANARY}")
    asks(404, "GET", f"/forms/{CANARY}")
    asks(405, CANARY.upper(), you)
    asks(413, "POST", you, known + CANARY * 20_000)
    asks(415, "POST", you, known, **{"Content-Type": f"text/{CANARY}"})
    asks(422, "POST", you, known)
    asks(422, "POST", "/forms/track/", known)
    asks(302, "GET", f"/staff/help-requests/{CANARY}")
    asks(200, "POST", "/staff/sign-in", f"{known}&password={CANARY}")
    breaks_the_newest_draft(service)
    asks(500, "GET", you)
    asks(500, "POST", you, f"{known}&id_type=none")
    for sent in BROKEN_BYTES:
        with closing(socket.create_connection(("127.0.0.1", service.port), timeout=TIME_OUT)) as line:
            line.sendall(sent.encode() + b"\r\n\r\n")
            assert b" 400 " in line.recv(100)
    assert '"exception": "' in service.output, "no error was logged: nothing was provoked"


def status_of(service: Service, method: str, path: str, body: str, headers: dict[str, str]) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=TIME_OUT)) as line:
        line.request(method, f"{path}?{CANARY}={CANARY}&next={CANARY}", body.encode(), headers)
        answer = line.getresponse()
        answer.read()
        return answer.status


def breaks_the_newest_draft(service: Service) -> None:
    """Make it open, but hold what no release ever kept: whoever has its cookie meets a fault of ours."""
    vault = Vault(load_keys(service.database.parent / "secrets", create=False))
    with closing(sqlite3.connect(service.database, timeout=TIME_OUT)) as database, database:
        [key] = database.execute("SELECT key_hash FROM drafts ORDER BY changed_at DESC LIMIT 1").fetchone()
        nonsense = vault.seal(b"[1]", f"draft:{key.hex()}")
        database.execute("UPDATE drafts SET sealed_answers = ? WHERE key_hash = ?", (nonsense, key))


def tracks(service: Service, reference: str) -> None:
    browser = Browser(service.url)
    for mobile, status in ((APPLICANT, 303), (HELPER, 303), (GUARDIAN, 404)):
        typed = {"csrf_token": token(browser.get("/forms/track/").text), "reference": reference, "mobile": mobile}
        assert browser.post("/forms/track/", typed).status_code == status


def staff_read(service: Service, reference: str, offer: str) -> None:
    made = service.runs(
        "staff", "create", OFFICER, "--name", "موظفة", "--role", "reception", "--password-stdin", stdin=f"{PASSWORD}\n"
    )
    assert made.returncode == 0, made.stderr
    browser = Browser(service.url)
    for password, status in (("كلمة أخرى غير صحيحة", 200), (PASSWORD, 302)):
        page = browser.get("/staff/sign-in").text
        csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
        typed = {"csrf_token": csrf, "email": OFFICER, "password": password}
        assert browser.post("/staff/sign-in", typed).status_code == status
    assert NAME in browser.get("/staff/").text
    assert ID in browser.get(f"/staff/help-requests/{reference}?tab=answers").text
    assert browser.get("/staff/volunteers/").status_code == 200
    assert SKILLS in browser.get(f"/staff/volunteers/{offer}").text
    shown = service.runs("cases", "show", reference)
    assert NEED in shown.stdout
    assert shown.stderr == ""


def waits_for_mails(service: Service, count: int) -> None:
    said = service.runs("outbox", "run", "--once")  # what the service's own sender has not sent yet
    assert said.returncode == 0, said.stderr
    assert len(list((service.data / "mail").glob("*.eml"))) == count


def test_the_search_finds_what_is_there(run):
    """The control: what stands in the clear by decision, and the address that a mail goes to, are found."""
    service, reference, running = run
    known = {"reference": needles.of_text(reference), "place": needles.of_text("حي النور")}
    stored = {name: data for name, data in running.items() if name.startswith("service.sqlite3")}
    assert {what for _, what in needles.found_in(stored, known)} == set(known)
    read = {name: needles.mail_text(data) for name, data in running.items() if name.endswith(".eml")}
    assert {what for _, what in needles.found_in(read, {**ADDRESS, **APPLICANTS_NAME})} == {"e-mail", "name"}
    assert '"rule": "/staff/help-requests/<reference>"' in service.output


@pytest.mark.parametrize("hidden", [f"..{ID}..", ID.translate(needles.ARABIC), "290 000 0023"])
def test_a_number_is_found_however_it_is_written(hidden):
    for way in needles.of_text(hidden):
        assert ("file", "ID") in needles.found_in({"file": b"before " + way + b" after"}, NUMBERS), way


def test_numbers_stand_nowhere(run):
    service, _, running = run
    assert "service.sqlite3-wal" in running
    read = {f"{name}, read": needles.mail_text(data) for name, data in running.items() if name.endswith(".eml")}
    stopped = {f"{name}, stopped": data for name, data in needles.files(service.data).items()}
    logs = {"logs": service.output.encode()}
    assert needles.found_in({**running, **read, **stopped, **logs}, NUMBERS | WORDS) == set()


def test_the_address_stands_in_its_mail_only(run):
    service, _, running = run
    kept = {**running, **{f"{name}, stopped": data for name, data in needles.files(service.data).items()}}
    kept = {name: data for name, data in kept.items() if not name.startswith("mail/")}
    assert needles.found_in({**kept, "logs": service.output.encode()}, ADDRESS) == set()
    mails = {name: needles.mail_text(data) for name, data in running.items() if name.endswith(".eml")}
    for_staff = {name: text for name, text in mails.items() if b"staff@localhost" in text}
    assert len(for_staff) == 2
    assert needles.found_in(for_staff, ADDRESS | APPLICANTS_NAME | WORDS) == set()


def test_what_errors_were_made_with_stands_nowhere(run):
    service, _, running = run
    assert needles.found_in({**running, "logs": service.output.encode()}, CANARIES) == set()


def test_a_mail_server_that_repeats_what_it_refuses_is_not_repeated(tmp_path):
    async def refuse(_server, _session, _envelope, address, _options):
        return f"550 5.1.1 <{address}>: mailbox {address.partition('@')[0]} ({address.upper()}) is unknown here"

    server = RealServer()
    server.inbox.handle_RCPT = refuse
    with server:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none", "log_level": "DEBUG"}
        with Service(tmp_path, **mail) as service:
            person = Person(Browser(service.url), HELP)
            person.answers["you"] = {**person.answers["you"], "full_name": NAME}
            person.submits()
            wait_until("nothing was refused", lambda: set(promises(service).values()) == {"failed"})
            status = service.runs("outbox", "status")
            kept = {**needles.files(service.data), "logs": service.output.encode(), "status": status.stdout.encode()}
    assert b"550 5.1.1" in kept["logs"]
    assert b"550 5.1.1" in kept["status"]
    about = {**ADDRESS, **APPLICANTS_NAME, **NUMBERS, "mailbox": needles.of_text("salma")}
    assert needles.found_in(kept, about) == set()


def test_logs_name_nobody(run):
    service, reference, _ = run
    about = {"reference": needles.of_text(reference), "officer": needles.of_text(OFFICER)}
    assert needles.found_in({"logs": service.output.encode()}, APPLICANTS_NAME | ADDRESS | about) == set()


def test_what_is_kept_is_the_owners_alone(run):
    service, _, running = run
    assert service.data.stat().st_mode & 0o077 == 0o055  # as it was found
    assert {name for name in running if (service.data / name).exists() and open_to_others(service, name)} == set()


def open_to_others(service: Service, name: str) -> bool:
    return (service.data / name).stat().st_mode & 0o077 != 0
