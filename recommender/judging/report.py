"""What was found about several models on the same splits, for people (tables) and for machines (JSON)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from recommender.judging import figures, metrics
from recommender.judging.bootstrap import LEVEL, Interval
from recommender.judging.fairness import Accuracy, Exposure

COVERAGE, GINI = "coverage", "Gini"
NOTHING = "–"
_WHOLE = Interval(math.nan, math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class Measured:
    """How one model did. The meaning and the unit of each figure: docs/recommender.md."""

    model: str
    figures: Mapping[str, Interval]  # by name, such as "RMSE" or "nDCG@10"; NaN where the model has none
    behind: Mapping[str, Interval]  # of RMSE and nDCG@k: by how much the best model is better; 0 for the best
    fit_s: float  # mean over the splits
    request_ms: float  # median time for one user's list from the whole catalogue
    accuracy: tuple[Accuracy, ...] = ()
    exposure: tuple[Exposure, ...] = ()

    def figure(self, name: str) -> Interval:
        """The figure of this name; NaN where there is none."""
        return self.figures.get(name, _WHOLE)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a header and a title."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Several models, judged on the same splits of one history."""

    split: str
    seed: int
    k: int
    good_from: float  # values from here on were liked
    data: str  # fingerprint of the history
    predicted: int  # how many interactions were held back
    ranked: int  # how many users got a list that was judged
    strangers: int  # users with something to find, of whom training knew nothing: they were not judged
    models: tuple[Measured, ...]
    advice: str

    def tables(self, *, groups: bool = False) -> list[Table]:
        """Accuracy, lists and costs; with `groups` also how groups of users and items fare, where there are such."""
        told = [self._accuracy(), self._lists(), self._intervals()]
        fair = [self._users(), self._items()] if groups else []
        return [*told, *(table for table in fair if table.rows)]

    def to_json(self) -> dict[str, Any]:
        """All of it, as JSON's own types; what isn't known is null."""
        plain: dict[str, Any] = _plain({**asdict(self), "confidence": LEVEL})
        return plain

    def _accuracy(self) -> Table:
        names = [figures.RMSE, figures.MAE, *(figures.named(one, self.k) for one in metrics.RANKING)]
        rows = [(one.model, *(number(one.figure(name).value, 3) for name in names)) for one in self.models]
        new = f" ({self.strangers} new ones not)" if self.strangers else ""
        title = (
            f"{self.predicted} interactions held back (split: {self.split}, seed {self.seed}); "
            f"{self.ranked} shoppers ranked{new}, {self.good_from:.3g} and up is liked"
        )
        return Table(title, ("model", *names), tuple(rows))

    def _lists(self) -> Table:
        digits = {COVERAGE: 3, figures.NOVELTY: 1, figures.DIVERSITY: 3, figures.LIFT: 2, GINI: 3}
        rows = tuple(
            (
                one.model,
                *(number(one.figure(name).value, places) for name, places in digits.items()),
                number(one.fit_s, 2),
                number(one.request_ms, 2),
            )
            for one in self.models
        )
        return Table("The lists, and what they cost", ("model", *digits, "fit s", "ms a request"), rows)

    def _intervals(self) -> Table:
        mains = (figures.named(metrics.NDCG, self.k), figures.RMSE)
        header = ("model", *(part for name in mains for part in (name, "best leads by")))
        rows = tuple(
            (
                one.model,
                *(
                    spread(part)
                    for name in mains
                    for part in (one.figure(name), one.behind.get(name, _WHOLE))
                ),
            )
            for one in self.models
        )
        return Table(f"With intervals of {LEVEL:.0%} (bootstrap over shoppers, paired)", header, rows)

    def _users(self) -> Table:
        rows = tuple(
            (
                one.model,
                told.attribute,
                told.figure,
                ", ".join(
                    f"{name} {number(group.value, 3)} ({told.users[name]})"
                    for name, group in told.groups.items()
                ),
                f"{told.worst} by {spread(told.gap)}",
            )
            for one in self.models
            for told in one.accuracy
        )
        return Table(
            "Groups of shoppers",
            ("model", "by", "figure", "each group (how many)", "worst served, behind the best"),
            rows,
        )

    def _items(self) -> Table:
        rows = tuple(
            (
                one.model,
                told.attribute,
                number(told.gini, 3),
                _against(told, told.favoured),
                _against(told, told.neglected),
            )
            for one in self.models
            for told in one.exposure
        )
        header = ("model", "by", "Gini", "favoured (lists, history)", "neglected (lists, history)")
        return Table("Groups of items", header, rows)


def number(value: float, digits: int) -> str:
    """A figure with so many decimals; a dash where it isn't known."""
    return NOTHING if math.isnan(value) else f"{value:.{digits}f}"


def spread(interval: Interval) -> str:
    """A figure with its interval: "0.300 (0.290 to 0.311)"; without one, where that isn't known."""
    if math.isnan(interval.low):
        return number(interval.value, 3)
    return f"{interval.value:.3f} ({interval.low:.3f} to {interval.high:.3f})"


def _against(told: Exposure, group: str) -> str:
    return f"{group}: {told.lists[group]:.1%}, {told.history[group]:.1%}"


def _plain(value: Any) -> Any:
    """Tuples as lists, and null for NaN, which JSON has no word for."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
