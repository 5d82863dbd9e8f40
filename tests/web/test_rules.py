"""Every question × every rule over HTTP: the summary links to the input with the same words, the answers stay."""

import re
from html import unescape

import pytest

from forms_service.association import load_association
from forms_service.clock import now, today_in_riyadh
from forms_service.feedback.form import FEEDBACK_JOURNEY, INQUIRY_JOURNEY
from forms_service.formkit.page import Scene
from forms_service.help_requests.form import JOURNEY as HELP_JOURNEY
from forms_service.settings import ROOT
from forms_service.volunteers.form import JOURNEY as VOLUNTEER_JOURNEY
from tests.support.forms import ANSWERS, FEEDBACK, HELP, INQUIRY, VOLUNTEER, Person, errors, title, token, words_of
from tests.support.rules import wrong_answers

ASSOCIATION = load_association(ROOT / "association.yml")
# A scene in which each page is shown and each question asked that this association.yml allows.
SCENES = {
    HELP: {"for_whom": "other", "support_type": "in_kind"},
    VOLUNTEER: {"is_adult": "no"},
    FEEDBACK: {},
    INQUIRY: {},
}
JOURNEYS = {
    HELP: HELP_JOURNEY,
    VOLUNTEER: VOLUNTEER_JOURNEY,
    FEEDBACK: FEEDBACK_JOURNEY,
    INQUIRY: INQUIRY_JOURNEY,
}


def scene(address):
    return Scene(ASSOCIATION, today_in_riyadh(now()), SCENES[address])


def pages(address):
    journey = JOURNEYS[address]
    return [*journey.shown(scene(address)), journey.final]


def cases():
    for address in JOURNEYS:
        for page in pages(address):
            for question in page(scene(address)).questions:
                for rule, typed in wrong_answers(question):
                    case = f"{address.rpartition('/')[2]}-{page.slug}-{question.short_name}-{rule}"
                    yield pytest.param(address, page.slug, question.short_name, typed, id=case)


@pytest.fixture
def person(client):
    """Someone who comes as far as the page that is tested, in the scene where everything is asked."""

    def come(address, slug):
        found = Person(client, address)
        found.answers = {page: dict(answers) for page, answers in ANSWERS[address].items()}
        found.answers[found.first] |= {HELP: {"for_whom": "other"}, VOLUNTEER: {"is_adult": "no"}}.get(address, {})
        if address == HELP:
            found.answers["declaration"]["signed_name"] = found.answers["helper"]["helper_name"]
        found.goes_on_to(slug)
        return found

    return come


def typed_values(page: str, name: str) -> list[str]:
    """What stands in the inputs of this question."""
    tags = re.findall(rf'<(?:input|textarea|option)[^>]*?(?:name="{name}")[^>]*>(?:\n?([^<]*)</textarea>)?', page)
    values = [unescape(text) for text in tags if text]
    values += [
        unescape(v)
        for v in re.findall(rf'<input[^>]*name="{name}"[^>]*type="(?:text|tel|email)"[^>]*value="([^"]*)"', page)
    ]
    values += re.findall(rf'<input type="(?:radio|checkbox)"[^>]*name="{name}" value="([^"]*)" checked', page)
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    values += re.findall(r'value="([^"]+)" selected', select[0]) if select else []
    return values


@pytest.mark.parametrize(("address", "slug", "name", "typed"), list(cases()))
def test_a_wrong_answer_is_said_where_it_is_and_nothing_typed_is_lost(person, address, slug, name, typed):
    someone = person(address, slug)
    right = someone.answers[slug]
    answer = someone.sends(slug, {**right, name: typed})
    page = answer.text

    assert answer.status_code == 422
    assert title(page).startswith("خطأ: ")
    [(target, words)] = errors(page).items()
    assert re.search(rf'<(input|select|textarea)[^>]* id="{target}"', page)
    beside = re.search(rf'<div class="error" id="{name}-error">(.*?)</div>', page)
    assert words_of(beside[1]) == words
    assert words

    for other, value in right.items():
        if other != name and value:
            shown = typed_values(page, other)
            assert all(each in shown for each in (value if isinstance(value, list) else [value])), other
    if isinstance(typed, str) and typed not in ("", "nothing"):
        assert typed in typed_values(page, name)


@pytest.mark.parametrize("address", JOURNEYS)
def test_all_errors_of_a_page_are_said_at_once_in_its_order(person, address):
    slug = pages(address)[0].slug
    someone = person(address, slug)
    page = someone.sends(slug, {}).text
    named = [target.partition("-")[0] for target in errors(page)]
    assert named == [
        q.short_name for q in pages(address)[0](Scene(ASSOCIATION, scene(address).day, {})).questions if q.required
    ]


@pytest.mark.parametrize(("address", "slug"), [(address, page.slug) for address in JOURNEYS for page in pages(address)])
def test_an_expired_token_costs_no_answer(person, address, slug):
    someone = person(address, slug)
    right = someone.answers[slug]
    old = {"csrf_token": "ImV4cGlyZWQi.aGVsbG8.wrong", **right}
    answer = someone.client.post(f"{address}/{slug}", data=old)
    assert answer.status_code == 400
    assert "بقيت الصفحة مفتوحة مدة طويلة" in answer.text
    for name, value in right.items():
        if value:
            shown = typed_values(answer.text, name)
            assert all(each in shown for each in (value if isinstance(value, list) else [value])), name
    again = someone.client.post(f"{address}/{slug}", data={**right, "csrf_token": token(answer.text)})
    assert again.status_code == 303


@pytest.mark.parametrize(("address", "slug"), [(address, page.slug) for address in JOURNEYS for page in pages(address)])
def test_a_lost_cookie_costs_no_typed_answer(person, address, slug, app):
    someone = person(address, slug)
    right = someone.answers[slug]
    stranger = app.test_client()
    answer = stranger.post(f"{address}/{slug}", data={"csrf_token": token(someone.opens(slug).text), **right})
    assert answer.status_code == 400
    for name, value in right.items():
        if value and name in answer.text:  # a question that only this scene asks is not drawn for a stranger
            shown = typed_values(answer.text, name)
            assert all(each in shown for each in (value if isinstance(value, list) else [value])), name
    again = stranger.post(f"{address}/{slug}", data={**right, "csrf_token": token(answer.text)})
    assert again.status_code == 303
