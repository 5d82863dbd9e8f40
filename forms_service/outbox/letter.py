"""Words become the bytes that travel: headers, a text part and an HTML part, as RFC 5322 and MIME ask.

Made by the standard library, because Flask-Mail writes a long Arabic paragraph as one line over 998 octets, which a
strict server refuses: here every line has at most 76 signs of base64 and ends with CRLF. Knows no Flask and no database.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from email_validator import EmailNotValidError, validate_email

from forms_service.errors import ConfigurationError
from forms_service.outbox.rendering import Words

_INSIDE = re.compile(r"(?:[a-z0-9-]{1,63}\.){0,5}(?:localhost|local|internal|test)", re.IGNORECASE)


class BadAddress(ValueError):
    """The text is not one mail address that every server takes. Does not repeat the text."""


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


def mail_address(text: str, name: str = "") -> Address:
    """One plain address, its host in ASCII. Raises BadAddress for several addresses, line ends, or a local part beyond ASCII."""
    local, _, host = text.rpartition("@")
    inside = _INSIDE.fullmatch(host)
    try:
        # The library refuses every local part beyond ASCII and, as hosts, names that only a network of one's own knows.
        whole = f"{local}@example.com" if inside else text
        parsed = validate_email(whole, allow_smtputf8=False, check_deliverability=False, globally_deliverable=False)
        address = Address(name, addr_spec=parsed.ascii_email or "")
    except (EmailNotValidError, ValueError) as error:
        raise BadAddress(type(error).__name__) from None
    return Address(name, address.username, host) if inside else address


def _sender(mail_from: str, house: str) -> Address:
    name, angle, rest = mail_from.partition("<")  # email.utils.parseaddr would pick an address out of any nonsense
    plain, name = (rest.strip().removesuffix(">"), name.strip(' "')) if angle else (mail_from.strip(), house)
    try:
        if {*name} & {*"<>@"}:
            raise BadAddress("two addresses")
        return mail_address(plain, name)
    except BadAddress:
        raise ConfigurationError("The setting MAIL_FROM is not one mail address.") from None
