"""What is run for each process and each building step, and with which environment.

All of them find each other through the environment; secrets never stand in a command line.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.processes.blas import kernels
from bot.processes.child import Command
from bot.processes.choice import file_to_serve
from bot.processes.ports import LOOPBACK, Ports
from bot.secret_file import Secrets
from bot.settings import ROOT, Settings

DIALOGUE_STAMP = "bot/dialogue/.venv/.synced"
DIALOGUE_PYTHON = ROOT / "bot/dialogue/.venv/bin/python"
# Python must be free to keep its bytecode: without it Rasa's imports take 15 s at every start instead of 6 s.
UNWANTED = {
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
    "MAKEFLAGS",
    "MAKELEVEL",
    "MFLAGS",
}
QUIET_RASA = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",  # its cache does not know when our components change
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL": "WARNING",  # Rasa draws no progress bars then; its log follows DAOGOU_LOG_LEVEL
    "CUDA_VISIBLE_DEVICES": "-1",
}

# A sentence is too small a sum for threads: waking them took as much processor time as all the rest of a turn.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def clean_environment() -> dict[str, str]:
    """This process's environment without the settings of Daogou that a developer may have in it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DAOGOU_")}


def our_environment(settings: Settings, ports: Ports) -> dict[str, str]:
    """The environment of a process of ours: this one's, with the shop and the ports that were chosen."""
    return {
        **{name: value for name, value in os.environ.items() if name not in UNWANTED},
        **ONE_THREAD,
        "DAOGOU_SHOP": str(settings.shop_folder),
        "DAOGOU_HOST": settings.host,
        "DAOGOU_PORT": str(ports.gateway),
        "DAOGOU_DIALOGUE_PORT": str(ports.dialogue),
        "DAOGOU_ACTIONS_PORT": str(ports.actions),
    }


def rasa_environment(base: Mapping[str, str]) -> dict[str, str]:
    """The environment in which Rasa finds our components and calls nobody."""
    kept = {name: value for name, value in base.items() if name not in UNWANTED}
    return {**kernels(), **kept, **QUIET_RASA, **ONE_THREAD, "PYTHONPATH": str(ROOT)}


def bot_command(name: str, arguments: tuple[str, ...], environment: Mapping[str, str]) -> Command:
    """`bot ...` as a child, under a name for logs."""
    return Command(name, (sys.executable, "-m", "bot.cli.program", *arguments), environment, ROOT)


def dialogue_command(
    settings: Settings, secrets: Secrets, ports: Ports, model: Path | None = None
) -> Command:
    """Rasa's server with this model; with the one to serve, where none is named."""
    shop = settings.shop_folder
    environment = rasa_environment(our_environment(settings, ports)) | {
        "DAOGOU_DIALOGUE_TOKEN": secrets.dialogue_token,
        "DAOGOU_ACTIONS_TOKEN": secrets.actions_token,
        "DAOGOU_ACTIONS_URL": f"http://{LOOPBACK}:{ports.actions}/webhook",
        "DAOGOU_TRACKER_DB": str(shop / "dialogue.db"),
        "DAOGOU_LEXICON": str(settings.graph_folder / "current/lexicon.jsonl"),
        "DAOGOU_ACTION_TIMEOUT_S": str(settings.action_timeout_s),
        "DAOGOU_LOG_LEVEL": settings.log_level,
        "DAOGOU_LOG_TEXTS": str(int(settings.log_texts)),
    }
    model = model or file_to_serve(settings.models_folder)
    arguments = ("--model", str(model), "--port", str(ports.dialogue))
    return Command(
        "dialogue", (str(DIALOGUE_PYTHON), "-m", "bot.dialogue.launch", *arguments), environment, ROOT
    )


def environment_command(base: Mapping[str, str]) -> Command:
    """Installs Rasa's environment."""
    return Command("dialogue-environment", ("make", "--silent", "dialogue-env"), base, ROOT)
