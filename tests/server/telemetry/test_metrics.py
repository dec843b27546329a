"""What is counted, under few names, whatever is sent to the server."""

import subprocess
import sys

import pytest
from prometheus_client import REGISTRY

from server.telemetry import metrics


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [
        ("https://fcm.googleapis.com/fcm/send/alice", "google"),
        ("https://updates.push.services.mozilla.com/wpush/v2/alice", "mozilla"),
        ("https://web.push.apple.com/alice", "apple"),
        ("https://wns2-par02p.notify.windows.com/w/?token=alice", "microsoft"),
        ("https://fcm.googleapis.com.mallory.example/alice", "other"),
        ("https://notfcm.googleapis.com.example/alice", "other"),
        ("https://malloryfcm.googleapis.com/alice", "other"),
        ("http://127.0.0.1:9/alice", "other"),
        ("https://[alice", "other"),
        ("", "other"),
    ],
)
def test_push_services_have_a_fixed_set_of_names(endpoint: str, name: str) -> None:
    assert metrics.name_service(endpoint) == name


@pytest.mark.parametrize(
    ("status", "answer"),
    [(201, "2xx"), (403, "4xx"), (410, "410"), (429, "429"), (503, "5xx"), (None, "none")],
)
def test_answers_of_push_services_have_a_fixed_set_of_names(
    status: int | None, answer: str
) -> None:
    name = "karmadex_sends_total"
    before = value(name, origin="apple", answer=answer)
    metrics.push_sent("https://web.push.apple.com/alice", status)
    assert value(name, origin="apple", answer=answer) == before + 1


def test_an_unknown_method_is_counted_as_other() -> None:
    before = value("karmadex_http_requests_total", method="other", route="/", status="405")
    metrics.request_answered("ALICE", "/", 405)
    after = value("karmadex_http_requests_total", method="other", route="/", status="405")
    assert after == before + 1


def test_a_sync_that_failed_is_counted_but_not_timed() -> None:
    failed, timed = (
        value("karmadex_syncs_total", status="503"),
        value("karmadex_sync_seconds_count"),
    )
    metrics.sync_answered(503, 15.0)
    assert value("karmadex_syncs_total", status="503") == failed + 1
    assert value("karmadex_sync_seconds_count") == timed
    metrics.sync_answered(200, 0.004)
    assert value("karmadex_sync_seconds_count") == timed + 1


def test_a_clock_that_was_set_back_gives_no_negative_dwell() -> None:
    before = value("karmadex_prompt_dwell_seconds_sum")
    metrics.prompt_dwelt(-3600)
    assert value("karmadex_prompt_dwell_seconds_sum") == before


def test_changes_are_counted_by_their_result() -> None:
    before = value("karmadex_changes_total", result="merged")
    metrics.changes_taken({"merged": 3})
    assert value("karmadex_changes_total", result="merged") == before + 3


def test_the_first_requests_of_a_process_come_at_once() -> None:
    """Each of them is counted, and none is answered with 500 because another makes the counters."""
    at_once = """
import sys, threading
from prometheus_client import REGISTRY
from server.telemetry import metrics
sys.setswitchinterval(1e-6)
start = threading.Barrier(8)
def answer():
    start.wait()
    metrics.request_answered("GET", "/", 200)
threads = [threading.Thread(target=answer) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
labels = {"method": "GET", "route": "/", "status": "200"}
print(REGISTRY.get_sample_value("karmadex_http_requests_total", labels))
"""
    ended = subprocess.run(
        [sys.executable, "-c", at_once], capture_output=True, text=True, timeout=60, check=True
    )
    assert (ended.stdout, ended.stderr) == ("8.0\n", "")
