"""A real server: what it logs, what Prometheus is told, what `flask stats` prints."""

import json
from collections.abc import Callable

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from tests.rigs import processes
from tests.support.live import LiveServer

DANA = {
    "email": "dana@example.org",
    "password": "karma comes around",
    "name": "Dana",
    "timezone": "Pacific/Auckland",
}


@pytest.fixture
def server(start_server: Callable[..., LiveServer]) -> LiveServer:
    port = str(processes.free_port())
    return start_server(METRICS_PORT=port, LOG_FORMAT="json", PROMPT_WORKER="process")


def scrape(server: LiveServer) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    url = f"http://127.0.0.1:{server.environ['METRICS_PORT']}/metrics"
    text = requests.get(url, timeout=20).text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_gets_the_metrics_of_all_processes(server: LiveServer) -> None:
    phone = server.client()
    assert phone.post("/api/v1/accounts", json=DANA).status_code == 201
    account = phone.get("/api/v1/me").json()["id"]
    sync = {"account": account, "device": account, "now": 1795415905195, "changes": []}
    assert phone.post("/api/v1/sync", json=sync).status_code == 200
    processes.wait_until(lambda: phone.get("/readyz").ok, "the first tick")
    found = scrape(server)
    assert found["karmadex_syncs_total", (("status", "200"),)] == 1
    assert found["karmadex_sync_seconds_count", ()] == 1
    labels = (("method", "POST"), ("route", "/api/v1/accounts"), ("status", "201"))
    assert found["karmadex_http_requests_total", labels] == 1
    assert found["karmadex_database_answers", ()] == 1
    assert found["karmadex_prompts_due", ()] == 0
    assert found["karmadex_prompts_oldest_due_seconds", ()] == 0
    assert 0 <= found["karmadex_worker_tick_age_seconds", ()] < 60
    assert not [name for name, labels in found if account in str(labels) or "dana" in str(labels)]


def test_each_line_of_the_log_is_json(server: LiveServer) -> None:
    phone = server.client()
    phone.post("/api/v1/accounts", json=DANA)
    phone.get("/nowhere")
    server.stop()
    spoken = server.log.read_text().splitlines()
    lines = [json.loads(line) for line in spoken if line.startswith("{")]
    assert {line["route"] for line in lines if "route" in line} >= {"/api/v1/accounts", "/*"}
    # What `serve` says to whoever started it is all else.
    assert len(spoken) - len(lines) <= 2
    assert "dana" not in server.log.read_text().lower()


def test_stats_say_how_much_and_not_who(server: LiveServer) -> None:
    phone = server.client()
    phone.post("/api/v1/accounts", json=DANA)
    printed = server.flask("stats")
    figures = dict(line.rsplit("  ", 1) for line in printed.splitlines() if "  " in line)
    figures = {name.strip(): value.strip() for name, value in figures.items()}
    assert figures["accounts"] == "1"
    assert figures["active in the last 7 days"] == "1"
    assert figures["push subscriptions"] == "0"
    assert figures["prompts due now"] == "0"
    assert figures["database size"].endswith(" MB")
    assert "dana" not in printed.lower()
