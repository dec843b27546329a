"""Secrets that were damaged by hand: the server says which and does not start, or it takes them for
what they are meant to be. It never starts with one that could be guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from config import SettingError, load_settings
from server.keys import make_secret, make_vapid_key
from tests.support.api import API, ApiClient

GOOD = make_secret()


def load(instance: Path) -> dict[str, object]:
    return load_settings({"INSTANCE_PATH": str(instance)})


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\n",
        b" \t\r\n",
        b"ten letter",
        GOOD[:31].encode(),
        b"\0" * 64,
        b"\xff\xfe" * 32,
        GOOD.encode("utf-16"),
        GOOD[:20].encode() + b"\0" + GOOD.encode(),
    ],
    # Each run, and each process of a run, makes another secret: their names stay the same.
    ids=[
        "empty",
        "a line break",
        "blanks",
        "ten letters",
        "31 bytes",
        "nothing but NUL",
        "no text",
        "UTF-16",
        "a NUL in it",
    ],
)
@pytest.mark.parametrize(
    ("name", "file"),
    [("SECRET_KEY", "secret_key"), ("VAPID_PRIVATE_KEY", "vapid_private_key.pem")],
)
def test_a_damaged_secret_stops_the_start_and_is_named(
    tmp_path: Path, name: str, file: str, damaged: bytes
) -> None:
    (tmp_path / file).write_bytes(damaged)
    with pytest.raises(SettingError, match=f"^{name}: .*{file}$"):
        load(tmp_path)
    assert (tmp_path / file).read_bytes() == damaged, "nothing is written over what may be mended"


def test_a_secret_that_is_a_folder_or_a_broken_pem_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret_key").mkdir()
    with pytest.raises(SettingError, match=r"^SECRET_KEY: .*secret_key$"):
        load(tmp_path)
    (tmp_path / "secret_key").rmdir()
    for cut in (make_vapid_key()[:-40], make_vapid_key() * 2, "-----BEGIN PRIVATE KEY-----"):
        (tmp_path / "vapid_private_key.pem").write_text(cut)
        with pytest.raises(SettingError, match=r"^VAPID_PRIVATE_KEY: "):
            load(tmp_path)


def test_old_keys_are_told_apart(tmp_path: Path) -> None:
    old = [make_vapid_key(), make_vapid_key()]
    (tmp_path / "vapid_old_private_keys.pem").write_text("\n".join(old).replace("\n", "\\n") + "\n")
    assert load(tmp_path)["VAPID_OLD_PRIVATE_KEYS"] == old
    for more in (f"{old[0]}x{old[1]}", f"x{old[0]}", f"{old[0]}x", old[0][:-30]):
        (tmp_path / "vapid_old_private_keys.pem").write_text(more)
        with pytest.raises(SettingError, match=r"^VAPID_OLD_PRIVATE_KEYS: "):
            load(tmp_path)


@pytest.mark.parametrize("around", ["\n", "\r\n", "  \n\n"])
def test_line_breaks_and_blanks_around_a_secret_are_no_part_of_it(
    tmp_path: Path, around: str
) -> None:
    (tmp_path / "secret_key").write_text(f"{around}{GOOD}{around}")
    assert load(tmp_path)["SECRET_KEY"] == GOOD


def test_a_line_break_after_the_secret_signs_nobody_out(
    make_app: Callable[..., Flask], alice: ApiClient
) -> None:
    """Neither one that an editor adds, nor one that was there when the line break counted."""
    secret = alice.app.config["SECRET_KEY"]
    alice.http.application = make_app(SECRET_KEY=f"{secret}\n")
    assert alice.get(f"{API}/me").status_code == 200
    before = make_app(SECRET_KEY=secret)
    before.config["SECRET_KEY"] = f"{secret}\n"
    phone = before.test_client()
    body = {"email": alice.email, "password": alice.password}
    assert phone.post(f"{API}/session", json=body).status_code == 200
    phone.application = make_app(SECRET_KEY=secret)
    assert phone.get(f"{API}/me").status_code == 200
