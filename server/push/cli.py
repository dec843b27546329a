"""`flask vapid …`: the keys that this server signs its pushes with."""

import click
from flask.cli import AppGroup

from server.keys import make_vapid_key, read_vapid_key
from server.push.service import push_service
from server.push.vapid import Vapid

vapid = AppGroup("vapid", help="The keys that pushes are signed with.")


@vapid.command("keys")
@click.option("--new", is_flag=True, help="Make a new pair and print it; nothing is changed.")
def keys(new: bool) -> None:
    """Print the public key in use; with --new, a new pair for VAPID_PRIVATE_KEY.

    Every phone subscribed with the key in use: after a change each has to open the app once.
    """
    if not new:
        click.echo(push_service().public_key)
        return
    pem = read_vapid_key(make_vapid_key())
    click.echo(pem.strip())
    click.echo(Vapid(pem, "").public_key)
