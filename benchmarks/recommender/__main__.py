"""`python -m benchmarks.recommender`, in this folder's own environment: measure, and write the tables as JSON.

People call `python -m benchmarks recommender`, which makes the environment and shows the tables.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchmarkError
from benchmarks.recommender.launch import SECTIONS
from benchmarks.recommender.ratings import read_ratings, read_tokens

Tables = dict[str, list[dict[str, Any]]]


def main() -> int:
    """0 where everything was measured, 1 with one sentence where something could not be."""
    asked = _arguments()
    tables: Tables = {}
    try:
        for section in asked.only or SECTIONS:
            tables |= _measured(section, asked)
    except BenchmarkError as error:
        print(f"Not measured: {error}", file=sys.stderr)
        return 1
    asked.out.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    return 0


def _measured(section: str, asked: argparse.Namespace) -> Tables:
    # Each section imports the peers that it needs itself: numba and torch take seconds.
    if section == "accuracy":
        return _accuracy(asked)
    if section == "ranking":
        return _ranking(asked)
    from benchmarks.recommender.serving import measure_serving  # noqa: PLC0415
    from benchmarks.recommender.speed import measure_speed  # noqa: PLC0415

    measure = measure_speed if section == "speed" else measure_serving
    return measure(asked.place, processors=asked.processors, seed=asked.seed, quick=asked.quick, say=_say)


def _accuracy(asked: argparse.Namespace) -> Tables:
    from benchmarks.recommender.accuracy import MEASURE, measure_accuracy  # noqa: PLC0415
    from benchmarks.recommender.agreement import measure_agreement  # noqa: PLC0415
    from benchmarks.recommender.lenskit_models import lenskit_raters  # noqa: PLC0415
    from benchmarks.recommender.our_models import our_raters  # noqa: PLC0415
    from benchmarks.recommender.surprise_models import surprise_raters  # noqa: PLC0415

    ratings = read_ratings(asked.ratings)
    raters = [*surprise_raters(), *lenskit_raters(), *our_raters()]
    if asked.quick:
        raters = [one for one in raters if one.name == MEASURE[1] or one.side == "ours"]
    return measure_accuracy(ratings, raters, asked.seed, _say) | measure_agreement(ratings, asked.seed)


def _ranking(asked: argparse.Namespace) -> Tables:
    from benchmarks.recommender.implicit_models import implicit_rankers  # noqa: PLC0415
    from benchmarks.recommender.lenskit_models import lenskit_rankers  # noqa: PLC0415
    from benchmarks.recommender.our_models import our_rankers  # noqa: PLC0415
    from benchmarks.recommender.ranking import measure_ranking  # noqa: PLC0415

    ratings, tokens = read_ratings(asked.ratings), read_tokens(asked.ratings)
    _say(f"What items are is known of {len(tokens)}.")
    rankers = [*implicit_rankers(processors=asked.processors), *lenskit_rankers(), *our_rankers(tokens)]
    if asked.quick:
        rankers = [one for one in rankers if one.side != "lenskit"]
    return measure_ranking(ratings, rankers, asked.seed, _say)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recommender", description=__doc__)
    parser.add_argument("--ratings", type=Path, required=True)
    parser.add_argument("--only", choices=SECTIONS, action="append")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processors", type=int, default=1)
    parser.add_argument("--place", type=Path, required=True, help="an empty folder")
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
