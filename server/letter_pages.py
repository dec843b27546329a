"""The pages to which links in letters lead: plain HTML without the app, because the service worker
of an old app would show its own screens there. They use no session; each has a form, and the one
that reads the token from its address a few lines of script."""

import base64
import hashlib
import json
from html import escape

from flask import Blueprint, Response, request

from server import database
from server.accounts import store as accounts
from server.accounts.passwords import LONGEST, SHORTEST
from server.http.client_address import client_address
from server.languages import DEFAULT, LANGUAGES, words_in
from server.languages.words import MailWords
from server.mail import is_mail_set_up
from server.mail.message import PAGE_STYLE
from server.prompts.letters import unsubscribed_account
from server.rate_limits import often
from server.signals import schedule_affected

bp = Blueprint("mail_pages", __name__)

_SCRIPT = """
const form = document.querySelector('form'), said = document.querySelector('[role=status]');
const texts = JSON.parse(document.querySelector('template').content.textContent);
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const tell = (text) => { said.textContent = text; };
if (!token) { form.hidden = true; tell(texts.over); }
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const answer = await fetch('/api/v1/recovery', {
      method: 'PUT', headers: {'Content-Type': 'application/json'}, credentials: 'omit',
      body: JSON.stringify({token, password: form.elements.password.value}),
    });
    if (answer.status === 422) { tell(texts.poor); }
    else if (answer.status === 410) { form.hidden = true; tell(texts.over); }
    else if (answer.ok) {
      form.hidden = true; tell(texts.done); document.querySelector('.next').hidden = false;
    } else { tell(texts.failed); }
  } catch { tell(texts.failed); }
  button.disabled = false;
});
"""


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{_hash(PAGE_STYLE)}'",
        f"script-src 'sha256-{_hash(_SCRIPT)}'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


@bp.get("/mail/recover")
def recover_page() -> Response:
    """The page for a recovery link. The token is in the fragment (`#`), which is never sent and so
    in no log."""
    if not is_mail_set_up():
        return _page(DEFAULT, "Karmadex", "<p>404</p>", status=404)
    language = _language()
    words = words_in(language).mail
    texts = {
        "over": words.recover_over,
        "poor": words.recover_poor,
        "done": words.recovered,
        "failed": words.recover_failed,
    }
    body = (
        f"<form><label>{escape(words.recover_ask)}<br>"
        f'<input type="password" name="password" autocomplete="new-password" required'
        f' minlength="{SHORTEST}" maxlength="{LONGEST}"></label>'
        f"<button>{escape(words.recover_button)}</button></form>"
        '<p role="status"></p>'
        f'<p class="next" hidden><a class="go" href="/settings/keys">{escape(words.recover_next)}'
        f"</a></p><template>{escape(json.dumps(texts))}</template><script>{_SCRIPT}</script>"
    )
    return _page(language, words.recover_title, body)


@bp.get("/mail/unsubscribe/<token>")
def unsubscribe_page(token: str) -> Response:
    """Show one button. Opening the page changes nothing."""
    found = _reader(token)
    if found is None:
        return _page(DEFAULT, "Karmadex", "<p>404</p>", status=404)
    language, words = found
    body = (
        f"<p>{escape(words.unsubscribe_ask)}</p>"
        f'<form method="post"><button>{escape(words.unsubscribe_button)}</button></form>'
    )
    return _page(language, words.unsubscribe_title, body)


@bp.post("/mail/unsubscribe/<token>")
def unsubscribe(token: str) -> Response:
    """Stop the letters: for that button, or for the one of the mail program (RFC 8058)."""
    found = _reader(token)
    if found is None:
        return _page(DEFAULT, "Karmadex", "<p>404</p>", status=404)
    language, words = found
    account_id = unsubscribed_account(token)
    assert account_id is not None
    with database.write() as s:
        account = accounts.change_account(s, account_id, {"prompt_by_mail": "never"})
        if account is not None:
            schedule_affected.send(s, account_id=account_id)
    return _page(language, words.unsubscribe_title, f"<p>{escape(words.unsubscribed)}</p>")


def _reader(token: str) -> tuple[str, MailWords] | None:
    """Returns (language, words) of the account with this token; None if it is invalid. Raises
    Problem 429."""
    often.ask("unsubscribing", client_address(request), often.UNSUBSCRIBING)
    account_id = unsubscribed_account(token)
    if account_id is None:
        return None
    with database.read() as s:
        account = accounts.get_account(s, account_id)
    return None if account is None else (account.language, words_in(account.language).mail)


def _language() -> str:
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT


def _page(language: str, title: str, body: str, *, status: int = 200) -> Response:
    text = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{PAGE_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )
    response = Response(text, status=status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    return response
