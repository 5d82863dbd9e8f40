"""Every text field of every form page takes whatever is typed: never a 500, stored clean, shown again as text."""

from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from wtforms.fields.core import UnboundField

from forms_service import clock
from forms_service.db import db
from forms_service.formkit import drafts
from forms_service.formkit.fields import LongTextField, OneOfField, TickField
from forms_service.help_requests.form import JOURNEY as HELP_JOURNEY
from forms_service.help_requests.models import HelpRequest
from forms_service.tracking.form import Lookup
from forms_service.volunteers.form import JOURNEY as VOLUNTEER_JOURNEY
from forms_service.volunteers.models import Volunteer
from tests.hostile.texts import (
    BROKEN,
    INJECTIONS,
    NUL,
    SURROGATE,
    Shown,
    encoded,
    hostile_texts,
    is_clean,
)
from tests.support.forms import HELP, VOLUNTEER, Person, errors, token
from tests.support.office import Browser, add_person

FORM = "application/x-www-form-urlencoded"
JOURNEYS = {HELP: HELP_JOURNEY, VOLUNTEER: VOLUNTEER_JOURNEY}
MODELS = {HELP: HelpRequest, VOLUNTEER: Volunteer}
FINAL = {HELP: "declaration", VOLUNTEER: "charter"}
PAGES = [(form, page) for form, journey in JOURNEYS.items() for page in (*journey.pages, journey.final)]


def questions(page) -> dict[str, type]:
    """The kind of every question of a page, by name."""
    return {name: field.field_class for name, field in vars(page).items() if isinstance(field, UnboundField)}


FIELDS = [
    pytest.param(form, page.slug, name, kind, id=f"{form.rpartition('/')[2]}-{page.slug}-{name}")
    for form, page in PAGES
    for name, kind in questions(page).items()
    if not issubclass(kind, OneOfField | TickField)
]


class Walker(Person):
    """Somebody for whom every page of a form is asked, and who stands on the last one. Sends without opening pages first."""

    def __init__(self, app, form: str) -> None:
        super().__init__(app.test_client(), form)
        self.app = app
        self.answers["service"] = {"support_type": "in_kind", "for_whom": "other"}
        self.answers["declaration"] = {**self.answers.get("declaration", {}), "signed_name": "خالد أحمد"}
        if form == VOLUNTEER:
            self.answers["you"] = {**self.answers["you"], "is_adult": "no"}
        self.goes_on_to(FINAL[form])
        self.token = token(self.opens(FINAL[form]).text)

    def posts(self, page: str, body: str):
        return self.client.post(f"{self.journey}/{page}", data=f"csrf_token={self.token}&{body}", content_type=FORM)

    def types(self, page: str, name: str, typed: str):
        """Answer a page as usual, but for one question."""
        return self.posts(page, urlencode({**self.answers.get(page, {}), name: typed}, doseq=True))

    def kept(self, name: str) -> object:
        """What is kept of this answer."""
        form = JOURNEYS[self.journey].form
        with self.client.session_transaction() as session:
            key = session["journeys"][form]
        with self.app.app_context():
            return drafts.load(db.session, drafts.key_hash(form, key), clock.now())["values"][name]

    def empty(self, page: str) -> Shown:
        """The page with all its errors and nothing typed."""
        return Shown(self.posts(page, "").text)


@pytest.fixture(scope="module")
def walkers(standing) -> dict[str, Walker]:
    return {form: Walker(standing, form) for form in JOURNEYS}


HARMLESS = {"aria-invalid", "aria-describedby", "checked", "selected", "bdi", "dir", "class"}
"""Tags and attributes that a page may have for some answers and not for others."""


def shows_only_text(answer, honest: Shown) -> Shown:
    """Asserts that a page consists of what the honest page consists of, and returns it taken apart."""
    shown = Shown(answer.text)
    assert shown.tags <= honest.tags | HARMLESS
    assert shown.attributes <= honest.attributes | HARMLESS
    return shown


@pytest.mark.parametrize(("form", "page", "name", "kind"), FIELDS)
def test_whatever_is_typed_is_stored_clean_or_shown_again(walkers, form, page, name, kind):
    walker = walkers[form]
    honest = walker.empty(page)
    typed_before = walker.answers[page][name]
    fates = set()

    @settings(max_examples=18)
    @given(hostile_texts(typed_before))
    def types(typed):
        answer = walkers[form].types(page, name, typed)
        fates.add(answer.status_code)
        if answer.status_code == 303 and page == FINAL[form]:  # signed with odd signs, and sent: another person goes on
            walkers[form] = Walker(walker.app, form)
            return
        if answer.status_code == 303:
            stored = walker.kept(name)
            assert not isinstance(stored, str) or is_clean(stored, lines=issubclass(kind, LongTextField))
            return
        assert answer.status_code == 422
        assert shows_only_text(answer, honest).inputs[name] == typed

    types()
    assert 422 in fates, "the texts were harmless"


@pytest.mark.parametrize(("form", "page", "name", "kind"), FIELDS)
def test_markup_that_is_refused_is_shown_again_as_text(walkers, form, page, name, kind):
    honest = walkers[form].empty(page)
    for vector in INJECTIONS:
        typed = vector + "ن" * 1500  # too long for every question
        answer = walkers[form].types(page, name, typed)
        assert answer.status_code == 422
        assert shows_only_text(answer, honest).inputs[name] == typed


@pytest.mark.parametrize("bad", [NUL, SURROGATE, BROKEN, f"{SURROGATE}%ED%B0%80"])
@pytest.mark.parametrize(("form", "page", "name", "kind"), FIELDS)
def test_what_is_no_text_is_refused_with_a_page(walkers, form, page, name, kind, bad):
    for body in (f"{name}={bad}", f"{name}=a{bad}b", f"{bad}={name}", f"{name}=ok&{bad}"):
        answer = walkers[form].posts(page, body)
        assert answer.status_code == 400
        assert "تعذّرت قراءة ما أُرسل" in answer.text


@pytest.mark.parametrize(("form", "page"), [pytest.param(form, page, id=f"{form}-{page.slug}") for form, page in PAGES])
def test_fields_that_are_missing_repeated_unknown_or_hundreds_end_in_a_page(walkers, form, page):
    walker = walkers[form]
    names = st.sampled_from([*questions(page), *(f"{name}-seen" for name in questions(page)), "website", "edit", ""])
    odd = names | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
    pair = st.tuples(odd, hostile_texts("سلمى") | st.sampled_from(["yes", "no", "none", "in_kind", "ar", "1"]))
    honest = walker.empty(page.slug)

    @settings(max_examples=10)
    @given(st.lists(pair, max_size=30), st.integers(1, 30), st.sampled_from(["", "?edit=1", "?edit", "?%ff=%00&;&="]))
    def sends(pairs, times, query):
        body = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs * times)
        answer = walker.posts(page.slug + query, body)
        assert answer.status_code in (303, 400, 413, 422)
        if answer.status_code == 422:
            shows_only_text(answer, honest)

    sends()


@pytest.mark.parametrize("name", questions(Lookup))
def test_tracking_takes_whatever_is_typed(standing, name):
    client = standing.test_client()
    known = {"csrf_token": token(client.get("/forms/track/").text), "reference": "482930571162", "mobile": "0500000001"}
    honest = Shown(client.post("/forms/track/", data={"csrf_token": known["csrf_token"]}).text)
    addresses = (f"192.0.2.{number % 250}" for number in range(10_000))  # nobody is slowed down here

    @settings(max_examples=25)
    @given(hostile_texts(known[name]))
    def types(typed):
        body = urlencode({**known, name: typed})
        answer = client.post(
            "/forms/track/", data=body, content_type=FORM, environ_base={"REMOTE_ADDR": next(addresses)}
        )
        if len(body) > 8 * 1024:
            assert answer.status_code == 413
            return
        assert answer.status_code in (404, 422, 429)
        if answer.status_code != 429:
            assert shows_only_text(answer, honest).inputs[name] == typed

    types()


# All the way


@pytest.fixture(scope="module")
def officer(standing) -> Browser:
    add_person(standing, "officer@example.org", "reception")
    browser = Browser(standing.test_client())
    assert browser.signs_in("officer@example.org").status_code == 302
    return browser


def sends(app, form: str, text: str) -> str:
    """Somebody who writes the text into every field that takes free text, and sends; the reference."""
    person = Person(app.test_client(), form)
    pages = person.answers
    if form == HELP:
        pages["service"] = {"support_type": "in_kind", "for_whom": "other"}
        pages["helper"] = {**pages["helper"], "helper_name": text, "helper_relation": text}
        pages["you"] = {**pages["you"], "full_name": text}
        pages["place"] = {**pages["place"], "locality": text}
        pages["need"] = {**pages["need"], "need": f"{text}\n{text}"}
        pages["declaration"] = {**pages["declaration"], "signed_name": text}
    else:
        pages["you"] = {**pages["you"], "full_name": text, "locality": text, "is_adult": "no"}
        pages["guardian"] = {**pages["guardian"], "guardian_name": text}
        pages["offer"] = {**pages["offer"], "skills": f"{text}\n{text}"}
    person.goes_on_to(FINAL[form])
    review = person.opens("review").text
    assert text in Shown(review).text
    assert "<" not in text or text not in review
    answer = person.answers_page(FINAL[form])
    assert answer.status_code == 303, errors(answer.text)
    return person.reads_reference()


def record_of(app, form: str, reference: str):
    with app.app_context():
        model = MODELS[form]
        return db.session.scalar(select(model).where(model.reference == reference)).answers


@pytest.mark.parametrize("vector", INJECTIONS)
@pytest.mark.parametrize("form", JOURNEYS)
def test_markup_stays_text_from_the_form_to_the_officer(standing, officer, form, vector):
    text = f"سلمى {vector}"
    reference = sends(standing, form, text)
    record = record_of(standing, form, reference)
    assert record.value("full_name") == text
    folder = "/staff/help-requests/" if form == HELP else "/staff/volunteers/"
    listing = officer.opens("/staff/" if form == HELP else folder).text
    page = officer.opens(folder + reference).text
    for html in (listing, page):
        assert text in Shown(html).text
        assert vector not in html or "<" not in vector
        assert not Shown(html).tags & {"script", "img", "iframe"}
        assert not {name for name in Shown(html).attributes if name.startswith("on") or name in ("srcdoc", "autofocus")}


@pytest.mark.parametrize("form", JOURNEYS)
def test_signs_that_hide_or_turn_text_are_dropped_and_staff_are_told(standing, officer, form):
    person = Person(standing.test_client(), form)
    person.answers["you"] = {**person.answers["you"], "full_name": "سلمى\u202e \x07عبده\u2067"}
    person.answers["declaration"] = {**person.answers.get("declaration", {}), "signed_name": "سلمى عبده"}
    reference = person.submits()
    answer = record_of(standing, form, reference).get("full_name")
    assert (answer.value, answer.notes) == ("سلمى عبده", ("cleaned",))
    folder = "/staff/help-requests/" if form == HELP else "/staff/volunteers/"
    page = officer.opens(f"{folder}{reference}?tab=answers").text
    assert not {"\u202e", "\u2067", "\x07"} & {*page}
