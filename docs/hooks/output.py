"""What MkDocs asks of us for the files beside the pages: assets with hashed names, their manifest, and what programs read."""

import json
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from docs.hooks.api import Written, write_api
from docs.hooks.assets import publish_assets
from docs.hooks.feeds import write_feeds
from docs.hooks.front_matter import Source
from docs.hooks.inline_scripts import hashes_in
from forms_service.web.site import LASTING, MANIFEST


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The site map is ours (feeds.py): that of MkDocs says that every page changed on the day of the build."""
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give every asset the address of its content."""
    config.extra["assets"] = publish_assets(files, config)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the pages that programs are told of: those that the menu lists, in its order."""
    config.extra["listed_pages"] = nav.pages
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates `asset("tokens.css")`, the address of an asset. A wrong name stops the build."""
    addresses: dict[str, str] = config.extra["assets"]
    env.globals["asset"] = addresses.__getitem__
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is known only when every page stands."""
    site, base = Path(config.site_dir), config.site_url or ""
    association = config.extra["association"].name
    write_feeds(site, association, base, write_api(site, association, base, _listed(config)))
    addresses = (f"/{path.relative_to(site).as_posix()}" for path in (site / "assets").rglob("*.*"))
    lasting = sorted(address for address in addresses if LASTING.match(address))
    manifest = {"assets": config.extra["assets"], "lasting": lasting, "scripts": sorted(hashes_in(site))}
    (site / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _listed(config: MkDocsConfig) -> Iterator[Written]:
    """The pages as the build has them; one whose front matter cannot be read is a problem that was said already."""
    sources: dict[str, Source] = config.extra["sources"]
    for page in config.extra["listed_pages"]:
        matter = sources[page.file.src_uri].matter
        if matter:
            address = "/" + page.url.removeprefix("./")
            pdf = page.meta.get("pdf")
            yield Written(address, str(page.title), matter, page.markdown or "", page.content or "", pdf)
