"""Does the server keep serving others during an attack?

`python -m bench.staying_up` starts `flask serve` on SQLite, then on its own PostgreSQL, each bare
and then behind Caddy, all on this machine. 8 phones sync notes all the time, and `/healthz` is
requested every 100 ms on its own connection. Each state lasts `--seconds`: quiet; beside an attack
on another server of the same kind on this machine; and under attack. This is repeated for each
attack of attacks.py, because the speed of a machine with other work varies. What is slow beside an
attack is slow for lack of cores and disk: the attackers' own work and that of the attacked server,
which a real attacker does not run here. It prints p50, p99 and the maximum of both, the p99 of
syncs as a ratio to quiet and to beside, how many failed, and how much the memory of the server's
processes grew. The aims: `/healthz` within 1 s; p99 of syncs at most twice that of quiet, or of
beside if that is more; none failed; 80 MiB at most.
"""

import argparse
import http.client
import json
import multiprocessing
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.attacks import API, ATTACKS, Door, SignedIn
from bench.one_machine import Phone
from tests.rigs.caddy import HOST, Caddy
from tests.rigs.postgres import start_postgres
from tests.rigs.push_protocol import BrowserKeys
from tests.support.databases import migrate
from tests.support.live import LiveServer

PHONES = 8
PAUSE_S = 0.2
HEALTH_EVERY_S = 0.1
MOST_HEALTH_S, MOST_RATIO, MOST_MIB = 1.0, 2.0, 80
ATTACKERS = 16


@dataclass
class Seen:
    """What the phones and the health check saw during one state."""

    syncs: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    memory: float = 0.0


class DoorPhone(Phone):
    """A phone that uses one address, and reconnects when its connection was closed."""

    def __init__(self, door: Door, number: int) -> None:
        self.door = door
        self.number = number
        super().__init__(door.port, number)

    @property
    def connection(self) -> http.client.HTTPConnection:
        # Each request on its own connection, so that connecting is counted too.
        return self._made

    @connection.setter
    def connection(self, _made: http.client.HTTPConnection) -> None:
        self._made = self.door.connect(self.number)

    def jot(self) -> float:
        began = time.perf_counter()
        self._made.close()
        self._made = self.door.connect(self.number)
        super().jot()
        return time.perf_counter() - began


def watch(
    door: Door, phones: list[DoorPhone], server: LiveServer, seconds: float, base: float | None
) -> Seen:
    """Syncs, requests the health check and measures memory for that long."""
    seen = Seen()
    over = time.monotonic() + seconds

    def sync(phone: DoorPhone) -> None:
        while time.monotonic() < over:
            try:
                seen.syncs.append(phone.jot())
            except (OSError, AssertionError, http.client.HTTPException) as error:
                seen.failed.append(repr(error)[:200])
            time.sleep(PAUSE_S)

    def look() -> None:
        while time.monotonic() < over:
            began = time.perf_counter()
            try:
                connection = door.connect(3)
                connection.request("GET", "/healthz")
                assert connection.getresponse().status == 200
                connection.close()
                seen.health.append(time.perf_counter() - began)
            except (OSError, AssertionError, http.client.HTTPException) as error:
                seen.failed.append(f"healthz: {error!r}"[:200])
            time.sleep(HEALTH_EVERY_S)

    threads = [threading.Thread(target=sync, args=(phone,)) for phone in phones]
    threads.append(threading.Thread(target=look))
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen.memory = max(seen.memory, memory_of(server))
        time.sleep(0.5)
    seen.memory -= base or 0.0
    return seen


def memory_of(server: LiveServer) -> float:
    """Returns the MiB that only the server's processes use."""
    first = psutil.Process(server.process.pid)
    total = 0
    for process in (first, *first.children(recursive=True)):
        try:
            total += process.memory_full_info().uss
        except psutil.NoSuchProcess:
            continue
    return total / 2**20


@contextmanager
def under(attack: str, door: Door, accounts: list[SignedIn]) -> Iterator[None]:
    """Runs an attack."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    attacker = context.Process(target=ATTACKS[attack], args=(door, accounts, stop), daemon=True)
    attacker.start()
    time.sleep(2)
    try:
        yield
    finally:
        stop.set()
        attacker.join(20)
        attacker.kill()


def attackers(door: Door, silent: str) -> list[SignedIn]:
    """Returns accounts whose devices are subscribed at a push service that never answers."""
    made = []
    for number in range(ATTACKERS):
        phone = DoorPhone(door, 100 + number)
        subscription = BrowserKeys().subscription(f"{silent}/push/{number}")
        phone._made.request(
            "PUT",
            f"{API}/push/subscriptions",
            json.dumps(subscription),
            {"Content-Type": "application/json", "Cookie": phone.cookie},
        )
        answer = phone._made.getresponse()
        assert answer.status == 201, answer.read()
        made.append(SignedIn(phone.cookie, phone.account))
    return made


def row(name: str, seen: Seen, others: list[Seen]) -> tuple[str, bool]:
    """Returns a line of the table, and whether it reaches the aims."""
    health, syncs = ranks(seen.health), ranks(seen.syncs)
    ratios = [syncs[1] / ranks(other.syncs)[1] for other in others]
    figures = [f"{each * 1e3:8.0f}" for each in (*health, *syncs)]
    good = health[2] <= MOST_HEALTH_S and not seen.failed
    good = good and min(ratios, default=0) <= MOST_RATIO and seen.memory <= MOST_MIB
    told = "".join(f"{ratio:8.2f}" for ratio in ratios)
    text = f"{name:26}{''.join(figures)}{told:16}{len(seen.failed):8}{seen.memory:+8.0f}"
    return text + ("" if good else "  missed"), good


def ranks(values: list[float]) -> tuple[float, float, float]:
    """Returns the median, the 99th percentile and the maximum."""
    if len(values) < 2:
        return (float("inf"),) * 3
    cuts = statistics.quantiles(values, n=100)
    return cuts[49], cuts[98], max(values)


@dataclass(frozen=True)
class Stand:
    """A server, and those who attack it."""

    door: Door
    server: LiveServer
    accounts: list[SignedIn]


def measure(ours: Stand, other: Stand, options: argparse.Namespace) -> bool:
    door, server = ours.door, ours.server
    phones = [DoorPhone(door, number) for number in range(PHONES)]
    watch(door, phones, server, 3, None)
    base = memory_of(server)
    print(f"{'':26}{'healthz p50':>8}{'p99':>8}{'worst':>8}{'sync p50':>8}{'p99':>8}{'worst':>8}"
          f"{':quiet':>8}{':beside':>8}{'failed':>8}{'MiB':>8}")  # fmt: skip
    all_good = True
    for attack in options.only or ATTACKS:
        stretches: list[Seen] = []
        for name, attacked in (("quiet", None), ("beside", other), (attack, ours)):
            with ExitStack() as stack:
                if attacked is not None:
                    stack.enter_context(under(attack, attacked.door, attacked.accounts))
                seen = watch(door, phones, server, options.seconds, base)
            text, good = row(name, seen, stretches)
            stretches.append(seen)
            # What fails beside an attack is caused by the machine, but is printed all the same.
            all_good = all_good and (good or attacked is other)
            print(text, flush=True)
            for failure in sorted(set(seen.failed))[:3]:
                print(f"    {failure}")
    return all_good


def put_up(stack: ExitStack, database: str, front: str) -> Stand:
    """Starts a server on a database, with or without a proxy, until the stack ends."""
    silent = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    url = f"sqlite:///{folder / 'karmadex.sqlite3'}"
    if database == "PostgreSQL":
        postgres = start_postgres()
        stack.callback(postgres.close)
        url = postgres.create_database("karmadex")
    migrate(folder, url)
    caddy = Caddy() if front == "Caddy" else None
    settings = {"PROMPT_WORKER": "process", "TRUSTED_PROXIES": "1" if caddy else "0"}
    if caddy is not None:
        settings["PUBLIC_URL"] = caddy.url
        stack.callback(caddy.close)
    server = LiveServer(folder, url, **settings)
    stack.callback(server.stop)
    door = Door(server.port)
    if caddy is not None:
        caddy.start([server.port])
        door = Door(caddy.port, HOST, str(caddy.authority))
    where = f"http://127.0.0.1:{silent.getsockname()[1]}"
    return Stand(door, server, attackers(door, where))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", nargs="*", choices=list(ATTACKS))
    parser.add_argument("--database", nargs="*", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--front", nargs="*", default=["bare", "Caddy"])
    options = parser.parse_args()
    all_good = True
    for name in options.database:
        for front in options.front:
            with ExitStack() as stack:
                ours, other = put_up(stack, name, front), put_up(stack, name, front)
                print(f"\n{name}, {front}; milliseconds", flush=True)
                all_good = measure(ours, other, options) and all_good
    return 0 if all_good else 1


if __name__ == "__main__":
    sys.exit(main())
