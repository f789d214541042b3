"""Whether a long conversation grows slow: talks of 100 mixed turns, the last ten beside the first ten.

Each talk repeats one round of ten turns, so that turns of the same sentences are compared; English and Chinese
talks alternate. Nothing is asked of a shopper's patience: turn follows turn without a pause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.deadline import Deadline
from benchmarks.figures import median
from benchmarks.scripts import OURS, Line
from benchmarks.shop_server import ServedShop, served_shop
from benchmarks.sides import ShopTalk

TALKS = 5
ROUNDS = 10
AIM = 1.5
CHINESE: Sequence[Line] = (
    Line("small talk", "你好呀"),
    Line("find", "我想找个双肩包", "cards"),
    Line("refine", "一百五十块以内的", "cards"),
    Line("cheaper", "有便宜点的吗", "cards"),
    Line("why", "为什么推荐第一个"),
    Line("fact", "第一个有多重"),
    Line("cart", "把第一个加入购物车", "cart"),
    Line("question", "多久能送到"),
    Line("find", "看看八十块以内的台灯", "cards"),
    Line("small talk", "谢谢"),
)
Row = dict[str, Any]


def measure_long(place: Path, deadline: Deadline) -> dict[str, list[Row]]:
    """The table to show: a tenth of the talks a column, by the clock and by the shop's processor time."""
    scripts = (*OURS, CHINESE)
    with served_shop(place, deadline) as served:
        _talk(
            served, scripts[0], deadline, rounds=2
        )  # connections, caches and lazily read files are warm then
        talks = [_talk(served, scripts[n % len(scripts)], deadline) for n in range(TALKS)]
    rows = [_row(f"talk {number}", [talk]) for number, talk in enumerate(talks, start=1)]
    title = f"{TALKS} talks of 100 turns, ms a turn (aim: last ten at or under {AIM} times the first)"
    return {title: [*rows, _row("all", talks)]}


@dataclass(frozen=True, slots=True)
class Tenth:
    """Ten turns: the milliseconds of each, and the processor's for one on average, of the whole shop."""

    ms: list[float]
    processor_ms: float


def _talk(
    served: ServedShop, script: Sequence[Line], deadline: Deadline, rounds: int = ROUNDS
) -> list[Tenth]:
    talk = ShopTalk(served.port)
    try:
        taken = []
        for _ in range(rounds):
            deadline.left_s("holding a long talk")
            before = served.server.processor_s()
            ms = [talk.say(line)[0] for line in script]
            taken.append(Tenth(ms, (served.server.processor_s() - before) * 1000 / len(script)))
        return taken
    finally:
        talk.close()


def _row(name: str, talks: Sequence[Sequence[Tenth]]) -> Row:
    """Medians by the clock; means by processor, which other work of the machine does not touch."""
    first, middle, last = (median([ms for talk in talks for ms in talk[n].ms]) for n in (0, 4, -1))
    begin, end = (fmean(talk[n].processor_ms for talk in talks) for n in (0, -1))
    return {
        "what": name,
        "turns_1-10": first,
        "turns_41-50": middle,
        "turns_91-100": last,
        "ratio": last / first,
        "processor_1-10": begin,
        "processor_91-100": end,
        "processor_ratio": end / begin,
    }
