"""Lists of ten out of everything: nDCG, recall and hits beside the peers, and how sure the differences are."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.recommender.contender import Contender, Settings, told
from benchmarks.recommender.folds import FIGURES, PLACES, Lists
from recommender import Interactions
from recommender.judging import Draws, draw

FloatArray = NDArray[np.float64]
Ranker = Contender[Lists]
SERVED: Final = "Hybrid, as it is served"
KINDS: Final = {
    "share": "75/25 of each user's ratings",
    "last": "the latest good rating of each user, and what came after",
}
AIMS: Final = "aims: over EASE and ALS, the lower end over -0.005; over 1.12 of BM25"


def measure_ranking(
    ratings: Interactions, rankers: Sequence[Ranker], seed: int, say: Callable[[str], None]
) -> dict[str, list[dict[str, Any]]]:
    """Two tables for each of KINDS: the figures, and what is served less each of the others."""
    tables = {}
    for kind, words in KINDS.items():
        lists = Lists.of(ratings, kind, seed)
        rows, found = [], []
        for ranker in rankers:
            figures, row = _judged(ranker, lists, seed)
            found.append(figures[0])
            rows.append(row)
            say(f"{words}: {ranker.side}: {ranker.name}: nDCG@{PLACES} {figures[0].mean():.4f}")
        title = f"Lists: {words} ({int((lists.to_find > 0).sum())} users)"
        tables[title] = rows
        names = [f"{ranker.side}: {ranker.name}" for ranker in rankers]
        served = next(place for place, ranker in enumerate(rankers) if ranker.name == SERVED)
        tables[f"{SERVED}, beside the others in nDCG@{PLACES}, intervals of 95 %: {words} ({AIMS})"] = (
            difference_rows(names, np.array(found), served, seed)
        )
    return tables


def difference_rows(
    names: Sequence[str], figures: FloatArray, served: int, seed: int
) -> list[dict[str, Any]]:
    """Row `served` of `figures`, shape (models, users), less each other one and over it, users drawn in pairs."""
    draws = draw(figures, np.ones(figures.shape[1]), seed=seed)
    return [_difference(name, draws, served, one) for one, name in enumerate(names) if one != served]


def _difference(name: str, draws: Draws, served: int, one: int) -> dict[str, Any]:
    difference = draws.difference(served, one)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = draws.samples[:, served] / draws.samples[:, one]
        low, high = np.nanquantile(ratios, (0.025, 0.975))
        ratio = draws.values[served] / draws.values[one]
    return {
        "beside": name,
        "difference": f"{difference.value:+.4f}",
        "from": f"{difference.low:+.4f}",
        "to": f"{difference.high:+.4f}",
        "ratio": f"{ratio:.3f}",
        "ratio_from": f"{low:.3f}",
        "ratio_to": f"{high:.3f}",
    }


def _judged(ranker: Ranker, lists: Lists, seed: int) -> tuple[FloatArray, dict[str, Any]]:
    """FIGURES of every user, shape (figures, users), and the row of the table."""
    inner = lists.inner(seed) if len(ranker.grid) > 1 else lists
    settings: Settings = ranker.choose(inner, lambda part, scores: -float(part.figures(scores)[0].mean()))
    began = time.process_time()
    scores = ranker.answer(lists, settings)
    seconds = time.process_time() - began
    figures = lists.figures(scores)
    row = {
        "side": ranker.side,
        "model": ranker.name,
        **{
            f"{figure}@{PLACES}": f"{values.mean():.4f}"
            for figure, values in zip(FIGURES, figures, strict=True)
        },
        "processor_s": seconds,
        "settings": told(settings),
    }
    return figures, row
