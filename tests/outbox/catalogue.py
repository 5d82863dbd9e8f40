"""Every message of every room, called with the same made-up facts: a new one is found without being listed."""

import importlib
import inspect
from datetime import UTC, datetime
from pathlib import Path

import forms_service
from forms_service.outbox.message import Message

REFERENCE = "482930571166"
FACTS = {
    "reference": REFERENCE,
    "to": "salma@example.org",
    "name": "سلمى محمد",
    "received_at": datetime(2026, 11, 22, 21, 30, tzinfo=UTC),  # already the 23rd in Riyadh
    "public_url": "https://example.org",
    "contact": "050 000 0000",
    "key": "kD9-example-of-a-key_43-signs-of-url-safe-A",
    "at": datetime(2026, 11, 22, 21, 30, tzinfo=UTC),
    "public": "نحتاج أن نرى أصل وثيقتك.\nمتى يناسبك الحضور؟",
    "question": "من يدرس طلبي؟",
    "answer": "لجنة البحث.",
    "sort": "complaint",
    "first": "735379024206",
    "kind": "answer",
}
WHO = ("to", "name", "public_url", "contact")
"""What every letter to a person is given besides its own facts."""


def messages(**changes):
    """{"room/function": Message} for every public function of every room's messages.py."""
    found = {}
    for path in sorted(Path(forms_service.__file__).parent.glob("*/messages.py")):
        room = importlib.import_module(f"forms_service.{path.parent.name}.messages")
        for name, function in inspect.getmembers(room, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == room.__name__:
                asked = inspect.signature(function).parameters
                names = {*asked, *WHO} if "who" in asked else set(asked)
                known = {key: value for key, value in {**FACTS, **changes}.items() if key in names}
                reference = known.pop("reference")
                found[f"{path.parent.name}/{name}"] = function(reference, **known)
    assert all(isinstance(message, Message) for message in found.values())
    return found
