"""A bucket that takes requests and never answers holds nobody up for long."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest

from server.blobs import setup
from server.blobs.storage import CHUNK
from tests.support.changes import new_id

NAME = "n" * 43


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[socket.socket]]:
    """Those that the hanging bucket has taken."""
    taken: list[socket.socket] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def take() -> None:
        with suppress(OSError):  # closed at the end
            while True:
                taken.append(listener.accept()[0])

    thread = threading.Thread(target=take)
    thread.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{listener.getsockname()[1]}")
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
        monkeypatch.setenv(variable, "any")
    yield taken
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()
    for each in taken:
        each.close()


def test_the_time_for_a_request_is_longer_than_that_for_trying_again() -> None:
    assert setup.RETRY_TIMEOUT < setup.REQUEST_TIMEOUT <= timedelta(seconds=30)


def test_a_request_that_a_bucket_does_not_answer_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, connections: list[socket.socket]
) -> None:
    monkeypatch.setattr(setup, "REQUEST_TIMEOUT", timedelta(milliseconds=500))
    monkeypatch.setattr(setup, "RETRY_TIMEOUT", timedelta(milliseconds=100))
    storage = setup.storage_at("s3://bucket")
    refused = pytest.raises(OSError, match="The bucket did not do it")
    with refused, storage.adding(new_id(), NAME, 0) as write:
        write(bytes(CHUNK))
    assert len(connections) == 1
