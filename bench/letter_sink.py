"""A mail server that expects exactly one letter for each of many accounts, in its own process.

`python -m bench.letter_sink PORT PAUSE_MS REPORT` takes PAUSE_MS for each letter, and requires the
conversation to follow RFC 5321. After `X-END` it accepts no more: it reads and checks each letter,
writes the results to the file REPORT, and ends. The bench waits for that process to end, so a busy
machine only makes it later.
"""

import asyncio
import json
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

#: (the recipient, the letter as it came, when).
_came: list[tuple[str, bytes, float]] = []


class Conversation:
    """One connection, which delivers letters one after another."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ended: asyncio.Event
    ) -> None:
        self._reader, self._writer, self._ended = reader, writer, ended
        self._sender: str | None = None
        self._to: str | None = None

    async def hold(self, pause: float) -> None:
        self._say("220 sink ready")
        while line := await self._reader.readline():
            verb, _, rest = line.decode("ascii").rstrip("\r\n").partition(" ")
            match verb.upper():
                case "EHLO":
                    self._say("250 sink")
                case "MAIL" if self._sender is None:
                    self._sender = rest
                    self._say("250 OK")
                case "RCPT" if self._sender and self._to is None:
                    self._to = rest.removeprefix("TO:<").removesuffix(">")
                    self._say("250 OK")
                case "DATA" if self._to:
                    await self._take(self._to, pause)
                    self._sender = self._to = None
                case "NOOP":
                    self._say("250 OK")
                case "X-COUNT":
                    self._say(f"250 {len(_came)}")
                case "X-END":
                    self._say("250 OK")
                    self._ended.set()
                case "QUIT":
                    self._say("221 bye")
                    break
                case _:
                    self._say("503 not now")
        self._writer.close()

    async def _take(self, to: str, pause: float) -> None:
        self._say("354 go on")
        raw = await self._reader.readuntil(b"\r\n.\r\n")
        await asyncio.sleep(pause)
        _came.append((to, raw[:-3], time.time()))
        self._say("250 OK")

    def _say(self, line: str) -> None:
        self._writer.write(line.encode() + b"\r\n")


def _report() -> dict[str, Any]:
    """Who got how many letters, when they came, and what is wrong with which."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        came = [(to, raw) for to, raw, _ in _came]
        wrong = Counter(
            fault for faults in pool.map(_faults, came, chunksize=200) for fault in faults
        )
    return {
        "to": len({to for to, _, _ in _came}),
        "twice": sum(many > 1 for many in Counter(to for to, _, _ in _came).values()),
        "wrong": dict(wrong),
        "arrivals": sorted(at for _, _, at in _came),
    }


def _faults(letter: tuple[str, bytes]) -> list[str]:
    to, raw = letter
    message = message_from_bytes(raw, policy=default)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    checks = {
        "defects": not message.defects,
        "to somebody else": message["To"].addresses[0].addr_spec == to,
        "line ends": raw.count(b"\n") == raw.count(b"\r\n"),
        "says nothing of Maya": all("Maya" in each.get_content() for each in (plain, html)),
        "no way to end it": message["List-Unsubscribe"] is not None,
        "no name": message["Message-ID"] is not None,
    }
    return [name for name, is_right in checks.items() if not is_right]


async def take(port: int, pause: float) -> None:
    """Accepts letters until it is told that those were all."""
    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Conversation(reader, writer, ended).hold(pause)

    async with await asyncio.start_server(serve, "127.0.0.1", port, limit=1 << 20):
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(take(int(sys.argv[1]), int(sys.argv[2]) / 1000))
    Path(sys.argv[3]).write_text(json.dumps(_report()))
