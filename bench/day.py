"""A day of 20,000 accounts around the world, 50 times as fast as a real one.

`python -m bench.day` fills a PostgreSQL database with accounts in 23 time zones, each with a
subscribed phone. It starts the server and the worker, with two processes each, by a clock that runs
50 times as fast (tests/rigs/fast_clock.py), and a push service that speaks HTTP/2 over TLS. During
the day each phone syncs two to four times, some send a note, and mornings begin all the time: about
a promise, a note of the evening before, or a face from the past.

It prints how long a sync took a phone, counted from when it wanted to sync, in the first and in the
last third of the day; how much of what was acknowledged or due is missing, or there twice; and how
much memory each process has that it shares with no other. It ends with 1 if a sync failed, anything
is missing, came twice, unasked, early or more than two minutes late, or a log contains a warning;
if a process did not live all day; or if the median of its memory in the last third is more than 5 %
above that of the second. The first third does not count, because caches fill and the largest
mornings begin in it, by which a worker's memory grows once. Medians are compared because a process
that is busy at the moment has more memory.

The two minutes are real ones: sending takes a worker as long as ever, and it checks once a real
second, which is nearly a minute of this day. A real day asks for less at once.
"""

import argparse
import asyncio
import math
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests

from bench.morning_burst import LATE, Sink
from bench.rig import complaints, fresh_app
from bench.world.memory import MOST_GROWTH, Memory, working
from bench.world.mornings import Mornings, wait_for_the_last
from bench.world.people import START, make_cookie, settle
from bench.world.phones import Phone, Town, visits
from tests.rigs import processes
from tests.rigs.fast_clock import FAST_CLOCK, FastClock
from tests.rigs.postgres import start_postgres
from tests.support.live import ROOT, LiveServer

PROCESSES = "2"
#: How long the server and the worker have to start before the day begins.
LEAD_SECONDS = 25.0


class FastServer(LiveServer):
    command = ("tests.rigs.fast_clock", "serve")


@dataclass(frozen=True)
class Day:
    """The results of a day."""

    town: Town
    phones: Sequence[Phone]
    mornings: Mornings
    memory: Memory
    gone: int
    missing: int
    surplus: int
    complaints: Sequence[str]
    report: dict[str, Any]


def spend(options: argparse.Namespace) -> Day:
    """Runs the day, from its eve to its end."""
    dice = random.Random(options.accounts)
    end = START + timedelta(hours=options.hours)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgres = stack.enter_context(start_postgres())
        sink = Sink(folder)
        stack.callback(sink.close)
        url = postgres.create_database("day")
        app = fresh_app(folder, DATABASE_URL=url, PUSH_ALLOW_LOOPBACK="1")
        begun = time.time()
        accounts = settle(app, sink, options.accounts, dice)
        phones = [Phone(each, make_cookie(app, each)) for each in accounts]
        zones = len({each.kind.zone for each in accounts})
        took = f"filled in {time.time() - begun:.0f} s"
        print(f"{len(accounts):,} accounts in {zones} time zones, {took}", flush=True)

        clock = FastClock(time.time() + LEAD_SECONDS, START, options.speed)
        server = FastServer(
            folder,
            url,
            FLASK_SERVE_PROCESSES=PROCESSES,
            PROMPT_WORKER="off",
            SSL_CERT_FILE=str(sink.certificate),
            **{FAST_CLOCK: str(clock)},
        )
        stack.callback(server.stop)
        command = [sys.executable, "-m", "tests.rigs.fast_clock", "worker"]
        command += ["--processes", PROCESSES]
        log = folder / "worker.log"
        worker = processes.start(command, log=log, env=server.environ, cwd=ROOT)
        stack.callback(processes.stop, worker)
        # By then a worker has ticked, and not long ago by the server's clock.
        ready = f"{server.url}/readyz"
        processes.wait_until(lambda: requests.get(ready, timeout=5).ok, "the worker")
        if time.time() > clock.began:
            raise TimeoutError("the day began before all was up")

        watched = working("server", server.process.pid) | working("worker", worker.pid)
        memory = Memory(watched, clock, end)
        stack.callback(memory.stop)
        town = Town(server.url, clock, dice)
        if asyncio.run(town.live(visits(phones, end, dice))):
            memory.join()
        gone = memory.gone
        mornings = wait_for_the_last(sink, phones, clock, end)
        processes.stop(worker)
        missing, surplus = asyncio.run(town.look(phones))
        server.stop()
        return Day(
            town,
            phones,
            mornings,
            memory,
            gone,
            missing,
            surplus,
            [*complaints(server.log), *complaints(log)],
            sink.get("/report"),
        )


def rank(found: Sequence[float], share: float) -> float:
    """Returns a percentile of a sorted sequence; not a number if it is empty."""
    return found[max(0, math.ceil(share * len(found)) - 1)] if found else math.nan


def show_syncs(day: Day, hours: float) -> None:
    third = timedelta(hours=hours) / 3
    parts = {
        "first third": [took for at, took in day.town.spent if at < START + third],
        "last third": [took for at, took in day.town.spent if at >= START + 2 * third],
        "all day": [took for _, took in day.town.spent],
    }
    ordered = [sorted(each) for each in parts.values()]
    print(f"{'':36}" + "".join(f"{name:>13}" for name in parts))
    print(f"{'syncs':36}" + "".join(f"{len(each):13,}" for each in ordered))
    for share in (0.50, 0.95, 0.99, 1.0):
        name = f"p{share * 100:.0f} of a sync, ms" if share < 1 else "the slowest"
        print(f"{name:36}" + "".join(f"{rank(each, share) * 1e3:13.1f}" for each in ordered))


def show_mornings(day: Day, speed: float) -> None:
    after = day.mornings.after
    print(f"{'prompted after the morning began':36}{'real s':>13}{'min of a day':>13}")
    for name, share in {"half of them": 0.5, "95 %": 0.95, "99 %": 0.99, "all": 1.0}.items():
        seconds = rank(after, share)
        print(f"{name:36}{seconds:13.2f}{seconds * speed / 60:13.2f}")


def show_memory(day: Day) -> int:
    """Prints the memory; returns how many processes needed more and more."""
    print(
        f"{'memory, MB':24}{'1/10':>9}{'end':>9}{'growth':>9}{'2nd third':>11}{'last third':>11}"
        f"{'growth':>9}"
    )
    growing = 0
    for name, held in day.memory.grown():
        growing += not held.is_flat
        print(
            f"{name:24}{held.warm:9.1f}{held.end:9.1f}{held.end / held.warm - 1:9.1%}"
            f"{held.second:11.1f}{held.last:11.1f}{held.last / held.second - 1:9.1%}"
        )
    return growing


def show(options: argparse.Namespace, day: Day) -> int:
    print(f"{options.hours:g} h of a day, {options.speed:g} times as fast as a real one")
    show_syncs(day, options.hours)
    show_mornings(day, options.speed)
    growing = show_memory(day)
    mornings, report = day.mornings, day.report
    jotted = sum(len(phone.jotted) for phone in day.phones)
    counted = {
        "syncs": len(day.town.spent),
        "notes acknowledged": jotted,
        "prompts due": mornings.due,
        "of them sent": mornings.due - mornings.missing,
    }
    bad = {
        "syncs that failed": len(day.town.errors),
        "notes or their follow-ups missing": day.missing,
        "there twice, or not to be there": day.surplus,
        "prompts missing": mornings.missing,
        "twice": mornings.twice,
        "unasked": mornings.unasked,
        "before the morning": mornings.early,
        f"late by more than {LATE:.0f} real seconds": mornings.late,
        f"wrong among {report['sample']:,} decrypted": len(report["violations"]),
        "complaints in logs": len(day.complaints),
        "processes that died": day.gone,
        f"grown by more than {MOST_GROWTH - 1:.0%}": growing,
    }
    for what, count in (counted | bad).items():
        print(f"{what:<36}{count:13,}")
    for line in [*day.town.errors[:5], *day.complaints[:5], *report["violations"][:5]]:
        print(f"  {line}")
    # A day on which nothing happened proves nothing.
    missed = any(bad.values()) or not all(counted.values())
    print("Missed." if missed else "Reached.")
    return 1 if missed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="A day of 20,000 accounts, 50 times as fast.")
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument("--speed", type=float, default=50.0)
    parser.add_argument("--hours", type=float, default=24.0, help="of the day, from 00:00 UTC")
    options = parser.parse_args()
    if not 0 < options.hours <= 24:
        parser.error("a day has 24 hours")
    return show(options, spend(options))


if __name__ == "__main__":
    sys.exit(main())
