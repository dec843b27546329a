"""Two hundred phones at one event: how long does a sync take, compared with the least possible?

`python -m bench.fleet` lets 200 phones, each with its own account and connection, send 20 notes
each: a phone sends a note, receives what is new, and waits for about three seconds. They do so with
our server and with a bare Flask view that upserts the same notes, on SQLite and on PostgreSQL, with
PouchDB's server (LevelDB) and with Kinto (PostgreSQL). All run on this machine, one after the
other, in as many rounds as `--rounds` says, in changing order; with `--engine` only those on one
database. Each server has two processes, except PouchDB's, which has one. It prints percentiles of a
round trip as a phone sees it, and the ratio to the p95 of the bare view. No request may fail, and
afterwards each server must have every note, once.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from bench.peers import servers
from bench.peers.bare import connect
from bench.peers.phones import Bare, Kinto, Ours, Phone, Pouch, sign_up
from tests.rigs.postgres import Postgres, start_postgres

TARGET = 1.5


def note() -> dict[str, Any]:
    fields = {
        "body": "water-skis, and is moving to Lisbon with two cats in the spring",
        "captured_at": "2026-11-24T01:10:00Z",
        "captured_timezone": "America/New_York",
    }
    return {"id": str(uuid.uuid4()), "fields": fields}


async def evening(phone: Phone, notes: int, pause: float, dice: random.Random) -> list[float]:
    """Returns the seconds of each round."""
    spent, jotted = [], []
    for _ in range(notes):
        await asyncio.sleep(dice.expovariate(1 / pause))
        jotted.append(note())
        began = time.perf_counter()
        await phone.round(jotted[-1])
        spent.append(time.perf_counter() - began)
    held = await phone.held()
    assert held == sorted(each["id"] for each in jotted), "a note is missing, or there twice"
    return spent


async def let_loose(phones: Sequence[Phone], options: argparse.Namespace) -> list[float]:
    """Returns the seconds of every round of every phone."""
    try:
        for phone in phones:
            await phone.begin()
        evenings = [
            evening(phone, options.notes, options.pause, random.Random(number))
            for number, phone in enumerate(phones)
        ]
        return [each for spent in await asyncio.gather(*evenings) for each in spent]
    finally:
        for phone in phones:
            await phone.http.close()


class Field:
    """Runs each server on fresh databases."""

    def __init__(self, folder: Path, postgres: Postgres, options: argparse.Namespace) -> None:
        self.folder, self.postgres, self.options = folder, postgres, options
        self.number = 0

    def run(self, name: str) -> list[float]:
        self.number += 1
        folder = self.folder / str(self.number)
        folder.mkdir()
        kind, _, engine = name.partition(", ")
        if engine == "PostgreSQL":
            url = servers.new_database(self.postgres, f"fleet_{self.number}")
        else:
            url = f"sqlite:///{folder / 'notes.sqlite3'}"
        count = range(self.options.phones)
        if kind == "Karmadex":
            with servers.ours(folder, url) as server:
                known = sign_up(server, len(count))
                return self._loose(lambda: [Ours(server.url, *each) for each in known])
        if kind == "bare Flask view":
            with servers.bare(folder, url) as address:
                ids = held_by_bare(url)
                return self._loose(lambda: [Bare(address, number, ids) for number in count])
        if kind == "Kinto":
            with servers.kinto(folder, url) as address:
                return self._loose(lambda: [Kinto(address, number) for number in count])
        with servers.pouchdb(folder) as address:
            return self._loose(lambda: [Pouch(address, number) for number in count])

    def _loose(self, make: Callable[[], Sequence[Phone]]) -> list[float]:
        async def run() -> list[float]:
            return await let_loose(make(), self.options)

        return asyncio.run(run())


def held_by_bare(url: str) -> Callable[[str], Awaitable[list[str]]]:
    connection = connect(url)
    mark = "?" if url.startswith("sqlite") else "%s"

    async def ids(account: str) -> list[str]:
        query = f"SELECT id FROM notes WHERE account = {mark} ORDER BY id"
        return [row[0] for row in connection.execute(query, (account,)).fetchall()]

    return ids


SERVERS = (
    "bare Flask view, SQLite",
    "Karmadex, SQLite",
    "PouchDB's server, LevelDB",
    "bare Flask view, PostgreSQL",
    "Karmadex, PostgreSQL",
    "Kinto, PostgreSQL",
)


#: The servers that ours has to beat.
PEERS = {"SQLite": "PouchDB's server, LevelDB", "PostgreSQL": "Kinto, PostgreSQL"}


def engine_of(name: str) -> str:
    """Returns the database that a server uses, or the one it is compared on."""
    return "PostgreSQL" if name.endswith("PostgreSQL") else "SQLite"


def main() -> int:
    parser = argparse.ArgumentParser(description="Two hundred phones at one event.")
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--notes", type=int, default=20)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two notes")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--engine", choices=("SQLite", "PostgreSQL"), help="only these, and peers")
    options = parser.parse_args()
    chosen = [name for name in SERVERS if engine_of(name) == (options.engine or engine_of(name))]
    servers.install()
    spent: dict[str, list[float]] = {name: [] for name in chosen}
    p95s: dict[str, list[float]] = {name: [] for name in chosen}
    postgres = start_postgres()
    try:
        with tempfile.TemporaryDirectory() as folder:
            field = Field(Path(folder), postgres, options)
            for number in range(options.rounds):
                for name in chosen if number % 2 == 0 else reversed(chosen):
                    found = field.run(name)
                    spent[name] += found
                    p95s[name].append(statistics.quantiles(found, n=20)[18])
    finally:
        postgres.close()
    return report(options, spent, p95s)


def report(
    options: argparse.Namespace, spent: dict[str, list[float]], p95s: dict[str, list[float]]
) -> int:
    rate = options.phones / options.pause
    print(f"{options.phones} phones, {options.notes} notes each, about {rate:.0f} rounds a second")
    print(f"{'ms':28} {'p50':>8} {'p95':>8} {'p99':>8} {'p95 : bare':>11}")
    ratios = {}
    for name, each in spent.items():
        ranks = statistics.quantiles(each, n=100)
        pairs = zip(p95s[name], p95s[f"bare Flask view, {engine_of(name)}"], strict=True)
        ratios[name] = statistics.median(ours / bare for ours, bare in pairs)
        shown = " ".join(f"{ranks[rank - 1] * 1e3:8.1f}" for rank in (50, 95, 99))
        print(f"{name:28} {shown} {ratios[name]:11.2f}")
    print("No round failed; every note is there, once.")
    print(f"The target is {TARGET:g}, and to be ahead of PouchDB's server and Kinto.")
    ours = {name: ratio for name, ratio in ratios.items() if name.startswith("Karmadex")}
    ahead = all(ratio < ratios[PEERS[engine_of(name)]] for name, ratio in ours.items())
    return 0 if ahead and max(ours.values()) <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
