"""The secrets of a server, which belong to its data.

Without the keys that sign pushes, no phone could be sent to any more; without SECRET_KEY, everybody
would be signed out.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from server.keys import OLD_VAPID_KEYS, SECRET_KEY, VAPID_KEY, read_vapid_keys, write_secret

FILES = {
    "SECRET_KEY": SECRET_KEY,
    "VAPID_PRIVATE_KEY": VAPID_KEY,
    "VAPID_OLD_PRIVATE_KEYS": OLD_VAPID_KEYS,
}


def secrets_of(app: Flask) -> dict[str, str]:
    """Returns each secret as the text of its file."""
    config = app.config
    return {
        "SECRET_KEY": config["SECRET_KEY"],
        "VAPID_PRIVATE_KEY": config["VAPID_PRIVATE_KEY"],
        "VAPID_OLD_PRIVATE_KEYS": "".join(config["VAPID_OLD_PRIVATE_KEYS"]),
    }


def put_back(app: Flask, kept: Mapping[str, Any], aside: str) -> tuple[list[str], list[str]]:
    """Write the secrets of a backup into the instance folder, where they differ from those in use.
    The previous file is kept, with `aside` appended to its name.

    Returns (the names that were written, the names that were not because a setting has another
    value).
    """
    written, given = [], []
    for name, text in secrets_of(app).items():
        if name not in kept or kept[name] == text:
            continue
        path = Path(app.config["INSTANCE_PATH"]) / FILES[name]
        if not _is_from(path, name, text):
            given.append(name)
            continue
        if path.exists():
            write_secret(path.with_name(f"{path.name}.{aside}"), path.read_text())
        write_secret(path, kept[name])
        written.append(name)
    return written, given


def _is_from(path: Path, name: str, text: str) -> bool:
    """Returns whether the value in use is the one in its file, not one from a setting."""
    if not path.exists():
        return text == ""
    held = path.read_text()
    return (held.strip() if name == "SECRET_KEY" else "".join(read_vapid_keys(held))) == text
