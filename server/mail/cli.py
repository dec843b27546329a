"""`flask mail test ADDRESS`: sends a test letter."""

import uuid

import click
from flask import current_app

from server import clock
from server.commands import Group
from server.languages import DEFAULT, words_in
from server.mail.message import Content, write
from server.mail.transport import Connection, Verdict

mail = Group("mail", help="The letters.")


@mail.command("test")
@click.argument("address")
def test(address: str) -> None:
    """Hand a letter to the mail server, and say what it said."""
    server = current_app.config["SMTP_URL"]
    if server is None:
        raise click.ClickException("SMTP_URL and MAIL_FROM are not set: this server sends no mail.")
    words = words_in(DEFAULT).mail
    content = Content(DEFAULT, words.test_subject, (words.test_line,))
    connection = Connection(server)
    try:
        message = write(
            content,
            sender=current_app.config["MAIL_FROM"],
            to=address,
            letter_id=str(uuid.uuid4()),
            sent_at=clock.now(),
        )
        outcome = connection.send(message, address, lambda: True)
    except ValueError as error:
        raise click.ClickException(f"{address!r} is no mail address: {error}.") from error
    finally:
        connection.quit()
    if outcome.verdict is not Verdict.SENT:
        raise click.ClickException(f"{server.host}:{server.port} did not take it: {outcome.reason}")
    click.echo(f"{server.host}:{server.port} took a letter to {address}.")
