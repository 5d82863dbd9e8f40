"""No page asks a browser for anything that our content security policy forbids: pages of errors too. The watch of every journey sees it."""

import pytest
from playwright.sync_api import Route

from forms_service.web.headers import CSP
from tests.faults.test_clear_text import breaks_the_newest_draft
from tests.support.chromium import AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT, seen
from tests.support.forms import HELP

FORM = "application/x-www-form-urlencoded"
YOU = f"{HELP}/you"
TRACK = "/forms/track/"
ERRORS = {
    "no token": ("POST", f"{HELP}/clear", "", FORM, 400),
    "no text": ("POST", YOU, "full_name=%00", FORM, 400),
    "no such method": ("POST", "/healthz", "", FORM, 405),
    "too large": ("POST", YOU, "a" * 200_000, FORM, 413),
    "another kind": ("POST", YOU, "{}", "application/json", 415),
    "a stale form": ("POST", YOU, "full_name=%3Cscript%3E", FORM, 400),
    "too often": ("POST", TRACK, "reference=482930571162&mobile=0500000001", FORM, 429),
}
DOCUMENT = '<!doctype html><html lang="ar" dir="rtl"><head><title>x</title>{}</head><body><h1>x</h1>{}</body></html>'
FORBIDDEN = {
    "a style in a page": ("<style>h1 { color: red }</style>", ""),
    "a style of an element": ("", '<p style="color: red">x</p>'),
    "a script": ("", "<script>document.title = 'y'</script>"),
    "a picture of another host": ("", '<img alt="" src="http://127.0.0.2:9/x.png">'),
    "a frame": ("", '<iframe src="/forms/track/"></iframe>'),
}


@seen(AT_A_DESK)
@pytest.mark.parametrize("parts", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_watch_sees_what_is_forbidden(open_window, parts):
    finds_fault(open_window(), parts)


@seen(ON_A_PHONE_WITHOUT_SCRIPT)
def test_it_sees_so_without_javascript(open_window):
    finds_fault(open_window(), FORBIDDEN["a style of an element"])


def finds_fault(window, parts) -> None:
    headers = {"Content-Type": "text/html", "Content-Security-Policy": CSP}
    window.page.route("**/forms/forbidden", lambda route: route.fulfill(headers=headers, body=DOCUMENT.format(*parts)))
    with pytest.raises(AssertionError, match=r"Content Security Policy|not loaded"):
        window.opens("/forms/forbidden")
    window.watch.unseen.clear()


def sends_instead(method: str, body: str, kind: str):
    """What a browser is about to open is sent with this method and body."""

    def send(route: Route) -> None:
        route.continue_(method=method, post_data=body, headers={**route.request.headers, "content-type": kind})

    return send


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_pages_of_errors_ask_for_nothing_forbidden(open_window, error):
    method, path, body, kind, status = error
    window = open_window()
    if status == 429:
        tries = (window.page.request.post(path, data=body, headers={"content-type": kind}) for _ in range(20))
        assert any(answer.status == status for answer in tries)
    answers = []
    window.page.on("response", lambda answer: answers.append(answer.status))
    window.page.route(f"**{path}", sends_instead(method, body, kind), times=1)
    window.opens(path)
    assert answers[0] == status


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_so_does_the_page_of_a_fault_of_ours(salma, service):
    salma.begins()
    salma.goes_on()
    breaks_the_newest_draft(service)
    with pytest.raises(AssertionError) as said:  # the watch says the status, which here is meant, and nothing else
        salma.opens(YOU)
    assert str(said.value).endswith(
        "«حدث عطل لدينا — جمعية الدعوة والإرشاد وتوعية الجاليات بمركز أبوراكة»: ['status 500']"
    )
    salma.window.watch.unseen.clear()
