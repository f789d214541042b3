"""The shop that simulated shoppers visit: the one that runs, or a copy of its folder, served for the block.

A copy, so that no talk, cart or event of a simulation is left in a shop, and each run finds it the same.
"""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bot.errors import NotReadyError
from bot.processes.build import is_made
from bot.processes.child import ending_with_parent
from bot.processes.commands import clean_environment
from bot.processes.ports import LOOPBACK, free_row
from bot.processes.status import read_status
from bot.settings import ROOT

FIRST_PORT, LAST_PORT = 32800, 34800
READY_WITHIN_S = 600  # the dialogue's model may have to be trained first
STOPPED_WITHIN_S = 25
LEFT_BEHIND = ("run", "logs")


@contextmanager
def visited(folder: Path, port: int | None) -> Iterator[str]:
    """The address of the shop on `port`, or of the one that serves `folder`, or of a copy that is served now.

    Raises NotReadyError where `folder` is no shop, or the copy does not come to answer.
    """
    running = f"http://{LOOPBACK}:{port}" if port is not None else read_status(folder).get("address")
    if running and (port is not None or _answers(str(running))):
        yield str(running)
        return
    if not is_made(folder):
        raise NotReadyError(f"{folder} is no shop; make it with `bot shop demo` or `bot shop create`.")
    with TemporaryDirectory(prefix="daogou-simulation-") as place:
        copy = Path(place) / "shop"
        shutil.copytree(folder, copy, symlinks=True, ignore=_but_what_runs(folder))
        with _served(copy) as address:
            yield address


def _but_what_runs(folder: Path) -> Callable[[str, list[str]], Sequence[str]]:
    return lambda inside, _names: LEFT_BEHIND if Path(inside) == folder else ()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    port = free_row(FIRST_PORT, LAST_PORT)
    terminal = folder.with_suffix(".txt")
    with terminal.open("w") as output:
        process = subprocess.Popen(
            (sys.executable, "-m", "bot.cli.program", "serve", "--shop", str(folder), "--port", str(port)),
            cwd=ROOT,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=ending_with_parent(),  # noqa: PLW1509  (one C call)
        )
    try:
        address = f"http://{LOOPBACK}:{port}"
        _wait_for(address, process, terminal)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, process: "subprocess.Popen[bytes]", terminal: Path) -> None:
    give_up = time.monotonic() + READY_WITHIN_S
    while not _answers(address):
        if process.poll() is not None or time.monotonic() > give_up:
            last = terminal.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            raise NotReadyError(f"The shop for the simulation does not answer: {''.join(last)}")
        time.sleep(0.3)


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False
