"""This phone's key, a forgotten password, a lost phone, and somebody who is forgotten for good."""

import gzip
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Request

from tests.phone.app import EMAIL, PASSWORD, Held, jot, sign_in, sign_up
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.mail_server import MailServer
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


#: Each key is asked for an output of `prf`, as an app would that wants a secret of it, and the page
#: notes what came.
_ASK_FOR_PRF = """
for (const what of ['create', 'get']) {
  const ask = navigator.credentials[what].bind(navigator.credentials);
  navigator.credentials[what] = async (options) => {
    const prf = {eval: {first: new Uint8Array(32).fill(7)}};
    const made = await ask({...options, publicKey: {...options.publicKey, extensions: {prf}}});
    const secret = made.getClientExtensionResults().prf?.results?.first;
    const bytes = secret ? [...new Uint8Array(secret)] : [];
    sessionStorage.prf = JSON.stringify([...JSON.parse(sessionStorage.prf ?? '[]'), bytes]);
    return made;
  };
}
"""


def noted(phone: Chromium) -> list[bytes]:
    return [bytes(each) for each in json.loads(phone.script("return sessionStorage.prf"))]


def spellings(secret: bytes) -> set[bytes]:
    """How bytes are written in a request."""
    listed = ",".join(map(str, secret)).encode()
    base64 = {b64encode(secret).rstrip(b"="), urlsafe_b64encode(secret).rstrip(b"=")}
    return {secret, secret.hex().encode(), listed, *base64}


class Requests:
    """All that a phone sends, its worker too: addresses, headers and bodies, unpacked."""

    def __init__(self, phone: Chromium) -> None:
        self.seen: list[bytes] = []
        phone.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        body = request.post_data_buffer or b""
        if request.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        self.seen.append(f"{request.url} {request.headers} ".encode() + body)


@pytest.mark.chromium
@pytest.mark.parametrize("prf", [False, True])
def test_this_phone_becomes_a_key_and_signs_in(
    chromium: Chromium, server: LiveServer, prf: bool
) -> None:
    devtools = chromium.devtools()
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR | {"hasPrf": prf}})
    chromium.page.add_init_script(_ASK_FOR_PRF)
    sent = Requests(chromium)
    chromium.open("/")
    sign_up(chromium)
    chromium.open("/settings/keys")
    chromium.tap("Use this phone as a key")
    chromium.sees("From now on this phone signs you in.")
    outputs = noted(chromium)
    sign_out(chromium)  # which wipes what the page noted
    chromium.open("/sign-in")
    chromium.tap("Sign in with this phone’s key")
    chromium.sees("Welcome, Alice.")
    outputs += noted(chromium)
    credentials = [each for each in sent.seen if b'"rawId"' in each]
    assert len(credentials) == 2, "one to make it, one to come in"
    assert not [each for each in credentials if b"clientExtensionResults" in each]
    assert len(outputs) == 2
    assert {len(each) for each in outputs if each} == ({32} if prf else set())
    for written in (way for each in outputs if each for way in spellings(each)):
        assert not [each for each in sent.seen if written in each]
    chromium.open("/settings/activity")
    chromium.sees("Signed in with a phone’s key")


@pytest.mark.chromium
def test_a_second_phone_is_a_key_and_a_lost_one_cannot_sign_in(
    chromium: Chromium, server: LiveServer
) -> None:
    devtools = chromium.devtools()
    devtools.send("WebAuthn.enable")

    def take_in_hand() -> dict[str, Any]:
        added: dict[str, Any] = devtools.send(
            "WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR}
        )
        return added

    first = take_in_hand()
    chromium.open("/")
    sign_up(chromium)
    chromium.open("/settings/keys")
    chromium.tap("Use this phone as a key")
    chromium.sees("From now on this phone signs you in.")
    sign_out(chromium)
    (lost,) = devtools.send("WebAuthn.getCredentials", first)["credentials"]
    devtools.send("WebAuthn.removeVirtualAuthenticator", first)

    second = take_in_hand()
    chromium.open("/sign-in")
    sign_in(chromium)
    chromium.sees("Welcome, Alice.")
    chromium.open("/settings/keys")
    chromium.tap("Use this phone as a key")
    chromium.sees("From now on this phone signs you in.")
    chromium.tap("Remove all but the newest")
    chromium.sees("Removed: it signs nobody in any more.")
    sign_out(chromium)
    chromium.open("/sign-in")
    chromium.tap("Sign in with this phone’s key")
    chromium.sees("Welcome, Alice.")
    sign_out(chromium)

    devtools.send("WebAuthn.removeVirtualAuthenticator", second)
    found = take_in_hand()
    devtools.send("WebAuthn.addCredential", found | {"credential": lost})
    chromium.open("/sign-in")
    chromium.tap("Sign in with this phone’s key")
    chromium.sees("This key opens nothing here.")


@pytest.mark.chromium
def test_without_push_the_morning_comes_by_mail_and_so_does_a_new_password(
    chromium: Chromium,
    gate: Gate,
    mail_server: MailServer,
    start_server: Callable[..., LiveServer],
) -> None:
    server = start_server(
        PUBLIC_URL=gate.url,
        SMTP_URL=f"smtp://127.0.0.1:{mail_server.port}",
        MAIL_FROM="hello@karma.example",
    )
    gate.target = server.port
    chromium.page.add_init_script("delete window.PushManager")
    chromium.open("/")
    sign_up(chromium)
    chromium.open("/settings")
    chromium.sees("Your morning can come by mail instead.")
    chromium.tap("Send it by mail")
    chromium.sees("Your morning comes by mail.")
    with server.client() as owner:
        owner.post("/api/v1/session", json={"email": EMAIL, "password": PASSWORD})
        assert owner.get("/api/v1/me").json()["prompt_by_mail"] == "without_push"
    sign_out(chromium)

    chromium.open("/forgot")
    chromium.write("Email address", EMAIL)
    chromium.tap("Send me a link")
    chromium.sees("If there is an account with this address")
    server.flask("prompts", "send")
    texts = [str(each.get_body(("plain",)).get_content()) for each in mail_server.letters]
    (link,) = set(re.findall(r"http\S+/mail/recover#[\w-]{43}", "".join(texts)))
    chromium.goto(link)
    assert chromium.script("return location.hash") == "", "nobody reads it off the screen"
    chromium.write("A new password", "password123")
    chromium.tap("Take this password")
    chromium.sees("This password would be guessed too easily.")
    chromium.write("A new password", "good turns, given freely")
    chromium.tap("Take this password")
    chromium.sees("Your new password counts from now on")
    with server.client() as owner:
        body = {"email": EMAIL, "password": "good turns, given freely"}
        assert owner.post("/api/v1/session", json=body).status_code == 200


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
