"""`GET /about`: what a server is and offers, for whoever is about to sign in."""

from collections.abc import Callable

import pytest
from flask import Flask

from server.version import VERSION
from tests.support.api import API


def test_about_needs_no_session(make_app: Callable[..., Flask]) -> None:
    assert make_app().test_client().get(f"{API}/about").get_json() == {
        "name": "Karmadex",
        "version": VERSION,
        "registration": "open",
        "mail": False,
        "passkeys": True,
        "languages": ["de", "en", "es"],
    }


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"REGISTRATION": "closed"}, {"registration": "closed"}),
        ({"PUBLIC_URL": "https://192.0.2.7"}, {"passkeys": False}),
        ({"PUBLIC_URL": "http://karmadex.example"}, {"passkeys": False}),
        (
            {
                "SMTP_URL": "smtp://localhost",
                "MAIL_FROM": "karmadex@example.org",
                "PUBLIC_URL": "https://karmadex.example",
            },
            {"mail": True, "passkeys": True},
        ),
    ],
)
def test_about_says_what_the_server_has_set_up(
    make_app: Callable[..., Flask], settings: dict[str, str], says: dict[str, object]
) -> None:
    found = make_app(**settings).test_client().get(f"{API}/about").get_json()
    assert found.items() >= says.items()
