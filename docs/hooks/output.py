"""What MkDocs asks of us for the files beside the pages: assets with hashed names, their manifest, and what machines read."""

import json
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from docs.hooks.assets import publish_assets
from docs.hooks.inline_scripts import hashes_in
from forms_service.web.site import MANIFEST


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give every asset the address of its content."""
    config.extra["assets"] = publish_assets(files, config)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates `asset("tokens.css")`, the address of an asset. A wrong name stops the build."""
    addresses: dict[str, str] = config.extra["assets"]
    env.globals["asset"] = addresses.__getitem__
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is known only when every page stands."""
    site = Path(config.site_dir)
    manifest = {"assets": config.extra["assets"], "scripts": sorted(hashes_in(site))}
    (site / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
