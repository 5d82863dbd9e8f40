"""What MkDocs asks of us while it builds the site: facts for the pages, our own shell, nothing of the theme published.

A problem is logged as a warning: a strict build says all of them and then fails, a preview says them and goes on.
"""

import logging
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from docs.hooks import front_matter
from docs.hooks.documents import Entry, Register
from docs.hooks.facts import environment_for
from docs.hooks.front_matter import Source
from docs.hooks.markup import isolated
from docs.hooks.needed import needed
from docs.hooks.page_gates import Site, check_site
from docs.hooks.pdf.application import add_application
from docs.hooks.pdf.pages import add_pdfs
from docs.hooks.problem import Problem
from docs.hooks.social import add_social_image
from docs.hooks.text_gates import ALLOWED, check_allowed, check_menu, check_source, check_wording, read_allowed
from forms_service.association import Association, load_association
from forms_service.errors import ConfigurationError as WrongFacts

log = logging.getLogger("mkdocs.hooks.build")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Let `--quiet` hide what is no warning: hidden warnings would not be counted, and a strict build would pass."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(min(logger.level, logging.WARNING))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the facts. A wrong file stops the build with its one line."""
    path = Path(config.config_file_path).parent / config.extra["association_file"]
    try:
        association = load_association(path)
    except WrongFacts as error:
        raise ConfigurationError(str(error)) from None
    drawing = Path(config.docs_dir) / "assets" / association.mark
    if association.mark and not drawing.is_file():
        raise ConfigurationError(f"{path.name}: mark: docs/assets/{association.mark} is missing.")
    config.site_name = association.name
    config.extra["association"] = association
    config.extra["markdown_environment"] = environment_for(association, Path(config.docs_dir) / "templates")
    if not config.site_url:
        # A site map needs whole addresses; MkDocs would write an empty one.
        config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish our own files only: the theme brings scripts and styles that no page of ours loads. Read what pages say."""
    for file in list(files):
        if file.src_dir != config.docs_dir:
            files.remove(file)
    pages = {file.src_uri: file for file in files.documentation_pages()}
    sources = {uri: front_matter.read(file.content_string, f"docs/{uri}") for uri, file in pages.items()}
    config.extra["sources"] = sources
    config.extra["addresses"] = {uri: _address(file) for uri, file in pages.items()}
    _look_at_texts(sources, config)
    for uri, source in sources.items():
        if source.matter and source.matter.unlisted:
            pages[uri].inclusion = InclusionLevel.NOT_IN_NAV
    environment: Environment = config.extra["markdown_environment"]
    environment.globals["needed"] = needed
    config.extra["register"] = Register(list(_entries(pages, sources, config)), environment)
    _tell(add_application(files, config))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the facts and an identity `_()`: the service translates through it, here Arabic is the text itself."""
    env.add_extension("jinja2.ext.i18n")
    env.install_null_translations()  # type: ignore[attr-defined] # added by the extension
    env.filters["isolated"] = isolated
    association: Association = config.extra["association"]
    env.globals.update(association=association, register=config.extra["register"])
    _tell(add_pdfs(files, config))
    _tell(add_social_image(env, files, config))
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in the facts that a page names: `{{ fact("contact.phones", "أرقام الهاتف") }}`. A wrong name stops the build."""
    environment: Environment = config.extra["markdown_environment"]
    source: Source = config.extra["sources"][page.file.src_uri]
    page.meta = {name: value for name, value in source.matter or () if value is not None}
    try:
        return environment.from_string(source.body).render()
    except (TemplateError, AttributeError, LookupError, TypeError) as error:
        _tell([Problem(source.file, source.body_line + _template_line(error) - 1, f"{{{{ … }}}}: {error}")])
        return source.body


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Set foreign runs apart, whoever wrote them: Markdown, a macro or markup by hand."""
    return isolated(html)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Look at what was built, last of all: by then every file of the site is there."""
    register: Register = config.extra["register"]
    _tell(
        check_site(
            Site(
                folder=Path(config.site_dir),
                public_url=config.site_url or "",
                sources={config.extra["addresses"][uri]: source for uri, source in config.extra["sources"].items()},
                documents={entry.address: entry for entry in register.entries},
                allowed=config.extra["allowed"],
            )
        )
    )


def _look_at_texts(sources: dict[str, Source], config: MkDocsConfig) -> None:
    root = Path(config.config_file_path).parent
    facts = root / config.extra["association_file"]
    allowed = config.extra["allowed"] = read_allowed(root / ALLOWED)
    for source in sources.values():
        _tell(check_source(source, allowed))
    _tell(check_allowed(sources, allowed))
    _tell(check_menu(sources, _listed(config.nav)))
    _tell(check_wording(facts.read_text(encoding="utf-8"), facts.name))


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.warning("%s", problem)


def _template_line(error: Exception) -> int:
    """The line of a page's text, from 1, at which Jinja failed."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return next((line for line in reversed(lines) if line), 1)


def _entries(pages: dict[str, File], sources: dict[str, Source], config: MkDocsConfig) -> Iterator[Entry]:
    """The documents of the register in the order of the menu; those outside it come last."""
    order = list(_listed(config.nav))
    for uri in sorted(sources, key=lambda uri: (order.index(uri) if uri in order else len(order), uri)):
        matter = sources[uri].matter
        if matter and matter.document:
            yield Entry(sources[uri].title, _address(pages[uri]), matter.document)


def _address(file: File) -> str:
    """The root-relative address of a page; MkDocs calls the home page `./`."""
    return "/" + file.url.removeprefix("./")


def _listed(nav: Any) -> Iterator[str]:
    """The pages that the menu names, however deep."""
    if isinstance(nav, str):
        yield nav
    else:
        for entry in nav.values() if isinstance(nav, dict) else nav or ():
            yield from _listed(entry)
