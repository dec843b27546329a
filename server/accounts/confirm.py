"""Before a key is added that outlives the session: make sure that the owner holds this phone."""

from datetime import timedelta

from server import clock, database
from server.accounts import store
from server.accounts.current import current_account, signed_in
from server.accounts.guard import is_password_of
from server.http.problems import Problem

#: How long after signing in the password is not asked for again.
RECENTLY = timedelta(minutes=10)


def confirm_owner(password: str | None) -> None:
    """Let a request pass if its sender signed in within the last 10 minutes, or gives the password.

    Raises Problem 401, with the reason `password_needed` or `wrong_password`; also 429 and 503, as
    an attempt to sign in does.
    """
    who = signed_in()
    if password is None:
        with database.read() as s:
            opened_at = store.session_opened_at(s, who.account_id, who.session_id)
        if opened_at is None:
            raise Problem(401, "Sign in first")
        # A sign-in in the future, because the clock was set back, does not count as recent.
        if not timedelta() <= clock.now() - opened_at <= RECENTLY:
            raise Problem(401, "Your password is needed once more", reason="password_needed")
        return
    account = current_account()
    if not is_password_of(account, password):
        raise Problem(401, "This is not your password", reason="wrong_password")
