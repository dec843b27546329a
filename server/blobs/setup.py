"""Creates the store that the settings name, and subscribes it to signals."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from server.blobs import service
from server.blobs.disk import DiskStorage
from server.blobs.storage import Storage
from server.signals import account_deleted, attachments_forgotten

FOLDER = "blobs"
#: So long a request to the bucket may take.
REQUEST_TIMEOUT = timedelta(seconds=30)
#: For so long one that failed is tried again. Phones come again by themselves, so a bucket that
#: hangs must not hold them up.
RETRY_TIMEOUT = timedelta(seconds=10)


def init_app(app: Flask) -> None:
    app.extensions["blobs"] = make_storage(app.config["BLOBS_URL"], app.config["INSTANCE_PATH"])


def make_storage(url: str | None, instance: str) -> Storage:
    """Returns the store at this address; without one, a folder beside the database."""
    return storage_at(url or str(Path(instance) / FOLDER))


def storage_at(place: str) -> Storage:
    """Returns the store at `s3://...`, or in this folder."""
    if not place.startswith("s3://"):
        return DiskStorage(Path(place))
    from server.blobs.s3 import S3Storage  # loaded only if there is a bucket

    # A bucket on this machine or in its network may be used without TLS if its address says http.
    is_plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
    return S3Storage(
        place,
        client_options={"allow_http": is_plain, "timeout": REQUEST_TIMEOUT},
        retry_config={"retry_timeout": RETRY_TIMEOUT},
    )


@attachments_forgotten.connect
def _forget(_sender: object, account_id: str, sha256s: list[str], **_more: Any) -> None:
    service.forget(account_id, sha256s)


@account_deleted.connect
def _delete_all(_sender: object, account_id: str, **_more: Any) -> None:
    service.storage().delete_account(account_id)
