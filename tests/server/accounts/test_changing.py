"""Another password, another address, and all other phones signed out."""

from typing import Any

from flask import Flask

from tests.support.api import API, ApiClient

NEW = "good turns, given freely"


def door(app: Flask, email: str, password: str) -> int:
    body = {"email": email, "password": password}
    return app.test_client().post(f"{API}/session", json=body).status_code


def put_password(who: ApiClient, current: Any, new: Any) -> Any:
    return who.put(f"{API}/me/password", {"current_password": current, "password": new})


def test_another_password_signs_all_other_phones_out(app: Flask, alice: ApiClient) -> None:
    tablet = alice.another_phone()
    assert put_password(alice, alice.password, NEW).status_code == 204
    assert alice.get(f"{API}/me").status_code == 200
    assert tablet.get(f"{API}/me").status_code == 401
    assert door(app, alice.email, alice.password) == 401
    assert door(app, alice.email, NEW) == 200


def test_a_wrong_current_or_a_poor_new_password_changes_nothing(
    app: Flask, alice: ApiClient
) -> None:
    tablet = alice.another_phone()
    wrong = put_password(alice, "not this one", NEW)
    assert (wrong.status_code, wrong.get_json()["reason"]) == (401, "wrong_password")
    for poor in ("short", "password1", alice.email, "x" * 201):
        answer = put_password(alice, alice.password, poor)
        assert answer.status_code == 422, poor
        assert answer.get_json()["errors"][0]["field"] == "password"
    assert put_password(alice, alice.password, None).status_code == 400
    assert tablet.get(f"{API}/me").status_code == 200
    assert door(app, alice.email, alice.password) == 200


def test_guessing_the_password_within_a_session_is_slowed(alice: ApiClient) -> None:
    said = [put_password(alice, f"guess {n}", NEW).status_code for n in range(12)]
    assert said == [401] * 10 + [429] * 2


def test_the_right_password_within_a_session_is_not_counted_as_a_try(alice: ApiClient) -> None:
    """However often its owner gives it within a session, and some wrong ones between."""
    for turn in range(30):
        given = "not this one" if turn % 3 else alice.password
        answer = alice.post(f"{API}/me/totp", {"password": given})
        assert answer.status_code == (401 if turn % 3 else 200), turn


def test_the_right_password_in_a_session_forgives_no_strangers_tries(
    app: Flask, alice: ApiClient
) -> None:
    def guess() -> int:
        address = {"REMOTE_ADDR": "192.0.2.7"}
        body = {"email": alice.email, "password": "not this one"}
        answer = app.test_client().post(f"{API}/session", json=body, environ_base=address)
        return answer.status_code

    assert [guess() for _ in range(11)] == [401] * 10 + [429]
    assert alice.post(f"{API}/me/totp", {"password": alice.password}).status_code == 200
    assert guess() == 429


def put_email(who: ApiClient, email: str, password: str | None = None) -> Any:
    return who.put(f"{API}/me/email", {"password": password or who.password, "email": email})


def test_the_address_of_an_account_is_changed(app: Flask, alice: ApiClient, bob: ApiClient) -> None:
    tablet = alice.another_phone()
    answer = put_email(alice, "Alice@New.example")
    assert answer.status_code == 200
    assert answer.get_json() == alice.account | {"email": "Alice@New.example"}
    assert tablet.get(f"{API}/me").get_json() == answer.get_json(), "nobody is signed out"
    assert door(app, "alice@example.org", alice.password) == 401
    assert door(app, "alice@new.example", alice.password) == 200
    taken = put_email(alice, "BOB@example.org")
    assert (taken.status_code, taken.get_json()["errors"][0]["field"]) == (409, "email")
    assert put_email(alice, "no address").status_code == 422
    assert put_email(alice, "x@y.example", "not this one").get_json()["reason"] == "wrong_password"
    assert put_email(alice, "alice@new.EXAMPLE").status_code == 200, "her own, in another case"


def test_all_other_phones_can_be_signed_out_at_once(alice: ApiClient, bob: ApiClient) -> None:
    others = [alice.another_phone() for _ in range(2)]
    assert alice.delete(f"{API}/me/sessions").status_code == 204
    assert [each.get(f"{API}/me").status_code for each in (alice, bob, *others)] == [
        200, 200, 401, 401,
    ]  # fmt: skip
    assert "reason" not in others[0].get(f"{API}/me").get_json()


def test_the_activity_lists_what_happened_to_the_account(alice: ApiClient, bob: ApiClient) -> None:
    alice.http.environ_base["HTTP_USER_AGENT"] = "Firefox\x07/1"
    phone = alice.another_phone()
    session = phone.get(f"{API}/me/sessions").get_json()["sessions"]
    (other,) = [each["id"] for each in session if not each["current"]]
    phone.delete(f"{API}/me/sessions/{other}")
    put_password(phone, alice.password, NEW)
    put_email(phone, "alice@new.example", NEW)
    phone.delete(f"{API}/me/sessions")
    phone.post(f"{API}/me/tokens", {"name": "Maya's laptop", "scope": "read"})
    happened = phone.get(f"{API}/me/activity").get_json()["activity"]
    assert [each["what"] for each in happened][::-1] == [
        "signed_up", "signed_in", "signed_out_elsewhere", "password_changed",
        "address_changed", "signed_out_all_others", "token_added",
    ]  # fmt: skip
    assert happened[0]["detail"] == "read"
    assert "Maya" not in str(happened), "what somebody called a key may be about people"
    assert "new.example" not in str(happened)
    assert [each["what"] for each in bob.get(f"{API}/me/activity").get_json()["activity"]] == [
        "signed_up"
    ]
