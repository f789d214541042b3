"""Free ports, and a shop of small processes that runs beside the test."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bot.processes.status import read_status
from bot.settings import ROOT


class SmallShop:
    """`small_shop.py` at work: its processes, and what it has said."""

    def __init__(self, folder: Path, ports: list[int], **environment: str) -> None:
        self.folder = folder
        self.ports = ports
        self.said = folder / "terminal.txt"
        script = ROOT / "tests/processes/small_shop.py"
        with self.said.open("w") as terminal:
            self.process = subprocess.Popen(
                [sys.executable, str(script), str(folder), *map(str, ports)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                stdout=terminal,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def status(self) -> dict[str, object]:
        return read_status(self.folder)

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def wait_for(self, passes: Callable[[], object], seconds: float = 20) -> None:
        """Until it passes; fails with what the terminal shows."""
        give_up = time.monotonic() + seconds
        while not passes():
            assert time.monotonic() < give_up, self.said.read_text()
            time.sleep(0.05)

    def ready(self) -> bool:
        return self.status().get("what") == "ready"


@pytest.fixture
def free_ports() -> list[int]:
    """Three ports that nobody listens on now."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@pytest.fixture
def open_shop(tmp_path: Path, free_ports: list[int]) -> Iterator[Callable[..., SmallShop]]:
    """Opens the shop; whatever is left of it at the end of the test is ended."""
    opened: list[SmallShop] = []

    def start(**environment: str) -> SmallShop:
        opened.append(SmallShop(tmp_path, free_ports, **environment))
        return opened[-1]

    yield start
    for shop in opened:
        if shop.process.poll() is None:
            left = shop.children()
            shop.process.kill()
            shop.process.wait()
            psutil.wait_procs(left, timeout=5)
