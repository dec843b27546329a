"""What encrypts messages, what sends them, and a second push service."""

from collections.abc import Iterator

import pytest

from server.keys import make_vapid_key, read_vapid_key
from server.push.sender import Sender
from server.push.service import PushService as Service
from tests.rigs.push_service import PushService


@pytest.fixture(scope="module")
def service() -> Service:
    return Service(
        private_key=read_vapid_key(make_vapid_key()),
        subject="mailto:hello@karmadex.example",
        allow_loopback=True,
    )


@pytest.fixture
def sender() -> Iterator[Sender]:
    made = Sender(allow_loopback=True)
    yield made
    made.close()


@pytest.fixture
def other_service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.close()
    assert made.violations == []
