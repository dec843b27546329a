"""Does a sync of one new note cost more in a large account?

`python -m bench.sync_one_note` fills one account with 100 notes and another, in its own database,
with 100,000. Then each gets one new note a sync, in turns. It prints the medians of CPU time and of
elapsed time, and their ratio. The target is 1.3.
"""

import gc
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.rig import ZONE, Phone, fresh_app

SMALL, LARGE = 100, 100_000
SYNCS = 400
WARM_UP = 50
TARGET = 1.3


def note(phone: Phone, number: int) -> dict[str, Any]:
    fields = {
        "body": f"{number}: water-skis, and is moving to Lisbon with two cats in the spring",
        "captured_at": f"2026-11-24T01:{number // 60 % 60:02}:{number % 60:02}Z",
        "captured_timezone": ZONE,
    }
    return phone.change("note", fields)


def send(phone: Phone, changes: list[dict[str, Any]]) -> tuple[float, float]:
    """Returns (CPU seconds, elapsed seconds) of one sync. The phone uses its cursor."""
    body = json.dumps(phone.envelope(changes)).encode()
    cpu, wall = time.process_time(), time.perf_counter()
    answer = phone.post(body)
    spent = time.process_time() - cpu, time.perf_counter() - wall
    assert answer.status_code == 200, answer.text
    parsed = json.loads(answer.data)
    assert [result["status"] for result in parsed["results"]] == ["applied"] * len(changes)
    assert len(parsed["records"]) == len(changes)
    phone.cursor = parsed["cursor"]
    return spent


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        phones = {}
        for size in (SMALL, LARGE):
            place = Path(folder) / str(size)
            place.mkdir()
            phones[size] = Phone(fresh_app(place))
            for start in range(0, size, 1000):
                batch = range(start, min(start + 1000, size))
                send(phones[size], [note(phones[size], number) for number in batch])
        gc.collect()
        gc.freeze()
        spent: dict[int, list[tuple[float, float]]] = {size: [] for size in phones}
        for number in range(WARM_UP + SYNCS):
            for size, phone in phones.items():
                found = send(phone, [note(phone, number)])
                if number >= WARM_UP:
                    spent[size].append(found)
    ratios = []
    columns = [f"{size:,} notes" for size in phones]
    print(f"{'one new note, SQLite':22} {columns[0]:>16} {columns[1]:>16} {'ratio':>7}")
    for which, name in enumerate(("CPU ms", "elapsed ms")):
        small, large = (statistics.median(each[which] for each in spent[size]) for size in phones)
        ratios.append(large / small)
        print(f"{name:22} {small * 1000:16.2f} {large * 1000:16.2f} {large / small:7.2f}")
    print(f"The target is {TARGET:g}.")
    return 0 if ratios[0] <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
