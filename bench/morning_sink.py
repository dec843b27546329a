"""A push service that expects one message for each of many accounts, in its own process.

It speaks HTTP/2 over TLS.

It records the time of everything posted to `/push/<account number>`, which `/came` lists. One in
SAMPLED is kept, and is checked as a strict push service does and decrypted when `/report` is
requested.
"""

import json
import os
import time
from collections import Counter
from typing import Any

from tests.rigs.push_protocol import BrowserKeys, Violation, check_request

SAMPLED = 50
#: All accounts have the same browser; its keys are at the service's address `/keys`.
_browser = BrowserKeys()
_came: list[tuple[int, float]] = []
_topics: Counter[str] = Counter()
_kept: list[tuple[dict[str, str], bytes]] = []


async def app(scope: Any, proto: Any) -> None:
    """An RSGI app for granian."""
    if scope.method == "POST":
        body = await proto()
        _came.append((int(scope.path.rpartition("/")[2]), time.time()))
        _topics[scope.headers.get("topic") or ""] += 1
        if len(_came) % SAMPLED == 1:
            _kept.append((dict(scope.headers.items()), body))
        proto.response_empty(201, [])
        return
    if scope.path == "/keys":
        answer: Any = _browser.subscription("")["keys"]
    elif scope.path == "/count":
        answer = len(_came)
    elif scope.path == "/came":
        answer = _came
    else:
        answer = _report(os.environ["SINK_ORIGIN"])
    proto.response_str(200, [("content-type", "application/json")], json.dumps(answer))


def _report(origin: str) -> dict[str, Any]:
    """Who got how many, when the first and the last arrived, and what was wrong with the sample."""
    times: dict[int, list[float]] = {}
    for number, at in _came:
        times.setdefault(number, []).append(at)
    violations: list[str] = []
    said: Counter[str] = Counter()
    for headers, body in _kept:
        try:
            check_request(headers, body, origin)
            said[json.loads(_browser.decrypt(body))["notification"]["body"]] += 1
        except Violation as violation:
            violations.append(str(violation))
    arrivals = sorted(each[0] for each in times.values())
    return {
        "accounts": len(times),
        "twice": sum(len(each) > 1 for each in times.values()),
        "arrivals": arrivals,
        "topics": dict(_topics),
        "sample": len(_kept),
        "said": dict(said),
        "violations": violations,
    }
