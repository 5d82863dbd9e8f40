"""What signs the cookie: made once for an app, and another's signature is not believed."""

from flask import session

from forms_service.web.cookies import SignedByOne


def test_it_is_made_once_and_reads_what_flask_itself_signs(app):
    ours = app.session_interface
    assert ours.get_signing_serializer(app) is ours.get_signing_serializer(app)
    signed = super(SignedByOne, ours).get_signing_serializer(app).dumps({"journeys": {"volunteer": "k"}})
    with app.test_request_context(headers={"Cookie": f"session={signed}"}):
        assert session["journeys"] == {"volunteer": "k"}


def test_a_cookie_that_another_key_signed_is_empty(app):
    signed = app.session_interface.get_signing_serializer(app).dumps({"journeys": {"volunteer": "k"}})
    app.secret_key = b"another key of thirty-two bytes."
    app.session_interface = SignedByOne(app)
    with app.test_request_context(headers={"Cookie": f"session={signed}"}):
        assert dict(session) == {}
