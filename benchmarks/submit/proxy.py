"""nginx in front of the workers, as the Debian package brings it, with its own defaults."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.submit.processes import free_port, running, wait_until_it_listens

_MAIN = """\
daemon off;
{user}
worker_processes auto;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 100000;
{servers}
}}
"""
_SERVER = """\
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://unix:{socket}:;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
    }}
  }}
"""


def installed() -> str | None:
    """Where nginx is, or None."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def version() -> str:
    """What nginx calls itself, such as `nginx/1.22.1`."""
    said = subprocess.run([installed() or "nginx", "-v"], capture_output=True, text=True, check=False).stderr
    return said.rpartition(": ")[2].strip()


class Proxy:
    """One nginx for all contestants: one at a time is driven, so what it spends in a stage is that contestant's."""

    def __init__(self, folder: Path, names: Sequence[str], stack: ExitStack) -> None:
        """Lead a port for each name to a socket of that name. `stack` ends it. Needs nginx to be installed."""
        folder.mkdir()
        self.ports = {name: free_port() for name in names}
        self.sockets = {name: folder / f"{name}.sock" for name in names}
        servers = "".join(_SERVER.format(port=self.ports[name], socket=self.sockets[name]) for name in names)
        user = "user root;" if os.geteuid() == 0 else ""  # else its workers could not enter the run's folder
        (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user, servers=servers))
        command: list[str | Path] = [installed() or "nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", "stderr"]
        self.pid = stack.enter_context(running(command, folder=folder, name="nginx"))
        for port in self.ports.values():
            wait_until_it_listens(port, folder / "nginx.log")
