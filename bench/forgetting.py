"""How long does it take to forget a person about whom there are a thousand notes?

`python -m bench.forgetting` fills an account with 1,000 notes about one person and 9,000 about
others, on SQLite and on PostgreSQL, and forgets that person; five times, each in its own database.
It prints the median and the slowest, and ends with 1 if the median is above a second.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.rig import fresh_app
from tests.rigs.postgres import start_postgres
from tests.support import changes
from tests.support.api import ApiClient

NOTES, OTHERS, TIMES = 1_000, 9_000, 5
TARGET_S = 1.0


def forget_once(url: str | None) -> float:
    """Returns how long it took, in seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = fresh_app(folder, **({} if url is None else {"DATABASE_URL": url}))
        alice = ApiClient(app, "Alice", "Europe/Berlin")
        maya, tom = changes.person(name="Maya"), changes.person(name="Tom")
        alice.sync([maya, tom])
        made = [
            changes.note(body="water-skis " * 20, person_ids=[who["record"]])
            for who, many in ((maya, NOTES), (tom, OTHERS))
            for _ in range(many)
        ]
        for start in range(0, len(made), 500):
            alice.sync(made[start : start + 500])
        begun = time.perf_counter()
        answer = alice.post(f"/api/v1/records/person/{maya['record']}/forget")
        took = time.perf_counter() - begun
        assert answer.status_code == 204, answer.text
        gone = sum(bool(each.get("forgotten")) for each in alice.everything())
        assert gone == NOTES + 1, gone
        return took


def main() -> int:
    reached = True
    with start_postgres() as server:
        for name in ("SQLite", "PostgreSQL"):
            times = [
                forget_once(None if name == "SQLite" else server.create_database(f"forget{n}"))
                for n in range(TIMES)
            ]
            median = statistics.median(times)
            reached &= median <= TARGET_S
            print(
                f"{name:<11}{median:6.2f} s, {median / TARGET_S:.2f} of the target;"
                f" the slowest {max(times):.2f} s",
                flush=True,
            )
    print("Reached." if reached else "Missed.")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
