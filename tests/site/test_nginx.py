"""nginx answers for the public site as the service itself does: the same headers, from the same table."""

import os
import re
import shutil
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from docs.hooks.compress import compress
from docs.hooks.nginx import INCLUDE, include, write_include
from forms_service.app import create_app
from forms_service.web.headers import headers_over
from tests.conftest import make_settings
from tests.support.server import free_port

LINE = re.compile(r'^add_header ([\w-]+) "([^"]*)" always;$', re.MULTILINE)
TOLD = (*headers_over(True), "Cache-Control", "Content-Encoding", "Vary")
CONFIG = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/temp; proxy_temp_path {folder}/temp; fastcgi_temp_path {folder}/temp;
    uwsgi_temp_path {folder}/temp; scgi_temp_path {folder}/temp;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include relations/site.conf;
    }}
}}
"""


def test_the_include_says_what_the_service_says():
    assert dict(LINE.findall(INCLUDE.read_text(encoding="utf-8"))) == headers_over(True, "own")


def test_nothing_else_stands_in_it():
    rest = LINE.sub("", INCLUDE.read_text(encoding="utf-8"))
    assert [line for line in rest.splitlines() if line and not line.startswith("#")] == []


def test_it_is_written_where_it_says_something_else(tmp_path):
    path = tmp_path / "deploy" / "headers.conf"
    write_include(path)
    assert path.read_bytes() == INCLUDE.read_bytes()
    path.write_text("old", encoding="utf-8")
    write_include(path, ["sha256-x"])
    assert "script-src 'self' 'sha256-x';" in path.read_text(encoding="utf-8")
    path.chmod(0o444)
    before = path.stat()
    write_include(path, ["sha256-x"])
    assert path.stat() == before


def test_hashes_of_inline_scripts_are_allowed_there_too():
    assert dict(LINE.findall(include(["sha256-a"]))) == headers_over(True, "own", ["sha256-a"])


@pytest.fixture(scope="module")
def compressed(site, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("compressed") / "site"
    shutil.copytree(site, folder)
    compress(folder)
    return folder


@pytest.fixture(scope="module")
def nginx(compressed, tmp_path_factory):
    """The port on which nginx serves the site."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is missing: apt install nginx-light")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    (folder / "relations").symlink_to(INCLUDE.parent)
    (folder / "nginx.conf").write_text(CONFIG.format(folder=folder, port=port, site=compressed), encoding="utf-8")
    if os.geteuid() == 0:  # its worker is nobody then
        for path in (*compressed.parents, compressed):
            if path.is_relative_to("/tmp"):  # noqa: S108 - where pytest puts its folders, closed to others
                path.chmod(path.stat().st_mode | 0o055)
    command = [program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command)
    deadline = time.monotonic() + 30
    while not answers(port):
        assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield port
    process.terminate()
    process.wait(30)


def answers(port: int) -> bool:
    try:
        ask(port, "/")
    except OSError:
        return False
    return True


def ask(port: int, address: str, **headers: str):
    """Status, headers, body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


@pytest.fixture
def service(compressed, tmp_path):
    """The service's own answers, over TLS as with nginx in front."""
    return create_app(make_settings(tmp_path, site_dir=compressed, public_url="https://localhost")).test_client()


@pytest.mark.parametrize("address", ["/", "/contact/", "/robots.txt", "/assets/favicon.svg", "/api/content/index.json"])
def test_both_answer_alike(nginx, service, address):
    status, headers, body = ask(nginx, address, **{"Accept-Encoding": "gzip"})
    own = service.get(address, headers={"Accept-Encoding": "gzip"}, base_url="https://localhost", buffered=True)
    assert (status, body) == (own.status_code, own.data)
    assert told(headers) == told(own.headers)


@pytest.mark.parametrize("kind", ["tokens.*.css", "search/*/0.json"])
def test_both_keep_for_a_year_what_never_changes(nginx, service, compressed, kind):
    (file,) = (compressed / "assets").glob(kind)
    address = f"/{file.relative_to(compressed).as_posix()}"
    _, headers, _ = ask(nginx, address, **{"Accept-Encoding": "gzip"})
    own = service.get(address, headers={"Accept-Encoding": "gzip"}, base_url="https://localhost", buffered=True)
    assert told(headers) == told(own.headers)
    assert "immutable" in headers["Cache-Control"]


def told(headers) -> dict[str, str]:
    return {name: headers[name] for name in TOLD if name in headers}


def test_what_does_not_exist_is_a_page_with_the_same_headers(nginx):
    status, headers, body = ask(nginx, "/nothing/")
    assert status == 404
    assert "الصفحة غير موجودة" in body.decode()
    assert {name: headers[name] for name in headers_over(True)} == headers_over(True, "own")


def test_nginx_leads_to_the_page_without_naming_its_port(nginx):
    status, headers, _ = ask(nginx, "/contact")
    assert (status, headers["Location"]) == (301, "/contact/")
