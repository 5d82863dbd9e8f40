"""A mail server that takes everything and keeps nothing but the count, printed when it is stopped: `sink PORT`."""

import signal
import sys
from typing import Any

from aiosmtpd.controller import Controller


class Counting:
    """Takes every mail."""

    taken = 0

    async def handle_DATA(self, *_: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Count it."""
        self.taken += 1
        return "250 taken"


def main() -> None:
    """Listen until SIGTERM."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    handler = Counting()
    controller = Controller(handler, hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    signal.sigwait({signal.SIGTERM})
    print(f"taken {handler.taken}", flush=True)


if __name__ == "__main__":
    main()
