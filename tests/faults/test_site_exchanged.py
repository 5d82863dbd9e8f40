"""People read while `make site` exchanges the site again and again: every page is whole, and finds the look that it names."""

import re
import shutil
import threading
from http.client import HTTPConnection
from itertools import cycle, islice

from docs.hooks.publish import keep_older_assets
from docs.hooks.swap import exchange, next_to
from tests.support.server import Service
from tests.web.test_site import built

LOOK = re.compile(rb'href="(/assets/[^"]+\.css)"')
FORM = "/forms/help-request/"
READERS, BUILDS = 3, 60
PATIENCE = 30.0
"""Seconds in which somebody must have read, on a busy machine."""


def publish(source, site) -> None:
    """What docs/hooks/publish.py does after a build that succeeded."""
    with next_to(site) as new:
        shutil.copytree(source, new, dirs_exist_ok=True)
        keep_older_assets(site, new)
        exchange(new, site)


def get(connection: HTTPConnection, address: str) -> tuple[int, bytes]:
    connection.request("GET", address, headers={"Accept-Encoding": "identity"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_readers_see_whole_pages_with_their_look_while_the_site_is_exchanged(tmp_path):
    sources = [built(tmp_path / f"build{number}", number) for number in (1, 2)]
    pages = {(source / "index.html").read_bytes() for source in sources}
    site, wrong, read, done = tmp_path / "site", [], [], threading.Event()
    once_more = threading.Semaphore(0)  # as often as somebody has read
    for source in sources:
        publish(source, site)

    def reads(port: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while not done.is_set():
            status, page = get(connection, "/")
            form = get(connection, FORM)
            look = LOOK.findall(form[1])
            found = [get(connection, address.decode())[0] for address in look if b"tokens." in address]
            read.append(status)
            once_more.release()
            if (status, form[0], found) != (200, 200, [200]) or page not in pages:
                wrong.append((status, form[0], look, found, len(page)))
        connection.close()

    with Service(tmp_path, site_dir=site, send_in_process=False) as service:
        readers = [threading.Thread(target=reads, args=(service.port,)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        try:
            assert once_more.acquire(timeout=PATIENCE)
            for source in islice(cycle(sources), BUILDS):
                publish(source, site)
                assert once_more.acquire(timeout=PATIENCE), "nobody is answered any more"
        finally:
            done.set()
            for reader in readers:
                reader.join()
        assert "Traceback" not in service.output
    assert wrong == []
    assert len(read) > BUILDS
