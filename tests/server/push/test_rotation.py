"""`flask vapid rotate`: a new key, and no phone is lost on the way to it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from server.keys import as_setting, make_vapid_key, read_vapid_key
from server.push.vapid import Vapid
from tests.rigs.push_service import Inbox, PushService
from tests.support.api import ApiClient
from tests.support.subscriptions import SUBSCRIPTIONS

Make = Callable[..., Flask]


def vapid(app: Flask, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(args=["vapid", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def key_of(app: Flask) -> str:
    return str(app.extensions["karmadex_push"].public_key)


def signed_with(inbox: Inbox) -> list[str]:
    """The keys that the pushes to a browser were signed with."""
    return [push.headers["authorization"].partition("k=")[2] for push in inbox.taken]


def on(app: Flask, phone: ApiClient) -> ApiClient:
    """The same phone before a server that was started anew."""
    same = object.__new__(ApiClient)
    same.__dict__.update(phone.__dict__)
    same.app = app
    return same.another_phone()


def subscribe(phone: ApiClient, service: PushService) -> Inbox:
    """As the app does it at a start."""
    inbox = service.subscribe()
    key = phone.get("/api/v1/push/key").get_json()["public_key"]
    answer = phone.put(SUBSCRIPTIONS, inbox.subscription | {"public_key": key})
    assert answer.status_code == 201
    return inbox


def test_each_phone_is_reached_with_the_key_it_subscribed_with(
    make_app: Make, alice: ApiClient, push_service: PushService
) -> None:
    old, before = key_of(alice.app), subscribe(alice, push_service)
    vapid(alice.app, "rotate")
    restarted = make_app()
    new = key_of(restarted)
    assert new != old
    phone = on(restarted, alice)
    after = subscribe(phone, push_service)
    assert phone.post("/api/v1/push/test").get_json() == {"devices": 2, "accepted": 2}
    assert (signed_with(before), signed_with(after)) == ([old], [new])


def test_a_subscription_that_names_no_key_belongs_to_the_key_of_its_time(
    make_app: Make, alice: ApiClient, push_service: PushService
) -> None:
    old, inbox = key_of(alice.app), push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    vapid(alice.app, "rotate")
    phone = on(make_app(), alice)
    assert phone.put(SUBSCRIPTIONS, inbox.subscription).status_code == 200
    phone.post("/api/v1/push/test")
    assert signed_with(inbox) == [old]


def test_the_keys_are_listed_with_how_many_need_them(
    make_app: Make, alice: ApiClient, push_service: PushService
) -> None:
    old = key_of(alice.app)
    subscribe(alice, push_service)
    vapid(alice.app, "rotate")
    restarted = make_app()
    subscribe(on(restarted, alice), push_service)
    subscribe(on(restarted, alice), push_service)
    assert vapid(restarted, "keys").splitlines() == [
        f"{key_of(restarted)}  in use, 2 subscriptions",
        f"{old}  old, 1 subscriptions",
    ]


def test_after_two_rotations_all_three_keys_sign(
    make_app: Make, alice: ApiClient, push_service: PushService
) -> None:
    inboxes, keys = [], []
    app, phone = alice.app, alice
    for _ in range(3):
        inboxes.append(subscribe(phone, push_service))
        keys.append(key_of(app))
        vapid(app, "rotate")
        app = make_app()
        phone = on(app, alice)
    phone.post("/api/v1/push/test")
    assert [signed_with(inbox)[-1] for inbox in inboxes] == keys
    assert len(set(keys)) == 3


def test_the_key_files_are_readable_by_their_owner_only(app: Flask, tmp_path: Path) -> None:
    vapid(app, "rotate")
    for name in ("vapid_private_key.pem", "vapid_old_private_keys.pem"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "vapid_old_private_keys.pem").read_text() == app.config["VAPID_PRIVATE_KEY"]


def test_a_rotation_killed_between_two_files_loses_no_key(
    make_app: Make, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.push import key_files

    write = key_files.write_secret

    def killed(path: Path, text: str) -> None:
        if path.name == "vapid_private_key.pem":
            raise KeyboardInterrupt
        write(path, text)

    monkeypatch.setattr(key_files, "write_secret", killed)
    app.test_cli_runner().invoke(args=["vapid", "rotate"])
    assert key_of(make_app()) == key_of(app)


def test_keys_that_are_settings_are_printed_to_be_set(
    make_app: Make, alice: ApiClient, push_service: PushService
) -> None:
    given = as_setting(read_vapid_key(make_vapid_key()))
    app = make_app(VAPID_PRIVATE_KEY=given)
    phone = on(app, alice)
    inbox = subscribe(phone, push_service)
    said = vapid(app, "rotate").splitlines()
    settings = dict(line.split("=", 1) for line in said if "=" in line)
    assert settings["VAPID_OLD_PRIVATE_KEYS"] == given
    restarted = make_app(**settings)
    assert key_of(restarted) == Vapid(read_vapid_key(settings["VAPID_PRIVATE_KEY"]), "").public_key
    on(restarted, alice).post("/api/v1/push/test")
    assert signed_with(inbox) == [key_of(app)]
    said = restarted.test_cli_runner().invoke(args=["vapid", "retire", "--force"]).output
    assert "VAPID_OLD_PRIVATE_KEYS=\n" in said


def test_an_old_key_stays_as_long_as_it_is_needed(
    make_app: Make, alice: ApiClient, push_service: PushService, tmp_path: Path
) -> None:
    old, inbox = key_of(alice.app), subscribe(alice, push_service)
    vapid(alice.app, "rotate")
    restarted = make_app()
    refused = restarted.test_cli_runner().invoke(args=["vapid", "retire"])
    assert refused.exit_code == 1
    assert f"{old} stays: 1 subscriptions" in refused.output
    phone = on(restarted, alice)
    phone.delete(SUBSCRIPTIONS, {"endpoint": inbox.endpoint})
    assert old in vapid(restarted, "retire")
    assert (tmp_path / "vapid_old_private_keys.pem").read_text() == ""
    assert vapid(make_app(), "keys").split() == [key_of(restarted)]


def test_retiring_by_force_removes_a_key_with_its_subscriptions(
    make_app: Make, alice: ApiClient, push_service: PushService
) -> None:
    old = key_of(alice.app)
    subscribe(alice, push_service)
    vapid(alice.app, "rotate")
    restarted = make_app()
    inbox = subscribe(on(restarted, alice), push_service)
    vapid(restarted, "retire", old, "--force")
    phone = on(make_app(), alice)
    assert phone.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 1}
    assert len(inbox.taken) == 1


def test_the_key_in_use_cannot_be_retired(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["vapid", "retire", key_of(app), "--force"])
    assert result.exit_code == 1
    assert "no old key" in result.output


def test_a_subscription_for_a_key_of_another_server_is_422(
    alice: ApiClient, push_service: PushService
) -> None:
    stranger = Vapid(make_vapid_key(), "").public_key
    body = push_service.subscribe().subscription | {"public_key": stranger}
    answer = alice.put(SUBSCRIPTIONS, body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["public_key"]


def test_a_missing_key_is_reported_and_sends_nothing(
    make_app: Make, alice: ApiClient, push_service: PushService
) -> None:
    old, inbox = key_of(alice.app), subscribe(alice, push_service)
    other = make_app(VAPID_PRIVATE_KEY=make_vapid_key())
    assert f"{old}  gone, 1 subscriptions" in vapid(other, "keys")
    assert on(other, alice).post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 0}
    assert inbox.taken == []
