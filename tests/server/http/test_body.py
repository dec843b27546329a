"""Bodies which claim to be something else, or far more than they seem."""

import gzip
import json
import zlib
from io import BytesIO
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from pydantic import BaseModel
from werkzeug.test import TestResponse

from server.http.body import unpack, unpacks_beyond
from server.http.endpoints import endpoint
from server.http.problems import Problem, init_app

LIMIT = 1_000
PACKED = gzip.compress(b'{"text": "hi"}')


class Echo(BaseModel):
    """Any text."""

    text: str


@pytest.fixture
def client() -> FlaskClient:
    """An app with nothing but an endpoint that takes gzip, and one that does not."""
    app = Flask(__name__)
    app.config["PUBLIC_URL"] = "http://localhost"
    bp = Blueprint("echo", __name__)
    common: dict[str, Any] = {"auth": False, "max_bytes": LIMIT, "body": Echo}

    @endpoint(bp, "POST", "/packed", responses={200: Echo}, gzip=True, **common)
    def packed(body: Echo) -> Echo:
        """Say it again."""
        return body

    @endpoint(bp, "POST", "/plain", responses={200: Echo}, **common)
    def plain(body: Echo) -> Echo:
        """Say it again."""
        return body

    app.register_blueprint(bp)
    init_app(app)
    return app.test_client()


def send(
    client: FlaskClient,
    body: bytes,
    path: str = "/plain",
    kind: str = "application/json",
    coding: str | None = None,
) -> TestResponse:
    headers = {"Content-Type": kind}
    if coding is not None:
        headers["Content-Encoding"] = coding
    return client.post(path, data=body, headers=headers)


def said(text: str) -> bytes:
    return json.dumps({"text": text}).encode()


def repr_start(body: bytes) -> str:
    """A name for a test about this body."""
    return repr(body[:12])


def test_a_json_body_is_accepted_with_or_without_a_charset(client: FlaskClient) -> None:
    assert send(client, said("hi")).get_json() == {"text": "hi"}
    assert send(client, said("hi"), kind="application/json; charset=utf-8").status_code == 200
    assert send(client, b'{"text": "hi", "unknown": [1]}').get_json() == {"text": "hi"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "json"]
)
def test_a_body_of_another_type_than_json_is_refused(client: FlaskClient, kind: str) -> None:
    """A form on another site can send these without asking first."""
    assert send(client, said("hi"), kind=kind).status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"text": "hi"} {}',
        b'{"text": NaN}',
        b'{"text": Infinity}',
        b'{"text": -Infinity}',
        b'{"text": "\xff"}',
        said("hi").decode().encode("utf-16"),
        b"\xef\xbb\xbf" + said("hi"),
        b'{"text": "\n"}',
        b"[" * 499 + b"]" * 499,
        b'{"text": ' + b"1" * 900 + b"}",
    ],
    ids=repr_start,
)
def test_invalid_json_is_refused(client: FlaskClient, body: bytes) -> None:
    assert send(client, body).status_code == 400


def test_nesting_without_end_is_refused(client: FlaskClient) -> None:
    app = client.application
    bp = Blueprint("deep", __name__)

    @endpoint(bp, "POST", "/deep", responses={200: Echo}, auth=False, body=Echo, max_bytes=10**7)
    def deep(body: Echo) -> Echo:
        """Say it again."""
        return body

    app.register_blueprint(bp)
    for body in (b"[" * 200_000, b'{"text":' * 200_000, b"[" * 100_000 + b"]" * 100_000):
        assert send(client, body, "/deep").status_code == 400
    assert send(client, b"[" * 1_000_000, "/deep").status_code == 413


def test_a_body_of_another_form_is_400_and_names_the_field(client: FlaskClient) -> None:
    for body in (b"[]", b"null", b"3", b'"x"'):
        assert send(client, body).status_code == 400
    answer = send(client, b'{"text": 3}')
    assert answer.status_code == 400
    assert answer.get_json()["errors"] == [
        {"field": "text", "detail": "Input should be a valid string"}
    ]


def test_a_body_that_is_too_large_is_413(client: FlaskClient) -> None:
    fits = said("x" * (LIMIT - len(said(""))))
    assert send(client, fits).status_code == 200
    assert send(client, fits + b" ").status_code == 413


def test_a_body_without_a_length_that_is_too_large_is_413(client: FlaskClient) -> None:
    """A body that comes in chunks says nothing of its size."""

    def chunked(body: bytes) -> TestResponse:
        return client.post(
            "/plain",
            input_stream=BytesIO(body),
            content_type="application/json",
            environ_overrides={"wsgi.input_terminated": True},
        )

    assert chunked(said("hi")).get_json() == {"text": "hi"}
    assert chunked(said("x" * LIMIT)).status_code == 413


def test_too_large_comes_before_the_type_and_the_type_before_the_form(client: FlaskClient) -> None:
    assert send(client, b"x" * (LIMIT + 1), kind="text/plain").status_code == 413
    assert send(client, b"x", kind="text/plain").status_code == 415
    bomb = gzip.compress(b"x" * (LIMIT + 1))
    assert send(client, bomb, "/packed", "text/plain", "gzip").status_code == 413


def test_gzip_is_unpacked_where_it_may_be(client: FlaskClient) -> None:
    packed = gzip.compress(said("hi"))
    assert send(client, packed, "/packed", coding="gzip").get_json() == {"text": "hi"}
    assert send(client, packed, "/packed", coding="GZip ").status_code == 200
    assert send(client, said("hi"), "/packed", coding="identity").status_code == 200
    assert send(client, packed, "/plain", coding="gzip").status_code == 415
    assert send(client, packed, "/packed").status_code == 400


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_other_codings_are_refused(client: FlaskClient, coding: str) -> None:
    assert send(client, said("hi"), "/packed", coding=coding).status_code == 415


def test_several_gzip_members_are_one_body(client: FlaskClient) -> None:
    body = said("one after another")
    parts = b"".join(gzip.compress(body[at : at + 5]) for at in range(0, len(body), 5))
    assert send(client, parts, "/packed", coding="gzip").get_json() == {"text": "one after another"}


def test_the_size_of_all_gzip_members_counts_together(client: FlaskClient) -> None:
    parts = gzip.compress(b" " * (LIMIT // 2)) * 3
    assert send(client, parts, "/packed", coding="gzip").status_code == 413


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(PACKED[:-1], id="a byte is missing"),
        pytest.param(PACKED[:9], id="a part of the header"),
        pytest.param(PACKED + b"more", id="more than gzip"),
        pytest.param(PACKED + gzip.compress(b" ")[:-3], id="half of a second member"),
        pytest.param(PACKED[:-5] + bytes(5), id="a wrong checksum"),
        pytest.param(zlib.compress(b'{"text": "hi"}'), id="zlib"),
    ],
)
def test_broken_gzip_is_refused(client: FlaskClient, broken: bytes) -> None:
    assert send(client, broken, "/packed", coding="gzip").status_code == 400


@pytest.mark.parametrize(
    ("packed", "is_beyond"),
    [
        (gzip.compress(b"a" * LIMIT), False),
        (gzip.compress(b"a" * LIMIT + b"b"), True),
        (gzip.compress(b"a" * 1000 * LIMIT), True),
        # Of several members only the first is looked at.
        (gzip.compress(b"a") + gzip.compress(b"b"), True),
        (gzip.compress(b"a" * 9 * LIMIT)[:20], False),
        (b"no gzip", False),
        (b"", False),
    ],
    ids=["as much", "more", "a bomb", "two members", "cut off", "no gzip", "nothing"],
)
def test_a_gzip_that_says_it_is_too_large_is_refused_packed(packed: bytes, is_beyond: bool) -> None:
    assert unpacks_beyond(packed, LIMIT) is is_beyond


def test_a_bomb_is_not_unpacked() -> None:
    """64 MiB in 64 KB, and once more packed: reading stops where the limit is."""
    bomb = gzip.compress(bytes(64 << 20))
    with pytest.raises(Problem) as caught:
        unpack(bomb, LIMIT)
    assert caught.value.status == 413


def test_many_tiny_gzip_members_take_time_proportional_to_their_size() -> None:
    """Were each rest copied again for each member, this would be 60 GB of copying."""
    assert unpack(gzip.compress(b"") * 50_000, LIMIT) == b""
