"""Words become the bytes that travel: headers, a text part and an HTML part, as RFC 5322 and MIME ask.

Made by the standard library, because Flask-Mail writes a long Arabic paragraph as one line over 998 octets, which a
strict server refuses: here every line has at most 76 signs of base64 and ends with CRLF. Knows no Flask and no database.
"""

from base64 import b64encode, encodebytes
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import Message
from email.policy import compat32
from email.utils import format_datetime

from forms_service.addresses import BadAddress, mail_address, sender_address
from forms_service.errors import ConfigurationError
from forms_service.outbox.rendering import Words

# The library's newer policies read every header anew to fold it, half of what a mail costs; ours are ASCII when they get there.
_POLICY = compat32.clone(linesep="\r\n")
_OCTETS = 42  # of text in an encoded word: with base64 and «Subject: » before the first, a line stays within 78


@dataclass(frozen=True)
class Letter:
    """A mail that is ready to travel: the envelope's addresses, what names it over repeats, and its bytes (CRLF)."""

    sender: str
    recipient: str
    message_id: str
    created_at: datetime
    content: bytes


def write_letter(
    words: Words, *, mail_from: str, house: str, recipient: str, message_id: str, created_at: datetime
) -> Letter:
    """The mail with these words. The same arguments give the same headers, so that a repeat is known as one.

    `mail_from` may carry a name; where it does not, readers see the name `house`. Raises BadAddress for the recipient
    and ConfigurationError for the sender.
    """
    sender, reader = _sender(mail_from, house), mail_address(recipient)
    headers = {
        "From": _named(sender),
        "To": reader.addr_spec,
        "Subject": _encoded(words.subject),
        "Date": format_datetime(created_at),
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="part.{message_id.strip("<>").partition("@")[0]}"',
        "Content-Language": "ar",
    }
    mail = Message(_POLICY)
    for name, value in headers.items():
        mail[name] = value
    mail.set_payload([_part(words.text, "plain"), _part(words.html, "html")])
    return Letter(sender.addr_spec, reader.addr_spec, message_id, created_at, _guarded(mail))


def _part(text: str, kind: str) -> Message:
    part = Message(_POLICY)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Language"] = "ar"
    part.set_payload(encodebytes("\r\n".join([*text.splitlines(), ""]).encode()).decode())
    return part


def _named(address: Address) -> str:
    return f"{_encoded(address.display_name)} <{address.addr_spec}>" if address.display_name else address.addr_spec


def _encoded(text: str) -> str:
    """The text as encoded words of RFC 2047: whole signs in each, and at most 68 octets."""
    words: list[bytes] = []
    word = b""
    for sign in (each.encode() for each in text):
        if len(word) + len(sign) > _OCTETS:
            words, word = [*words, word], b""
        word += sign
    return " ".join(f"=?utf-8?b?{b64encode(each).decode()}?=" for each in [*words, word] if each)


def _guarded(mail: Message) -> bytes:
    """The mail's bytes. Raises ValueError where a value has become a header: the library has let encoded line ends through."""
    content = mail.as_bytes()
    lines = content.partition(b"\r\n\r\n")[0].split(b"\r\n")
    if [line.partition(b":")[0].decode() for line in lines if not line.startswith((b" ", b"\t"))] != mail.keys():
        raise ValueError("a header was forged")
    return content


def _sender(mail_from: str, house: str) -> Address:
    try:
        return sender_address(mail_from, house)
    except BadAddress:
        raise ConfigurationError("The setting MAIL_FROM is not one mail address.") from None
