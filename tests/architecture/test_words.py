"""Words that may not go out: half of the policy's two-week sentence, the wrong name of the committee, a way into our machines."""

import re

import pytest

from tests.architecture.tree import ROOT, files, name, text

FOR_PEOPLE = (".md", ".html", ".txt", ".yml", ".yaml", ".py", ".po", ".css", ".js", ".svg")
KEPT = (*FOR_PEOPLE, ".toml", ".example", "Makefile", "run", ".cfg", ".json", ".flaskenv", ".gitignore", ".tsv")
MARKUP = re.compile(r"<[^>]*>|[*_«»\"']")
TWO_WEEKS = re.compile("(?<!لا تقل عن )(?<!لا تقلّ عن )(?:ال|ب|ل|و)?أسبوعين")
WRONG_NAME = "لجنة البحث الاجتماعي"
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|home/\w+)/|/tmp/(?:bash|brief)")
REGISTRY = re.compile(
    "|".join(re.escape(".".join(part)) for part in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")))
)


def plain(source: str) -> str:
    return " ".join(MARKUP.sub(" ", source).split())


def for_people():
    """What people read: the site, the service, the facts. Decisions are for developers and name the rule itself."""
    found = [*files(*FOR_PEOPLE, under=ROOT / "docs"), *files(*FOR_PEOPLE, under=ROOT / "forms_service")]
    found = [path for path in found if ROOT / "docs" / "decisions" not in path.parents]
    return [*found, ROOT / "association.yml"]


def test_two_weeks_are_always_not_less_than_two_weeks():
    assert any("أسبوعين" in text(path) for path in for_people())
    assert {name(path): found for path in for_people() if (found := TWO_WEEKS.findall(plain(text(path))))} == {}


def test_the_committee_has_its_own_name():
    assert [name(path) for path in for_people() if WRONG_NAME in plain(text(path))] == []


def test_no_path_of_a_machine_is_kept():
    assert {name(path): found for path in files(*KEPT) if (found := MACHINE.findall(text(path)))} == {}


def test_no_host_of_a_package_registry_is_kept():
    assert {name(path): found for path in files(*KEPT) if (found := REGISTRY.findall(text(path)))} == {}


@pytest.mark.parametrize("words", ["خلال أسبوعين", "بعد أسبوعين من الرفع", "مدة تقل عن\nأسبوعين"])
def test_bare_two_weeks_are_seen(words):
    assert TWO_WEEKS.search(plain(words))


@pytest.mark.parametrize(
    "words", ["خلال مدة لا تقل عن أسبوعين", "مدة **لا تقل** عن\n  أسبوعين", "لا تقل عن <b>أسبوعين</b>"]
)
def test_the_whole_sentence_passes(words):
    assert not TWO_WEEKS.search(plain(words))
