"""`bot train`: train the dialogue's model in Rasa's environment, if its files have changed."""

import json
import os
import subprocess
import time

from rich.console import Console

from bot.errors import NotReadyError
from bot.processes.commands import DIALOGUE_PYTHON, rasa_environment
from bot.processes.fingerprint import model_file
from bot.processes.models import drop_old
from bot.settings import ROOT


def train(*, force: bool) -> int:
    """0 once there is a model of the files as they are; Rasa's exit code where it cannot be trained.

    Raises NotReadyError where Rasa's environment is missing.
    """
    console = Console(highlight=False, soft_wrap=True)
    target = model_file(ROOT)
    if target.exists() and not force:
        console.print(f"The model is up to date: {target.relative_to(ROOT)}")
        return 0
    if not DIALOGUE_PYTHON.exists():
        raise NotReadyError("Rasa's environment is not installed yet; run `make dialogue-env` first.")
    began = time.monotonic()
    arguments = [str(DIALOGUE_PYTHON), "-m", "bot.dialogue.train", "--root", str(ROOT), "--out", str(target)]
    with subprocess.Popen(
        arguments,
        cwd=ROOT,
        env=rasa_environment(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as training:
        assert training.stdout is not None
        for line in training.stdout:
            console.print(f"{time.monotonic() - began:5.1f} s  {_in_words(line)}", markup=False)
    if training.returncode == 0:
        console.print(f"Trained {target.relative_to(ROOT)} in {time.monotonic() - began:.0f} s")
        dropped = drop_old(target)
        if dropped:
            console.print(f"Older models deleted: {len(dropped)}")
    return training.returncode


def _in_words(line: str) -> str:
    try:
        return str(json.loads(line)["event"])
    except (ValueError, KeyError, TypeError):
        return line.strip()
