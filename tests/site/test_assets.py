"""Assets get the address of their content, and name each other by it."""

import re

import pytest
from mkdocs.exceptions import PluginError

from docs.hooks.assets import STABLE, hashed
from docs.hooks.search import MODULES
from forms_service.web.site import LASTING
from tests.site.addresses import DOCS

SOURCES = {
    "tokens.css": b'@font-face { src: url("fonts/a.woff2") } a { background: url(../other/x.png), url("data:,x") }',
    "fonts/a.woff2": b"font",
    "search/ui.js": b'import { a } from "./engine.js"; import("./engine.js"); fetch("./index.json"); x = "../x.css"',
    "search/engine.js": b"export const a = 'engine.js'",
}


def test_an_address_follows_the_content_and_nothing_else():
    first, again = hashed(SOURCES), hashed(dict(reversed(SOURCES.items())))
    assert first == again
    changed = hashed(SOURCES | {"search/ui.js": b"other"})
    assert [name for name in SOURCES if changed[name] != first[name]] == ["search/ui.js"]


def test_who_names_a_changed_file_changes_too():
    first, changed = hashed(SOURCES), hashed(SOURCES | {"fonts/a.woff2": b"another font"})
    assert {name for name in SOURCES if changed[name][0] != first[name][0]} == {"fonts/a.woff2", "tokens.css"}


def test_style_sheets_and_scripts_name_the_new_addresses():
    done = hashed(SOURCES)
    font, engine = (done[name][0].rpartition("/")[2] for name in ("fonts/a.woff2", "search/engine.js"))
    sheet, script = (done[name][1].decode() for name in ("tokens.css", "search/ui.js"))
    assert sheet == f'@font-face {{ src: url("fonts/{font}") }} a {{ background: url(../other/x.png), url("data:,x") }}'
    assert script == (f'import {{ a }} from "./{engine}"; import("./{engine}"); fetch("./index.json"); x = "../x.css"')


def test_files_that_name_each_other_in_a_circle_are_refused():
    with pytest.raises(PluginError, match=r"a\.js → b\.js → a\.js|b\.js → a\.js → b\.js"):
        hashed({"a.js": b'import "./b.js"', "b.js": b'import "./a.js"'})


def test_the_service_knows_such_addresses_by_their_form():
    assert all(LASTING.match(f"/assets/{name}") for name, _ in hashed(SOURCES).values())
    assert LASTING.match("/assets/search/0123456789/7.json")
    for address in (
        "/assets/favicon.svg",
        "/assets/manifest.json",
        "/tokens.0123456789.css",
        "/assets/a.012345678.css",
    ):
        assert not LASTING.match(address)


def test_every_asset_is_published_once_and_some_under_their_own_name_too(site):
    sources = {path.relative_to(DOCS / "assets").as_posix(): path for path in (DOCS / "assets").rglob("*.*")}
    joined = {f"search/{name}.js" for name in MODULES[:-1]}
    published = {path.relative_to(site / "assets").as_posix() for path in (site / "assets").rglob("*.*")}
    hashed_names = [plain(name) for name in published if plain(name) != name]
    assert sorted(hashed_names) == sorted(sources.keys() - joined)
    assert published >= STABLE
    for name in STABLE:
        assert (site / "assets" / name).read_bytes() == sources[name].read_bytes()


def plain(name: str) -> str:
    return re.sub(r"\.[0-9a-f]{10}(?=\.\w+$)", "", name)


def test_every_page_asks_for_files_that_never_change(site, page):
    for address in ("/", "/contact/", "/404.html"):
        links = [link.get("href") for link in page(address).all("link") if link.get("rel") != "canonical"]
        assert len(links) >= 5
        assert [link for link in links if not LASTING.match(link)] == []
