"""`flask vapid …`: the keys that this server signs its pushes with.

A browser subscribes with the server's public key, and its push service takes nothing that another
key has signed. So a new key does not replace the old one at once: both sign, each for the phones
that subscribed with it, until each phone has subscribed anew at its next start.
"""

import click
from flask import current_app

from server import database
from server.commands import Group
from server.keys import as_setting, make_vapid_key, read_vapid_key
from server.push import store
from server.push.key_files import are_in_files, write_key_files
from server.push.service import push_service
from server.push.vapid import Vapid

vapid = Group("vapid", help="The keys that pushes are signed with.")


@vapid.command("keys")
@click.option("--new", is_flag=True, help="Make a new pair and print it; nothing is changed.")
def keys(new: bool) -> None:
    """Print the public key in use, and with older ones beside it, how many phones each is for.

    With --new: a new pair for VAPID_PRIVATE_KEY. `vapid rotate` does the rest, too.
    """
    if new:
        pem = read_vapid_key(make_vapid_key())
        click.echo(pem.strip())
        click.echo(Vapid(pem, "").public_key)
        return
    held = push_service().keys
    with database.read() as s:
        counts = store.count_by_key(s, held.public_key)
    unknown = [key for key in counts if key not in held]
    if not held.old_public_keys and not unknown:
        click.echo(held.public_key)
        return
    for key, what in (
        (held.public_key, "in use"),
        *((key, "old") for key in held.old_public_keys),
        *((key, "gone") for key in unknown),
    ):
        click.echo(f"{key}  {what}, {counts.get(key, 0)} subscriptions")


@vapid.command("rotate")
def rotate() -> None:
    """Take a new key, and let the one in use go on signing for the phones that subscribed with it.

    Each phone subscribes anew, without a question, when it is next started.
    """
    new = read_vapid_key(make_vapid_key())
    before = [
        current_app.config["VAPID_PRIVATE_KEY"],
        *current_app.config["VAPID_OLD_PRIVATE_KEYS"],
    ]
    with database.write() as s:
        store.name_key(s, push_service().public_key)
    if are_in_files(current_app):
        write_key_files(current_app, in_use=new, old=before)
        click.echo(f"The new key: {Vapid(new, '').public_key}")
        click.echo("Start the server anew, and every worker, so that they sign with both.")
        return
    click.echo("The keys are settings here. Set them to these, for the server and every worker:")
    click.echo(f"VAPID_PRIVATE_KEY={as_setting(new)}")
    click.echo(f"VAPID_OLD_PRIVATE_KEYS={','.join(map(as_setting, before))}")


@vapid.command("retire")
@click.argument("public_key", required=False)
@click.option("--force", is_flag=True, help="Also while phones have yet to subscribe anew.")
def retire(public_key: str | None, force: bool) -> None:
    """Give up the old keys that no phone needs any more, or this one.

    By force: the phones that subscribed with it are prompted again after their next start.
    """
    held = push_service().keys
    if public_key is not None and public_key not in held.old_public_keys:
        raise click.ClickException("That is no old key of this server: see `vapid keys`.")
    with database.write() as s:
        store.name_key(s, held.public_key)
        counts = store.count_by_key(s, held.public_key)
        wanted = [public_key] if public_key else held.old_public_keys
        gone = [key for key in wanted if force or not counts.get(key)]
        for key in gone:
            store.remove_made_with(s, key)
    for key in wanted:
        if key not in gone:
            click.echo(f"{key} stays: {counts[key]} subscriptions were made with it.")
    if not gone:
        raise click.ClickException("There is nothing to give up.")
    old = current_app.config["VAPID_OLD_PRIVATE_KEYS"]
    left = [key for key in old if Vapid(key, "").public_key not in gone]
    if are_in_files(current_app):
        write_key_files(current_app, in_use=current_app.config["VAPID_PRIVATE_KEY"], old=left)
        click.echo(f"Given up: {', '.join(gone)}")
    else:
        click.echo("The keys are settings here. Set this one, for the server and every worker:")
        click.echo(f"VAPID_OLD_PRIVATE_KEYS={','.join(map(as_setting, left))}")
