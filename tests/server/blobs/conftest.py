"""The same tests for a folder and for a bucket: moto's server stands for S3."""

from collections.abc import Callable, Iterator

import boto3
import pytest
from flask import Flask
from moto.server import ThreadedMotoServer

from tests.support.blobs import BUCKET, settings_of


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def aws(s3: str) -> dict[str, str]:
    """What tells a process of the bucket."""
    return {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": s3,
    }


@pytest.fixture
def bucket(s3: str, aws: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty one, where the settings of the apps of a test say."""
    for name, value in aws.items():
        monkeypatch.setenv(name, value)
    found = boto3.resource("s3", endpoint_url=s3).Bucket(BUCKET)
    if found.creation_date is None:
        found.create()
    found.objects.delete()


@pytest.fixture(params=["disk", "s3"], autouse=True)
def storage_kind(request: pytest.FixtureRequest) -> str:
    """Which store the apps of a test have."""
    if request.param == "s3":
        request.getfixturevalue("bucket")
    return str(request.param)


@pytest.fixture
def app(make_app: Callable[..., Flask], storage_kind: str) -> Flask:
    """An app with this store."""
    return make_app(**settings_of(storage_kind))
