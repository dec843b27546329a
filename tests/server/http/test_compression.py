"""What is compressed, for whom, and what is left as it is."""

import gzip
import json
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient

from server.http.compression import LEAST_BYTES
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.blobs import JPEG, bring


def pull(who: ApiClient, accept: str | None) -> Any:
    headers = {} if accept is None else {"Accept-Encoding": accept}
    return who.post(f"{API}/sync", who.envelope([], cursor=None), headers=headers)


@pytest.fixture
def full(alice: ApiClient) -> ApiClient:
    alice.sync([changes.note(body=f"{number} moving to Lisbon") for number in range(30)])
    return alice


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("*", "zstd"),
        (None, None),
        ("", None),
        ("identity", None),
        ("deflate", None),
        ("gzip;q=0", None),
        ("nonsense;q=x,,;", None),
    ],
)
def test_a_client_gets_the_encoding_that_it_asks_for(
    full: ApiClient, accept: str, coding: str
) -> None:
    plain = pull(full, None)
    answer = pull(full, accept)
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.headers["Vary"].lower().count("accept-encoding") == 1
    assert int(answer.headers["Content-Length"]) == len(answer.get_data())
    if coding is None:
        assert answer.get_json()["records"] == plain.get_json()["records"]
    else:
        assert len(answer.get_data()) < len(plain.get_data()) / 3
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(coding or "")
    if unpack is not None:
        assert json.loads(unpack(answer.get_data()))["records"] == plain.get_json()["records"]


def test_a_short_answer_is_not_compressed(alice: ApiClient) -> None:
    """So does every answer with a secret in it."""
    short = alice.get(f"{API}/me", headers={"Accept-Encoding": "gzip"})
    assert len(short.get_data()) < LEAST_BYTES
    assert "Content-Encoding" not in short.headers
    for path, body in (
        ("me/tokens", {"name": "x" * 100, "scope": "write"}),
        ("me/totp", {"password": alice.password}),
        ("me/passkeys/options", {}),
        ("session/passkey/options", {}),
    ):
        secret = alice.post(f"{API}/{path}", body, headers={"Accept-Encoding": "gzip"})
        assert secret.status_code in (200, 201)
        assert "Content-Encoding" not in secret.headers, path


def test_an_error_repeats_what_was_sent_and_is_not_compressed(alice: ApiClient) -> None:
    body = alice.envelope([]) | {"changes": [{"x" * 3000: 1}]}
    answer = alice.post(f"{API}/sync", body, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 400
    assert "Content-Encoding" not in answer.headers


def test_a_picture_and_what_has_an_etag_stay_as_they_are(alice: ApiClient) -> None:
    picture = JPEG + bytes(4000)
    sha256 = bring(alice, picture)
    with alice.get(f"{API}/blobs/{sha256}", headers={"Accept-Encoding": "gzip"}) as held:
        assert held.get_data() == picture
        assert "Content-Encoding" not in held.headers
    made = alice.post(f"{API}/me/tokens", {"name": "Laptop", "scope": "calendar"}).get_json()
    for number in range(20):
        alice.sync([changes.event(name=f"Evening {number}")])
    address = f"/calendar/{made['token']}.ics"
    feed = alice.get(address, headers={"Accept-Encoding": "gzip"})
    assert len(feed.get_data()) > LEAST_BYTES
    assert "Content-Encoding" not in feed.headers
    etag = {"If-None-Match": feed.headers["ETag"], "Accept-Encoding": "gzip"}
    assert alice.get(address, headers=etag).status_code == 304


def test_the_document_of_the_api_is_compressed_for_anybody(client: FlaskClient) -> None:
    answer = client.get(f"{API}/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert json.loads(gzip.decompress(answer.get_data()))["openapi"]
