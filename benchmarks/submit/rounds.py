"""Drives people through stages, eight connections at a time, and keeps what each stage took."""

import asyncio
import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.submit.client import Connection, Person
from benchmarks.submit.processes import cpu_seconds

CONNECTIONS = 8

Act = Callable[[Person, Connection], Awaitable[float]]
"""What one person does in a stage; returns how many seconds that person waited."""


@dataclass(frozen=True)
class Stage:
    """One thing that everybody does before anybody does the next. `answers` requests belong to it."""

    name: str
    act: Act
    answers: int = 1


@dataclass(frozen=True)
class Took:
    """What one stage took in one round. `cpu` is that of all server processes, in seconds."""

    people: int
    seconds: float
    cpu: float
    waits: tuple[float, ...]

    @property
    def rate(self) -> float:
        """People served per second."""
        return self.people / self.seconds

    @property
    def median(self) -> float:
        """Seconds the middle person waited."""
        return statistics.median(self.waits)

    @property
    def p99(self) -> float:
        """Seconds within which 99 of 100 were served."""
        return sorted(self.waits)[max(0, -(-len(self.waits) * 99 // 100) - 1)]

    @property
    def cpu_each(self) -> float:
        """CPU seconds per person."""
        return self.cpu / self.people


@dataclass
class Contestant:
    """A form behind a server. `found` says which of these people's answers are in its database, by number of person."""

    name: str
    layout: str
    port: int
    pids: Sequence[int]
    stages: Sequence[Stage]
    people: int
    found: Callable[[Iterable[Person]], Iterable[int]]
    rest: Callable[[], None] = lambda: None
    took: dict[str, list[Took]] = field(default_factory=dict)
    acknowledged: list[Person] = field(default_factory=list)

    def plays(self, first: int, people: int, *, counts: bool = True) -> None:
        """One round with so many new people, numbered from `first`. A warm-up does not count, but its answers are kept too."""
        crowd = [Person(number, self.port) for number in range(first, first + people)]
        for stage in self.stages:
            took = asyncio.run(_drive(crowd, stage, self.port, self.pids))
            if counts:
                self.took.setdefault(stage.name, []).append(took)
        self.acknowledged += [person for person in crowd if person.reference]
        self.rest()

    def missing(self) -> list[int]:
        """The people who were told that their answers arrived, and whose answers are not in the database."""
        found = set(self.found(self.acknowledged))
        return [person.number for person in self.acknowledged if person.number not in found]


async def _drive(crowd: Sequence[Person], stage: Stage, port: int, pids: Sequence[int]) -> Took:
    queue = iter(crowd)
    waits: list[float] = []

    async def serve(connection: Connection) -> None:
        for person in queue:
            waits.append(await stage.act(person, connection))
        connection.close()

    gc.collect()
    gc.disable()  # a pause of ours is not the server's
    spent, begun = cpu_seconds(pids), time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(serve(Connection(port)))
    seconds, cpu = time.perf_counter() - begun, cpu_seconds(pids) - spent
    gc.enable()
    return Took(len(crowd), seconds, cpu, tuple(waits))
