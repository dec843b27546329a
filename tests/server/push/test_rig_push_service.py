"""The push service of the tests is strict: it reads the RFC's own example, and refuses faults."""

import base64
from collections.abc import Callable

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server.push.encryption import encrypt
from server.push.vapid import Vapid
from tests.rigs.push_protocol import BrowserKeys, Violation, check_request, decode
from tests.rigs.push_service import PushService


def test_the_rig_decrypts_the_example_of_rfc_8291() -> None:
    number = int.from_bytes(decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big")
    browser = BrowserKeys()
    browser.private = ec.derive_private_key(number, ec.SECP256R1())
    browser.auth = decode("BTBZMqHH6r4Tts7J_aSIgg")
    body = decode(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY"
        "WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexS"
        "gSxsj_Qulcy4a-fN"
    )
    assert browser.decrypt(body) == b"When I grow up, I want to be a watermelon"


def test_the_rig_cannot_read_a_message_for_somebody_else() -> None:
    with pytest.raises(Violation, match="not encrypted for this"):
        BrowserKeys().decrypt(b"\0" * 16 + b"\0\0\x10\0\x41" + BrowserKeys().point + b"\0" * 40)


FAULTS: dict[str, Callable[[dict[str, str], bytearray], object]] = {
    "TTL is missing": lambda headers, _: headers.pop("ttl"),
    "no such Urgency": lambda headers, _: headers.update(urgency="now"),
    "Topic is not": lambda headers, _: headers.update(topic="not a topic"),
    "coding is aes128gcm": lambda headers, _: headers.update({"content-encoding": "aesgcm"}),
    "more than 4096": lambda _, body: body.extend(b"\0" * 4096),
    "record size": lambda _, body: body.__setitem__(20, 3),
    "no vapid": lambda headers, _: headers.update(authorization="WebPush x"),
    "aud is": lambda headers, _: headers.update(authorization=headers["elsewhere"]),
    "not of this key": lambda headers, _: headers.update(authorization=headers["forged"]),
}


def vapid() -> Vapid:
    """A sender with a key of its own."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return Vapid(pem.decode(), "mailto:hello@karmadex.example")


@pytest.mark.parametrize("fault", FAULTS)
def test_the_rig_reports_what_breaks_an_rfc(fault: str) -> None:
    here = "https://push.example:8443"
    sender, stranger = vapid(), vapid()
    keys = BrowserKeys().subscription("")["keys"]
    body = bytearray(encrypt(b"{}", keys["p256dh"], keys["auth"]))
    headers = {
        "ttl": "60",
        "content-encoding": "aes128gcm",
        "authorization": sender.authorization(here),
        "elsewhere": sender.authorization("https://push.example"),
        "forged": stranger.authorization(here).replace(stranger.public_key, sender.public_key),
    }
    check_request(headers, bytes(body), here)
    FAULTS[fault](headers, body)
    with pytest.raises(Violation, match=fault):
        check_request(headers, bytes(body), here)


def test_garbage_is_answered_with_400_and_remembered() -> None:
    service = PushService()
    try:
        inbox = service.subscribe()
        assert requests.post(inbox.endpoint, data=b"hello", timeout=5).status_code == 400
        assert len(service.violations) == 1
        assert inbox.asked == []
        assert requests.post(f"{service.origin}/push/x", data=b"", timeout=5).status_code == 404
    finally:
        service.close()


def test_base64url_is_strict() -> None:
    with pytest.raises(Violation):
        decode(base64.b64encode(b"\xff\xff\xff").decode())
