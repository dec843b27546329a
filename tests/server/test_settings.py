"""Settings: a default for each, an error that names the setting, a line of documentation."""

import base64
import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from config import ROOT, SETTINGS, SettingError, load_settings
from server.keys import as_setting, kept_secret, make_vapid_key


def load(tmp_path: Path, **given: str) -> dict[str, object]:
    return load_settings({"INSTANCE_PATH": str(tmp_path)} | given)


def test_the_defaults_work_on_one_machine(tmp_path: Path) -> None:
    assert load(tmp_path) == {
        "INSTANCE_PATH": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/karmadex.sqlite3",
        "SECRET_KEY": (tmp_path / "secret_key").read_text(),
        "VAPID_PRIVATE_KEY": (tmp_path / "vapid_private_key.pem").read_text(),
        "VAPID_OLD_PRIVATE_KEYS": [],
        "VAPID_SUBJECT": "mailto:karmadex@localhost",
        "PUBLIC_URL": "http://localhost:8000",
        "SOURCE_URL": None,
        "CONTACT": None,
        "REGISTRATION": "open",
        "PUSH_ALLOW_LOOPBACK": False,
        "PUSH_SERVICES": None,
        "PORT": 8000,
        "PROMPT_WORKER": "process",
        "TRUSTED_PROXIES": 0,
        "LOG_FORMAT": "plain",
        "METRICS_PORT": None,
        "METRICS_HOST": "127.0.0.1",
        "SMTP_URL": None,
        "MAIL_FROM": None,
        "BLOBS_URL": None,
        "MOST_RECORDS": 200_000,
        "MOST_MEGABYTES": 512,
        "MOST_DEVICES": 100,
        "MOST_SESSIONS": 100,
    }


def test_every_setting_is_read(tmp_path: Path) -> None:
    assert load(tmp_path).keys() == set(SETTINGS)


def test_every_setting_is_documented() -> None:
    """In the table of docs/operations.md, and nothing else is."""
    rows = (ROOT / "docs" / "operations.md").read_text().splitlines()
    documented = {row.split("`")[1] for row in rows if row.startswith("| `")}
    assert documented == set(SETTINGS)


def test_an_empty_value_is_a_missing_one(tmp_path: Path) -> None:
    empty = dict.fromkeys(set(SETTINGS) - {"INSTANCE_PATH"}, "")
    assert load(tmp_path, **empty) == load(tmp_path)


def test_secrets_are_made_once_for_their_owner_only(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    first = load(instance)
    assert first == load(instance)
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700
    for name in ("secret_key", "vapid_private_key.pem"):
        assert stat.S_IMODE((instance / name).stat().st_mode) == 0o600
    assert sorted(path.name for path in instance.iterdir()) == [
        "secret_key",
        "vapid_private_key.pem",
    ]
    assert load(tmp_path / "other")["SECRET_KEY"] != first["SECRET_KEY"]


def test_two_starts_at_once_share_a_secret(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    def make_slowly() -> str:
        path.write_text("the other process was faster")
        return "mine"

    assert kept_secret(path, make_slowly) == "the other process was faster"
    assert list(tmp_path.iterdir()) == [path]


def test_a_given_secret_leaves_no_file(tmp_path: Path) -> None:
    load(tmp_path, SECRET_KEY="m" * 32, VAPID_PRIVATE_KEY=make_vapid_key())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("value", "contact"),
    [
        ("you@example.org", "mailto:you@example.org"),
        (" mailto:you@example.org\n", "mailto:you@example.org"),
        ("https://example.org/help", "https://example.org/help"),
    ],
)
def test_contact_is_an_address_or_a_link(tmp_path: Path, value: str, contact: str) -> None:
    assert load(tmp_path, CONTACT=value)["CONTACT"] == contact


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONTACT", "Robin"),
        ("CONTACT", "a@"),
        ("CONTACT", "mailto:a@b?subject=x"),
        ("CONTACT", "javascript://example.org/x"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PORT", "8000.0"),
        ("PORT", "-1"),
        ("PORT", "٨٠"),
        ("REGISTRATION", "yes"),
        ("SECRET_KEY", "ten letter"),
        ("SECRET_KEY", "x" * 31),
        ("SECRET_KEY", " " * 64),
        ("SECRET_KEY", "x" * 16 + "\n" + "x" * 16),
        ("REGISTRATION", "OPEN"),
        ("PUSH_ALLOW_LOOPBACK", "2"),
        ("PUSH_ALLOW_LOOPBACK", "true"),
        ("PUSH_SERVICES", "push.example,"),
        ("PUSH_SERVICES", "https://push.example"),
        ("PUSH_SERVICES", "*"),
        ("PUSH_SERVICES", "push.*"),
        ("PROMPT_WORKER", "threads"),
        ("TRUSTED_PROXIES", "-1"),
        ("LOG_FORMAT", "xml"),
        ("METRICS_PORT", "0"),
        ("METRICS_HOST", "localhost"),
        ("BLOBS_URL", "https://bucket.example"),
        ("BLOBS_URL", "s3://"),
        ("BLOBS_URL", "s3://bucket?secret=1"),
        ("BLOBS_URL", "s3://a bucket"),
        ("BLOBS_URL", "s3://key:secret@bucket"),
        ("BLOBS_URL", "s3://bucket//folder"),
        ("MOST_RECORDS", "0"),
        ("MOST_MEGABYTES", "1.5"),
        ("MOST_DEVICES", "19"),
        ("MOST_SESSIONS", "1"),
        ("TRUSTED_PROXIES", "all"),
        ("PUBLIC_URL", "karmadex.example"),
        ("PUBLIC_URL", "ftp://karmadex.example"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://karmadex.example/app"),
        ("PUBLIC_URL", "https://karmadex.example?x"),
        ("PUBLIC_URL", "https://karmadex.example#x"),
        ("PUBLIC_URL", "https://me@karmadex.example"),
        ("PUBLIC_URL", "https://karmadex.example:99999"),
        ("PUBLIC_URL", "https://[::1"),
        ("DATABASE_URL", "karmadex.sqlite3"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///file:x?mode=memory&uri=true"),
        ("DATABASE_URL", "sqlite:////no/such/folder/karmadex.sqlite3"),
        ("DATABASE_URL", "mysql://localhost/karmadex"),
        ("DATABASE_URL", "postgresql+asyncpg://localhost/karmadex"),
        ("VAPID_SUBJECT", "me@example.org"),
        ("VAPID_SUBJECT", "mailto:"),
        ("VAPID_SUBJECT", "mailto:me"),
        ("VAPID_SUBJECT", "mailto:@example.org"),
        ("VAPID_SUBJECT", "http://example.org"),
        ("VAPID_SUBJECT", "https://"),
        ("VAPID_PRIVATE_KEY", "secret"),
        ("VAPID_PRIVATE_KEY", base64.urlsafe_b64encode(b"x" * 31).decode()),
        ("VAPID_PRIVATE_KEY", base64.urlsafe_b64encode(b"x" * 33).decode()),
        ("VAPID_PRIVATE_KEY", base64.urlsafe_b64encode(b"\0" * 32).decode()),
        ("VAPID_PRIVATE_KEY", base64.urlsafe_b64encode(b"\xff" * 32).decode()),
        ("VAPID_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"),
        ("INSTANCE_PATH", "/dev/null/instance"),
    ],
)
def test_an_invalid_setting_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"^{name}: \w"):
        load(tmp_path, **{name: value})


def test_a_key_on_another_curve_stops_the_start(tmp_path: Path) -> None:
    for key in (ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate()):
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()
        with pytest.raises(SettingError, match=r"^VAPID_PRIVATE_KEY: "):
            load(tmp_path, VAPID_PRIVATE_KEY=pem)


def test_a_key_is_the_same_in_each_spelling(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    raw = key.private_numbers().private_value.to_bytes(32, "big")
    text = base64.urlsafe_b64encode(raw).decode()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()
    spellings = (text, text.rstrip("="), pem, pem.replace("\n", "\\n"))
    loaded = {
        load(tmp_path, VAPID_PRIVATE_KEY=spelling)["VAPID_PRIVATE_KEY"] for spelling in spellings
    }
    assert len(loaded) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://Karmadex.Example/", "https://karmadex.example"),
        ("https://karmadex.example:443", "https://karmadex.example"),
        ("https://karmadex.example:8443", "https://karmadex.example:8443"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_the_public_address_is_an_origin(tmp_path: Path, given: str, kept: str) -> None:
    assert load(tmp_path, PUBLIC_URL=given)["PUBLIC_URL"] == kept


def test_the_public_address_follows_the_port(tmp_path: Path) -> None:
    assert load(tmp_path, PORT="9000")["PUBLIC_URL"] == "http://localhost:9000"


def test_the_vapid_subject_of_a_public_server_is_not_localhost(tmp_path: Path) -> None:
    """Apple answers 403 to an address at localhost."""
    public = "https://karmadex.example"
    assert load(tmp_path, PUBLIC_URL=public)["VAPID_SUBJECT"] == public
    assert load(tmp_path, VAPID_SUBJECT="mailto:me@localhost")["VAPID_SUBJECT"]
    for subject in ("mailto:me@localhost", "https://localhost"):
        with pytest.raises(SettingError, match=r"^VAPID_SUBJECT: "):
            load(tmp_path, PUBLIC_URL=public, VAPID_SUBJECT=subject)


@pytest.mark.parametrize("host", ["[::1", "localhost:port", "localhost:54 32"])
def test_an_invalid_port_is_reported_in_plain_words(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingError, match="DATABASE_URL: this is no database address"):
        load(tmp_path, DATABASE_URL=f"postgresql://{host}/karmadex")


@pytest.mark.parametrize(
    "given",
    [
        "postgres://me:p%40ss@db/k",
        "postgresql://me:p%40ss@db/k",
        "postgresql+psycopg://me:p%40ss@db/k",
    ],
)
def test_postgresql_is_used_with_psycopg(tmp_path: Path, given: str) -> None:
    loaded = load(tmp_path, DATABASE_URL=given)["DATABASE_URL"]
    assert loaded == "postgresql+psycopg://me:p%40ss@db/k"


def test_a_relative_database_file_is_in_the_instance_folder(tmp_path: Path) -> None:
    assert (
        load(tmp_path, DATABASE_URL="sqlite:///k.db")["DATABASE_URL"]
        == f"sqlite:///{tmp_path}/k.db"
    )


def test_old_keys_may_be_many(tmp_path: Path) -> None:
    keys = [make_vapid_key() for _ in range(3)]
    one_line = ", ".join(as_setting(key) for key in keys)
    for given in ("".join(keys), "\n".join(keys).replace("\n", "\\n"), one_line):
        assert load(tmp_path, VAPID_OLD_PRIVATE_KEYS=given)["VAPID_OLD_PRIVATE_KEYS"] == keys


@pytest.mark.parametrize("given", ["nonsense", make_vapid_key() + "and more", "AAAA,BBBB"])
def test_an_invalid_old_key_stops_the_start(given: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"^VAPID_OLD_PRIVATE_KEYS: "):
        load(tmp_path, VAPID_OLD_PRIVATE_KEYS=given)


@pytest.mark.parametrize(
    ("flags", "why"), [(os.ST_RDONLY, "Read-only file system"), (0, "Permission denied")]
)
def test_a_folder_that_can_only_be_read_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: int, why: str
) -> None:
    """Root may write anywhere else, so that the system's answers are made up here."""
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    monkeypatch.setattr(os, "statvfs", lambda _path: SimpleNamespace(f_flag=flags))
    with pytest.raises(SettingError, match=f"^INSTANCE_PATH: {why}: {tmp_path}$"):
        load(tmp_path)


def test_a_database_that_can_only_be_read_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "data" / "karmadex.sqlite3"
    database.parent.mkdir()
    database.touch()
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != database)
    with pytest.raises(SettingError, match=f"^DATABASE_URL: Permission denied: {database}$"):
        load(tmp_path, DATABASE_URL=f"sqlite:///{database}")
