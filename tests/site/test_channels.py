"""The eight channels of the policy on the contact page: its order, its names, and what each is good for."""

import re

from forms_service.arabic import fold
from tests.site.addresses import POLICY
from tests.site.reading import BuiltPage, words

CHANNELS = {
    "interview": {"place.address", "place.map_url", "contact.hours", "contact.interview_booking"},
    "phone": {"contact.phones", "contact.whatsapp", "contact.hours"},
    "social": {"contact.social"},
    "letters": {"contact.postal_address", "contact.email"},
    "help-request": set(),
    "volunteering": set(),
    "website": set(),
    "branches": set(),
}
"""By anchor, in the policy's order: what the association has to announce for it."""

WAYS_ON = {
    "help-request": "../support-request/",
    "volunteering": "../volunteer/",
    "website": "/forms/track/",
}


def parts(opened: BuiltPage) -> dict[str, list]:
    """What stands under each channel."""
    (article,) = opened.all("article")
    found: dict[str, list] = {}
    for element in article:
        if element.tag == "h2":
            found[element.get("id", "")] = []
        elif found:
            found[next(reversed(found))].append(element)
    return found


def test_the_eight_channels_stand_in_the_policys_order(page):
    assert list(parts(page("/contact/"))) == list(CHANNELS)


def test_each_channel_has_the_policys_name(page):
    (listed,) = (box for box in page(POLICY).all("ol") if len(box) == len(CHANNELS))
    named = [words(item).rstrip(" .") for item in listed]
    shown = [re.sub(r"^\d\. ", "", words(heading)) for heading in page("/contact/").all("h2")]
    assert [fold(name).removesuffix(" ان وجدت") for name in named] == [fold(name) for name in shown]


def test_each_channel_shows_what_is_announced_for_it(page):
    for anchor, elements in parts(page("/contact/")).items():
        facts = {
            found.get("data-fact") for element in elements for found in element.iter() if "data-fact" in found.attrib
        }
        assert facts == CHANNELS[anchor]


def test_channels_on_this_site_lead_on(page):
    found = parts(page("/contact/"))
    for anchor, address in WAYS_ON.items():
        assert address in {link.get("href") for element in found[anchor] for link in element.iter("a")}


def test_nobody_is_asked_for_what_a_swindler_asks(page):
    found = {anchor: " ".join(map(words, elements)) for anchor, elements in parts(page("/contact/")).items()}
    assert "لا نطلب منك في الهاتف رمزًا بنكيًّا ولا رمز نفاذ" in found["phone"]
    assert "لا تكتب رقم هويتك" in found["social"]
    assert "لا ترفق صورة هويتك" in found["letters"]
    assert "فلا تعطه بياناتك" in found["branches"]
