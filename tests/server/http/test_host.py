"""A name that is not this server's opens nothing of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from server.http.host import is_ours
from tests.server.http.test_problems import assert_is_problem
from tests.support.api import API

OURS = "https://karmadex.example"


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("karmadex.example", True),
        ("KARMADEX.example", True),
        ("karmadex.example:8443", True),
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("evil.example", False),
        ("karmadex.example.evil.example", False),
        ("evil.example:443", False),
        ("karmadex.example@evil.example", False),
        ("192.168.1.5:8000", False),
        ("", False),
        ("[", False),
    ],
)
def test_these_host_names_are_ours(host: str, ours: bool) -> None:
    assert is_ours(host, OURS) is ours


def test_a_request_for_another_host_is_421(make_app: Callable[..., Flask]) -> None:
    client = make_app(PUBLIC_URL=OURS, VAPID_SUBJECT=OURS).test_client()
    for path in (f"{API}/openapi.json", f"{API}/me", f"{API}/sync"):
        for method in ("GET", "POST"):
            answer = client.open(path, method=method, base_url="http://evil.example")
            if answer.status_code != 405:  # no such call
                assert_is_problem(answer, 421)
        assert client.get(path, base_url=OURS).status_code != 421
        assert client.get(path, base_url="http://localhost:8000").status_code != 421


def test_health_and_the_apps_files_have_any_name(make_app: Callable[..., Flask]) -> None:
    client = make_app(PUBLIC_URL=OURS, VAPID_SUBJECT=OURS).test_client()
    for path in ("/healthz", "/readyz", "/", "/people", "/assets/none.js"):
        assert client.get(path, base_url="http://10.0.0.7:8000").status_code != 421
