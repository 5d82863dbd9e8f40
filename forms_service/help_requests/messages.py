"""What is said by mail about a help request. Each function is one mail; its words are in `templates/messages/help_requests/`."""

from datetime import datetime

from forms_service.outbox.message import Message


def for_staff(reference: str, *, to: str, public_url: str) -> Message:
    """Tells staff that a request waits to be checked. Carries its reference and a link, no personal data."""
    facts = {"staff_url": f"{public_url}/staff/help-requests/{reference}"}
    return Message("help_requests/for_staff", to, reference, facts)


def received(
    reference: str, *, to: str, name: str, received_at: datetime, public_url: str, contact: str = ""
) -> Message:
    """Tells the applicant that the request was stored at `received_at` (aware), and what happens next.

    `contact` is the announced phone or address for questions; where it is empty the mail names the contact page.
    """
    facts = {
        "name": name,
        "received_at": received_at.isoformat(),
        "track_url": f"{public_url}/forms/track/",
        "contact": contact,
        "contact_url": f"{public_url}/contact/",
    }
    return Message("help_requests/received", to, reference, facts)
