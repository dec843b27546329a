"""Whose address counts: the one that the last proxy of ours saw."""

from collections.abc import Callable

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

from server.http.client_address import client_address


def seen(app: Flask, peer: str, forwarded: str | None = None) -> str | None:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    builder = EnvironBuilder("/healthz", headers=headers, environ_base={"REMOTE_ADDR": peer})
    found: list[str | None] = []
    app.before_request_funcs = {None: [lambda: found.append(address())]}

    def address() -> str | None:
        from flask import request

        return client_address(request._get_current_object())  # type: ignore[attr-defined]

    app.test_client().open(builder)
    return found[0]


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("", "unknown"),
        ("alice", "unknown"),
    ],
)
def test_the_address_of_a_client_is_normalised(peer: str, address: str | None) -> None:
    assert client_address(Request({"REMOTE_ADDR": peer})) == address


def test_forwarded_headers_of_a_client_are_ignored(app: Flask) -> None:
    assert seen(app, "203.0.113.7", "192.0.2.1") == "203.0.113.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        ("1", "203.0.113.7", "203.0.113.7"),
        ("1", "192.0.2.1, 203.0.113.7", "203.0.113.7"),
        ("2", "192.0.2.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        # Who came past the proxies is known by the address the connection has.
        ("1", None, "10.0.0.1"),
        ("2", "192.0.2.1", "10.0.0.1"),
    ],
)
def test_forwarded_headers_of_the_last_trusted_proxy_count(
    make_app: Callable[..., Flask], proxies: str, forwarded: str | None, address: str
) -> None:
    assert seen(make_app(TRUSTED_PROXIES=proxies), "10.0.0.1", forwarded) == address
