"""What is said by mail about a help request. Each function is one mail; its words are in `templates/messages/help_requests/`."""

from datetime import datetime

from forms_service.outbox.message import Message
from forms_service.references import show_reference


def for_staff(reference: str, *, to: str, public_url: str) -> Message:
    """Tells staff that a request waits to be checked. Carries its reference and a link, no personal data."""
    facts = {"staff_url": f"{public_url}/staff/help-requests/{reference}"}
    return Message("help_requests/for_staff", to, reference, facts)


def reply_for_staff(reference: str, *, kind: str, to: str, public_url: str) -> Message:
    """Tells staff that the person sent something of this kind (`from_applicant`). Carries a link, no personal data."""
    facts = {"kind": kind, "staff_url": f"{public_url}/staff/help-requests/{reference}"}
    return Message("help_requests/reply_for_staff", to, reference, facts)


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


def forgotten(reference: str, **who: str) -> Message:
    """Tells the applicant the number of the request, to the address that was given in it."""
    return _letter("forgotten", reference, {}, **who)


def missing(reference: str, *, public: str, **who: str) -> Message:
    """Tells the applicant what is missing, and why, in staff's own words (`public`)."""
    return _letter("missing", reference, {"public": public}, **who)


def raised(reference: str, *, at: datetime, **who: str) -> Message:
    """Tells the applicant that the request went to the committee at `at` (aware)."""
    return _letter("raised", reference, {"raised_at": at.isoformat()}, **who)


def accepted(reference: str, *, public: str, **who: str) -> Message:
    """Tells the applicant that the committee accepted the request; `public` says what registration needs."""
    return _letter("accepted", reference, {"public": public}, **who)


def refused(reference: str, *, public: str, may_object: bool = False, **who: str) -> Message:
    """Tells the applicant that the committee did not accept the request; `public` is the reason."""
    return _letter("refused", reference, {"public": public, "may_object": "yes" if may_object else ""}, **who)


def objection(reference: str, *, first: str, received_at: datetime, **who: str) -> Message:
    """Tells the applicant that the objection to the decision on the request `first` is a request of its own now."""
    return _letter(
        "objection", reference, {"first": show_reference(first), "received_at": received_at.isoformat()}, **who
    )


def delivered(reference: str, *, public: str, **who: str) -> Message:
    """Tells the beneficiary that the whole service was given."""
    return _letter("delivered", reference, {"public": public}, **who)


def closed(reference: str, *, public: str, **who: str) -> Message:
    """Tells the applicant that work on the request ended before its end, and why."""
    return _letter("closed", reference, {"public": public}, **who)


def explained(reference: str, *, question: str, answer: str, **who: str) -> Message:
    """Answers what the applicant did not understand."""
    return _letter("explained", reference, {"question": question, "answer": answer}, **who)


def _letter(
    kind: str, reference: str, facts: dict[str, str], *, to: str, name: str, public_url: str, contact: str = ""
) -> Message:
    links = {"track_url": f"{public_url}/forms/track/", "contact": contact, "contact_url": f"{public_url}/contact/"}
    return Message(f"help_requests/{kind}", to, reference, {"name": name, **links, **facts})
