"""`make site`: builds the public site beside the one that is served, and puts it in its place when nothing is wrong with it.

A build that fails leaves the old site as it was, and says each problem in one line.
"""

import json
import logging
import os
import shutil
import sys
from pathlib import Path

from jinja2 import TemplateError

from docs.hooks.compress import compress
from docs.hooks.nginx import INCLUDE, write_include
from docs.hooks.swap import exchange, next_to
from forms_service.errors import ConfigurationError
from forms_service.settings import ROOT, Settings, load_settings
from forms_service.web.site import MANIFEST

CONFIG = ROOT / "mkdocs.yml"
NEEDS_ADDRESS = "sitemap.xml, llms.txt and documents/changes.xml"


class Problems(logging.Handler):
    """Keeps what MkDocs and the gates complain about, each once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = record.getMessage()
        announces_next = line.startswith("Error ") and line.endswith(":")
        if line not in self.lines and not announces_next:
            self.lines.append(line)


def main() -> int:
    """Build with the settings of this installation; the exit status."""
    try:
        settings = load_settings()
        problems = publish(settings)
    except ConfigurationError as error:
        return _failed([str(error)])
    if problems:
        return _failed(problems)
    if not public_url(settings):
        print(f"PUBLIC_URL is not set, so {NEEDS_ADDRESS} are left out: they need whole addresses.")
    return 0


def _failed(problems: list[str]) -> int:
    for line in (*problems, "The site is not built; the one before stays as it was."):
        print(line, file=sys.stderr)
    return 1


def publish(settings: Settings, config: Path = CONFIG, include: Path = INCLUDE) -> list[str]:
    """Build the site into `site_dir`; the problems for which it was not built. Raises ConfigurationError.

    `config` is what MkDocs reads, `include` the file of headers that is written for nginx.
    """
    site = settings.site_dir.resolve()
    with next_to(site) as new:
        problems = build(new, settings, config)
        if problems:
            return problems
        compress(new)
        keep_older_assets(site, new)
        if (site / ".gitignore").exists():
            shutil.copyfile(site / ".gitignore", new / ".gitignore")
        hashes = json.loads((new / MANIFEST).read_text(encoding="utf-8"))["scripts"]
        exchange(new, site)
    write_include(include, hashes)
    return []


def build(folder: Path, settings: Settings, config: Path = CONFIG) -> list[str]:
    """Build into a folder with MkDocs, strictly; what is wrong."""
    # What mkdocs.yml reads; and the theme, which says at its import that its support ends: docs/decisions/0005.
    os.environ.update(
        PUBLIC_URL=public_url(settings), ASSOCIATION_FILE=str(settings.association_file), NO_MKDOCS_2_WARNING="1"
    )
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    logger, problems = logging.getLogger("mkdocs"), Problems()
    logger.propagate = False
    logger.addHandler(problems)
    try:
        read = load_config(str(config), site_dir=str(folder), strict=True)
        read.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(read)
    except Abort as error:
        return problems.lines or [str(error)]
    except MkDocsException as error:
        return [*problems.lines, str(error)]
    except TemplateError as error:
        return problems.lines or [f"{type(error).__name__}: {error}"]
    finally:
        logger.removeHandler(problems)
    return problems.lines


def public_url(settings: Settings) -> str:
    """The address that people use, where the installation names one; else empty."""
    return settings.public_url if "public_url" in settings.model_fields_set else ""


def keep_older_assets(old: Path, new: Path) -> None:
    """Take over what pages of the site before may still ask for: they are open in browsers while the sites change."""
    try:
        before = json.loads((old / MANIFEST).read_text(encoding="utf-8"))["lasting"]
    except (FileNotFoundError, KeyError):
        return  # no site yet, or one of an older release
    for address in before:
        for suffix in ("", ".br", ".gz"):
            source, target = (site / f"{address.lstrip('/')}{suffix}" for site in (old, new))
            if source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())
