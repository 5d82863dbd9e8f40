"""Rights and duties are the policy's own words, each with the clause it stands in; the board is the policy's too."""

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.site.addresses import POLICY
from tests.site.reading import BuiltPage, words
from tests.site.test_policy import joined

PARTIES = ["beneficiary", "beneficiary-duties", "supporter", "volunteer", "association", "disputes"]


def clauses(policy: BuiltPage) -> dict[str, str]:
    """The policy's text by the anchor of its part."""
    (article,) = policy.all("article")
    found: dict[str, str] = {}
    part = ""
    for element in article:
        if element.tag == "h2":
            part = element.get("id", "")
        elif "policy" in element.get("class", "").split():
            found[part] = found.get(part, "") + joined(words(element))
    return found


def rows(page: BuiltPage) -> list[list[Element]]:
    return [list(row) for table in page.all("table") for row in table.iter("tr") if row.find("td") is not None]


def test_every_party_of_the_policy_has_its_part(page):
    assert [heading.get("id") for heading in page("/rights/").all("h2")] == PARTIES


def test_each_right_and_duty_is_said_in_the_clause_it_names(page):
    text = clauses(page(POLICY))
    found = rows(page("/rights/"))
    assert len(found) >= 20
    for _, quoted, where in found:
        (link,) = where.iter("a")
        address = urlsplit(link.get("href"))
        assert address.path == f"../{POLICY.removeprefix('/')}"
        assert joined(words(quoted)) in text[address.fragment], words(quoted)


def test_each_quotation_outside_the_tables_is_the_policys(page):
    everything = "".join(clauses(page(POLICY)).values())
    opened = page("/rights/")
    pages = {words(link) for link in opened.all("a")}
    quoted = {found for element in opened.all("p") for found in re.findall("«([^»]+)»", words(element))}
    assert {found for found in quoted - pages if joined(found) not in everything} == set()


def test_the_board_has_the_names_and_roles_of_the_policy(page):
    spelled = {"امين الصندوق": "أمين الصندوق", "عضوا": "عضو"}
    (approval,) = page(POLICY).all("table")
    (board,) = page("/about/board/").all("table")
    policy = [[words(cell) for cell in row][1:3] for row in approval.iter("tr")][1:]
    shown = [[words(cell) for cell in row] for row in board.iter("tr")][1:]
    assert len(shown) == 7
    assert shown == [[name, spelled.get(role, role)] for name, role in policy]


@pytest.mark.parametrize("address", ["/about/", "/support-request/", "/support-request/how-it-works/"])
def test_a_box_of_the_policys_voice_holds_the_policys_words(page, address):
    everything = "".join(clauses(page(POLICY)).values())
    boxes = [joined(words(box)) for box in page(address).voices("policy")]
    assert boxes
    assert [box for box in boxes if box.rstrip(".") not in everything] == []
