"""What does signing in with a passkey cost, compared with a password?

`python -m bench.passkeys` signs one account in by both ways in turn, without a network, and counts
the CPU time of each. The hashing of the password is subtracted, because it is slow on purpose. It
prints the medians and their ratio, and ends with 1 if that is above 1.2.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from bench.rig import fresh_app
from server import database
from server.accounts import passwords
from tests.rigs.authenticator import Authenticator
from tests.support.api import ApiClient

ORIGIN = "http://localhost:8000"
TIMES = 60
TARGET = 1.2


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Returns the CPU time in seconds, and the result."""
    begun = time.process_time()
    done = work()
    return time.process_time() - begun, done


def post(app: Flask, path: str, body: object) -> tuple[float, TestResponse]:
    took, answer = timed(lambda: app.test_client().post(f"/api/v1/session{path}", json=body))
    assert answer.status_code == 200, answer.text
    return took, answer


def by_password(app: Flask, alice: ApiClient) -> float:
    hashing = 0.0
    check = passwords._hasher.verify

    class Timed:
        @staticmethod
        def verify(*given: Any) -> bool:
            nonlocal hashing
            took, is_right = timed(lambda: check(*given))
            hashing += took
            return bool(is_right)

    with patch.object(passwords, "_hasher", Timed):
        took, _ = post(app, "", {"email": alice.email, "password": alice.password})
    return took - hashing


def by_passkey(app: Flask, key: Authenticator) -> float:
    asking, options = post(app, "/passkey/options", {})
    signed = key.get(options.get_json())
    took, _ = post(app, "/passkey", signed)
    return asking + took


def start_over(app: Flask) -> None:
    """Prevents the limit of tries, and a long list of phones."""
    with app.app_context(), database.write() as s:
        s.execute(text("DELETE FROM rate_buckets"))
        s.execute(text("DELETE FROM sessions"))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        app = fresh_app(Path(folder), PUBLIC_URL=ORIGIN)
        alice, key = ApiClient(app, "Alice", "Europe/Berlin"), Authenticator(ORIGIN)
        options = alice.post("/api/v1/me/passkeys/options", {}).get_json()
        assert alice.post("/api/v1/me/passkeys", key.create(options)).status_code == 201
        password, passkey = [], []
        for _ in range(TIMES):
            start_over(app)
            password.append(by_password(app, alice))
            passkey.append(by_passkey(app, key))
    one, other = statistics.median(password), statistics.median(passkey)
    print(f"password, less its hashing {one * 1000:6.2f} ms")
    print(f"passkey, with its options  {other * 1000:6.2f} ms")
    print(f"ratio                      {other / one:6.2f}    (target {TARGET})")
    print("Missed." if other / one > TARGET else "Reached.")
    return 1 if other / one > TARGET else 0


if __name__ == "__main__":
    sys.exit(main())
