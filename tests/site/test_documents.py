"""The register, the badges and the changes of documents follow from their pages' front matter."""

from datetime import date

import pytest

from docs.hooks.documents import BADGES, Entry, Register, size
from docs.hooks.facts import environment_for
from docs.hooks.front_matter import Change, Document
from forms_service.association import NOT_ANNOUNCED, load_association
from tests.architecture.tree import ROOT
from tests.site.addresses import POLICY
from tests.site.reading import words

DRAFT = "مسودة — بانتظار اعتماد مجلس الإدارة"
GUIDE = "/documents/social-research-guide/"
BYLAWS = "/documents/bylaws/"
DOCUMENTS = {POLICY: "معتمد", GUIDE: DRAFT, "/documents/support-policy-guide/": DRAFT, BYLAWS: "لم تُنشر بعد"}


def change(day: int, version: str) -> Change:
    return Change(date=date(2026, 11, day), version=version, what=f"تغيير <{version}>")


def entry(address: str, **said: object) -> Entry:
    return Entry("وثيقة <أ>", address, Document(code="a", **said))


APPROVED = entry(
    "/a/",
    status="approved",
    version="2.0",
    session="7/1448",
    approved_on=date(2026, 11, 22),
    changes=(change(22, "2.0"), change(1, "1.0")),
)
OTHER = entry("/b/", status="superseded", version="1.5", changes=(change(10, "1.5"),))


@pytest.fixture
def register() -> Register:
    environment = environment_for(load_association(ROOT / "association.yml"), ROOT / "docs" / "templates")
    return Register([APPROVED, OTHER], environment)


def test_what_is_known_of_an_approval_is_shown_in_both_calendars(register):
    head = register.head("/a/", {"url": "/a/a.pdf", "bytes": 86_016})
    assert "7/1448" in head
    assert "الأحد، 22 نوفمبر 2026 (12 جمادى الآخرة 1448 هـ)" in head
    assert 'href="/a/a.pdf"' in head
    assert "(84 كيلوبايت)" in head
    assert register.print_status("/a/") == ""


def test_what_is_not_approved_says_so_on_every_printed_page(register):
    assert "<p>نسخة سابقة</p>" in register.print_status("/b/")
    assert "PDF" not in register.head("/b/")


def test_a_page_that_is_no_document_has_no_head(register):
    assert (register.head("/c/"), register.history("/c/")) == ("", "")


def test_changes_of_all_documents_stand_newest_first(register):
    shown = register.all_changes()
    assert [shown.index(version) for version in ("2.0", "1.5", "1.0")] == sorted(
        shown.index(version) for version in ("2.0", "1.5", "1.0")
    )
    assert "تغيير &lt;2.0&gt;" in shown
    assert "\n" not in shown


def test_markup_in_a_title_stays_text(register):
    for shown in (register.table(), register.short_list(), register.all_changes()):
        assert "<أ>" not in shown
        assert "&lt;أ&gt;" in shown


def test_a_status_that_is_none_has_no_badge(register):
    assert register.badge("draft") == f'<span class="badge draft">{DRAFT}</span>'
    with pytest.raises(KeyError):
        register.badge("final")


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 كيلوبايت"), (86_016, "84 كيلوبايت"), (1_048_575, "1.0 ميغابايت"), (2_600_000, "2.5 ميغابايت")],
)
def test_sizes_are_said_in_arabic(count, said):
    assert size(count) == said


@pytest.mark.parametrize(("address", "label"), DOCUMENTS.items())
def test_a_document_opens_with_its_status_and_what_is_known_of_it(page, address, label):
    (head,) = page(address).all("div", class_="document-head")
    assert [words(element) for element in head.iter() if "badge" in element.get("class", "").split()] == [label]
    printed = page(address).all("article")[0].findall("div[@class='print-status']")
    assert [words(element) for element in printed] == ([] if label == "معتمد" else [label])
    said = dict(zip(map(words, head.iter("dt")), map(words, head.iter("dd")), strict=True))
    unknown = {each.label: each.unknown for each in BADGES.values()}[label]
    assert list(said) == ["النسخة في هذا الموقع", "رقم الجلسة", "تاريخ الاعتماد", "المراجعة القادمة"]
    assert list(said.values())[1:] == [unknown] * 3


def test_of_the_policy_nothing_is_claimed_that_was_not_announced(page):
    (head,) = page(POLICY).all("div", class_="document-head")
    assert words(head).count(NOT_ANNOUNCED) == 3


@pytest.mark.parametrize("address", [address for address, label in DOCUMENTS.items() if label != "لم تُنشر بعد"])
def test_a_document_ends_with_its_changes_and_offers_its_pdf(page, site, address):
    opened = page(address)
    (heading,) = opened.all("h2", id="changes")
    assert opened.all("h2")[-1] is heading
    assert "#changes" in {link.get("href") for nav in opened.all("nav", class_="toc") for link in nav.iter("a")}
    (link,) = opened.all("a", type="application/pdf")
    file = site / link.get("href").lstrip("/")
    assert size(file.stat().st_size) in words(link)


def test_a_document_that_is_not_published_has_neither(page):
    assert page(BYLAWS).all("h2", id="changes") + page(BYLAWS).all("a", type="application/pdf") == []


def test_the_register_lists_every_document_in_the_menus_order(page):
    (table,) = page("/documents/").all("table")
    rows = list(table.iter("tr"))[1:]
    assert [(row[0][0].get("href"), words(row[1])) for row in rows] == list(DOCUMENTS.items())


def test_the_home_page_lists_every_document_with_a_short_badge(page):
    (files,) = page("/").all("ul", class_="files")
    assert {item[0].get("href"): words(item[1]) for item in files} == {
        address: label.partition(" — ")[0] for address, label in DOCUMENTS.items()
    }


def test_the_register_tells_what_changed_in_any_document(page):
    (changes,) = page("/documents/").all("dl", class_="changes")
    told = {link.get("href") for link in changes.iter("a")}
    assert told == set(DOCUMENTS) - {BYLAWS}
