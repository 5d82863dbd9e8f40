"""Views that are marked draw their form again; others are refused."""

from flask import Flask, g

from forms_service.web.expired import keeps_typed_text, typed_text_again


def test_only_a_marked_view_is_asked_again():
    app = Flask(__name__)
    app.add_url_rule("/marked", "marked", keeps_typed_text(lambda: f"expired: {g.expired}"))
    app.add_url_rule("/other", "other", lambda: "acted")
    with app.test_request_context("/marked"):
        assert typed_text_again() == "expired: True"
    with app.test_request_context("/other"):
        assert typed_text_again() is None
    with app.test_request_context("/nowhere"):
        assert typed_text_again() is None
