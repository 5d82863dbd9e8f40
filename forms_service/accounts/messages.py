"""What is said by mail to staff about their account. Each function is one mail; its words are in `templates/messages/accounts/`."""

from forms_service.accounts.links import address_of
from forms_service.outbox.message import Message


def invitation(reference: str, *, to: str, name: str, public_url: str, key: str, contact: str = "") -> Message:
    """Invites a new colleague to set a password, with a link that is good once. `reference`: staff:<id>."""
    return _with_link("accounts/invitation", reference, to, name, public_url, key, contact)


def reset(reference: str, *, to: str, name: str, public_url: str, key: str, contact: str = "") -> Message:
    """Lets a colleague set a new password, with a link that is good once. `reference`: staff:<id>."""
    return _with_link("accounts/reset", reference, to, name, public_url, key, contact)


def _with_link(template: str, reference: str, to: str, name: str, public_url: str, key: str, contact: str) -> Message:
    facts = {
        "name": name,
        "link": address_of(public_url, key),
        "contact": contact,
        "contact_url": f"{public_url}/contact/",
    }
    return Message(template, to, reference, facts)
