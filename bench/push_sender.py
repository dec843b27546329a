"""How many pushes can be sent in a second of the sender's CPU time?

`python -m bench.push_sender` sends the same messages to one push service on loopback, which speaks
HTTP/2 over TLS, runs in its own process, and checks and decrypts every message. It compares
pywebpush's `webpush()` on a session of requests, its `webpush_async()` on a session of aiohttp, 100
at once, and ours, which encrypts, signs and sends; and ours once more with messages that were
encrypted ahead, where only the sending is counted. Both peers are given their key ready to use.
Each runs in a fresh process, in turns. What is counted is the CPU time of that process, user and
system, after a first message that opens the connection. It prints medians of the rounds. The ratios
are the medians of the ratios of each round, because other work on the machine slows down both.
"""

import asyncio
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from server.keys import make_vapid_key, read_vapid_key
from server.push.models import PushSubscription
from server.push.outcome import Verdict
from server.push.sender import Sender
from server.push.service import Message, PushService
from server.push.transfer import Prepared
from tests.rigs.push_sink import Sink

ROUNDS = 5
#: No round is started after so long.
BUDGET_SECONDS = 110
TTL = 14_400
SUBJECT = "mailto:hello@karmadex.example"
AT_ONCE = 100
#: About the size of a prompt that names two people.
FILLER = "Say hi to Maya, who water-skis, and to the guy who blogs about marathoning. " * 4


@dataclass(frozen=True)
class Job:
    """What a process has to send: `messages` of one batch, numbered, after a first one."""

    origin: str
    keys: list[dict[str, str]]
    certificate: str
    pem: str
    batch: str
    messages: int

    def endpoint(self, number: int) -> str:
        return f"{self.origin}/push/{self.batch}/{number % len(self.keys)}"

    def subscription(self, number: int) -> dict[str, Any]:
        return {"endpoint": self.endpoint(number), "keys": self.keys[number % len(self.keys)]}

    def texts(self) -> list[str]:
        return [json.dumps({"number": n, "body": FILLER}) for n in range(self.messages + 1)]


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def with_session(job: Job) -> float:
    import requests
    from py_vapid import Vapid02
    from pywebpush import webpush

    os.environ["REQUESTS_CA_BUNDLE"] = job.certificate
    key = Vapid02.from_pem(job.pem.encode())
    texts = job.texts()
    session = requests.Session()

    def post(number: int) -> None:
        webpush(
            job.subscription(number),
            texts[number],
            vapid_private_key=key,
            vapid_claims={"sub": SUBJECT},
            ttl=TTL,
            headers={"Topic": "morning", "Urgency": "normal"},
            requests_session=session,
        )

    post(0)
    before = cpu_seconds()
    for number in range(1, job.messages + 1):
        post(number)
    return cpu_seconds() - before


def asynchronous(job: Job) -> float:
    import ssl

    import aiohttp
    from py_vapid import Vapid02
    from pywebpush import webpush_async

    key = Vapid02.from_pem(job.pem.encode())
    texts = job.texts()

    async def run() -> float:
        trusted = ssl.create_default_context(cafile=job.certificate)
        connector = aiohttp.TCPConnector(limit=AT_ONCE, ssl=trusted)
        async with aiohttp.ClientSession(connector=connector) as session:
            numbers = iter(range(1, job.messages + 1))

            async def post(number: int) -> None:
                await webpush_async(
                    job.subscription(number),
                    texts[number],
                    vapid_private_key=key,
                    vapid_claims={"sub": SUBJECT},
                    ttl=TTL,
                    headers={"Topic": "morning", "Urgency": "normal"},
                    aiohttp_session=session,
                )

            async def work() -> None:
                for number in numbers:
                    await post(number)

            await post(0)
            before = cpu_seconds()
            await asyncio.gather(*(work() for _ in range(AT_ONCE)))
            return cpu_seconds() - before

    return asyncio.run(run())


def ours(job: Job) -> float:
    return _ours(job, ahead=False)


def ours_ahead(job: Job) -> float:
    return _ours(job, ahead=True)


def _ours(job: Job, *, ahead: bool) -> float:
    os.environ["SSL_CERT_FILE"] = job.certificate
    service = PushService(private_key=job.pem, subject=SUBJECT, allow_loopback=True)
    sender = service.make_sender()

    texts = [text.encode() for text in job.texts()]
    # The rows are like those of a query.
    rows = [
        PushSubscription(endpoint=job.endpoint(number), **keys)
        for number, keys in enumerate(job.keys)
    ]

    def prepared(numbers: range) -> Iterator[Prepared]:
        for number in numbers:
            subscription = rows[number % len(rows)]
            message = Message(texts[number], topic="morning", ttl=TTL)
            yield service.prepare(subscription, message, number)

    _send(sender, prepared(range(0, 1)))
    numbers = prepared(range(1, job.messages + 1))
    messages = list(numbers) if ahead else numbers
    before = cpu_seconds()
    _send(sender, messages)
    spent = cpu_seconds() - before
    sender.close()
    return spent


def _send(sender: Sender, messages: Any) -> None:
    for _, outcome in sender.send(messages):
        assert outcome.verdict is Verdict.ACCEPTED, outcome


@dataclass(frozen=True)
class Contender:
    name: str
    run: Callable[[Job], float]
    messages: int


CONTENDERS = [
    Contender("pywebpush with a session", with_session, 200),
    Contender("pywebpush async", asynchronous, 600),
    Contender("ours: encrypt, sign, send", ours, 2_000),
    Contender("ours, encrypted ahead", ours_ahead, 4_000),
]
SESSION, ASYNC, OURS, AHEAD = (contender.name for contender in CONTENDERS)
#: The minimum ratio.
LIMITS = [(OURS, ASYNC, 2.5), (OURS, SESSION, 6.0), (AHEAD, ASYNC, 9.0)]


def one_round(sink: Sink, pem: str, number: int) -> dict[str, float]:
    """Returns the messages a CPU second of each, after the sink has read them all."""
    found: dict[str, float] = {}
    for place, contender in enumerate(CONTENDERS):
        batch = f"{number}-{place}"
        job = Job(sink.origin, sink.keys, str(sink.certificate), pem, batch, contender.messages)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            spent = pool.submit(contender.run, job).result(timeout=60)
        report = sink.report(batch)
        assert report["violations"] == [], report["violations"][:3]
        assert report["numbers"] == list(range(contender.messages + 1)), "each once"
        assert report["shared_keys"] == 0
        found[contender.name] = contender.messages / spent
    return found


def main() -> int:
    pem = read_vapid_key(make_vapid_key())
    with tempfile.TemporaryDirectory() as folder:
        sink = Sink(Path(folder))
        try:
            rounds: list[dict[str, float]] = []
            until = time.monotonic() + BUDGET_SECONDS
            while len(rounds) < ROUNDS and time.monotonic() < until:
                rounds.append(one_round(sink, pem, len(rounds)))
        finally:
            sink.close()
    print(f"Medians of {len(rounds)} rounds.")
    print(f"{'messages a CPU second of the sender':40} {'median':>8} {'lowest':>8} {'highest':>8}")
    for contender in CONTENDERS:
        rates = [each[contender.name] for each in rounds]
        print(
            f"{contender.name:40} {statistics.median(rates):8,.0f} {min(rates):8,.0f} "
            f"{max(rates):8,.0f}"
        )
    print(f"\n{'how many times as many':58} {'ratio':>6} {'limit':>6}")
    missed = False
    for name, peer, limit in LIMITS:
        ratio = statistics.median(each[name] / each[peer] for each in rounds)
        missed = missed or ratio < limit
        print(f"{f'{name} / {peer}':58} {ratio:6.1f} {limit:6.1f}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
