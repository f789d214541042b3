"""A real SPARQL server on loopback for the tests of this folder, and one that never answers."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

UP_WITHIN_S = 20


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class GraphServer:
    """Oxigraph in a process of its own; it can be stopped and started again with what it held."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
        if found is None:
            pytest.skip("the Oxigraph server is not installed beside this Python")
        self._program = found
        self._folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/query"

    def start(self) -> None:
        place = ("--location", str(self._folder), "--bind", f"127.0.0.1:{self.port}")
        self._process = subprocess.Popen(
            [self._program, "serve", *place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + UP_WITHIN_S
        while time.monotonic() < until:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self._process.poll() is None, "the Oxigraph server ended at once"
            time.sleep(0.02)
        self.stop()
        pytest.fail("the Oxigraph server did not come up")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None


@contextmanager
def graph_server(folder: Path) -> Iterator[GraphServer]:
    server = GraphServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that takes every connection and answers none."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield int(listening.getsockname()[1])
