"""Turn what the parts add to scores into reasons: which code each amount has, and what may be named with it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender import parts as columns
from recommender.parts import Heard, Parts
from recommender.prediction import MOST_EVIDENCE
from recommender.reason import CONTENT, NEIGHBOURS, POPULAR, POPULAR_WEEK, PRIOR, Reason
from recommender.settings import HybridSettings
from recommender.terms import Term

NAMED = 40  # first places whose reasons name items and tokens: more than anybody is shown
FloatArray = NDArray[np.float64]


def terms_of(
    parts: Parts, heard: Heard, amounts: FloatArray, settings: HybridSettings, now: float | None
) -> list[Term]:
    """The terms of c items; their sums are those of the rows of `amounts` (c, features).

    Renown is "popular" where an item may be called so; renown of late is "popular_week" where `now` lies in
    the week after the newest interaction and the item stands out in the week before it. What may not be
    called so, and quality, is in "prior". Without any history there is only content.
    """
    popular = parts.trends.is_popular(heard.places, settings.popular_from)
    of_week = parts.trends.is_popular_this_week(heard.places, settings.popular_from, now)
    renown, recent = amounts[:, columns.RENOWN], amounts[:, columns.RECENT]
    ever = renown + np.where(of_week, 0.0, recent)
    prior = amounts[:, columns.QUALITY] + np.where(popular, 0.0, ever)
    told = [Term.of(PRIOR, prior, np.full(popular.shape, len(parts.items) > 0))]
    alike = amounts[:, columns.NEIGHBOURS] + amounts[:, columns.LINEAR]
    told.append(Term.of(NEIGHBOURS, alike, _supported(heard)))
    if heard.matching.length > 0:
        told.append(Term.of(CONTENT, amounts[:, columns.CONTENT], heard.matching.places >= 0))
    told.append(Term.of(POPULAR, ever, popular))
    told.append(Term.of(POPULAR_WEEK, recent, of_week))
    return told


def reasons_of(
    parts: Parts, heard: Heard, amounts: FloatArray, items: Sequence[str], told: Sequence[Term]
) -> list[Reason]:
    """One reason an item, whose parts are the terms that hold for it; by falling score, ties by item_id.

    Only the first NAMED have evidence, and items and tokens that make their content.
    """
    shares = [{term.code: term.values[row] for term in told if term.holds[row]} for row in range(len(items))]
    scores = [sum(some.values()) for some in shares]
    order = sorted(range(len(items)), key=lambda row: (-scores[row], items[row]))
    first = order[:NAMED]
    matching = heard.matching.only(np.array(first, dtype=np.intp))
    evidence = [_evidence(parts, heard, amounts[row], row, items[row]) for row in first]
    alike = matching.evidence()
    named = zip(evidence, alike, matching.telling(alike), strict=True)
    reasons = [
        Reason(items[row], scores[row], shares[row], *names) for row, names in zip(first, named, strict=True)
    ]
    return reasons + [Reason(items[row], scores[row], shares[row]) for row in order[NAMED:]]


def _supported(heard: Heard) -> NDArray[np.bool_]:
    """Whether anything in the history speaks for each item, or against it."""
    linear = heard.features[:, columns.LINEAR] != 0
    return np.asarray(linear if heard.prediction is None else heard.prediction.supported | linear)


def _evidence(parts: Parts, heard: Heard, amounts: FloatArray, row: int, item_id: str) -> tuple[str, ...]:
    """The ids of at most MOST_EVIDENCE liked items that raise the neighbours' part most, where it is raised.

    Strongest first, ties by item_id.
    """
    if amounts[columns.NEIGHBOURS] + amounts[columns.LINEAR] <= 0:
        return ()
    shares: dict[str, float] = {}
    if amounts[columns.NEIGHBOURS] and heard.prediction is not None:
        factor = amounts[columns.NEIGHBOURS] / heard.prediction.moves[row]
        start, end = np.searchsorted(heard.prediction.rows, (row, row + 1))
        for place, amount in zip(
            heard.prediction.speakers[start:end].tolist(),
            (factor * heard.prediction.amounts[start:end]).tolist(),
            strict=True,
        ):
            shares[parts.items.ids[place]] = amount
    if amounts[columns.LINEAR] and parts.linear is not None:
        factor = amounts[columns.LINEAR] / heard.features[row, columns.LINEAR]
        for other, share in parts.linear.shares_of_history(heard.said.leaning, item_id):
            shares[other] = shares.get(other, 0.0) + factor * share
    leaning = heard.said.leaning
    raising = [(-share, other) for other, share in shares.items() if share > 0 and leaning.get(other, 0) > 0]
    return tuple(other for _, other in sorted(raising)[:MOST_EVIDENCE])
