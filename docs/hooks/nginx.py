"""Writes the security headers of the public site for nginx, from the table that the service itself answers with."""

from collections.abc import Collection
from pathlib import Path

from forms_service.settings import ROOT
from forms_service.web.headers import headers_over

INCLUDE = ROOT / "deploy" / "nginx" / "headers.conf"

_HEAD = """\
# Written by `make site` from forms_service/web/headers.py; do not edit. Include it in each `location` that serves site/:
# nginx forgets the headers of a server in a location that adds some of its own. Browsers heed the last one over TLS only.
"""


def include(hashes: Collection[str] = ()) -> str:
    """The include file, with the hashes of inline scripts that the content security policy allows."""
    lines = (f'add_header {name} "{value}" always;\n' for name, value in headers_over(True, "own", hashes).items())
    return _HEAD + "".join(lines)


def write_include(path: Path, hashes: Collection[str] = ()) -> None:
    """Write the file where it says something else than it should."""
    text = include(hashes)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
