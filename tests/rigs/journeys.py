"""How often an app goes to PostgreSQL and back: counted in what libpq says, whatever that takes.

libpq writes down each message. The client asks for what the server has to say by a `Query`, or by
a `Sync` or `Flush` behind other messages, and then waits for it. A `Flush` that follows with no
question since is for the same answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.pq import Trace
from sqlalchemy import Engine, event

ASKING = {"Query", "Sync", "Flush"}
QUESTIONS = {"Parse", "Bind", "Describe", "Execute", "Close"}


@dataclass
class Journeys:
    """What was said since the last look."""

    file: Path
    read: int = 0

    def count(self) -> int:
        """How many there were since the last count."""
        lines = self.file.read_text().splitlines()
        said = [line.split("\t")[2] for line in lines[self.read :] if line.startswith("F\t")]
        self.read = len(lines)
        journeys, is_open = 0, False
        for message in said:
            if message in QUESTIONS:
                is_open = True
            elif message in ASKING and (is_open or message != "Flush"):
                journeys, is_open = journeys + 1, False
        return journeys


@contextmanager
def counting_journeys(engine: Engine, file: Path) -> Iterator[Journeys]:
    """Of every connection of a pool. `file` is written to."""
    traced: list[Any] = []
    with file.open("w") as out:

        def trace(raw: Any, _record: object, _proxy: object) -> None:
            if raw not in traced:
                raw.pgconn.trace(out.fileno())
                raw.pgconn.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
                traced.append(raw)

        event.listen(engine, "checkout", trace)
        try:
            yield Journeys(file)
        finally:
            event.remove(engine, "checkout", trace)
            for raw in traced:
                if not raw.closed:
                    raw.pgconn.untrace()
