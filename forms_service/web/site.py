"""Serves the built public site, and follows it when `make site` puts a new one in its place, without a restart.

A new site takes the folder's name in one step (docs/hooks/swap.py). So an answer is right if the folder was still the one
whose files were listed after the file had been opened; else the files are listed anew and the file is opened again.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from wsgiref.util import FileWrapper

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.string_utils import decode_path_info

from forms_service.settings import Settings
from forms_service.web.headers import security_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MANIFEST = "assets/manifest.json"
"""In the site: the address of each asset by its name, all lasting addresses, and the hashes of inline scripts. Written by the build."""

LASTING = re.compile(r"^/assets/.+(\.[0-9a-f]{10}\.\w+|/[0-9a-f]{10}/[^/]+)$")
"""Addresses with a hash in the file's name or its folder's, whose content never changes: another content has another address."""

FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
"""Pages are kept, and shown only when the server says that they are unchanged: nobody reads a policy of yesterday."""

Identity = tuple[int, ...]


@dataclass(frozen=True)
class _Build:
    """One built site, as its files were listed."""

    identity: Identity | None = None
    files: Mapping[str, Any] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()


class PublicSite:
    """The WSGI layer before the service: answers what the site has, hands on everything else."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._service: WSGIApplication = app.wsgi_app
        self._settings = settings
        self._build = self._read()

    def asset(self, name: str) -> str:
        """The address of a file of docs/assets, such as `tokens.css`; its plain address where no site is built."""
        return self._build.assets.get(name, f"/assets/{name}")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        path = decode_path_info(environ.get("PATH_INFO", ""))
        while True:
            build = self._current()
            found = build.files.get(path)
            if found is None:
                return self._service(environ, start_response)
            try:
                response = found.get_response(environ["REQUEST_METHOD"], environ)
            except OSError:
                if self._identity() == build.identity:
                    raise
                continue
            if self._identity() == build.identity:
                break
            if response.file is not None:
                response.file.close()
        start_response(f"{response.status} {response.status.phrase}", [*response.headers, *build.headers])
        return environ.get("wsgi.file_wrapper", FileWrapper)(response.file) if response.file is not None else []

    def _current(self) -> _Build:
        if self._identity() != self._build.identity:
            self._build = self._read()
            # Pages that were drawn with the old addresses of assets (web/drawing.py); after the new ones are in place.
            self._app.extensions.pop("empty_pages", None)
        return self._build

    def _identity(self) -> Identity | None:
        """Which folder has the site's name now; None where there is none."""
        try:
            found = self._settings.site_dir.stat()
        except OSError:
            return None
        # The number of a folder that is gone is given to the next one; the time of its last change nobody can set.
        return found.st_dev, found.st_ino, found.st_ctime_ns

    def _read(self) -> _Build:
        """List the site's files; again where it was exchanged meanwhile."""
        while (identity := self._identity()) is not None:
            try:
                # Left to itself WhiteNoise invites every other site to read ours (Access-Control-Allow-Origin: *).
                listed = WhiteNoise(
                    None, index_file=True, max_age=None, allow_all_origins=False, add_headers_function=_keep_for
                )
                listed.add_files(self._settings.site_dir)
                manifest = self._manifest()
            except OSError:
                if self._identity() == identity:
                    raise
                continue
            if self._identity() == identity:
                headers = security_headers(self._settings, "own", manifest.get("scripts", ()))
                return _Build(identity, listed.files, manifest.get("assets", {}), tuple(headers.items()))
        return _Build()

    def _manifest(self) -> dict[str, Any]:
        try:
            written: dict[str, Any] = json.loads((self._settings.site_dir / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return written


def _keep_for(headers: Any, _path: str, url: str) -> None:
    headers["Cache-Control"] = FOR_EVER if LASTING.search(url) else ASK_EACH_TIME


def init_site(app: Flask, settings: Settings) -> None:
    """Put the site before the service, and give templates `asset(name)`. Before anything that stands in front of both."""
    site = PublicSite(app, settings)
    app.extensions["site"] = site
    app.jinja_env.globals["asset"] = site.asset
    app.wsgi_app = site  # type: ignore[method-assign]
