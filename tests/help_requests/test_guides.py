"""Which clauses a refusal may name, and when it must."""

import json

import pytest

from forms_service.help_requests import guides
from forms_service.help_requests.committee import REFUSE
from tests.support.casework import MEMBERS, Story, refusal
from tests.support.guides import own_site, publish


def test_the_clauses_are_the_second_headings_of_the_guides_as_published(context):
    publish(context, "support-policy-guide", status="draft")
    (guide,) = guides.guides()
    assert (guide.title, guide.is_approved) == ("دليل سياسة الدعم للمستفيدين", False)
    assert [clause.code for clause in guide.clauses] == [
        "support-policy-guide#types",
        "support-policy-guide#exclusions",
    ]
    assert guide.clauses[1].url == "/documents/support-policy-guide/#exclusions"
    assert guides.clause_of("support-policy-guide#exclusions").name == "4. ما لا يشمله الدعم"
    assert guides.clause_of("support-policy-guide#gone") is guides.clause_of(None) is None


def test_without_a_site_there_is_nothing_to_name(context):
    own_site(context)
    assert (guides.guides(), guides.must_be_cited()) == ((), False)


def test_a_guide_that_is_published_anew_is_read_anew(context):
    file = publish(context, "support-policy-guide", status="draft")
    assert not guides.must_be_cited()
    page = json.loads(file.read_text(encoding="utf-8"))
    page["document"]["status"] = "approved"
    file.write_text(json.dumps(page), encoding="utf-8")
    assert guides.must_be_cited()


@pytest.mark.parametrize(("status", "why"), [("draft", None), ("approved", "no_public_reason")])
def test_a_refusal_needs_a_clause_once_a_guide_is_approved(office, status, why):
    publish(office, "support-policy-guide", status=status)
    story = Story().is_raised().is_on_the_agenda()
    for number in MEMBERS[:3]:
        story.votes(number, REFUSE)
    if why is None:
        assert story.is_recorded().case.result == REFUSE
    else:
        assert refusal(story.is_recorded) == why
        assert story.is_recorded(clause="support-policy-guide#exclusions").case.result == REFUSE
