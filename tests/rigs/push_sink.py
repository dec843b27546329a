"""A push service that takes what comes over HTTP/2 and TLS at once, and reads it later.

It runs in a process of its own. What is posted to `/push/<batch>/<browser>` is put aside; asked
for a report of the batch, it checks each message as a strict push service does, decrypts it as the
browser would, and says which numbers were in them.
"""

import asyncio
import json
import os
import ssl
import sys
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.rigs.certificate import make_certificate
from tests.rigs.processes import free_port, start, stop, wait_until
from tests.rigs.push_protocol import BrowserKeys, Violation, check_request

BROWSERS = 64
#: The batch that is never answered.
NEVER = "never"


class Inbox:
    """The service's side: what came, by batch."""

    def __init__(self) -> None:
        self.browsers = [BrowserKeys() for _ in range(BROWSERS)]
        self.came: dict[str, list[tuple[int, dict[str, str], bytes]]] = defaultdict(list)
        self.connections: dict[str, set[str]] = defaultdict(set)

    def keys(self) -> list[dict[str, str]]:
        return [browser.subscription("")["keys"] for browser in self.browsers]

    def report(self, batch: str, origin: str) -> dict[str, Any]:
        """The numbers that came, sorted; what broke an RFC; how many messages shared a sender's key
        with another; over which connections they came; and forgets it all."""
        numbers: list[int] = []
        violations: list[str] = []
        senders: set[bytes] = set()
        came = self.came.pop(batch, [])
        for browser, headers, body in came:
            try:
                check_request(headers, body, origin)
                numbers.append(json.loads(self.browsers[browser].decrypt(body))["number"])
            except Violation as violation:
                violations.append(str(violation))
            senders.add(body[21:86])
        return {
            "numbers": sorted(numbers),
            "violations": violations,
            "shared_keys": len(came) - len(senders),
            "connections": sorted(self.connections.pop(batch, ())),
        }


_inbox = Inbox()


async def app(scope: Any, proto: Any) -> None:
    """Granian's RSGI."""
    if scope.method == "POST":
        body = await proto()
        _, _, batch, browser = scope.path.split("/")
        if batch == NEVER:
            await asyncio.sleep(3600)
        _inbox.connections[batch].add(f"{scope.client} HTTP/{scope.http_version}")
        came = _inbox.came[batch]
        came.append((int(browser), dict(scope.headers.items()), body))
        # What RFC 8030, 5 has a push service answer.
        where = f"https://localhost/message/{batch}/{len(came)}"
        proto.response_empty(201, [("location", where), ("ttl", scope.headers.get("ttl") or "")])
        return
    origin = f"https://{scope.authority or scope.headers.get('host')}"
    _, what, *batch = scope.path.split("/")
    answer = _inbox.keys() if what == "keys" else _inbox.report(batch[0], origin)
    proto.response_str(200, [("content-type", "application/json")], json.dumps(answer))


class Sink:
    """Starts one in a folder; `close()` it. `certificate` is whom to trust."""

    def __init__(self, folder: Path) -> None:
        key, self.certificate = make_certificate(folder)
        port = free_port()
        self.origin = f"https://localhost:{port}"
        command = [
            sys.executable,
            "-m",
            "granian",
            "tests.rigs.push_sink:app",
            "--interface",
            "rsgi",
        ]
        command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
        command += ["--ssl-keyfile", str(key), "--ssl-certificate", str(self.certificate)]
        command += ["--http2-max-concurrent-streams", "100", "--workers", "1"]
        self._log = folder / "sink.log"
        self._process = start(command, log=self._log, env=dict(os.environ), cwd=Path.cwd())
        try:
            self.keys: list[dict[str, str]] = wait_until(self._keys, "the push sink")
        except TimeoutError:
            self.close()
            raise

    def report(self, batch: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._get(f"/report/{batch}")
        return answer

    def close(self) -> None:
        stop(self._process)

    def _keys(self) -> Any:
        try:
            return self._get("/keys")
        except OSError:
            return None

    def _get(self, path: str) -> Any:
        context = ssl.create_default_context(cafile=str(self.certificate))
        with urllib.request.urlopen(self.origin + path, timeout=60, context=context) as answer:
            return json.load(answer)
