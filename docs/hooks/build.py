"""What MkDocs asks of us while it builds the site: facts for the pages, our own shell, nothing of the theme published."""

from pathlib import Path

from jinja2 import Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from docs.hooks.facts import environment_for
from forms_service.association import Association, load_association
from forms_service.errors import ConfigurationError as WrongFacts


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the facts. A wrong file stops the build with its one line."""
    path = Path(config.config_file_path).parent / config.extra["association_file"]
    try:
        association = load_association(path)
    except WrongFacts as error:
        raise ConfigurationError(str(error)) from None
    config.site_name = association.name
    config.extra["association"] = association
    config.extra["markdown_environment"] = environment_for(association, Path(config.docs_dir) / "templates")
    if not config.site_url:
        # A site map needs whole addresses; MkDocs would write an empty one.
        config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish our own files only: the theme brings scripts and styles that no page of ours loads."""
    for file in list(files):
        if file.src_dir != config.docs_dir:
            files.remove(file)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the facts and an identity `_()`: the service translates through it, here Arabic is the text itself."""
    env.add_extension("jinja2.ext.i18n")
    env.install_null_translations()  # type: ignore[attr-defined] # added by the extension
    association: Association = config.extra["association"]
    env.globals["association"] = association
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in the facts that a page names: `{{ fact("contact.phones", "أرقام الهاتف") }}`. A wrong name stops the build."""
    environment: Environment = config.extra["markdown_environment"]
    if "{#" in markdown:
        raise PluginError(f"{page.file.src_uri}: Jinja reads {{#name}} as a comment; write {{ #name }}, with spaces")
    try:
        return environment.from_string(markdown).render()
    except (TemplateError, AttributeError) as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from None
