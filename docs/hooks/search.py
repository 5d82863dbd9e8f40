"""What MkDocs asks of us for the search: every page of the menu is read, and both indexes are written with the site."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from docs.hooks.joined import join
from docs.hooks.searched_text import read_page
from forms_service.errors import ConfigurationError as WrongWords
from forms_service.search.collecting import collect
from forms_service.search.engine import INDEX_FILE
from forms_service.search.packing import write_client_index
from forms_service.search.pages import Page as Searched
from forms_service.search.store import write_index
from forms_service.search.synonyms import Editors, load_editors

WORDS = "search.yml"
"""The editors' file under docs/: synonyms, and pages of the service."""

FOLDER = "assets/search"
MODULES = ("arabic", "packed", "asking", "ranking", "lines", "engine")
"""The scripts in that folder that are published as one, each after those it imports."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the editors' file. A wrong one stops the build with its one line."""
    try:
        config.extra["searching"] = load_editors(Path(config.docs_dir) / WORDS)
    except WrongWords as error:
        raise ConfigurationError(str(error)) from None
    config.extra["searched"] = {}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the modules of the search as one script."""
    modules = [file for name in MODULES if (file := files.get_file_from_path(f"{FOLDER}/{name}.js"))]
    script = join([file.content_string for file in modules])
    for file in modules:
        files.remove(file)
    files.append(File.generated(config, f"{FOLDER}/{MODULES[-1]}.js", content=script))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep what the page says. Pages outside the menu are not found by searching."""
    if not page.meta.get("unlisted"):
        url = "/" + page.url.removeprefix("./")
        keywords = page.meta.get("keywords") or ()
        config.extra["searched"][page.file.src_uri] = read_page(
            url, str(page.title), str(page.meta.get("description") or ""), keywords, html
        )
    return html


def on_post_build(config: MkDocsConfig) -> None:
    """Write both indexes."""
    searched: dict[str, Searched] = config.extra["searched"]
    editors: Editors = config.extra["searching"]
    collection = collect([*searched.values(), *editors.pages])
    file = Path(config.site_dir) / INDEX_FILE
    write_index(file, collection, editors.synonyms)
    write_client_index(file.parent, collection, editors.synonyms)
