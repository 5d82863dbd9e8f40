"""The application has several faces and one list of questions (policy, tool 4): in the same order, in the same words."""

import re

import pytest

from forms_service.clock import now, today_in_riyadh
from forms_service.formkit.page import Scene
from forms_service.help_requests.form import JOURNEY
from forms_service.renderers.blank import blank
from forms_service.renderers.pieces import plain
from tests.support.entry import Clerk
from tests.support.forms import HELP_ANSWERS, Person, words_of

QUESTION = re.compile(r'<(?:div|fieldset) class="question')
LABEL = re.compile(r"<legend>(.*?)</legend>|<label [^>]*>(.*?)</label>", re.DOTALL)
OPTIONAL = re.compile(r' <span class="optional">.*?</span>')
WHOM = {
    "for oneself": {},
    "for another person": {"for_whom": "other", "signed_name": "خالد أحمد"},
    "lessons": {"support_type": "lessons"},
    "what reveals belief": {"support_type": "books"},
}
BESIDE_THE_FORM = {"origin", "channel", "letter", "branch", "is_another", "method", "place", "signed_on"}
"""What staff are asked about how the request came, not the applicant."""


def questions(page: str) -> list[tuple[str, str]]:
    """Name and words of each question on a page."""
    found = []
    for part in QUESTION.split(page)[1:]:
        label = LABEL.search(part)
        words = OPTIONAL.sub("", label[1] or label[2])
        found.append((re.search(r' name="([^"]+)"', part)[1], words_of(words)))
    return [each for each in found if each[0] not in BESIDE_THE_FORM]


def on_the_web(app, changes):
    person = Person(app.test_client())
    for page, answers in HELP_ANSWERS.items():
        person.answers[page] = {**answers, **{name: value for name, value in changes.items() if name in answers}}
    person.answers["consent"] = {"belief_consent": "yes"}
    asked, here = [], "service"
    while here != "declaration":
        asked += questions(person.opens(here).text)
        here = person.answers_page(here).location.rpartition("/")[2].partition("?")[0].replace("review", "declaration")
    return asked + questions(person.opens(here).text)


def by_staff(app, changes):
    clerk = Clerk.joins(app, "reception")
    clerk.begins(belief_consent="yes", **changes)
    whole = clerk.browser.opens(clerk.path).text
    clerk.fills(belief_consent="yes", **changes)
    return questions(whole) + questions(clerk.browser.opens(f"{clerk.path}/review").text)


def on_paper(app, changes):
    """Every question stands on the sheet: those that this person answers, in the words that are theirs."""
    scene = Scene(app.extensions["association"], today_in_riyadh(now()), {**HELP_ANSWERS["service"], **changes})
    names = {name for page in (*JOURNEY.shown(scene), JOURNEY.final) for name in page.names(scene)}
    asked = [block for block in blank(JOURNEY, scene) if block.get("name") in names]
    return [(block["name"], words_for(block, scene)) for block in asked]


def words_for(block, scene):
    other = plain(block["other"]).removeprefix("لشخص آخر: ") if scene.for_other else ""
    return other or plain(block["label"])


FACES = {"staff entry": by_staff, "the sheet to print": on_paper}
"""Every face of the application besides the web form."""


@pytest.fixture(autouse=True)
def books_reveal_belief(app):
    known = app.extensions["association"]
    kinds = tuple(kind.model_copy(update={"reveals_belief": kind.code == "books"}) for kind in known.support_types)
    app.extensions["association"] = known.model_copy(update={"support_types": kinds})


@pytest.mark.parametrize("whom", WHOM)
@pytest.mark.parametrize("face", FACES)
def test_the_same_questions_in_the_same_words(app, face, whom):
    asked = on_the_web(app, WHOM[whom])
    assert {name for name, _words in asked} >= {"support_type", "full_name", "need", "signed_name"}
    assert FACES[face](app, WHOM[whom]) == asked
