"""`GET /api/v1/about`: what this server is and offers, for somebody who is about to sign in."""

from typing import Any, Literal

from flask import Blueprint, current_app
from pydantic import BaseModel, Field

from server.accounts import passkeys
from server.http.endpoints import endpoint
from server.languages import LANGUAGES
from server.mail import is_mail_set_up
from server.version import VERSION

bp = Blueprint("about", __name__)


class About(BaseModel):
    """`passkeys`, `mail`: whether this server offers them."""

    name: str
    version: str
    registration: Literal["open", "closed"]
    mail: bool
    passkeys: bool
    languages: list[str]
    source: str | None = Field(
        default=None, description="where the source of this version is; absent if nobody said"
    )
    contact: str | None = Field(
        default=None, description="whom to ask: a mailto: or web address; absent if nobody said"
    )


@endpoint(bp, "GET", "/about", responses={200: About}, auth=False)
def about() -> dict[str, Any]:
    """What this server is, and what it offers."""
    told = About(
        name="Karmadex",
        version=VERSION,
        registration=current_app.config["REGISTRATION"],
        mail=is_mail_set_up(),
        passkeys=passkeys.are_possible(current_app.config["PUBLIC_URL"]),
        languages=LANGUAGES,
        source=current_app.config["SOURCE_URL"],
        contact=current_app.config["CONTACT"],
    )
    return told.model_dump(exclude_none=True)
