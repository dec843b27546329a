"""Letters: how one gets to its reader once, and what it says."""

from flask import current_app


def is_mail_set_up() -> bool:
    """Whether this server can send mail at all. Without it nothing offers any."""
    return current_app.config["SMTP_URL"] is not None
