"""The main pages of staff, with the people of the demo in them: each is judged as it opens, in both widths and both colours."""

from itertools import groupby

import pytest

from tests.journeys.conftest import installed
from tests.journeys.shots import signs_in
from tests.support.album import pictures
from tests.support.chromium import AT_A_DESK, ON_A_PHONE, seen

MAIN = {
    "queue", "request-markup", "request-emoji-answers", "request-tesfaye", "request-long-answers",
    "request-ruqayya-service", "request-hamza-messages", "request-halima-history", "move-rashid-refused", "edit-long",
    "entry", "entry-form", "request-khadija", "feedback", "feedback-new", "feedback-unmailed", "feedback-unsent",
    "volunteers", "volunteer-2", "committee",
    "committee-replies", "committee-opening", "session-open", "session-closed-minutes", "account", "people", "person",
    "policy",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(browser, site, tmp_path_factory):
    """Seeded, and served; asks for the browser first."""
    service = installed(tmp_path_factory.mktemp("demo"), site)
    seeded = service.runs("seed")
    assert seeded.returncode == 0, seeded.stderr
    with service:
        yield service


@pytest.fixture
def service(demo):
    return demo


@seen(ON_A_PHONE, AT_A_DESK)
def test_no_page_of_staff_shuts_anybody_out(open_window, service):
    album = [picture for picture in pictures(service)[0] if picture.name in MAIN]
    assert {picture.name for picture in album} == MAIN
    for who, theirs in groupby(album, lambda picture: picture.who):
        window = open_window()
        signs_in(window, who)
        for picture in theirs:
            window.opens(picture.address)
