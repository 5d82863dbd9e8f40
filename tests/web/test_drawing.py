"""Empty pages are drawn once; what differs from person to person is never shared."""

from forms_service.web import drawing
from tests.support.forms import HELP, Person, token


def test_an_empty_page_is_drawn_once_for_all(app, monkeypatch):
    drawn = []
    real = drawing.render_template
    monkeypatch.setattr(drawing, "render_template", lambda *a, **k: drawn.append(a) or real(*a, **k))
    pages = {app.test_client().get(f"{HELP}/service").text for _ in range(5)}
    assert len(drawn) == 1
    assert len({page.replace(token(page), "") for page in pages}) == 1
    assert len({token(page) for page in pages}) == 5


def test_conditional_questions_do_not_leak_from_one_person_to_another(app):
    asked, not_asked = Person(app.test_client()), Person(app.test_client())
    not_asked.answers["service"] = {"support_type": "books", "for_whom": "self"}
    for person in (asked, not_asked):
        person.goes_on_to("need")
    assert 'name="dependents"' in asked.opens("need").text
    assert 'name="dependents"' not in not_asked.opens("need").text


def test_the_words_for_another_person_do_not_leak(app):
    own, other = Person(app.test_client()), Person(app.test_client())
    other.answers["service"] = {**other.answers["service"], "for_whom": "other"}
    for person in (own, other):
        person.goes_on_to("you")
    assert "من أنت؟" in own.opens("you").text
    assert "من صاحب الطلب؟" in other.opens("you").text


def test_answers_of_one_person_never_stand_in_the_page_of_another(app):
    salma = Person(app.test_client())
    salma.goes_on_to("contact")
    salma.opens("you")
    stranger = app.test_client().get(f"{HELP}/service").text
    assert "checked" not in stranger
    newcomer = Person(app.test_client())
    newcomer.goes_on_to("you")
    assert "سلمى" not in newcomer.opens("you").text


def test_the_start_page_is_drawn_once_and_says_what_waits_for_this_person_only(app, monkeypatch):
    drawn = []
    real = drawing.render_template
    monkeypatch.setattr(drawing, "render_template", lambda *a, **k: drawn.append(a) or real(*a, **k))
    salma = Person(app.test_client())
    salma.goes_on_to("you")
    pages = [client.get(f"{HELP}/").text for client in (app.test_client(), salma.client, app.test_client())]
    assert ["لديك طلب غير مكتمل" in page for page in pages] == [False, True, False]
    assert [name for (name,) in drawn if name.endswith("start.html")] == ["help_requests/start.html"] * 2


def test_everyone_sees_the_own_reference_on_the_page_that_is_drawn_once(app, monkeypatch):
    drawn = []
    real = drawing.render_template
    monkeypatch.setattr(drawing, "render_template", lambda *a, **k: drawn.append(a) or real(*a, **k))
    references = []
    for _ in range(3):
        person = Person(app.test_client())
        person.goes_on_to("declaration")
        person.answers_page("declaration")
        references.append(person.reads_reference())
        assert "0000-0000-0000" not in person.opens("done").text
    assert len(set(references)) == 3
    assert [name for (name,) in drawn if name.endswith("done.html")] == ["help_requests/done.html"]
