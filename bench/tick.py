"""What does a tick with nothing due cost, with a thousand accounts and with a million?

`python -m bench.tick` fills a database of each size on SQLite and on PostgreSQL (every account has
a row in the queue, due at some minute of the days to come), and lets a worker check them in turn.
Of several checks in a row the fastest counts, since the others waited for other work of the
machine. It prints the medians of these and their ratio, and ends with 1 if that is above 1.3.
"""

import gc
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bench.rig import fresh_app
from server import clock
from server.extensions import db
from server.prompts.dispatch import Dispatcher
from server.push.service import push_service
from tests.rigs.crowd import instant, multiply
from tests.rigs.postgres import start_postgres
from tests.support.api import ApiClient

SMALL, LARGE = 1_000, 1_000_000
TICKS = 800
#: Ticks in a row on one database, before it is the turn of the other.
RUN = 20
TARGET = 1.3
DAYS = 30


class Database:
    """A worker on a database with that many accounts, none of which is due."""

    def __init__(self, url: str, folder: Path, accounts: int) -> None:
        self.app = fresh_app(folder, DATABASE_URL=url)
        alice = ApiClient(self.app, "Alice", "America/New_York")
        self.times: list[float] = []
        with self.app.app_context():
            fill(alice.id, accounts)
            service = push_service()
            self.sender = service.make_sender()
            self.dispatcher = Dispatcher(service, self.sender, "http://localhost", clock.now)

    def run(self) -> None:
        """Runs some ticks in a row."""
        quickest = float("inf")
        with self.app.app_context():
            for _ in range(RUN):
                begun = time.perf_counter()
                was_any = self.dispatcher.send_due() or self.dispatcher.plan_prefetch()
                quickest = min(quickest, time.perf_counter() - begun)
                assert not was_any, "nothing is due"
        self.times.append(quickest)


def fill(template: str, accounts: int) -> None:
    """Fills the queue, and its accounts: a tick with nothing due reads no other table."""
    dialect = db.engine.dialect.name
    first = instant(clock.now().replace(second=0) + timedelta(hours=1), dialect)
    minutes = f"(i % {DAYS * 24 * 60})"
    if dialect == "sqlite":
        look = f"strftime('%Y-%m-%d %H:%M:%S.000000', {first}, '+' || {minutes} || ' minutes')"
    else:
        look = f"{first} + {minutes} * interval '1 minute'"
    with db.engine.begin() as connection:
        if dialect == "sqlite":  # else it reads and writes its indexes page by page
            connection.exec_driver_sql("PRAGMA cache_size = -400000")
        parameters = {"template": template.replace("-", "") if dialect == "sqlite" else template}
        connection.execute(
            text(
                "INSERT INTO prompt_schedules (account_id) SELECT id FROM accounts"
                " WHERE id = :template ON CONFLICT DO NOTHING"
            ),
            parameters,
        )
        multiply(
            connection,
            template,
            accounts - 1,
            only={"accounts", "prompt_schedules"},
            new={"prompt_schedules.next_at": look},
        )
        connection.execute(text("ANALYZE"))


def compare(name: str, small: Database, large: Database) -> float:
    for database in (small, large):
        database.run()
        database.times.clear()
    gc.collect()
    gc.disable()
    for _ in range(TICKS // RUN):
        small.run()
        large.run()
    gc.enable()
    medians = [statistics.median(each.times) * 1e6 for each in (small, large)]
    ratio = medians[1] / medians[0]
    print(f"{name:<12} {medians[0]:>12.0f} µs {medians[1]:>12.0f} µs {ratio:>8.2f}", flush=True)
    return ratio


def main() -> int:
    print(f"{'a tick at':<12} {SMALL:>12,} ac. {LARGE:>12,} ac. {'ratio':>8}", flush=True)
    ratios: list[float] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sizes = {"small": SMALL, "large": LARGE}
        files = {size: f"sqlite:///{folder / size}.sqlite3" for size in sizes}
        made = [Database(files[size], folder, count) for size, count in sizes.items()]
        ratios.append(compare("SQLite", *made))
        server = stack.enter_context(start_postgres(durable=False))
        urls = {size: server.create_database(size) for size in sizes}
        made = [Database(urls[size], folder, count) for size, count in sizes.items()]
        ratios.append(compare("PostgreSQL", *made))
        for database in made:
            with database.app.app_context():
                db.engine.dispose()
    missed = [ratio for ratio in ratios if ratio > TARGET]
    print(f"Target: at most {TARGET}. {'Missed.' if missed else 'Reached.'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
