"""Forms as tests fill them: complete answers of both journeys, and a person without a browser who types them page by page."""

import re
from html import unescape
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HELP = "/forms/help-request"
VOLUNTEER = "/forms/volunteer"
FEEDBACK = "/forms/feedback"
INQUIRY = "/forms/inquiry"

HELP_ANSWERS = {
    "service": {"support_type": "in_kind", "for_whom": "self"},
    "helper": {"helper_name": "خالد أحمد", "helper_relation": "جار", "helper_mobile": "0500000002"},
    "you": {"full_name": "سلمى عبده", "id_type": "iqama", "id_number": "2900000007"},
    "contact": {
        "mobile": "0500000001",
        "email": "salma@example.org",
        "contact_method": "phone",
        "contact_language": "ur",
        "officer_preference": "any",
    },
    "place": {"locality": "حي النور", "short_address": "ABCD1234"},
    "need": {"need": "أحتاج إلى ملابس شتوية", "dependents": "3", "other_support": "no"},
    "declaration": {"informed_committee": "yes", "declaration": "yes", "signed_name": "سلمى عبده"},
}
VOLUNTEER_ANSWERS = {
    "you": {
        "full_name": "سارة علي",
        "mobile": "0500000003",
        "email": "sara@example.org",
        "is_adult": "yes",
        "locality": "تبوك",
        "officer_preference": "female",
    },
    "guardian": {"guardian_name": "علي حسن", "guardian_mobile": "0500000004", "guardian_consent": "yes"},
    "offer": {
        "languages": ["ar", "ur"],
        "fields": ["translation"],
        "availability": ["weekend_morning"],
        "skills": "",
        "national_platform": "unknown",
    },
    "charter": {"charter": "yes"},
}
FEEDBACK_ANSWERS = {
    "message": {
        "kind": "complaint",
        "topic": "delay",
        "reference": "",
        "message": "انتظرت طويلًا ولم يتصل بي أحد.",
        "wish": "أتمنى أن يتصل بي أحد.",
    },
    "reply": {"wants_reply": "yes", "name": "سلمى عبده", "reply_to": "salma@example.org"},
}
INQUIRY_ANSWERS = {
    "question": {"topic": "support_request", "question": "هل أستطيع أن أقدّم الطلب لجارتي؟"},
    "reply": {"name": "", "reply_to": "0500000001", "contact_language": "ur"},
}
ANSWERS = {HELP: HELP_ANSWERS, VOLUNTEER: VOLUNTEER_ANSWERS, FEEDBACK: FEEDBACK_ANSWERS, INQUIRY: INQUIRY_ANSWERS}
ENDS = {
    HELP: ("service", "declaration"),
    VOLUNTEER: ("you", "charter"),
    FEEDBACK: ("message", "reply"),
    INQUIRY: ("question", "reply"),
}
"""The first page of each form, and the last."""


def token(page: str) -> str:
    """The CSRF token that stands in the page."""
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def title(page: str) -> str:
    """The page's title."""
    return unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])


def errors(page: str) -> dict[str, str]:
    """The summary of errors: id of the input → words."""
    summary = re.search(r'<div class="errors".*?</ul>', page, re.DOTALL)
    links = re.findall(r'<a href="#([^"]+)">(.*?)</a>', summary[0]) if summary else []
    return {target: words_of(html) for target, html in links}


def words_of(html: str) -> str:
    """The words in a piece of HTML."""
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


class Person:
    """Fills a journey over HTTP, without JavaScript."""

    def __init__(self, client: FlaskClient, journey: str = HELP) -> None:
        self.client = client
        self.journey = journey
        self.answers = {**ANSWERS[journey]}
        self.first, self.last = ENDS[journey]

    def opens(self, page: str) -> TestResponse:
        """GET a page of the journey."""
        return self.client.get(f"{self.journey}/{page}")

    def answers_page(self, page: str, **changes: object) -> TestResponse:
        """Fill a page, with some answers changed (None leaves one out), and send it."""
        return self.sends(page, {**self.answers[page], **changes})

    def sends(self, page: str, answers: dict[str, object], edit: bool = False) -> TestResponse:
        """Post exactly these answers, with the page's token."""
        address = f"{self.journey}/{page}" + ("?edit=1" if edit else "")
        data = {name: value for name, value in answers.items() if value is not None}
        return self.client.post(address, data={"csrf_token": token(self.client.get(address).text), **data})

    def goes_on_to(self, page: str) -> None:
        """Answer page after page, as each leads to the next, until this one is reached."""
        here = self.first
        while here != page:
            answer = self.answers_page(here)
            assert answer.status_code == 303, (here, errors(answer.text))
            here = urlsplit(answer.location).path.rpartition("/")[2]
            if here == "review" and page != "review":
                here = self.last

    def submits(self) -> str:
        """Go through the whole journey; the reference, as shown."""
        self.goes_on_to(self.last)
        answer = self.answers_page(self.last)
        assert answer.status_code == 303, errors(answer.text)
        return self.reads_reference()

    def reads_reference(self) -> str:
        """The reference on the confirmation page, 12 digits."""
        page = self.opens("done").text
        return re.search(r"\d{4}-\d{4}-\d{4}", page)[0].replace("-", "")
