"""Which ports a shop's processes listen on, found free before anything starts.

The gateway's port is the one a person names. Inner ports follow it, and step aside where they are taken,
unless a person named them too.
"""

import errno
import socket
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


def choose_ports(settings: Settings) -> Ports:
    """The ports for this start. Raises PortTakenError naming a port that was asked for and is taken."""
    if not is_free(settings.host, settings.port):
        raise PortTakenError(settings.port, "gateway", "--port")
    usual = usual_inner_ports(settings.port)
    taken = {settings.port, settings.dialogue_port, settings.actions_port}
    dialogue = _asked(settings.dialogue_port, "dialogue") or _free_from(usual[0], taken)
    actions = _asked(settings.actions_port, "actions") or _free_from(usual[1], taken | {dialogue})
    return Ports(settings.port, dialogue, actions)


def given_ports(settings: Settings) -> Ports:
    """The ports of a process that is started alone: as `choose_ports`, without asking the machine."""
    dialogue, actions = usual_inner_ports(settings.port)
    return Ports(settings.port, settings.dialogue_port or dialogue, settings.actions_port or actions)


def usual_inner_ports(port: int) -> tuple[int, int]:
    """Rasa's and the actions' port beside this port of the gateway."""
    return (5005, 5055) if port == DEFAULT_PORT else (port + 1, port + 2)


def is_free(host: str, port: int) -> bool:
    """Whether a process could listen there now; raises NotReadyError where it never could."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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


def _asked(port: int | None, process: str) -> int | None:
    if port is not None and not is_free(LOOPBACK, port):
        raise PortTakenError(port, process, f"--{process}-port")
    return port


def _free_from(first: int, taken: set[int | None]) -> int:
    for port in range(first, HIGHEST + 1):
        if port not in taken and is_free(LOOPBACK, port):
            return port
    raise NotReadyError(f"No port from {first} on is free; choose a lower one with --port.")
