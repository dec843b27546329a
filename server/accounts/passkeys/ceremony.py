"""The two ceremonies of WebAuthn: the options for the browser, and checking its answer.

The package `webauthn` does the cryptography. Whatever it refuses, or fails on, is treated as
invalid.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier as Algorithm
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from server import clock
from server.accounts.passkeys import challenges
from server.rate_limits import store as buckets
from server.rate_limits.attempts import SECOND, bucket_key
from server.rate_limits.token_bucket import TokenBucket

ALGORITHMS = [
    Algorithm.ECDSA_SHA_256,
    Algorithm.RSASSA_PKCS1_v1_5_SHA_256,
    Algorithm.EDDSA,
]
NAME = "Karmadex"
#: Remembers a used challenge until it would have expired.
SPENT = TokenBucket(1, challenges.LIFETIME_S * SECOND)
SIGN_IN = "sign-in"

V = TypeVar("V")


class NotRight(Exception):
    """What the browser sent is invalid; the message says why, for the log."""


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A passkey as it is stored."""

    credential_id: str
    public_key: str
    sign_count: int


def registration(session_id: str) -> str:
    """Returns the purpose of the challenges of one session."""
    return f"registration of {session_id}"


def creation_options(
    *, session_id: str, user_handle: str, email: str, name: str, known: Iterable[str]
) -> dict[str, Any]:
    """Returns the options for `navigator.credentials.create()`."""
    made = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=NAME,
        user_name=email,
        user_display_name=name,
        user_id=base64url_to_bytes(user_handle),
        challenge=_challenge(registration(session_id)),
        timeout=challenges.LIFETIME_S * SECOND,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known
        ],
        supported_pub_key_algs=ALGORITHMS,
    )
    found: dict[str, Any] = json.loads(options_to_json(made))
    return found


def request_options() -> dict[str, Any]:
    """Returns the options for `navigator.credentials.get()`, when it is not known yet who signs
    in."""
    made = webauthn.generate_authentication_options(
        rp_id=_host(),
        challenge=_challenge(SIGN_IN),
        timeout=challenges.LIFETIME_S * SECOND,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    found: dict[str, Any] = json.loads(options_to_json(made))
    return found


def made_key(credential: dict[str, Any], challenge: bytes) -> MadeKey:
    """Returns the key that a browser made. Raises NotRight."""
    verified = _verify(
        webauthn.verify_registration_response,
        credential,
        challenge,
        supported_pub_key_algs=ALGORITHMS,
    )
    return MadeKey(
        bytes_to_base64url(verified.credential_id),
        bytes_to_base64url(verified.credential_public_key),
        verified.sign_count,
    )


def new_count(credential: dict[str, Any], challenge: bytes, key: MadeKey) -> int:
    """Returns the signature counter of a key that signed the challenge. Raises NotRight, also if
    the counter went back."""
    verified = _verify(
        webauthn.verify_authentication_response,
        credential,
        challenge,
        credential_public_key=base64url_to_bytes(key.public_key),
        credential_current_sign_count=key.sign_count,
    )
    return verified.new_sign_count


def _verify(
    verify: Callable[..., V], credential: dict[str, Any], challenge: bytes, **more: Any
) -> V:
    """Returns what the package found in an answer to that challenge. Raises NotRight."""
    try:
        return verify(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=current_app.config["PUBLIC_URL"],
            require_user_verification=True,
            **more,
        )
    except Exception as error:
        # Any exception means that the input was invalid, since a stranger wrote it.
        raise NotRight(str(error)) from error


def spend(s: Session, credential: dict[str, Any], purpose: str) -> bytes | None:
    """Returns the challenge of an answer, and makes it invalid. Returns None if it was not issued
    here for that purpose, has expired, or was used before."""
    secret, now = current_app.config["SECRET_KEY"], clock.now()
    try:
        said = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        challenge: bytes = base64url_to_bytes(said["challenge"])
    except Exception:
        # Any exception means that the input was invalid, since a stranger wrote it.
        return None
    if not challenges.is_good(challenge, secret, purpose, now.timestamp()):
        return None
    key = bucket_key(secret, "challenge", challenge.hex())
    return challenge if buckets.take(s, key, SPENT, now) else None


def _challenge(purpose: str) -> bytes:
    return challenges.new(current_app.config["SECRET_KEY"], purpose, clock.now().timestamp())


def _host() -> str:
    return urlsplit(current_app.config["PUBLIC_URL"]).hostname or ""
