"""`python -m benchmarks`: whole turns beside the starter bot's; or `... fresh`, `... switch`, `... talks`,
`... validate`, `... mining`, `... graph`, `... imports`, `... text`, `... long`, `... simulate`,
`... pipeline`, `... widget`, `... recommender`."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.fresh import measure_fresh
from benchmarks.full_text import measure_full_text
from benchmarks.graph_asking import measure_asking
from benchmarks.graph_imports import PLOT, measure_imports
from benchmarks.long import measure_long
from benchmarks.meaning import measure_meaning
from benchmarks.mining import measure_mining
from benchmarks.pipeline import measure_pipeline
from benchmarks.recommender.launch import PLOT as SCALE_PLOT
from benchmarks.recommender.launch import RATINGS, SECTIONS, measure_recommender, sized_rows
from benchmarks.recommender.plot import write_plot
from benchmarks.scripts import OURS
from benchmarks.shares import measure_shares
from benchmarks.shop_server import served_shop
from benchmarks.sides import ShopSide, StarterSide
from benchmarks.simulate import TALKS, measure_simulation
from benchmarks.starter_server import served_starter
from benchmarks.switch import measure_switch
from benchmarks.tables import kind_rows, machine, markdown, ratio_rows, share_rows, table, turn_rows
from benchmarks.talks import measure_talks
from benchmarks.turns import Measured, compare
from benchmarks.validate import measure_validate
from benchmarks.widget import measure_widget
from bot.settings import DEMO_SHOP, ROOT

SHOPPERS = (1, 8)
MINUTES = {"recommender": 60}  # other than 20
CATALOGUE = ROOT.parent / "shared" / "data" / "retail-demo-store" / "products.yaml"
AIM = "aim: p50 at or under 1.5 times the starter's"
Rows = list[dict[str, Any]]
MEASURED = (
    "turns", "fresh", "talks", "switch", "validate", "mining", "graph", "imports", "text", "long", "simulate",
    "pipeline", "widget", "recommender",
)  # fmt: skip
SERVED = {"talks": measure_talks, "long": measure_long, "widget": measure_widget}


def main() -> int:
    """0 where everything was measured, 1 with one sentence where something could not be."""
    asked = _arguments()
    console = Console(soft_wrap=not sys.stdout.isatty())
    deadline = Deadline((asked.minutes or MINUTES.get(asked.what, 20)) * 60)
    before = machine()
    try:
        with tempfile.TemporaryDirectory(prefix="daogou-benchmark-") as place:
            measured = _measured(asked, Path(place), deadline, console)
    except BenchmarkError as error:
        print(f"Not measured: {error}", file=sys.stderr)
        return 1
    _show(console, measured, before)
    if asked.json:
        told = {"machine": before, "load_after": machine()["load"], "tables": measured}
        asked.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if asked.markdown:
        tables = (markdown(title, rows) for title, rows in measured.items())
        asked.markdown.write_text("\n".join(tables), encoding="utf-8")
    return 0


def _measured(
    asked: argparse.Namespace, place: Path, deadline: Deadline, console: Console
) -> dict[str, Rows]:
    """The tables of what was asked for."""
    if asked.what == "fresh":
        return {"From a fresh clone to the first answer": _fresh(place, deadline)}
    if asked.what == "switch":
        return {"From a save to the new model": _switch(place, deadline)}
    if asked.what in SERVED:
        return SERVED[asked.what](place, deadline)
    if asked.what == "mining":
        return measure_mining()
    if asked.what == "simulate":
        return measure_simulation(place, deadline, asked.talks)
    if asked.what == "validate":
        edits = "A check of the working copy after an edit (aim: p95 2 s)"
        return {edits: measure_validate(place, deadline)}
    if asked.what == "graph":
        return measure_asking(asked.data, asked.products, place, deadline=deadline, say=console.print)
    if asked.what == "imports":
        return measure_imports(
            asked.data, asked.products, place, asked.plot or PLOT, deadline=deadline, say=console.print
        )
    if asked.what == "pipeline":
        return measure_pipeline(asked.shop, place, deadline)
    if asked.what == "text":
        names = "100,000 names, two words, one mistyped (aims: tantivy's recall + 0.05, 0.25 of rapidfuzz)"
        return {names: measure_full_text(place, deadline), **measure_meaning(place, deadline)}
    if asked.what == "recommender":
        return _recommender(asked, place, deadline)
    return _turns(place, asked.turns, deadline, console)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=MEASURED, default="turns")
    parser.add_argument("--minutes", type=float, help="give up after so many minutes (20; recommender: 60)")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file, too")
    parser.add_argument("--plot", type=Path, help="imports, recommender: where the picture is written")
    _ask_for_sizes(parser)
    return parser.parse_args()


def _ask_for_sizes(parser: argparse.ArgumentParser) -> None:
    """Options of single measurements: what they read, and how much."""
    of_each = "turns of each side at each number of shoppers"
    parser.add_argument("--turns", type=int, default=200, help=of_each)
    parser.add_argument("--talks", type=int, default=TALKS, help="simulate: how many talks")
    size = "graph: size of the catalogue; imports: of the greatest"
    parser.add_argument("--products", type=int, default=100_000, help=size)
    scaled = "graph, imports: the real catalogue to scale"
    parser.add_argument("--data", type=Path, default=CATALOGUE, help=scaled)
    parser.add_argument("--ratings", type=Path, default=RATINGS, help="recommender: user,item,rating,time")
    only, quick = "recommender: a section", "recommender: without the slowest models and sizes"
    parser.add_argument("--only", choices=SECTIONS, action="append", default=[], help=only)
    parser.add_argument("--quick", action="store_true", help=quick)
    known = "pipeline: folder of the shop whose words are known"
    parser.add_argument("--shop", type=Path, default=ROOT / DEMO_SHOP, help=known)


def _recommender(asked: argparse.Namespace, place: Path, deadline: Deadline) -> dict[str, Rows]:
    tables = measure_recommender(asked.ratings, asked.only, place, deadline, quick=asked.quick)
    if sized := sized_rows(tables):
        write_plot(sized, asked.plot or SCALE_PLOT)
    return tables


def _fresh(place: Path, deadline: Deadline) -> Rows:
    return [asdict(taken) for taken in measure_fresh(place, deadline)]


def _switch(place: Path, deadline: Deadline) -> Rows:
    return [asdict(step) for step in measure_switch(place, deadline)]


def _turns(place: Path, turns: int, deadline: Deadline, console: Console) -> dict[str, Rows]:
    console.print("Starting the demo shop and Rasa's starter bot; a model that is missing is trained first.")
    with served_shop(place, deadline) as shop, served_starter(place, deadline) as (starter, port):
        sides = (ShopSide(shop.server, shop.port), StarterSide(starter, port))
        pairs = []
        for shoppers in SHOPPERS:
            console.print(f"Talking: {shoppers} at once, {turns} turns of each side ...")
            pairs.append(compare(sides, shoppers, turns, deadline))
        console.print("Asking for the same turns floor by floor ...")
        shares = measure_shares(shop, turns, deadline)
    return {
        "Whole turns, ms": turn_rows(pairs),
        f"Ratio, ours / starter ({AIM})": ratio_rows(pairs),
        f"Our turns by kind, 1 shopper, ms (mix of {_mix()})": kind_rows(_ours_alone(pairs)),
        "Share of a turn, 1 shopper": share_rows(shares),
    }


def _ours_alone(pairs: Sequence[Sequence[Measured]]) -> Measured:
    return pairs[0][0]


def _mix() -> str:
    kinds = [line.kind for line in OURS[0]]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def _show(console: Console, measured: dict[str, Rows], before: dict[str, Any]) -> None:
    after = machine()["load"]
    console.print(
        f"{before['date']}, {before['processors']} processors, {before['system']}, "
        f"load average {before['load']} before and {after} after (our own load is in it)"
    )
    for title, rows in measured.items():
        console.print(table(title, rows))


if __name__ == "__main__":
    sys.exit(main())
