"""Mail servers for tests, on loopback: a real one (aiosmtpd) and one that plays a part line by line."""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

HANG_UP = "hang up"
SILENT = "say nothing until the client goes"


class Inbox:
    """What a real server took. `received` is set whenever another letter arrives."""

    def __init__(self):
        self.letters, self.recipients, self.received = [], [], threading.Event()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.letters.append(envelope.original_content)
        self.recipients.append(envelope.rcpt_tos)
        self.received.set()
        return "250 taken"


class RealServer:
    """aiosmtpd: refuses lines over 998 octets by itself. `inbox` may be another handler than one that takes everything."""

    def __init__(self, *, port=0, inbox=None, **how):
        self.inbox, self._how = inbox or Inbox(), how
        self._controller = _Controller(self.inbox, how, hostname="127.0.0.1", port=port or free_port())

    def __enter__(self):
        self._controller.start()
        self.port = self._controller.port
        return self

    def __exit__(self, *_):
        self._controller.stop()


class _Controller(Controller):
    def __init__(self, inbox, how, **where):
        self._how = how
        super().__init__(inbox, **where)

    def factory(self):
        return SMTP(self.handler, hostname="mail.example.org", **self._how)


class ScriptedServer:
    """Speaks enough SMTP to play a part. Each connection takes the next of `parts`, the last one for all that follow.

    A part names replies by verb (GREETING, EHLO, MAIL, RCPT, DATA, and TAKEN for the reply to what DATA brought); what it
    does not name goes well. `brought` holds every letter that came in whole, whatever was replied; `taken` those taken.
    """

    def __init__(self, *parts: Mapping[str, str]):
        self._parts = list(parts) or [{}]
        self.brought, self.taken, self.connections, self.arrived = [], [], 0, threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._talks, self._open = [], []
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for line in self._open:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        for talk in (self._thread, *self._talks):
            talk.join(10)

    def _listen(self):
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            part = self._parts[min(self.connections, len(self._parts) - 1)]
            self.connections += 1
            talk = threading.Thread(target=self._talk, args=(line, part), daemon=True)
            self._open.append(line)
            self._talks.append(talk)
            talk.start()

    def _talk(self, line, part):
        with line, line.makefile("rwb") as file, suppress(OSError):
            if not _say(file, part.get("GREETING", "220 mail.example.org")):
                return
            while words := file.readline():
                verb = words[:4].decode().strip().upper()
                if not _say(file, part.get(verb, "354 go on" if verb == "DATA" else "250 well")):
                    return
                if verb == "DATA" and part.get("DATA", "354").startswith("354") and not self._take(file, part):
                    return

    def _take(self, file, part):
        letter = b""
        while (row := file.readline()) not in (b".\r\n", b""):
            letter += row
        self.brought.append(letter)
        reply = part.get("TAKEN", "250 taken")
        if reply.startswith("250"):
            self.taken.append(letter)
        self.arrived.set()
        return _say(file, reply)


def _say(file, reply):
    if reply == SILENT:
        file.read()
    if reply in (SILENT, HANG_UP):
        return False
    file.write(f"{reply}\r\n".encode())
    file.flush()
    return True


def free_port():
    """A port on which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
