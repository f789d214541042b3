"""The share of a turn that each part takes, by asking for the same turns floor by floor, one shopper at a time.

Floors are subtracted from each other, so the numbers of each line of the script are medians over its
repetitions; a table's numbers are the means of these medians over all lines.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean

import structlog

from benchmarks.deadline import Deadline
from benchmarks.figures import median
from benchmarks.layers import Floors, Layers, layers_of
from benchmarks.scripts import OURS
from benchmarks.shop_server import ServedShop
from benchmarks.timed_shop import GRAPH_PART, RECOMMENDER_PART, SQL_PART


@dataclass(frozen=True, slots=True)
class Share:
    """One row: the part, its milliseconds in a mean turn, and how they are obtained."""

    part: str
    ms: float
    how: str


SHOP_PARTS: tuple[str, ...] = (GRAPH_PART, RECOMMENDER_PART, SQL_PART)
PARTS: Sequence[tuple[str, str, Callable[[Layers], float]]] = (
    ("gateway", "the whole turn less Rasa's turn", lambda turn: turn.whole - turn.rasa),
    ("NLU", "POST /model/parse", lambda turn: turn.parse),
    (
        "policies and tracker",
        "Rasa's turn less NLU and the action's call",
        lambda turn: turn.rasa - turn.parse - turn.webhook,
    ),
    (
        "actions: HTTP",
        "the action's call less the action in this process",
        lambda turn: turn.webhook - turn.action,
    ),
    (
        "actions: reading and wording",
        "the action in this process less the three below",
        lambda turn: turn.action - sum(turn.parts.get(name, 0.0) for name in SHOP_PARTS),
    ),
    ("graph", "in this process: all calls of the catalogue", lambda turn: turn.parts.get(GRAPH_PART, 0.0)),
    (
        "recommender",
        "in this process: all calls of the model",
        lambda turn: turn.parts.get(RECOMMENDER_PART, 0.0),
    ),
    ("shop's SQL", "in this process: all transactions", lambda turn: turn.parts.get(SQL_PART, 0.0)),
)


def measure_shares(served: ServedShop, turns: int, deadline: Deadline) -> list[Share]:
    """The parts of a mean turn of the mix, from at least `turns` turns on each floor."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))  # actions tell of each turn
    lines: dict[tuple[int, int], list[Layers]] = {}
    floors = Floors(served)
    try:
        layers_of(floors, OURS[0])  # warms this process up
        for talk in range(ceil(turns / len(OURS[0]))):
            deadline.left_s("measuring the floors of a turn")
            script = talk % len(OURS)
            for number, layers in enumerate(layers_of(floors, OURS[script])):
                lines.setdefault((script, number), []).append(layers)
    finally:
        floors.close()
    return [Share(part, _mean_of_medians(lines, value), how) for part, how, value in PARTS]


def _mean_of_medians(
    lines: Mapping[tuple[int, int], Sequence[Layers]], value: Callable[[Layers], float]
) -> float:
    return fmean(median([value(turn) for turn in turns]) for turns in lines.values())
