"""Thirty questions, and what each answer stands on; the same for what corrects a misconception."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from tests.site.addresses import POLICY
from tests.site.reading import BuiltPage, words
from tests.site.test_policy import POLICY_TEXT, joined

TEXT, PRACTICE, SITE, ANNOUNCED = "نص السياسة", "ممارسة القطاع", "عمل هذا الموقع", "تعلنه الجمعية"
LABELS = {TEXT: "نص السياسة", PRACTICE: "ممارسة القطاع", SITE: "عمل هذا الموقع", ANNOUNCED: "تعلنه?ا? الجمعية"}
FAQ = {
    "what-support": {TEXT, ANNOUNCED},
    "who-may-apply": {TEXT, ANNOUNCED},
    "nationality": {TEXT, ANNOUNCED},
    "how-to-apply": {TEXT},
    "help-to-apply": {TEXT, SITE, ANNOUNCED},
    "for-another": {SITE, ANNOUNCED},
    "what-papers": {TEXT, ANNOUNCED},
    "identity-copy": {SITE, PRACTICE},
    "fees": {SITE, ANNOUNCED},
    "who-studies": {TEXT},
    "when-reply": {TEXT},
    "urgent": {TEXT, ANNOUNCED},
    "how-to-track": {SITE},
    "why-more": {TEXT, SITE},
    "explain": {TEXT},
    "what-signing": {TEXT},
    "mistake": {SITE},
    "home-visit": {ANNOUNCED},
    "refused": {TEXT, SITE, ANNOUNCED},
    "accepted": {TEXT},
    "at-my-place": {TEXT, ANNOUNCED},
    "who-sees": {SITE, PRACTICE},
    "complain": {TEXT},
    "bad-rating": {TEXT},
    "how-to-volunteer": {TEXT, PRACTICE, ANNOUNCED},
    "young-volunteer": {PRACTICE},
    "licence": {ANNOUNCED},
    "donate": {SITE, PRACTICE},
    "fraud": {SITE},
    "branches-and-guides": {TEXT, SITE},
}
"""Every question by its anchor, and the sources its answer names."""

QUOTED = re.compile("«([^»]+)»")
NAMES = {
    "لا أعرف، ساعدوني",
    "لم أفهم، أريد من يشرح لي",
    "ليس لدي وثيقة سارية",
}
"""Choices and links of the forms: quoted, and not from the policy."""


def entries(opened: BuiltPage) -> Iterator[tuple[Element, list[Element]]]:
    """Each question or misconception, with what stands under it."""
    (article,) = opened.all("article")
    found: list[tuple[Element, list[Element]]] = []
    for element in article:
        if element.tag in ("h2", "h3"):
            found.append((element, []))
        elif found:
            found[-1][1].append(element)
    return ((heading, body) for heading, body in found if heading.tag == "h3")


def sources(body: list[Element]) -> set[str]:
    """What an answer says it stands on, in its last line."""
    said = words(body[-1])
    assert body[-1].get("class") == "basis"
    assert said.startswith("الأساس: ")
    return {name for name, label in LABELS.items() if re.search(label, said)}


def test_there_are_thirty_questions_and_each_names_its_basis(page):
    found = {heading.get("id"): sources(body) for heading, body in entries(page("/faq/"))}
    assert len(found) == 30
    assert found == FAQ


def test_each_question_ends_with_a_question_mark_and_has_an_answer(page):
    for heading, body in entries(page("/faq/")):
        assert words(heading).endswith("؟")
        assert [element.tag for element in body] == ["p", "p"]


def test_each_misconception_is_quoted_and_corrected_with_its_basis(page):
    found = list(entries(page("/misconceptions/")))
    assert len(found) >= 15
    for heading, body in found:
        assert re.fullmatch("«[^«»]+»", words(heading))
        assert words(body[0])
        assert sources(body)


@pytest.mark.parametrize("address", ["/faq/", "/misconceptions/"])
def test_who_names_the_policy_leads_to_the_clause(page, address):
    for heading, body in entries(page(address)):
        links = [link.get("href") for link in body[-1].iter("a")]
        where = [f"../{POLICY.removeprefix('/')}" for _ in links]
        assert bool(links) == (TEXT in sources(body)), words(heading)
        assert [(link or "").partition("#")[0] for link in links] == where


@pytest.mark.parametrize("address", ["/faq/", "/misconceptions/"])
def test_what_is_quoted_is_the_policys_own_word_or_a_name_on_this_site(page, address):
    opened = page(address)
    pages = {words(link) for link in opened.all("a")}
    for _, body in entries(opened):
        quoted = {found for element in body for found in QUOTED.findall(words(element))}
        assert {found for found in quoted - pages - NAMES if joined(found) not in POLICY_TEXT} == set()
