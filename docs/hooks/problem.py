"""One thing to repair before a page may be published: the file, the line, and one sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """`file` is written from the project's folder; `line` counts from 1, 0 where no line can be named."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"
