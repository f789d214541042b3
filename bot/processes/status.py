"""How far the start of a shop is, in `<shop>/run/status.json`, which the gateway's page reads.

Each change replaces the file in one step: no reader sees half of it. It holds codes; the page words them.
"""

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

What = Literal[
    "dialogue_environment",
    "demo_shop",
    "graph",
    "recommender",
    "dialogue_model",
    "dialogue_model_anew",
    "starting",
    "ready",
]
ANOTHER_IS_AT_IT = "another_is_at_it"  # what is told of a step that waits for another process to do it
State = Literal["waiting", "starting", "ready", "restarting", "stopped"]

STEPS: tuple[What, ...] = (
    "dialogue_environment",
    "demo_shop",
    "graph",
    "recommender",
    "dialogue_model",
    "starting",
)
STATUS_FILE = Path("run/status.json")


class Status:
    """The steps of one start, and the state of each process.

    The file: {"step": n, "of": m, "what": code, "since": s, "started": s, "state": {process: state},
    "address": url}, with times in seconds since 1970. Steps may run at once: `step` counts those done plus
    one, `what` is the first one open, or "another_is_at_it" while another process is at that step.
    """

    def __init__(self, file: Path, address: str, steps: Sequence[What], processes: Sequence[str]) -> None:
        self._file = file
        self._address = address
        self._steps = tuple(steps)
        self._open = list(steps)
        self._started = time.time()
        self._begun: dict[str, float] = {}
        self._shown: dict[What, What] = {}
        self._held_up: set[What] = set()
        self._state: dict[str, State] = dict.fromkeys(processes, "waiting")
        file.parent.mkdir(parents=True, exist_ok=True)
        self._write()

    def begin(self, step: What, shown_as: What | None = None) -> None:
        """A step has begun; a person is told another code for it, where one says more."""
        self._shown[step] = shown_as or step
        self._begun[step] = time.time()
        self._held_up.discard(step)
        self._write()

    def held_up(self, step: What) -> None:
        """A step cannot begin yet: another process on this machine is at it."""
        self._begun[step] = time.time()
        self._held_up.add(step)
        self._write()

    def done(self, step: What) -> None:
        """A step is done; after the last, `what` is "ready"."""
        self._open.remove(step)
        self._write()

    def tell(self, process: str, state: State) -> None:
        """A process has changed its state."""
        self._state[process] = state
        self._write()

    def _write(self) -> None:
        what = self._open[0] if self._open else "ready"
        told = {
            "step": min(len(self._steps) - len(self._open) + 1, len(self._steps)),
            "of": len(self._steps),
            "what": ANOTHER_IS_AT_IT if what in self._held_up else self._shown.get(what, what),
            "since": round(self._begun.get(what, self._started), 3),
            "started": round(self._started, 3),
            "state": self._state,
            "address": self._address,
        }
        draft = self._file.with_suffix(".tmp")
        draft.write_text(json.dumps(told), encoding="utf-8")
        os.replace(draft, self._file)


def read_status(folder: Path) -> dict[str, Any]:
    """What the last start of the shop in `folder` wrote, as `Status` describes it; {} if there was none."""
    try:
        told = json.loads((folder / STATUS_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return dict(told)
