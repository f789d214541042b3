"""How simulated shoppers fare in the demo shop: 500 talks of a seed, success, dead ends, violations, and the time."""

from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.deadline import Deadline
from benchmarks.shop_server import served_shop
from bot.processes.ports import LOOPBACK
from bot.simulation.report import Report
from bot.simulation.run import simulate
from shop.shop import Shop

TALKS = 500
SEED = 20261129
Row = dict[str, Any]


def measure_simulation(place: Path, deadline: Deadline, talks: int = TALKS) -> dict[str, list[Row]]:
    """The tables to show: figures by language, and what went without a fault by act."""
    with served_shop(place, deadline) as served:
        shop = Shop.open(served.folder)
        began = perf_counter()
        records = []
        for record in simulate(
            f"http://{LOOPBACK}:{served.port}", shop.catalogue, shop.profile.currency, talks=talks, seed=SEED
        ):
            deadline.left_s("simulating shoppers")
            records.append(record)
        seconds = perf_counter() - began
        shop.close()
    report = Report(records, SEED)
    middle, late = report.milliseconds()
    aim = "aims: no violation, 500 talks in 600 s"
    return {
        f"{talks} simulated talks in {seconds:.0f} s, a turn p50 {middle:.0f} ms, p90 {late:.0f} ms ({aim})": [
            _row(report.rows()[0], row) for row in report.rows()[1]
        ],
        "What was answered without a fault, by act": [
            _row(report.rows_by_act()[0], row) for row in report.rows_by_act()[1]
        ],
    }


def _row(header: tuple[str, ...], row: tuple[str, ...]) -> Row:
    return {name or "figure": value for name, value in zip(header, row, strict=True)}
