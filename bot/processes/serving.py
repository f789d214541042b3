"""`bot serve`: settle ports and secrets, and hand the shop's processes and steps to the supervisor."""

import asyncio
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bot.errors import NotReadyError
from bot.processes.build import dialogue_lane, require_shop, shop_lane
from bot.processes.child import LogRules
from bot.processes.commands import bot_command, dialogue_command, our_environment
from bot.processes.fingerprint import model_file
from bot.processes.health import Check
from bot.processes.ports import LOOPBACK, Ports, claimed_ports
from bot.processes.service import Service
from bot.processes.status import STATUS_FILE, STEPS, Status
from bot.processes.supervisor import Supervisor, until_stopped
from bot.secret_file import read_secrets
from bot.settings import ROOT, Settings

PROCESSES = ("gateway", "dialogue", "actions")
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
    loaded = Check(LOOPBACK, ports.dialogue, f"/status?token={secrets.dialogue_token}")
    at_work = Check(LOOPBACK, ports.actions, "/health", {"Authorization": f"Bearer {secrets.actions_token}"})
    return Supervisor(
        gateway=service(bot_command("gateway", ("gateway",), environment), up.passes),
        dialogue=service(dialogue_command(settings, secrets, ports), loaded.passes, model=model_file(ROOT)),
        actions=service(bot_command("actions", ("actions",), environment), at_work.passes),
        dialogue_steps=dialogue_lane(environment),
        shop_steps=shop_lane(settings, environment),
        status=status,
        rules=rules,
        address=address,
        answers=Check(host, ports.gateway, "/health"),
    )


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
