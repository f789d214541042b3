"""Whole turns of ours beside turns of the starter bot: in turns, on one machine, in one run.

Blocks of conversations alternate, ours and the starter's, so that what else the machine does falls on both.
In a block each shopper holds one conversation without thinking time; every conversation is a new one.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil
from time import perf_counter

from benchmarks.deadline import Deadline
from benchmarks.scripts import Script
from benchmarks.sides import Side


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its kind, how long it took, and whether the answer was of the kind that was wanted."""

    kind: str
    ms: float
    answered: bool


@dataclass(slots=True)
class Measured:
    """All turns of one side at one number of shoppers; `blocks` keep those of one block together."""

    side: str
    shoppers: int
    blocks: list[list[Turn]] = field(default_factory=list)
    seconds: float = 0.0
    processor_s: float = 0.0

    @property
    def turns(self) -> list[Turn]:
        """Of all blocks."""
        return [turn for block in self.blocks for turn in block]

    def times(self) -> list[float]:
        """Milliseconds of all turns."""
        return [turn.ms for turn in self.turns]


def compare(sides: Sequence[Side], shoppers: int, turns: int, deadline: Deadline) -> list[Measured]:
    """At least `turns` turns of each side, after a block each that is not counted."""
    measured = [Measured(side.name, shoppers) for side in sides]
    longest = max(len(script) for side in sides for script in side.scripts)
    for block in range(ceil(turns / (shoppers * longest)) + 1):
        for side, kept in zip(sides, measured, strict=True):
            _run_block(side, kept, block, deadline)
    return measured


def _run_block(side: Side, kept: Measured, block: int, deadline: Deadline) -> None:
    scripts = side.scripts
    chosen = [scripts[(block * kept.shoppers + shopper) % len(scripts)] for shopper in range(kept.shoppers)]
    together = threading.Barrier(kept.shoppers)
    processor_s, began = side.server.processor_s(), perf_counter()
    with ThreadPoolExecutor(kept.shoppers) as pool:
        talks = [pool.submit(_talk, side, script, together, deadline) for script in chosen]
        turns = [turn for talk in talks for turn in talk.result()]
    if block == 0:
        return  # connections, caches and lazily read files are warm after it
    kept.blocks.append(turns)
    kept.seconds += perf_counter() - began
    kept.processor_s += side.server.processor_s() - processor_s


def _talk(side: Side, script: Script, together: threading.Barrier, deadline: Deadline) -> list[Turn]:
    talk = side.open()
    try:
        together.wait(timeout=10)
        turns = []
        for line in script:
            deadline.left_s(f"talking to {side.name}")
            ms, answered = talk.say(line)
            turns.append(Turn(line.kind, ms, answered))
        return turns
    finally:
        talk.close()
