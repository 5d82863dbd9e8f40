"""Gives each file under docs/assets an address that changes with its content, so that browsers may keep it for a year.

A style sheet names its fonts and a script its modules by relative address; there the new addresses are put in as well.
Knows the bytes of the files and nothing of pages.
"""

import hashlib
import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath
from posixpath import normpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

FOLDER = "assets/"
STABLE = frozenset({"favicon.svg", "mark.svg", "fonts/OFL.txt"})
"""Also published under the name they have: browsers, people and the font's licence ask for them by it."""

_REFERENCE = {
    ".css": re.compile(r"""(?<=url\()(?P<quote>["']?)(?P<to>[^"')#:?]+)(?P=quote)(?=\))"""),
    ".js": re.compile(r"""(?P<quote>["'])(?P<to>\.{1,2}/[\w./-]+)(?P=quote)"""),
}


def hashed(sources: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """For each asset, by its name under docs/assets: the name it is published under, and its content with such names.

    Raises PluginError where files name each other in a circle.
    """
    references = {name: _references(name, content, sources) for name, content in sources.items()}
    try:
        order = list(TopologicalSorter(references).static_order())
    except CycleError as error:
        raise PluginError(f"assets: {' → '.join(error.args[1])} name each other in a circle") from None
    done: dict[str, tuple[str, bytes]] = {}
    for name in order:
        content = _with_new_names(name, sources[name], done)
        path = PurePosixPath(name)
        digest = hashlib.sha256(content).hexdigest()[:10]
        done[name] = (str(path.with_name(f"{path.stem}.{digest}{path.suffix}")), content)
    return done


def publish_assets(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Replace the assets among the site's files by their hashed selves; the address of each by its name."""
    sources = {
        file.src_uri.removeprefix(FOLDER): file
        for file in files
        if file.src_uri.startswith(FOLDER) and file.inclusion is not InclusionLevel.EXCLUDED
    }
    addresses = {}
    for name, (new_name, content) in hashed({name: each.content_bytes for name, each in sources.items()}).items():
        if name not in STABLE:
            files.remove(sources[name])
        file = File.generated(config, FOLDER + new_name, content=content)
        file.inclusion = sources[name].inclusion
        files.append(file)
        addresses[name] = f"/{FOLDER}{new_name}"
    return addresses


def _references(name: str, content: bytes, sources: Mapping[str, bytes]) -> set[str]:
    """The other assets that this one names."""
    pattern = _REFERENCE.get(PurePosixPath(name).suffix)
    if pattern is None:
        return set()
    found = {_target(name, match["to"]) for match in pattern.finditer(content.decode("utf-8"))}
    return found & sources.keys() - {name}


def _with_new_names(name: str, content: bytes, done: Mapping[str, tuple[str, bytes]]) -> bytes:
    pattern = _REFERENCE.get(PurePosixPath(name).suffix)
    if pattern is None:
        return content

    def replace(match: re.Match[str]) -> str:
        found = done.get(_target(name, match["to"]))
        if found is None:
            return match[0]
        new = PurePosixPath(match["to"]).name, PurePosixPath(found[0]).name
        return match[0].replace(*new)

    return pattern.sub(replace, content.decode("utf-8")).encode("utf-8")


def _target(name: str, reference: str) -> str:
    """The asset that a relative address inside another asset means."""
    return normpath(str(PurePosixPath(name).parent / reference.strip()))
