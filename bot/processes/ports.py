"""Which ports a shop's processes listen on, found free and claimed before anything starts.

The gateway's port is the one a person names. Inner ports follow it, and step aside where they are taken,
unless a person named them too. A process may listen only minutes later, once it is built; until then the
UDP port of the same number, held by the supervisor, tells other supervisors that it is spoken for.
"""

import errno
import random
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bot.errors import NotReadyError, PortTakenError
from bot.settings import DEFAULT_PORT, Settings

LOOPBACK = "127.0.0.1"
HIGHEST = 65535


@dataclass(frozen=True, slots=True)
class Ports:
    """One port a process; all but the gateway's are on loopback."""

    gateway: int
    dialogue: int
    actions: int


@contextmanager
def claimed_ports(settings: Settings) -> Iterator[Ports]:
    """The ports of this start, claimed for the block, or until this process ends.

    Raises PortTakenError naming a port that was asked for and is taken, NotReadyError where none can be had.
    """
    with ExitStack() as claims:
        usual = usual_inner_ports(settings.port)
        _claim_asked(claims, settings.host, settings.port, "gateway", "--port")
        for port, process in ((settings.dialogue_port, "dialogue"), (settings.actions_port, "actions")):
            if port is not None:
                _claim_asked(claims, LOOPBACK, port, process, f"--{process}-port")
        yield Ports(
            settings.port,
            settings.dialogue_port or _claim_from(claims, usual[0]),
            settings.actions_port or _claim_from(claims, usual[1]),
        )


@contextmanager
def claimed_inner_port(first: int) -> Iterator[int]:
    """A free port on loopback, `first` or one above it, claimed for the block. Raises NotReadyError."""
    with ExitStack() as claims:
        yield _claim_from(claims, first)


def given_ports(settings: Settings) -> Ports:
    """The ports of a process that is started alone, without asking the machine."""
    dialogue, actions = usual_inner_ports(settings.port)
    return Ports(settings.port, settings.dialogue_port or dialogue, settings.actions_port or actions)


def usual_inner_ports(port: int) -> tuple[int, int]:
    """Rasa's and the actions' port beside this port of the gateway."""
    return (5005, 5055) if port == DEFAULT_PORT else (port + 1, port + 2)


def free_row(low: int, high: int, length: int = 4) -> int:
    """The first of `length` free ports in a row on loopback, somewhere from `low` to below `high`.

    Picked at random, so that runs side by side seldom choose the same. Raises NotReadyError.
    """
    firsts = list(range(low, high - length + 1, 10))
    for first in random.sample(firsts, len(firsts)):
        with ExitStack() as probes:
            sockets = [probes.enter_context(_socket(LOOPBACK, socket.SOCK_STREAM)) for _ in range(length)]
            if all(_bound(probe, LOOPBACK, first + step) for step, probe in enumerate(sockets)):
                return first
    raise NotReadyError(f"No {length} free ports in a row were found between {low} and {high}.")


def _claim_asked(claims: ExitStack, host: str, port: int, process: str, flag: str) -> None:
    if not _claim(claims, host, port):
        raise PortTakenError(port, process, flag)


def _claim_from(claims: ExitStack, first: int) -> int:
    for port in range(first, HIGHEST + 1):
        if _claim(claims, LOOPBACK, port):
            return port
    raise NotReadyError(f"No port from {first} on is free; choose a lower one with --port.")


def _claim(claims: ExitStack, host: str, port: int) -> bool:
    """Whether a process of ours may listen there; if so, it is claimed until `claims` is closed."""
    with _socket(host, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
        if not _bound(probe, host, port):
            return False
    claim = claims.enter_context(_socket(LOOPBACK, socket.SOCK_DGRAM))
    return _bound(claim, LOOPBACK, port)


def _socket(host: str, kind: socket.SocketKind) -> socket.socket:
    return socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, kind)


def _bound(probe: socket.socket, host: str, port: int) -> bool:
    """Bind it; False where the port is taken. Raises NotReadyError where nobody could have it."""
    try:
        probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        if error.errno == errno.EACCES:
            raise NotReadyError(
                f"Port {port} may not be opened by this user; choose one above 1023."
            ) from error
        raise NotReadyError(
            f"{host} is no address of this machine; choose another with DAOGOU_HOST."
        ) from error
    return True
