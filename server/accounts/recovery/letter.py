"""The letter with a recovery link. Its token is created when the letter is sent, and is stored
nowhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from server.accounts import store as accounts
from server.accounts.recovery.store import make_link
from server.languages import words_in
from server.mail.kinds import KINDS, LetterKind
from server.mail.message import Content
from server.mail.store import Claimed

PAGE = "/api/v1/mail/recover"


def compose(
    s: Session, letters: Sequence[Claimed], now: datetime, public_url: str
) -> Mapping[str, tuple[str, Content]]:
    """Returns, by the id of the letter, its address and its content. Each makes a new link and
    invalidates earlier ones. A letter that is missing in the result is not sent."""
    found = {}
    for letter in letters:
        account = accounts.lock_account(s, letter.account_id)
        # Only to the address for which it was requested: if the address was changed since, none is
        # sent.
        if account is None or account.email_key != letter.about["email_key"]:
            continue
        words = words_in(account.language).mail
        token = make_link(s, account.id, now)
        found[letter.id] = (
            account.email,
            Content(
                language=account.language,
                subject=words.recovery_subject,
                lines=words.recovery_lines,
                link=(words.recovery_link, f"{public_url}{PAGE}#{token}"),
                footer=(words.recovery_footer,),
            ),
        )
    return found


KINDS["recovery"] = LetterKind(compose)
