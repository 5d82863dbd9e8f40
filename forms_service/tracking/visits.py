"""A short visit to one request, opened by reference and mobile: a sealed cookie, so that nothing stands in an address.

The cookie names the reference and the print of the mobile; whose they are is asked anew of the record at every page.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, current_app, request

from forms_service.crypto import SealBroken
from forms_service.db import vault
from forms_service.settings import Settings

LASTS = timedelta(minutes=30)
_CONTEXT = "visit"


@dataclass(frozen=True)
class Visit:
    """One person at one request."""

    reference: str
    mobile: bytes


def open_visit(response: Response, visit: Visit, *, now: datetime) -> None:
    """Let whoever gets this response come back to the request until `now` + LASTS."""
    until = (now + LASTS).timestamp()
    said = json.dumps([visit.reference, visit.mobile.hex(), until]).encode()
    sealed = base64.urlsafe_b64encode(vault().seal(said, _CONTEXT)).decode()
    response.set_cookie(_name(), sealed, max_age=LASTS, secure=_https(), httponly=True, samesite="Lax")


def close_visit(response: Response) -> None:
    """Take the visit away from this browser."""
    response.delete_cookie(_name(), secure=_https(), httponly=True, samesite="Lax")


def current_visit(now: datetime) -> Visit | None:
    """The visit of the current request; None where there is none, it is over, or it was not made here."""
    try:
        sealed = base64.urlsafe_b64decode(request.cookies.get(_name(), "").encode())
        reference, mobile, until = json.loads(vault().open(sealed, _CONTEXT))
    except (SealBroken, binascii.Error, UnicodeEncodeError):
        return None
    return Visit(reference, bytes.fromhex(mobile)) if now.timestamp() < until else None


def _name() -> str:
    return "__Host-visit" if _https() else "visit"


def _https() -> bool:
    settings: Settings = current_app.extensions["settings"]
    return settings.https
