"""One look: colours are said once, directions are logical, and nothing is styled or scripted inside a page (the CSP)."""

import re

import pytest

from tests.architecture.tree import ROOT, files, name, text

COLOUR = re.compile(
    r":[^;{}]*?(#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|"
    r"\b(?:white|black|red|green|blue|gray|grey|silver|orange|yellow|brown|purple|pink)\b)",
    re.IGNORECASE,
)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)(?:-[a-z]+)?\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)
INSIDE = re.compile(r"<style\b|<script(?![^>]*\bsrc=)|\sstyle\s*=|<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
TOKENS = ROOT / "docs" / "assets" / "tokens.css"


def rules(source: str) -> str:
    """A style sheet without its comments and the names of its selectors."""
    return re.sub(r"[^{}]*\{(?=[^{}]*\})", "{", COMMENT.sub("", source))


def pages():
    # Mails are no pages: programs that show them know no style sheet, and no CSP is sent with them.
    kept = [path for path in files(".html") if "templates" in path.parts and "messages" not in path.parts]
    return [path for path in kept if "tests" not in path.parts]


def test_colours_are_said_in_tokens_only():
    sheets = [path for path in files(".css") if path != TOKENS]
    assert TOKENS.exists()
    assert sheets
    assert {name(path): found for path in sheets if (found := COLOUR.findall(rules(text(path))))} == {}


def test_directions_are_logical():
    assert {name(path): found for path in files(".css") if (found := PHYSICAL.findall(rules(text(path))))} == {}


def test_nothing_is_styled_or_scripted_inside_a_page():
    assert pages()
    plain = {path: TEMPLATE_COMMENT.sub("", text(path)) for path in pages()}
    assert {name(path): found for path, source in plain.items() if (found := INSIDE.findall(source))} == {}


@pytest.mark.parametrize(
    "rule", ["color: #fff", "border: 1px solid rgb(0 0 0)", "background:linear-gradient(white, var(--a))"]
)
def test_a_raw_colour_is_seen(rule):
    assert COLOUR.search(rules("a { %s; }".replace("%s", rule)))


@pytest.mark.parametrize("rule", ["color: var(--color-ink)", "background: transparent", "fill: currentColor"])
def test_a_token_is_no_raw_colour(rule):
    assert not COLOUR.search(rules("a.white#abc { %s; }".replace("%s", rule)))


@pytest.mark.parametrize("rule", ["margin-left: 0", "right: 0", "text-align: right", "border-top-left-radius: 4px"])
def test_a_physical_direction_is_seen(rule):
    assert PHYSICAL.search(rules("a { %s; }".replace("%s", rule)))


@pytest.mark.parametrize("rule", ["margin-inline-start: 0", "text-align: start", "border-start-start-radius: 4px"])
def test_a_logical_direction_passes(rule):
    assert not PHYSICAL.search(rules("a.right { %s; }".replace("%s", rule)))


@pytest.mark.parametrize("markup", ['<p style="x">', "<style>", "<script>go()</script>", '<a href="/" onclick="go()">'])
def test_inline_style_and_script_are_seen(markup):
    assert INSIDE.search(markup)


def test_a_script_file_passes():
    assert not INSIDE.search('<script src="/assets/x.js"></script><p class="on">style = x</p>')
