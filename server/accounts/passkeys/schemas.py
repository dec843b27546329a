"""Requests and responses of the passkeys' endpoints. The browser's own formats are those of
WebAuthn."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from server.accounts.schemas import Id, Request, like
from server.text import clean_line

MOST_LETTERS = 100


Name = Annotated[
    str,
    AfterValidator(lambda text: clean_line(text, 1, MOST_LETTERS)),
    like(minLength=1, maxLength=MOST_LETTERS),
]


class Empty(Request):
    """No members are needed."""


class Options(BaseModel):
    """The options for the browser, as WebAuthn's JSON has them."""

    model_config = ConfigDict(extra="allow")

    challenge: str


class Credential(Request):
    """The browser's answer to the options. Outputs of extensions are ignored."""

    id: str = Field(max_length=1400)
    rawId: str = Field(max_length=1400)  # noqa: N815  (WebAuthn's own name)
    type: str
    response: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Returns only the members that are used."""
        return {name: getattr(self, name) for name in ("id", "rawId", "type", "response")}


class NewPasskey(Credential):
    """A browser's `RegistrationResponseJSON`, with a name, and the password where it is needed."""

    name: Name = "Passkey"
    password: str | None = None


class PasskeyItem(BaseModel):
    """A passkey, by what its owner called it."""

    id: Id
    name: str
    created_at: datetime
    last_used_at: datetime | None


class PasskeyList(BaseModel):
    """All of the account, the newest first."""

    passkeys: list[PasskeyItem]
