"""What every template may name."""

from flask import render_template_string

from forms_service.association import TWO_WEEKS
from forms_service.settings import ROOT


def test_templates_know_the_association_and_the_sentence_on_the_reply(app):
    with app.test_request_context():
        shown = render_template_string("{{ association.name }} {{ policy_two_weeks }}")
    assert shown == f"{app.extensions['association'].name} {TWO_WEEKS}"


def test_the_sentence_is_the_policys_own():
    assert TWO_WEEKS in (ROOT / "tests" / "site" / "beneficiary-relations-policy.txt").read_text(encoding="utf-8")
