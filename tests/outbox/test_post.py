import ipaddress
import smtplib
import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from forms_service.outbox.letter import write_letter
from forms_service.outbox.post import FolderPost, Refused, ServerAway, SmtpPost, TryLater, open_post
from forms_service.outbox.rendering import Words
from tests.conftest import make_settings
from tests.outbox.servers import HANG_UP, SILENT, RealServer, ScriptedServer, free_port

PROMISED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LONG = "كلمة " * 5000


def letter(number=1):
    return write_letter(
        Words("استلمنا طلبك", LONG, f"<p>{LONG}</p>"),
        mail_from="no-reply@example.org",
        house="جمعية",
        recipient="salma@example.org",
        message_id=f"<{number}@example.org>",
        created_at=PROMISED,
    )


@pytest.fixture
def post_to(tmp_path, context):
    """post_to(server or port, …settings): a way out to that server."""

    def make(server, **changes):
        smtp = {"smtp_host": "127.0.0.1", "smtp_port": getattr(server, "port", server), "smtp_security": "none"}
        return SmtpPost(make_settings(tmp_path, **{**smtp, **changes}))

    return make


def test_a_strict_server_takes_the_letter_unchanged(post_to):
    with RealServer() as server:
        with post_to(server) as post:
            post.hand_over(letter())
        assert server.inbox.letters == [letter().content]
        assert server.inbox.recipients == [["salma@example.org"]]


def test_the_same_strict_server_refuses_a_long_line(post_to):
    """The control of the test above: what Flask-Mail's own message would have met."""
    with RealServer() as server, smtplib.SMTP("127.0.0.1", server.port, "localhost", timeout=20) as line:
        with pytest.raises(smtplib.SMTPDataError):
            line.sendmail("no-reply@example.org", ["salma@example.org"], b"Subject: x\r\n\r\n" + b"x" * 2000 + b"\r\n")
        assert server.inbox.letters == []


def test_one_connection_serves_a_round(post_to):
    with ScriptedServer() as server:
        with post_to(server) as post:
            for number in range(3):
                post.hand_over(letter(number))
        assert (len(server.taken), server.connections) == (3, 1)


def test_a_dropped_connection_is_opened_again_for_the_next_letter(post_to):
    with ScriptedServer({"NOOP": HANG_UP}) as server:
        with post_to(server) as post:
            for number in range(3):
                post.hand_over(letter(number))
        assert (len(server.taken), server.connections) == (3, 3)


def test_a_failed_goodbye_does_not_undo_what_was_taken(post_to):
    with ScriptedServer({"QUIT": HANG_UP}) as server:
        with post_to(server) as post:
            post.hand_over(letter())
        assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        ({"MAIL": "550 5.7.1 not from you"}, Refused),
        ({"RCPT": "550 5.1.1 no such user"}, Refused),
        ({"RCPT": "553 mailbox name not allowed"}, Refused),
        ({"DATA": "554 no"}, Refused),
        ({"TAKEN": "550 5.7.1 not wanted"}, Refused),
        ({"MAIL": "451 4.3.0 try again"}, TryLater),
        ({"RCPT": "450 4.2.0 greylisted"}, TryLater),
        ({"DATA": "451 try again"}, TryLater),
        ({"TAKEN": "452 4.3.1 no space"}, TryLater),
        ({"MAIL": HANG_UP}, TryLater),
        ({"TAKEN": HANG_UP}, TryLater),
        ({"MAIL": "421 4.3.2 closing"}, ServerAway),
        ({"MAIL": "530 5.7.0 sign in first"}, ServerAway),
        ({"GREETING": "554 no service"}, ServerAway),
        ({"GREETING": "421 too busy"}, ServerAway),
        ({"GREETING": HANG_UP}, ServerAway),
        ({"EHLO": "550 no", "HELO": "550 no"}, ServerAway),
    ],
)
def test_a_reply_decides_between_never_later_and_not_this_server(post_to, part, verdict):
    with ScriptedServer(part) as server, post_to(server) as post:
        with pytest.raises(verdict) as said:
            post.hand_over(letter())
        assert type(said.value) is verdict
        assert server.taken == []


@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        ({"GREETING": SILENT}, ServerAway),
        ({"EHLO": SILENT}, ServerAway),
        ({"RCPT": SILENT}, TryLater),
        ({"TAKEN": SILENT}, TryLater),
    ],
)
def test_a_silent_server_is_waited_for_no_longer_than_the_time_out(post_to, part, verdict):
    with ScriptedServer(part) as server, post_to(server, smtp_timeout=0.3) as post:
        with pytest.raises(verdict) as said:
            post.hand_over(letter())
        assert type(said.value) is verdict


def test_nobody_listening_is_a_server_away(post_to):
    with post_to(free_port()) as post, pytest.raises(ServerAway):
        post.hand_over(letter())


def test_a_refusal_does_not_spoil_the_connection_for_the_next_letter(post_to):
    with ScriptedServer({"RCPT": "550 no"}) as server, post_to(server) as post:
        for number in range(3):
            with pytest.raises(Refused):
                post.hand_over(letter(number))
        assert server.connections == 1


@pytest.fixture
def certificate(tmp_path):
    """A certificate for 127.0.0.1 and its key, made now: (path of both in one file)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secured(certificate):
    """The server's half of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def sign_in(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"desk", b"secret"), handled=False)


def test_starttls_and_sign_in_come_before_the_letter(post_to, secured, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    how = {"tls_context": secured, "require_starttls": True, "authenticator": sign_in, "auth_required": True}
    desk = {"smtp_security": "starttls", "smtp_user": "desk"}
    with RealServer(**how) as server:
        with post_to(server, **desk, smtp_password="secret") as post:
            post.hand_over(letter())
        assert len(server.inbox.letters) == 1
        with post_to(server, **desk, smtp_password="wrong") as post, pytest.raises(ServerAway, match="535"):
            post.hand_over(letter())
        assert len(server.inbox.letters) == 1


def test_an_unknown_certificate_is_not_trusted(post_to, secured):
    with RealServer(tls_context=secured) as server, post_to(server, smtp_security="starttls") as post:
        with pytest.raises(ServerAway, match="CERTIFICATE_VERIFY_FAILED"):
            post.hand_over(letter())
        assert server.inbox.letters == []


def test_a_server_without_starttls_gets_nothing_in_the_clear(post_to):
    with ScriptedServer() as server, post_to(server, smtp_security="starttls") as post:
        with pytest.raises(ServerAway, match="STARTTLS"):
            post.hand_over(letter())
        assert server.brought == []


def test_without_a_server_a_letter_becomes_a_file_that_mail_programs_open(tmp_path, context):
    settings = make_settings(tmp_path)
    with open_post(settings) as post:
        post.hand_over(letter(7))
        post.hand_over(letter(7))
    [file] = settings.mail_folder.iterdir()
    assert file.name == "20261122T090000Z-7.eml"
    assert (file.stat().st_mode & 0o777, settings.mail_folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert message_from_bytes(file.read_bytes(), policy=default)["Subject"] == "استلمنا طلبك"


def test_a_folder_that_cannot_be_written_is_tried_later_and_keeps_no_half_file(tmp_path):
    (tmp_path / "mail").write_text("a file where the folder should be")
    with FolderPost(tmp_path / "mail") as post, pytest.raises(ServerAway):
        post.hand_over(letter())
    assert [path.name for path in tmp_path.iterdir()] == ["mail"]
