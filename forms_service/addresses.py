"""Mail addresses that every server takes. Knows no Flask and no database."""

import re
from email.headerregistry import Address

from email_validator import EmailNotValidError, validate_email

_INSIDE = re.compile(r"(?:[a-z0-9-]{1,63}\.){0,5}(?:localhost|local|internal|test)", re.IGNORECASE)


class BadAddress(ValueError):
    """The text is not one mail address that every server takes. Does not repeat the text."""


def mail_address(text: str, name: str = "") -> Address:
    """One plain address, its host in ASCII. Raises BadAddress for several addresses, line ends, or a local part beyond ASCII."""
    local, _, host = text.rpartition("@")
    inside = _INSIDE.fullmatch(host)
    try:
        # The library refuses every local part beyond ASCII and, as hosts, names that only a network of one's own knows.
        whole = f"{local}@example.com" if inside else text
        parsed = validate_email(whole, allow_smtputf8=False, check_deliverability=False, globally_deliverable=False)
        address = Address(name, addr_spec=parsed.ascii_email or "")
    except (EmailNotValidError, ValueError):
        raise BadAddress("needs to be one mail address") from None
    return Address(name, address.username, host) if inside else address


def sender_address(text: str, house: str = "") -> Address:
    """One address that may carry a name («Desk <desk@example.org>»); where it does not, `house` is the name. Raises BadAddress."""
    name, angle, rest = text.partition("<")  # email.utils.parseaddr would pick an address out of any nonsense
    plain, name = (rest.strip().removesuffix(">"), name.strip(' "')) if angle else (text.strip(), house)
    if {*name} & {*"<>@"}:
        raise BadAddress("needs to be one mail address")
    return mail_address(plain, name)
