"""`flask users …`: commands for the operator."""

import sys
from typing import Any, NoReturn

import click
from pydantic import TypeAdapter, ValidationError

from server import clock, database
from server.accounts import store
from server.accounts.activity.store import note
from server.accounts.models import Account
from server.accounts.passwords import PoorPassword, check_new_password, hash_password
from server.accounts.schemas import Email, Name, Zone
from server.commands import Group
from server.signals import account_deleted

users = Group("users", help="Who has an account here.")


@users.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--timezone", required=True, help="An IANA name, such as Europe/Berlin.")
def add(email: str, name: str, timezone: str) -> None:
    """Make an account. The password comes from standard input, or is asked for."""
    email, name = checked(Email, email), checked(Name, name)
    timezone = checked(Zone, timezone)
    hashed = hash_password(ask_password(email))
    try:
        with database.write() as s:
            account = store.add_account(
                s,
                email=email,
                name=name,
                password_hash=hashed,
                timezone=timezone,
                now=clock.now(),
            )
    except store.AddressTaken:
        fail(f"{email} has an account already.")
    click.echo(f"Added {account.email}, account {account.id}.")


@users.command("list")
def list_() -> None:
    """Print who has an account: address, name, time zone, since when."""
    with database.read() as s:
        accounts = store.all_accounts(s)
    for account in accounts:
        since = account.created_at.date().isoformat()
        click.echo(f"{account.email}\t{account.name}\t{account.timezone}\t{since}\t{account.id}")


@users.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Set a new password, and sign all phones of the account out."""
    account = find(email)
    hashed = hash_password(ask_password(account.email))
    with database.write() as s:
        store.change_account(s, account.id, {"password_hash": hashed})
        store.close_all_sessions(s, account.id)
        note(s, account.id, "password_reset", clock.now())
    click.echo(f"{account.email} has a new password; all its phones have to sign in again.")


@users.command("delete")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(email: str, yes: bool) -> None:
    """Erase an account and everything in it."""
    account = find(email)
    if not yes:
        click.confirm(f"Erase {account.email} and all its records for ever?", abort=True)
    with database.write() as s:
        store.delete_account(s, account.id)
    database.erase_traces()
    account_deleted.send(None, account_id=account.id)
    click.echo(f"Erased {account.email}.")


def find(email: str) -> Account:
    """Returns the account with this address. Raises click.ClickException if there is none."""
    with database.read() as s:
        account = store.find_account(s, email.strip())
    if account is None:
        fail(f"Nobody here has the address {email}.")
    return account


def checked(kind: Any, value: str) -> str:
    """Returns the value, validated as by the API. Raises click.ClickException."""
    try:
        return str(TypeAdapter(kind).validate_python(value))
    except ValidationError as error:
        fail(f"{value!r}: {error.errors()[0]['msg'].removeprefix('Value error, ')}.")


def ask_password(email: str) -> str:
    """Returns the first line of standard input, or asks twice without echo. Raises
    click.ClickException for a password that is not allowed."""
    if sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        check_new_password(password, email)
    except PoorPassword as error:
        fail(f"The password {error}.")
    return password


def fail(why: str) -> NoReturn:
    """End the command with this message. Raises click.ClickException."""
    raise click.ClickException(why)
