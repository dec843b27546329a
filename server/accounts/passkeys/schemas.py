"""What the passkeys' endpoints take and return; the browser's own forms are those of WebAuthn."""

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
    """Nothing has to be said."""


class Options(BaseModel):
    """The options that a browser is given, as WebAuthn's JSON has them."""

    model_config = ConfigDict(extra="allow")

    challenge: str


class Credential(Request):
    """What a browser made of the options. Outputs of extensions are dropped unread."""

    id: str = Field(max_length=1400)
    rawId: str = Field(max_length=1400)  # noqa: N815  (WebAuthn's own name)
    type: str
    response: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The members that are looked at, and no others."""
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
