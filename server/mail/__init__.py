"""Letters (e-mail): their queue, their content, and sending each once."""

from flask import current_app


def is_mail_set_up() -> bool:
    """Returns whether this server can send mail at all. If not, nothing offers it."""
    return current_app.config["SMTP_URL"] is not None
