"""Turn what models answered into figures of every user, and these into figures with their draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.judging import breadth, metrics
from recommender.judging.bootstrap import Draws, draw
from recommender.judging.trial import Bench, Record

FloatArray = NDArray[np.float64]

RMSE, MAE = "RMSE", "MAE"
NOVELTY, DIVERSITY, LIFT = "novelty", "diversity", "popularity lift"
AT_K = frozenset(metrics.RANKING)


def named(figure: str, k: int) -> str:
    """A figure's name with the length of the lists, where that matters: "nDCG@10"."""
    return f"{figure}@{k}" if figure in AT_K else figure


@dataclass(frozen=True, slots=True, eq=False)
class PerUser:
    """One figure of m models and u users: the model's figure is Σ sums / Σ counts over the users."""

    users: NDArray[np.int64]  # (u,) their numbers in the history
    sums: FloatArray  # (m, u)
    counts: FloatArray  # (m, u); 0 where the model has no such figure of the user
    root: bool = False

    def draws(self, seed: int, among: NDArray[np.bool_] | None = None) -> Draws:
        """The figure of each model, over all users or those marked in `among`, shape (u,)."""
        chosen = slice(None) if among is None else among
        return draw(self.sums[:, chosen], self.counts[:, chosen], seed=seed, root=self.root)


def errors_per_user(records: Sequence[Record], benches: Sequence[Bench]) -> Mapping[str, PerUser]:
    """RMSE and MAE over all interactions that were held back, of the models that rate."""
    history = benches[0].history
    held = np.logical_or.reduce([bench.split.held for bench in benches])
    users = np.unique(history.users[held]).astype(np.int64)
    squares, sizes, counts = np.zeros((3, len(records), users.size))
    for row, record in enumerate(records):
        if record.rates:
            errors = record.predicted[held] - history.values[held]
            sums = metrics.error_sums(errors, history.users[held], len(history.user_ids))
            squares[row], sizes[row], counts[row] = sums[:, users]
    return {RMSE: PerUser(users, squares, counts, root=True), MAE: PerUser(users, sizes, counts)}


def lists_per_user(
    records: Sequence[Record], benches: Sequence[Bench], k: int, vectors: Any | None
) -> Mapping[str, PerUser]:
    """Figures of the lists, each user's mean over the benches that ranked them.

    `vectors` say which items are alike (see breadth.py); without them, the training of each bench does.
    """
    names = [named(one, k) for one in (*metrics.RANKING, NOVELTY, DIVERSITY, LIFT)]
    people = len(benches[0].history.user_ids)
    sums = np.zeros((len(names), len(records), people))
    counts = np.zeros_like(sums)
    for number, bench in enumerate(benches):
        alike = breadth.co_rated_vectors(bench.history, ~bench.split.held) if vectors is None else vectors
        for row, record in enumerate(records):
            for place, values in enumerate(_of_lists(record.lists[number], bench, alike)):
                sums[place, row, bench.ranked] += np.nan_to_num(values)
                counts[place, row, bench.ranked] += ~np.isnan(values)
    users = np.unique(np.concatenate([bench.ranked for bench in benches]))
    told, often = sums[:, :, users], counts[:, :, users]
    # One vote a user, in however many folds they were asked.
    means = np.divide(told, often, out=np.zeros_like(told), where=often > 0)
    votes = (often > 0).astype(np.float64)
    return {name: PerUser(users, means[place], votes[place]) for place, name in enumerate(names)}


def _of_lists(lists: NDArray[np.int64], bench: Bench, alike: Any) -> list[FloatArray]:
    """Each figure of one model's lists on one bench, shape (ranked users,), in the order of their names."""
    history, learnt, items = bench.history, ~bench.split.held, len(bench.history.item_ids)
    found = metrics.hits(lists, bench.ranked, bench.relevant, items)
    wanted = np.bincount(bench.relevant // items, minlength=len(history.user_ids))[bench.ranked]
    counts = np.bincount(history.items[learnt], minlength=items)
    had = np.bincount(history.users[learnt], minlength=len(history.user_ids))
    taken = np.bincount(history.users[learnt], weights=counts[history.items[learnt]], minlength=had.size)
    profile = taken[bench.ranked] / had[bench.ranked]
    return [
        *metrics.ranking(found, wanted).values(),
        breadth.novelty(lists, counts, len(bench.training.user_ids)),
        breadth.diversity(lists, alike),
        breadth.popularity_lift(lists, counts, profile),
    ]
