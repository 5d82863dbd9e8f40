"""The session's cookie is Flask's own. What signs and reads it is made once, where Flask makes it anew for every request."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class SignedByOne(SecureCookieSessionInterface):
    """Flask's sessions, signed with the keys that the app begins with."""

    def __init__(self, app: Flask) -> None:
        self._signs = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs the cookies of the app."""
        return self._signs
