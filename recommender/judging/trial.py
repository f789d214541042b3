"""Put one model to the test on a split: what it foretells, which lists it gives, and how long that takes.

It keeps what the model answered and judges nothing itself; the clock is read for the costs alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from recommender.errors import UnknownShopperError
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.judging.contenders import Recommend, Score, Train, Trained
from recommender.judging.splits import Split
from recommender.means import overall_mean
from recommender.ordering import NOBODY, first

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Progress = Callable[[str, int], None]  # what is being done, and how many so far

REPORT_EVERY = 50  # users


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """One split of n interactions, made ready for any number of models."""

    history: Interactions
    split: Split
    training: Interactions
    items: Index
    starts: IntArray  # (users + 1,) of each user's rows in the history
    ranked: IntArray  # (u,) users who are known from training and turned out to like something
    relevant: IntArray  # user · items + item of what they turned out to like, ascending
    strangers: int  # users who turned out to like something, of whom training knows nothing

    @classmethod
    def of(cls, history: Interactions, split: Split, good: float) -> "Bench":
        """`good` is the least value of an item that was liked."""
        starts = np.searchsorted(history.users, np.arange(len(history.user_ids) + 1)).astype(np.int64)
        liked = split.held & (history.values >= good)
        fans = np.unique(history.users[liked]).astype(np.int64)
        known = np.isin(fans, history.users[~split.held])
        relevant = history.users[liked].astype(np.int64) * len(history.item_ids) + history.items[liked]
        ranked, strangers = fans[known], int((~known).sum())
        training, items = history.where(~split.held), Index(history.item_ids)
        return cls(history, split, training, items, starts, ranked, relevant, strangers)


@dataclass(slots=True)
class Record:
    """What one model did on all benches."""

    model: str
    predicted: FloatArray  # (n,) r̂ of each held-back interaction, on the scale; NaN of others
    rates: bool = True
    lists: list[IntArray] = field(default_factory=list)  # one array a bench, shape (its ranked users, k)
    fits_s: list[float] = field(default_factory=list)
    requests_s: list[float] = field(default_factory=list)  # one a list


def run(name: str, train: Train, benches: list[Bench], k: int, progress: Progress | None = None) -> Record:
    """Train and ask one model on each bench; its lists hold k items that the user did not have in training.

    Where the model says nothing of a user or an item, the overall mean of the training is its prediction.
    """
    record = Record(name, np.full(len(benches[0].history), np.nan))
    done = 0
    for bench in benches:
        if progress is not None:
            progress(f"{name}: learning, users asked", done)
        started = perf_counter()
        trained = train(bench.training)
        record.fits_s.append(perf_counter() - started)
        record.rates = trained.rates
        record.lists.append(np.full((bench.ranked.size, k), NOBODY))
        rows = dict(zip(bench.ranked.tolist(), record.lists[-1], strict=True))
        for user in np.unique(bench.history.users[bench.split.held]).tolist():
            _ask(trained, bench, user, rows.get(user), record)
            done += 1
            if progress is not None and done % REPORT_EVERY == 0:
                progress(f"{name}: users asked", done)
    return record


def _ask(trained: Trained, bench: Bench, user: int, row: IntArray | None, record: Record) -> None:
    """Ask for one user's list, into `row`, and for predictions of what is held back of theirs."""
    history, mine = bench.history, slice(bench.starts[user], bench.starts[user + 1])
    held, items, who = bench.split.held[mine], history.items[mine], history.user_ids[user]
    numbers = np.arange(mine.start, mine.stop)[held]
    scores: FloatArray | None = None
    if row is not None:
        started = perf_counter()
        if trained.recommend is None:
            scores = _scores(trained.score, who, history.item_ids)
            open_to = scores.copy()
            open_to[items[~held]] = np.nan
            row[:] = first(open_to, row.size)
        else:
            _fill(row, _recommended(trained.recommend, who, row.size), bench.items, items[~held])
        record.requests_s.append(perf_counter() - started)
    if trained.rates:
        wanted = items[held]
        told = (
            _scores(trained.estimate or trained.score, who, [history.item_ids[one] for one in wanted])
            if scores is None or trained.estimate is not None
            else scores[wanted]
        )
        filled = np.where(np.isnan(told), overall_mean(bench.training), told)
        record.predicted[numbers] = np.clip(filled, *history.scale)


def _scores(score: Score, who: str, item_ids: Sequence[str]) -> FloatArray:
    try:
        return score(who, item_ids)
    except UnknownShopperError:
        return np.full(len(item_ids), np.nan)


def _recommended(recommend: Recommend, who: str, k: int) -> list[str]:
    try:
        return [one.item_id for one in recommend(who, k)]
    except UnknownShopperError:
        return []


def _fill(row: IntArray, recommended: list[str], items: Index, seen: NDArray[np.int32]) -> None:
    """What may count of a model's own list: known items, each once, that the user did not have."""
    places = items.places(dict.fromkeys(recommended))
    places = places[(places >= 0) & ~np.isin(places, seen)][: row.size]
    row[: places.size] = places
