"""The steps that a shop needs before it can answer; only those whose outcome is missing or stale are run.

Steps run as child processes, so that this one stays small; those of one lane run one after another.
"""

import asyncio
import fcntl
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.errors import NotReadyError
from bot.processes.child import Child, Command, LogRules
from bot.processes.choice import model_is_ready, must_be_renewed
from bot.processes.commands import DIALOGUE_STAMP, bot_command, environment_command
from bot.processes.fingerprint import MODELS
from bot.processes.status import Status, What
from bot.settings import DEMO_SHOP, ROOT, Settings

log = structlog.get_logger()

ASK_AGAIN_S = 0.3
TRAINING_LOCK = ".lock"  # of a models' folder: one training at a time


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its code for the page, what it runs, and whether that is needed (asked just before).

    `shown_as` is the code that the page shows meanwhile, where another one says more.
    """

    what: What
    command: Command
    needed: Callable[[], bool]
    shown_as: What | None = None


def dialogue_lane(settings: Settings, environment: dict[str, str]) -> list[Step]:
    """Rasa's environment and model: the same for all shops."""
    models = settings.models_folder
    return [
        Step("dialogue_environment", environment_command(environment), dialogue_environment_is_stale),
        Step(
            "dialogue_model",
            bot_command("training", ("train", "--served"), environment),
            lambda: not model_is_ready(models),
            "dialogue_model_anew" if must_be_renewed(models) else None,
        ),
    ]


def shop_lane(settings: Settings, environment: dict[str, str]) -> list[Step]:
    """The shop's own parts; the demo shop's first step makes it."""
    folder = settings.shop_folder
    made = is_made(folder)
    place = ("--shop", str(folder))
    return [
        Step("demo_shop", bot_command("demo-shop", ("shop", "demo", *place), environment), lambda: not made),
        Step(
            "graph",
            bot_command("graph", ("graph", "repair", *place), environment),
            lambda: True,
        ),
        Step(
            "recommender",
            bot_command("recommender", ("recommender", "train", "--if-stale", *place), environment),
            lambda: True,
        ),
    ]


def is_made(folder: Path) -> bool:
    """Whether there is a shop in this folder."""
    return (folder / "shop.yml").exists()


def require_shop(folder: Path) -> None:
    """Raise NotReadyError where there is no shop; the demo shop may be missing, its first start makes it."""
    if folder != ROOT / DEMO_SHOP and not is_made(folder):
        raise NotReadyError(f"{folder} is no shop; make one with `bot shop create {folder}`.")


def dialogue_environment_is_stale() -> bool:
    """Whether `make dialogue-env` would install something. Raises NotReadyError where there is no make."""
    if not shutil.which("make"):
        raise NotReadyError("`make`, which installs Rasa's environment, was not found; install make.")
    asked = subprocess.run(["make", "-q", DIALOGUE_STAMP], cwd=ROOT, capture_output=True, check=False)
    return asked.returncode != 0


async def run_lane(steps: Sequence[Step], status: Status, rules: LogRules) -> None:
    """Run what is needed, in order. Raises NotReadyError, with the step's last line, where one fails."""
    for step in steps:
        status.begin(step.what, step.shown_as)
        if await asyncio.to_thread(step.needed):
            await _run(step.command, rules)
        status.done(step.what)


async def _run(command: Command, rules: LogRules) -> None:
    log.info("working on", part=command.name)
    child = await Child.start(command, rules)
    try:
        code = await child.wait()
    finally:
        await child.stop()
    if code:
        raise NotReadyError(
            f"{command.name} could not be made ({child.last_words()}); see {rules.folder / command.name}.log."
        )


@asynccontextmanager
async def turn_at(file: Path, held_up: Callable[[], None] = lambda: None) -> AsyncIterator[None]:
    """Wait for one's turn at what several shops share; the kernel gives it back if this process ends.

    `held_up` is called once where another process has it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as handle:
        if not _locked(handle.fileno()):
            held_up()
            while not _locked(handle.fileno()):
                await asyncio.sleep(ASK_AGAIN_S)
        yield


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def run_shared_lane(steps: Sequence[Step], status: Status, rules: LogRules) -> None:
    """As `run_lane`, for what all shops share: one supervisor at a time, where there is anything to do."""
    if not await asyncio.to_thread(lambda: any(step.needed() for step in steps)):
        await run_lane(steps, status, rules)
        return
    lock = ROOT / MODELS / TRAINING_LOCK

    def held_up() -> None:
        status.held_up(steps[0].what)
        log.info("another process is training the dialogue model; this one waits for it", lock=str(lock))

    async with turn_at(lock, held_up):
        await run_lane(steps, status, rules)
