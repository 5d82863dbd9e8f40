"""Words become the bytes that travel: headers, a text part and an HTML part, as RFC 5322 and MIME ask.

Made by the standard library, because Flask-Mail writes a long Arabic paragraph as one line over 998 octets, which a
strict server refuses: here every line has at most 76 signs of base64 and ends with CRLF. Knows no Flask and no database.
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from forms_service.addresses import BadAddress, mail_address, sender_address
from forms_service.errors import ConfigurationError
from forms_service.outbox.rendering import Words


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
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = reader
    mail["Subject"] = words.subject
    mail["Date"] = format_datetime(created_at)
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.text, cte="base64")
    mail.add_alternative(words.html, subtype="html", cte="base64")
    for part in mail.walk():
        part["Content-Language"] = "ar"
    mail.set_boundary(f"part.{message_id.strip('<>').partition('@')[0]}")
    return Letter(sender.addr_spec, reader.addr_spec, message_id, created_at, _guarded(mail))


def _guarded(mail: EmailMessage) -> bytes:
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
