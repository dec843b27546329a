"""What was sent is let go of when it is answered. In a reference cycle it would stay until the next
garbage collection: with pictures that is a hundred megabytes."""

import gc
import json
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from server.serving.live_body import LiveBody
from tests.rigs.processes import wait_until
from tests.support.api import API, LiveClient
from tests.support.blobs import BLOBS, JPEG, TUS, hash_of, metadata

OCTETS = {"Content-Type": "application/offset+octet-stream"}
UPLOAD = TUS | OCTETS | {"Upload-Length": str(len(JPEG))}


def sync(maya: LiveClient) -> int:
    account = maya.get(f"{API}/me").json()["id"]
    said = {"account": account, "device": account, "now": 0, "timezone": "UTC", "changes": []}
    return maya.post(f"{API}/sync", json=said | {"cursor": None}).status_code


def give_a_name_that_is_no_text(maya: LiveClient) -> int:
    return maya.patch(f"{API}/me", json={"name": 5}).status_code


def send_what_is_no_json(maya: LiveClient) -> int:
    return maya.post(
        f"{API}/sync", data=b"{", headers={"Content-Type": "application/json"}
    ).status_code


def upload_a_picture(maya: LiveClient) -> int:
    said = {"Upload-Metadata": metadata(hash_of(JPEG))}
    return maya.post(BLOBS, data=JPEG, headers=UPLOAD | said).status_code


def upload_something_else(maya: LiveClient) -> int:
    said = {"Upload-Metadata": metadata(hash_of(b"another picture"))}
    return maya.post(BLOBS, data=JPEG, headers=UPLOAD | said).status_code


def send_to_a_view_that_reads_as_it_comes(maya: LiveClient) -> int:
    return maya.patch("/keep", data=b"one").status_code


def send_to_a_view_that_refuses(maya: LiveClient) -> int:
    return maya.patch("/refuse", data=json.dumps([1, 2, 3])).status_code


@pytest.fixture
def no_collections() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def bodies() -> int:
    """Returns how many bodies of requests are in memory."""
    return sum(isinstance(each, BytesIO | LiveBody) for each in gc.get_objects())


@pytest.mark.usefixtures("served", "no_collections")
@pytest.mark.parametrize(
    ("send", "status"),
    [
        (sync, 200),
        (give_a_name_that_is_no_text, 400),
        (send_what_is_no_json, 400),
        (upload_a_picture, 201),
        (upload_something_else, 460),
        (send_to_a_view_that_reads_as_it_comes, 200),
        (send_to_a_view_that_refuses, 409),
    ],
)
def test_no_body_stays_in_memory_after_its_answer(
    maya: LiveClient, send: Callable[[LiveClient], int], status: int
) -> None:
    send(maya)  # what is loaded or cached once is there
    gc.collect()
    before = bodies()
    for _ in range(5):
        assert send(maya) == status
    wait_until(lambda: bodies() <= before, "the bodies to be let go of", seconds=3)
