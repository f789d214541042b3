"""`bot staff`: who may sign in to the console and the studio. A password is never on the command line."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ShopOption, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from shop.staff.audit import Actor
    from shop.staff.members import Members

app = typer.Typer(help="Who may sign in to the console and the studio.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name that they sign in with.")]
GenerateOption = Annotated[
    bool, typer.Option("--generate", help="Make a password and print it once, instead of asking for one.")
]


class Role(StrEnum):
    """What a member of staff may do; docs/staff.md has the table."""

    owner = "owner"
    trainer = "trainer"
    agent = "agent"
    viewer = "viewer"


@app.command()
def add(
    name: NameArgument,
    role: Annotated[Role, typer.Option("--role", help="What they may do.")],
    generate: GenerateOption = False,
    shop: ShopOption = None,
) -> None:
    """Let somebody in. The password is asked for twice, or read from stdin where that is no terminal."""
    with _members(shop) as members:
        password = _password(generate)
        members.add(name, role.value, password, by_terminal())
    typer.echo(f"{name} is staff now, as {role.value}; they sign in at /staff.")
    _print_generated(password, generate)


@app.command("list")
def list_members(shop: ShopOption = None) -> None:
    """Show everybody, with role, state and since when."""
    from bot.cli.tables import show_rows

    with _members(shop) as members:
        rows = [
            (
                member.name,
                member.role,
                "disabled" if member.disabled_at else "enabled",
                f"{member.created_at:%Y-%m-%d}",
            )
            for member in members.all()
        ]
    show_rows(("name", "role", "state", "since"), rows)


@app.command()
def disable(name: NameArgument, shop: ShopOption = None) -> None:
    """Keep somebody out, and end all of their sessions at once."""
    with _members(shop) as members:
        members.change(name, by_terminal(), disabled=True)
    typer.echo(f"{name} can't sign in any more, and all their sessions have ended.")


@app.command()
def enable(name: NameArgument, shop: ShopOption = None) -> None:
    """Let somebody in again."""
    with _members(shop) as members:
        members.change(name, by_terminal(), disabled=False)
    typer.echo(f"{name} can sign in again.")


@app.command()
def reset(name: NameArgument, generate: GenerateOption = False, shop: ShopOption = None) -> None:
    """Give somebody a new password, and end all of their sessions at once."""
    with _members(shop) as members:
        members.get(name)
        password = _password(generate)
        members.set_password(name, password, by_terminal())
    typer.echo(f"{name} has a new password, and all their sessions have ended.")
    _print_generated(password, generate)


def _members(shop: "Path | None") -> "AbstractContextManager[Members]":
    from contextlib import contextmanager

    from shop.database import Database, sqlite_url
    from shop.profile import ShopProfile
    from shop.staff.members import Members

    settings = settings_for(shop)

    @contextmanager
    def opened() -> "Iterator[Members]":
        ShopProfile.read(settings.shop_folder)  # a database without a shop would be lost when one is made
        database = Database(settings.database_url or sqlite_url(settings.shop_folder / "shop.db"))
        try:
            yield Members(database)
        finally:
            database.close()

    return opened()


def by_terminal() -> "Actor":
    """Who acts on the command line, as the log names them."""
    from getpass import getuser

    from shop.staff.audit import TERMINAL, Actor

    return Actor(TERMINAL, getuser())


def _password(generate: bool) -> str:
    """A new password, by a way that leaves no trace in a history or a list of processes."""
    import sys
    from getpass import getpass

    from bot.errors import BotError
    from shop.staff.passwords import generate_password

    if generate:
        return generate_password()
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise BotError("The two passwords differ; nothing was changed.")
    return password


def _print_generated(password: str, generate: bool) -> None:
    if generate:
        typer.echo(f"Password, shown this once: {password}")
