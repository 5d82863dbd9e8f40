"""What is said by mail about a message to us. Each function is one mail; its words are in `templates/messages/feedback/`."""

from forms_service.outbox.message import Message


def for_staff(reference: str, *, sort: str, to: str, public_url: str) -> Message:
    """Tells staff that a message of this kind came. Carries its reference and a link, no personal data."""
    return Message(
        "feedback/for_staff", to, reference, {"sort": sort, "staff_url": f"{public_url}/staff/feedback/{reference}"}
    )


def received(reference: str, *, sort: str, to: str, name: str, public_url: str, contact: str = "") -> Message:
    """Tells the sender that the message was stored. `contact` as in every mail: empty names the contact page."""
    return _letter("received", reference, {"sort": sort}, to=to, name=name, public_url=public_url, contact=contact)


def answered(
    reference: str, *, sort: str, answer: str, to: str, name: str, public_url: str, contact: str = ""
) -> Message:
    """Brings the sender the answer, in staff's own words."""
    facts = {"sort": sort, "answer": answer}
    return _letter("answered", reference, facts, to=to, name=name, public_url=public_url, contact=contact)


def _letter(
    name_of: str, reference: str, facts: dict[str, str], *, to: str, name: str, public_url: str, contact: str
) -> Message:
    around = {
        "name": name,
        "track_url": f"{public_url}/forms/track/",
        "contact": contact,
        "contact_url": f"{public_url}/contact/",
    }
    return Message(f"feedback/{name_of}", to, reference, {**facts, **around})
