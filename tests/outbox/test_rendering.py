import os
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from forms_service.association import load_association
from forms_service.outbox.message import Message
from forms_service.outbox.rendering import TEMPLATES, render
from forms_service.settings import ROOT
from tests.outbox.catalogue import REFERENCE, messages

SNAPSHOTS = Path(__file__).parent / "snapshots"
FILES = ("subject.txt", "body.txt", "body.html")
KINDS = sorted(messages())
WITH_NAME = [kind for kind in KINDS if "name" in messages()[kind].facts]
PARTS = ("greeting", "fact", "reason", "next")


@pytest.fixture
def words(context):
    """words(message): what it says, in the service's own context."""
    return lambda message: render(message, context.extensions["association"])


class Text(HTMLParser):
    """The readable text of a page, its tags and the addresses in its attributes."""

    def __init__(self, html):
        super().__init__()
        self.pieces, self.tags, self.first = [], [], {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.first.setdefault(tag, dict(attrs))

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.pieces.append(data)

    def __str__(self):
        return " ".join(" ".join(self.pieces).split())


def test_every_message_has_its_files_and_every_folder_its_message():
    folders = {path.parent.relative_to(TEMPLATES / "messages").as_posix() for path in TEMPLATES.glob("messages/*/*/*")}
    assert {message.template for message in messages().values()} == folders == set(KINDS)
    for kind in KINDS:
        assert sorted(path.name for path in (TEMPLATES / "messages" / kind).iterdir()) == sorted(FILES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_says_what_it_said_before(words, kind):
    said = words(messages()[kind])
    for name, text in zip(FILES, (said.subject + "\n", said.text, said.html + "\n"), strict=True):
        kept = SNAPSHOTS / kind / name
        if os.environ.get("UPDATE_SNAPSHOTS") == "1":
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(text, encoding="utf-8")
        assert text == kept.read_text(encoding="utf-8"), "read the difference; UPDATE_SNAPSHOTS=1 renews the file"


def test_no_snapshot_outlives_its_message():
    assert {path.parent.relative_to(SNAPSHOTS).as_posix() for path in SNAPSHOTS.glob("*/*/*")} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", ["body.txt", "body.html"])
def test_a_message_greets_says_what_happened_why_and_what_next(context, kind, body):
    from forms_service.outbox.rendering import _environment

    said = messages()[kind]
    template = _environment().get_template(f"messages/{kind}/{body}")
    filled = template.new_context(
        {**said.facts, "reference": REFERENCE, "association": context.extensions["association"]}
    )
    layout = _environment().get_template(f"messages/layout.{body[-4:].lstrip('.')}")
    blocks = {**layout.blocks, **template.blocks}
    parts = ["".join(blocks[part](filled)).strip() for part in PARTS]
    assert all(parts)
    assert len(set(parts)) == len(PARTS)
    assert "السلام عليكم" in parts[0]


@pytest.mark.parametrize("kind", KINDS)
def test_both_parts_of_a_mail_say_the_same(words, kind):
    said = words(messages()[kind])
    page = Text(said.html)
    house = load_association(ROOT / "association.yml").name
    read = str(page).removeprefix(said.subject).strip().removeprefix(house)
    assert "".join(read.split()) == "".join(said.text.replace("\u2066", "").replace("\u2069", "").split())


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_reads_from_right_to_left_and_fetches_nothing(words, kind):
    page = Text(words(messages()[kind]).html)
    assert page.first["html"] == page.first["html"] | {"lang": "ar", "dir": "rtl"}
    assert page.first["div"] == page.first["div"] | {"lang": "ar", "dir": "rtl"}
    assert {"img", "link", "script", "table", "iframe"} & {*page.tags} == set()


@pytest.mark.parametrize("kind", WITH_NAME)
def test_a_mail_to_a_person_opens_with_the_greeting_and_ends_with_where_to_ask(words, kind):
    said = words(messages()[kind])
    assert said.text.startswith("السلام عليكم سلمى محمد،\n")
    assert said.text.endswith("للاستفسار: \u2066050 000 0000\u2069\n")


@pytest.mark.parametrize("kind", WITH_NAME)
def test_without_an_announced_contact_the_contact_page_is_named(words, kind):
    said = words(messages(contact="")[kind])
    assert said.text.endswith("للاستفسار: صفحة «تواصل معنا»\nhttps://example.org/contact/\n")
    assert 'href="https://example.org/contact/"' in said.html


@pytest.mark.parametrize("kind", WITH_NAME)
def test_a_name_is_text_whatever_it_holds(words, kind):
    said = words(messages(name='<img src=x onerror="y">\r\nBcc: {{ 7*7 }} Kahn')[kind])
    assert "<img" not in said.html
    assert "&lt;img src=x onerror=&#34;y&#34;&gt; Bcc: {{ 7*7 }} Kahn" in said.html
    assert said.text.splitlines()[0] == 'السلام عليكم \u2068<img src=x onerror="y"> Bcc: {{ 7*7 }} Kahn\u2069،'
    assert said.subject == words(messages()[kind]).subject


def test_the_reference_keeps_its_order_inside_arabic(words):
    said = words(messages()["help_requests/received"])
    assert "\u20664829-3057-1166\u2069" in said.subject
    assert "\u20664829-3057-1166\u2069" in said.text
    assert '<bdi class="code" dir="ltr">4829-3057-1166</bdi>' in said.html


def test_a_fact_that_is_not_given_is_an_error(words):
    with pytest.raises(jinja2.UndefinedError):
        words(Message("help_requests/received", "salma@example.org", REFERENCE, {"name": "سلمى"}))


def test_a_missing_template_is_an_error(words):
    with pytest.raises(jinja2.TemplateNotFound):
        words(Message("help_requests/unheard_of", "salma@example.org", REFERENCE, {}))
