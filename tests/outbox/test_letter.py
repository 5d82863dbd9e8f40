from base64 import b64decode
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default

import pytest

from forms_service.addresses import BadAddress
from forms_service.errors import ConfigurationError
from forms_service.outbox.letter import write_letter
from forms_service.outbox.rendering import Words

MESSAGE_ID = "<0a1b2c@example.org>"
PROMISED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUSE = "جمعية الدعوة والإرشاد وتوعية الجاليات بمركز أبوراكة"
LONG = "كلمة طويلة في فقرة واحدة بلا أي سطر جديد " * 200
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
]
INJECTIONS = [
    "\r\nBcc: other@example.net",
    "\nBcc: other@example.net",
    "\rBcc: other@example.net",
    "\r\n\r\nanother body",
    "\x00",
    "\x0b\x0c\x1c\x85\u2028\u2029Bcc: other@example.net",
    "%0d%0aBcc: other@example.net",
    "=?utf-8?q?=0D=0ABcc:_other@example.net?=",
    "=?utf-8?b?DQpCY2M6IG90aGVyQGV4YW1wbGUubmV0?=",
    ", other@example.net",
    "; other@example.net",
    "> <other@example.net",
]


def letter(subject="استلمنا طلبك", text="نص\n", html="<p>نص</p>", **changes):
    words = {"mail_from": "no-reply@example.org", "house": HOUSE, "recipient": "salma@example.org"}
    return write_letter(
        Words(subject, text, html), **{**words, "message_id": MESSAGE_ID, "created_at": PROMISED, **changes}
    )


def read(written):
    return message_from_bytes(written.content, policy=default)


def raw(written, header):
    return message_from_bytes(written.content)[header]


def test_a_letter_reads_back_as_it_was_meant():
    written = letter("استلمنا طلبك رقم \u20664829-3057-1166\u2069", LONG + "\n", f"<p>{LONG}</p>")
    mail = read(written)
    assert mail.keys() == HEADERS
    assert mail["Subject"] == "استلمنا طلبك رقم \u20664829-3057-1166\u2069"
    # The library's own reader leaves a space where a long name was folded; its older one does not, nor do mail programs.
    assert str(make_header(decode_header(raw(written, "From")))) == f"{HOUSE} <no-reply@example.org>"
    assert mail["From"].addresses[0].addr_spec == "no-reply@example.org"
    assert (mail["To"], mail["Message-ID"]) == ("salma@example.org", MESSAGE_ID)
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "ar")
    assert mail["Date"].datetime == PROMISED
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert [part["Content-Language"] for part in mail.iter_parts()] == ["ar", "ar"]
    assert mail.get_body(("plain",)).get_content() == LONG + "\r\n"
    assert mail.get_body(("html",)).get_content().strip() == f"<p>{LONG}</p>"


def test_every_line_is_short_ascii_and_ends_with_crlf():
    content = letter(LONG[:300], LONG, LONG).content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 78


def test_each_encoded_word_is_short_and_breaks_no_sign():
    subject = "استلمنا طلبك 🌙 رقم 4829 " * 8
    words = raw(letter(subject), "Subject").split()
    assert "".join(b64decode(word[10:-2]).decode() for word in words) == subject
    assert all(word.startswith("=?utf-8?b?") and len(word) <= 75 for word in words)
    assert raw(letter(subject), "Subject").splitlines()[0]


def test_a_repeat_is_the_same_letter():
    assert letter() == letter()


def test_the_senders_own_name_stands_before_the_houses():
    assert read(letter(mail_from="Reception <desk@example.org>"))["From"] == "Reception <desk@example.org>"


@pytest.mark.parametrize("vector", INJECTIONS)
@pytest.mark.parametrize(
    "place", ["salma@example.org{}", "{}salma@example.org", "sal{}ma@example.org", "salma@{}example.org"]
)
def test_a_recipient_is_one_address_or_refused(place, vector):
    try:
        written = letter(recipient=place.format(vector))
    except BadAddress:
        return
    assert written.recipient.count("@") == 1
    assert read(written).keys() == HEADERS
    assert len(read(written)["To"].addresses) == 1


@pytest.mark.parametrize("vector", INJECTIONS)
@pytest.mark.parametrize("field", ["mail_from", "house", "subject", "name"])
def test_no_value_becomes_a_header(field, vector):
    values = {
        "mail_from": {"mail_from": f"no-reply@example.org{vector}"},
        "name": {"mail_from": f"Desk{vector} <no-reply@example.org>"},
        "house": {"house": f"جمعية{vector}"},
        "subject": {"subject": f"استلمنا طلبك{vector}"},
    }
    try:
        written = letter(**values[field])
    except (ConfigurationError, ValueError):
        return
    assert read(written).keys() == HEADERS
    assert len(read(written)["From"].addresses) == 1
    assert [each.addr_spec for each in read(written)["To"].addresses] == ["salma@example.org"]
    assert (written.sender, written.recipient) == ("no-reply@example.org", "salma@example.org")


def test_the_longest_address_survives_the_header():
    longest = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.org"
    written = letter(recipient=longest)
    assert read(written)["To"].addresses[0].addr_spec == longest
    assert max(len(line) for line in written.content.split(b"\r\n")) <= 998
