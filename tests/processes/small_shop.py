"""Serve a shop of three small processes as `bot serve` serves real ones. Usage: small_shop.py FOLDER PORT...

One process dies soon after it is up, again and again; one does not listen to SIGTERM.
"""

import asyncio
import os
import sys
from pathlib import Path

from bot.logs import configure_terminal
from bot.processes.build import Step
from bot.processes.child import Command, LogRules
from bot.processes.health import Check
from bot.processes.service import Service
from bot.processes.status import STATUS_FILE, STEPS, Status
from bot.processes.supervisor import Supervisor, until_stopped

folder, ports = Path(sys.argv[1]), [int(port) for port in sys.argv[2:]]
status = Status(
    folder / STATUS_FILE, f"http://127.0.0.1:{ports[0]}", STEPS, ("gateway", "dialogue", "actions")
)
rules = LogRules(folder / "logs")


def command(name: str, *arguments: str) -> Command:
    return Command(name, (sys.executable, *arguments), dict(os.environ), folder)


def service(name: str, port: int, *options: str) -> Service:
    script = str(Path(__file__).with_name("small_process.py"))
    check = Check("127.0.0.1", port, "/")
    return Service(command(name, script, str(port), *options), check.passes, status=status, rules=rules)


def step(what: str, code: str = "") -> Step:
    return Step(what, command(what, "-c", code), lambda: bool(code))  # type: ignore[arg-type]


async def main() -> None:
    supervisor = Supervisor(
        gateway=service("gateway", ports[0]),
        dialogue=service("dialogue", ports[1], "--die-after", "1.5"),
        actions=service("actions", ports[2], "--stubborn"),
        dialogue_steps=[step("dialogue_environment"), step("dialogue_model")],
        shop_steps=[step("demo_shop"), step("graph", os.environ.get("GRAPH_STEP", "")), step("recommender")],
        status=status,
        rules=rules,
        address=f"http://127.0.0.1:{ports[0]}",
        answers=Check("127.0.0.1", ports[0], "/"),
        chores=[],
        when_built=lambda: None,
    )
    await until_stopped(supervisor)


configure_terminal()
asyncio.run(main())
