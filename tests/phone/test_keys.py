"""This phone's key, a forgotten password, a lost phone, and somebody who is forgotten for good."""

import json
from typing import Any

import pytest

from tests.phone.app import EMAIL, PASSWORD, Held, jot, sign_in, sign_up
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_out(phone: Phone) -> None:
    phone.open("/settings")
    phone.tap("Sign out")
    phone.sees("Everything here is on the server.")
    phone.tap("Sign out")
    phone.sees("This phone holds nothing of yours any more.")


@pytest.mark.chromium
@pytest.mark.parametrize("prf", [False, True])
def test_this_phone_becomes_a_key_and_signs_in(
    chromium: Chromium, server: LiveServer, prf: bool
) -> None:
    devtools = chromium.devtools()
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR | {"hasPrf": prf}})
    sent: list[str] = []
    chromium.page.on(
        "request", lambda request: sent.append(request.post_data or "") if request.post_data else ""
    )
    chromium.open("/")
    sign_up(chromium)
    chromium.open("/settings/keys")
    chromium.tap("Use this phone as a key")
    chromium.sees("From now on this phone signs you in.")
    sign_out(chromium)
    chromium.open("/sign-in")
    chromium.tap("Sign in with this phone’s key")
    chromium.sees("Welcome, Alice.")
    credentials = [body for body in sent if '"rawId"' in body]
    assert len(credentials) == 2, "one to make it, one to come in"
    for body in credentials:
        assert "clientExtensionResults" not in body
        assert "prf" not in body
    chromium.open("/settings/activity")
    chromium.sees("Signed in with a phone’s key")
    # The key is lost: it is taken back, and opens nothing.
    chromium.open("/settings/keys")
    chromium.tap("Remove the key: ", exact=False)
    chromium.sees("Removed: it signs nobody in any more.")


@pytest.mark.chromium
def test_the_password_is_changed_and_a_forgotten_one_leads_somewhere(
    chromium: Chromium, server: LiveServer
) -> None:
    chromium.open("/")
    sign_up(chromium)
    chromium.open("/settings/keys")
    chromium.write("Your new password", "good turns, given freely")
    chromium.write("Your password now", PASSWORD)
    chromium.tap("Change the password")
    chromium.sees("Your new password counts from now on.")
    sign_out(chromium)
    chromium.open("/sign-in")
    sign_in(chromium)
    chromium.sees("The address or the password is not right.")
    chromium.tap("Forgot your password?")
    chromium.sees("This server sends no mail. Ask whoever runs it")


@pytest.mark.chromium
def test_a_lost_phone_sends_what_waits_and_wipes_itself(
    chromium: Chromium, server: LiveServer
) -> None:
    chromium.open("/")
    sign_up(chromium)
    jot(chromium, "Maya Chen — water-skis")
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Maya on the server")
    with server.client() as owner:
        secret = {"email": EMAIL, "password": PASSWORD}
        assert owner.post("/api/v1/session", json=secret).status_code == 200
        sessions = owner.get("/api/v1/me/sessions").json()["sessions"]
        (lost,) = [
            each["id"] for each in sessions if not each["current"] and "Chrom" in each["user_agent"]
        ]
        assert owner.delete(f"/api/v1/me/sessions/{lost}?wipe=1").status_code == 204
        chromium.reload()

        def is_gone() -> bool:
            listed = owner.get("/api/v1/me/sessions").json()["sessions"]
            return all(each["id"] != lost for each in listed)

        wait_until(is_gone, "the phone to have wiped itself")
    kept: list[Any] = json.loads(
        chromium.script("return indexedDB.databases().then((all) => JSON.stringify(all))")
    )
    assert not any(
        each["name"].startswith("karmadex-") and "-" in each["name"][9:] for each in kept
    )
    chromium.sees("This phone was told to wipe itself")
    chromium.tap("I see")
    chromium.open("/people")
    chromium.sees_no("Maya Chen")


@pytest.mark.chromium
def test_somebody_is_forgotten_for_good(chromium: Chromium, server: LiveServer) -> None:
    chromium.open("/")
    sign_up(chromium)
    jot(chromium, "Maya Chen — water-skis")
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Maya on the server")
    chromium.open("/people")
    chromium.tap("Maya Chen", exact=False)
    chromium.tap("Edit")
    chromium.tap("Forget for good: Maya Chen")
    chromium.sees("Forget Maya Chen for good?")
    chromium.tap("Forget for good")
    chromium.sees("Forgotten.")
    chromium.sees_no("Maya Chen")
    assert "Maya" not in json.dumps(Held(server).records())
    chromium.open("/trash")
    chromium.sees("Nothing is deleted.")
