"""Commands of the program `bot` as its owner runs them, and waiting that never lasts for ever."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.processes.commands import clean_environment
from bot.settings import ROOT

__all__ = ["bot", "bot_command", "clean_environment", "refusal_of", "wait_for"]


def wait_for(met: Callable[[], Any], seconds: float, what: str, every_s: float = 0.1) -> Any:
    """What `met` gives once it is true; fails after `seconds`, saying what was waited for."""
    give_up = time.monotonic() + seconds
    while not (found := met()):
        assert time.monotonic() < give_up, f"waited {seconds:g} s in vain: {what}"
        time.sleep(every_s)
    return found


def bot(
    *arguments: str, seconds: float = 120, typed: str = "", returncode: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command of the program `bot`, run to its end, mostly a good one; `typed` is its input."""
    return _run(arguments, seconds, typed, environment, returncode=returncode)


def refusal_of(
    *arguments: str, seconds: float = 120, typed: str = "", returncode: int = 1, **environment: str
) -> str:
    """What a command of `bot` says that must be refused: its sentences, and no traceback."""
    told = _run(arguments, seconds, typed, environment, returncode=returncode).stderr
    assert "Traceback" not in told
    return told


def _run(
    arguments: Sequence[str], seconds: float, typed: str, environment: Mapping[str, str], *, returncode: int
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        bot_command(*arguments),
        cwd=ROOT,
        env={**clean_environment(), "COLUMNS": "200", **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    told = f"bot {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    assert done.returncode == returncode, told
    return done


def bot_command(*arguments: str) -> list[str]:
    """What starts a command of `bot` in this environment."""
    return [sys.executable, "-m", "bot.cli.program", *arguments]
