"""Where the shop's Rasa listens now, in `<shop>/run/dialogue.json`: the supervisor writes it, others read it.

Each change replaces the file in one step; it is gone when nobody keeps the shop's processes.
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

POINTER_FILE = Path("run/dialogue.json")


@dataclass(frozen=True, slots=True)
class Pointer:
    """The Rasa that answers; `next` is the version that is being started to take over from it."""

    port: int
    version: int
    model: str  # its file's name
    supervisor: int  # process id of who wrote this
    at: float  # when it was written, in seconds since 1970
    next: int | None = None


def write_pointer(file: Path, pointer: Pointer) -> None:
    """Put it in place of what was there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(pointer)), encoding="utf-8")
    os.replace(draft, file)


def read_pointer(file: Path) -> Pointer | None:
    """What was written last; None where nobody keeps the shop's processes, or it cannot be read."""
    try:
        return Pointer(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def seconds_now() -> float:
    """Seconds since 1970, to the millisecond."""
    return round(time.time(), 3)
