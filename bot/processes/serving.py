"""`bot serve`: settle ports and secrets, and hand the shop's processes and steps to the supervisor."""

import asyncio
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.errors import NotReadyError
from bot.processes.build import dialogue_lane, require_shop, shop_lane
from bot.processes.child import LogRules
from bot.processes.choice import Served
from bot.processes.commands import bot_command, dialogue_command, our_environment
from bot.processes.first_owner import tell_first_owner
from bot.processes.health import Check
from bot.processes.pointer import POINTER_FILE
from bot.processes.ports import LOOPBACK, Ports, claimed_ports
from bot.processes.service import Service, Told
from bot.processes.status import STATUS_FILE, STEPS, Status
from bot.processes.supervisor import Supervisor, until_stopped
from bot.processes.switching import DialogueSwitch, Launch
from bot.processes.vectors import VectorFiller
from bot.secret_file import Secrets, read_secrets
from bot.settings import Settings

PROCESSES = ("gateway", "dialogue", "actions")
GIVES_WAY = 10  # the niceness of what nobody waits for
ANY_ADDRESS = {"0.0.0.0", "::"}


def serve(settings: Settings) -> None:
    """Serve the shop until Ctrl-C or SIGTERM. Raises BotError where it cannot be built or started."""
    require_shop(settings.shop_folder)
    with claimed_ports(settings) as ports, _only_one(settings.shop_folder):
        asyncio.run(_serve(settings, ports))


async def _serve(settings: Settings, ports: Ports) -> None:
    await until_stopped(plan(settings, ports))


def plan(settings: Settings, ports: Ports) -> Supervisor:
    """The supervisor of this shop; makes the shop's secrets and its status file, starts nothing."""
    folder = settings.shop_folder
    environment, secrets = our_environment(settings, ports), read_secrets(folder)
    host = LOOPBACK if settings.host in ANY_ADDRESS else settings.host
    address = f"http://{host}:{ports.gateway}"
    status = Status(folder / STATUS_FILE, address, STEPS, PROCESSES)
    rules = LogRules(folder / "logs", settings.log_file_mb, settings.log_files_kept)
    service = partial(Service, status=status, rules=rules, start_timeout_s=settings.start_timeout_s)
    up = Check(host, ports.gateway, "/health", expect=None)
    at_work = Check(LOOPBACK, ports.actions, "/health", {"Authorization": f"Bearer {secrets.actions_token}"})
    return Supervisor(
        gateway=service(bot_command("gateway", ("gateway",), environment), up.passes),
        dialogue=DialogueSwitch(
            rasa_launch(settings, secrets, ports, rules),
            models=settings.models_folder,
            first_port=ports.dialogue,
            pointer=folder / POINTER_FILE,
            status=status,
        ),
        actions=service(bot_command("actions", ("actions",), environment), at_work.passes),
        dialogue_steps=dialogue_lane(settings, environment),
        shop_steps=shop_lane(settings, environment),
        status=status,
        rules=rules,
        address=address,
        answers=Check(host, ports.gateway, "/health"),
        chores=[
            VectorFiller(
                settings.graph_folder,
                replace(
                    bot_command("vectors", ("graph", "vectors", "--shop", str(folder)), environment),
                    niceness=GIVES_WAY,
                ),
                rules,
            )
        ],
        when_built=partial(tell_first_owner, settings),
    )


def rasa_launch(settings: Settings, secrets: Secrets, ports: Ports, rules: LogRules) -> Launch:
    """How a Rasa of this shop is started with one model on one port; it is well once it has understood."""

    def launch(served: Served, port: int, name: str, told: Told) -> Service:
        command = dialogue_command(settings, secrets, replace(ports, dialogue=port), served.file)
        understands = Check(LOOPBACK, port, f"/status?token={secrets.dialogue_token}")
        return Service(
            replace(command, name=name),
            understands.passes,
            status=told,
            rules=rules,
            start_timeout_s=settings.start_timeout_s,
            model=served.file,
        )

    return launch


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Refuse a second supervisor of one shop; two would restart each other's processes."""
    file = folder / "run/serve.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotReadyError(f"{folder} is being served already; stop that `bot serve` first.") from None
        yield
