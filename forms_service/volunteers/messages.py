"""What is said by mail about a volunteer. Each function is one mail; its words are in `templates/messages/volunteers/`."""

from forms_service.outbox.message import Message


def for_staff(reference: str, *, to: str, public_url: str) -> Message:
    """Tells staff that someone offered to volunteer. Carries the reference and a link, no personal data."""
    facts = {"staff_url": f"{public_url}/staff/volunteers/{reference}"}
    return Message("volunteers/for_staff", to, reference, facts)


def welcome(reference: str, *, to: str, name: str, public_url: str, contact: str = "") -> Message:
    """Thanks the volunteer and says what happens next.

    `contact` is the announced phone or address for questions; where it is empty the mail names the contact page.
    """
    facts = {
        "name": name,
        "track_url": f"{public_url}/forms/track/",
        "contact": contact,
        "contact_url": f"{public_url}/contact/",
    }
    return Message("volunteers/welcome", to, reference, facts)
