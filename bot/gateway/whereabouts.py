"""Where Rasa listens: as the supervisor says in run/dialogue.json, else where the settings say.

Asked before each turn, it costs one look at the file's time. It believes only the supervisor that runs this
gateway: a file that a killed one left behind points nowhere.
"""

import json
import os
from pathlib import Path

import structlog

POINTER_FILE = Path("run/dialogue.json")

log = structlog.get_logger(__name__)


class Whereabouts:
    """Gives Rasa's address when called."""

    def __init__(self, shop: Path, default: str) -> None:
        self._file = shop / POINTER_FILE
        self._default = default.rstrip("/")
        self._stamp: tuple[int, int] | None = None
        self._address = self._default

    def __call__(self) -> str:
        """The address now, without a slash at its end."""
        stamp = self._look()
        if stamp != self._stamp:
            self._stamp = stamp
            self._address = self._default if stamp is None else self._read()
        return self._address

    def _look(self) -> tuple[int, int] | None:
        try:
            stat = self._file.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def _read(self) -> str:
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            port, supervisor = int(told["port"]), int(told["supervisor"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("dialogue.pointer_unreadable", why=type(error).__name__)
            return self._address
        return f"http://127.0.0.1:{port}" if supervisor == os.getppid() else self._default
