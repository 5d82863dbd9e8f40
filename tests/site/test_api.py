"""What the site says for other programs: whole, true to the pages, and as its schema says."""

import json
from datetime import date
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from docs.hooks.api import Written, page_files, schema
from docs.hooks.front_matter import FrontMatter, read
from forms_service.settings import ROOT
from tests.site.addresses import LISTED, POLICY, SOURCES
from tests.site.reading import BuiltPage, words

API = "api/content"
DESCRIPTION = "وصف طويل بما يكفي لكي تقبله الصفحة دون أن يكون فيه شيء."


def load(site, name: str):
    return json.loads((site / API / name).read_text(encoding="utf-8"))


def source(url: str):
    """A page as its author wrote it."""
    return read(SOURCES[url], url)


@pytest.fixture(scope="module")
def pages(site):
    return {
        page["url"]: load(site, page["json"].removeprefix(f"/{API}/")) for page in load(site, "index.json")["pages"]
    }


@pytest.fixture(scope="module")
def validator(site):
    described = load(site, "schema.json")
    Draft202012Validator.check_schema(described)
    return Draft202012Validator(described, format_checker=FormatChecker())


def test_the_index_lists_every_page_of_the_menu(site, pages):
    assert sorted(pages) == LISTED
    assert load(site, "index.json")["pages"][0]["url"] == "/"


def test_there_is_no_file_that_the_index_does_not_know(site):
    files = {path.relative_to(site / API).as_posix() for path in (site / API).rglob("*.json")}
    listed = {page["json"].removeprefix(f"/{API}/") for page in load(site, "index.json")["pages"]}
    assert files == listed | {"index.json", "schema.json"}


def test_every_file_is_as_the_schema_says(site, pages, validator):
    for content in (load(site, "index.json"), *pages.values()):
        validator.validate(content)


@pytest.mark.parametrize("spoil", ["title", "url", "text", "document", "more"])
def test_the_schema_refuses_what_is_otherwise(pages, validator, spoil):
    wrong = {**pages[POLICY], spoil: 7}
    with pytest.raises(ValidationError):
        validator.validate(wrong)
    del wrong[spoil]
    if spoil != "more":
        with pytest.raises(ValidationError):
            validator.validate(wrong)


def test_the_schema_knows_days(pages, validator):
    wrong = json.loads(json.dumps(pages[POLICY]))
    wrong["document"]["changes"][0]["date"]["gregorian"] = "2026-13-01"
    with pytest.raises(ValidationError):
        validator.validate(wrong)


def test_the_published_schema_is_that_of_the_code(site):
    assert load(site, "schema.json") == schema()


@pytest.mark.parametrize("url", LISTED)
def test_a_page_says_what_its_source_says(pages, url):
    written, said = source(url), pages[url]
    assert written.matter is not None
    assert said["description"] == written.matter.description
    assert said["keywords"] == list(written.matter.keywords)
    assert (said["document"] or {}).get("code") == (written.matter.document and written.matter.document.code)
    assert "{{" not in said["markdown"] + said["text"]
    assert not said["markdown"].startswith("---")


@pytest.mark.parametrize("url", LISTED)
def test_a_page_has_the_words_and_anchors_that_people_see(site, pages, url):
    opened, said = BuiltPage(site, url), pages[url]
    (heading,) = opened.all("h1")
    assert words(heading) in said["text"]
    shown = "".join(words(opened.all("main")[0]).split())
    lines = ["".join(line.split()) for line in said["text"].splitlines()]
    assert [line for line in lines if line not in shown] == []
    assert {each["id"] for each in said["headings"]} - {""} <= set(opened.ids())
    main = {link.get("href") for link in opened.all("main")[0].iter("a")}
    assert len(said["links"]) <= len(opened.all("main")[0].findall(".//a"))
    assert {urlsplit(link["url"]).path for link in said["links"] if link["url"].startswith("/forms/")} <= main


def test_the_text_of_the_policy_is_whole(pages):
    policy = (ROOT / "tests" / "site" / "beneficiary-relations-policy.txt").read_text(encoding="utf-8")
    said = "".join(pages[POLICY]["text"].split())
    for line in policy.splitlines():
        bare = "".join(line.strip(" -()١٢٣٤٥٦٧٨٩").split())
        assert bare in said


def test_a_document_says_how_it_stands(pages):
    document = pages[POLICY]["document"]
    assert document["status"] == "approved"
    assert document["session"] is None  # not announced
    assert document["changes"][0]["date"] == {"gregorian": "2026-11-22", "hijri": "1448-06-12"}


def test_the_section_is_the_nearest_page_above(pages):
    assert pages[POLICY]["section"] == {"title": pages["/documents/"]["title"], "url": "/documents/"}
    assert pages["/documents/"]["section"] is None


def test_the_base_is_said_where_it_is_known(site, filled_site):
    assert load(site, "index.json")["base"] is None
    assert load(filled_site, "index.json")["base"] == "https://example.org"


def test_what_is_not_known_of_a_document_is_null():
    record = {"code": "a", "status": "unpublished"}
    matter = FrontMatter.model_validate({"description": DESCRIPTION, "document": record})
    (file,) = page_files([Written("/a/", "عنوان", matter, "نص", "<p>نص</p>")])
    assert file.document is not None
    said = file.document.model_dump()
    assert {name for name, value in said.items() if value is None} == {
        "version",
        "session",
        "approved_on",
        "next_review",
        "pdf",
    }


def test_days_are_said_in_both_calendars_and_files_with_their_size():
    change = {"date": date(2024, 9, 13), "version": "1", "what": "نُشر"}
    record = {"code": "a", "status": "approved", "version": "1", "approved_on": date(2024, 9, 13), "changes": [change]}
    matter = FrontMatter.model_validate({"description": DESCRIPTION, "document": record})
    pdf = {"url": "/documents/a/a.pdf", "bytes": 1000}
    (file,) = page_files([Written("/documents/a/", "عنوان", matter, "نص", "<p>نص</p>", pdf)])
    assert file.document is not None
    assert file.document.approved_on is not None
    assert file.document.approved_on.hijri == "1446-03-10"
    assert file.document.pdf is not None
    assert (file.document.pdf.url, file.document.pdf.bytes) == (pdf["url"], pdf["bytes"])
    assert file.json_url == "/api/content/pages/documents/a.json"
