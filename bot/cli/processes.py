"""`bot serve` and the processes one by one, and `bot settings`."""

import os
from typing import Annotated

import typer

from bot.cli.options import ShopOption, settings_for

PortOption = Annotated[
    int | None, typer.Option("--port", min=1, max=65535, help="Port of the gateway.", show_default="8000")
]
DialoguePortOption = Annotated[
    int | None,
    typer.Option(
        "--dialogue-port", min=1, max=65535, help="Port of Rasa, on loopback.", show_default="5005, or PORT+1"
    ),
]
ActionsPortOption = Annotated[
    int | None,
    typer.Option(
        "--actions-port",
        min=1,
        max=65535,
        help="Port of the actions, on loopback.",
        show_default="5055, or PORT+2",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Put these commands at the top of the program."""
    for command in (serve, gateway, dialogue, actions, settings):
        app.command()(command)


def serve(
    shop: ShopOption = None,
    port: PortOption = None,
    dialogue_port: DialoguePortOption = None,
    actions_port: ActionsPortOption = None,
) -> None:
    """Open the shop: build what is missing, start all processes, keep them alive until Ctrl-C."""
    from bot.logs import configure_terminal
    from bot.processes.serving import serve as keep_serving

    chosen = settings_for(shop, port=port, dialogue_port=dialogue_port, actions_port=actions_port)
    configure_terminal(chosen.log_level)
    keep_serving(chosen)


def gateway(shop: ShopOption = None, port: PortOption = None) -> None:
    """Run the gateway alone: the chat's API and page."""
    from bot.processes.gateway import run_gateway

    run_gateway(settings_for(shop, port=port))


def dialogue(shop: ShopOption = None, dialogue_port: DialoguePortOption = None) -> None:
    """Run Rasa alone, on loopback."""
    from bot.processes.commands import dialogue_command
    from bot.processes.ports import given_ports
    from bot.secret_file import read_secrets

    chosen = settings_for(shop, dialogue_port=dialogue_port)
    command = dialogue_command(chosen, read_secrets(chosen.shop_folder), given_ports(chosen))
    os.chdir(command.folder)
    os.execve(command.arguments[0], command.arguments, dict(command.environment))


def actions(shop: ShopOption = None, actions_port: ActionsPortOption = None) -> None:
    """Run the actions alone, on loopback."""
    from bot.processes.actions import run_actions

    run_actions(settings_for(shop, actions_port=actions_port))


def settings() -> None:
    """Show every setting, as README.md does."""
    from bot.settings import settings_table

    print(settings_table())
