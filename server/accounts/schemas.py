"""Requests and responses of the accounts' endpoints."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from server import clock
from server.accounts.email_address import clean_email
from server.accounts.models import PromptByMail
from server.accounts.passwords import LONGEST, SHORTEST
from server.languages import DEFAULT, LANGUAGES
from server.text import clean_line, clean_zone, encodable

LONGEST_CARD = 4096


def one_line(least: int, most: int) -> AfterValidator:
    """Text of one line, of at most this length."""
    return AfterValidator(lambda text: clean_line(text, least, most))


def known_zone(text: str) -> str:
    """Returns the time zone unchanged if this server knows it. Raises ValueError."""
    if clock.find_zone(text) is None:
        raise ValueError("this time zone is not known")
    return clean_zone(text)


def known_language(text: str) -> str:
    """Returns the code of a language that this server has. Raises ValueError."""
    if text not in LANGUAGES:
        raise ValueError("this language is not there yet")
    return text


def like(**keywords: Any) -> Any:
    """Returns what the API document says about a text beyond its type."""
    return Field(json_schema_extra=keywords)


def without_defaults(schema: dict[str, Any]) -> None:
    """Remove the defaults from the schema: a member that is absent from a PATCH is left
    unchanged."""
    for member in schema["properties"].values():
        member.pop("default", None)


Email = Annotated[str, AfterValidator(clean_email), like(format="email")]
Name = Annotated[str, one_line(1, 200), like(minLength=1, maxLength=200)]
AnyZone = Annotated[str, AfterValidator(clean_zone), like(minLength=1, maxLength=64)]
Zone = Annotated[str, AfterValidator(known_zone), like(examples=["Europe/Berlin"])]
Language = Annotated[str, AfterValidator(known_language), like(enum=LANGUAGES)]
PromptAt = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Id = Annotated[str, like(format="uuid")]
NewPassword = Annotated[str, like(minLength=SHORTEST, maxLength=LONGEST)]


Card = Annotated[
    str, AfterValidator(lambda text: encodable(text, 0, LONGEST_CARD)), like(maxLength=4096)
]


class Request(BaseModel):
    """Unknown members are ignored."""

    model_config = ConfigDict(extra="ignore")


class SignUp(Request):
    """A new account."""

    email: Email
    password: NewPassword
    name: Name
    timezone: AnyZone
    language: Language = DEFAULT


class SignIn(Request):
    """An address and its password."""

    email: Annotated[str, AfterValidator(str.strip)]
    password: str
    #: Of the authenticator app, or for recovery, where one-time codes are on.
    code: str | None = None


class MePatch(Request):
    """What the user may change; what is absent stays."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    name: Name = ""
    timezone: Zone = ""
    prompt_at: PromptAt = ""
    language: Language = DEFAULT
    past_faces: bool = True
    prompt_by_mail: PromptByMail = "never"
    card: Card | None = None


class Goodbye(Request):
    """The password, to confirm that everything is to be erased."""

    password: str


class Me(BaseModel):
    """The account that is signed in."""

    id: Id
    email: str
    name: str
    timezone: str
    prompt_at: str
    language: str
    past_faces: bool
    prompt_by_mail: PromptByMail
    totp: bool
    card: str | None


class SessionItem(BaseModel):
    """A phone or browser that is signed in; `current` is the one that asks."""

    id: Id
    created_at: datetime
    last_used_at: datetime
    user_agent: str
    current: bool
    #: It is to wipe itself, and has not yet.
    wiping: bool


class SessionList(BaseModel):
    """All that are signed in, the last used first."""

    sessions: list[SessionItem]
