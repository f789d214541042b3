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
    falling = sorted(zip((-score for score in scores), items, range(len(items)), strict=True))
    order = [row for _, _, row in falling]
    first = order[:NAMED]
    matching = heard.matching.only(np.array(first, dtype=np.intp))
    evidence = _evidence(parts, heard, amounts, items, first)
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


def _evidence(
    parts: Parts, heard: Heard, amounts: FloatArray, items: Sequence[str], chosen: Sequence[int]
) -> list[tuple[str, ...]]:
    """For each chosen row the ids of at most MOST_EVIDENCE liked items that raise the neighbours' part most.

    None where that part is not raised. Strongest first, ties by item_id.
    """
    leaning = heard.said.leaning
    evidence: list[tuple[str, ...]] = []
    linear = _linear_shares(parts, heard, amounts, items, chosen)
    for row in chosen:
        if amounts[row, columns.NEIGHBOURS] + amounts[row, columns.LINEAR] <= 0:
            evidence.append(())
            continue
        shares = _neighbour_shares(parts, heard, amounts, row)
        for other, share in linear.get(row, ()):
            shares[other] = shares.get(other, 0.0) + share
        raising = [
            (-share, other) for other, share in shares.items() if share > 0 and leaning.get(other, 0) > 0
        ]
        evidence.append(tuple(other for _, other in sorted(raising)[:MOST_EVIDENCE]))
    return evidence


def _neighbour_shares(parts: Parts, heard: Heard, amounts: FloatArray, row: int) -> dict[str, float]:
    """What each item of the history adds to a score by way of item neighbours, by item_id."""
    if not amounts[row, columns.NEIGHBOURS] or heard.prediction is None:
        return {}
    prediction, ids = heard.prediction, parts.items.ids
    factor = amounts[row, columns.NEIGHBOURS] / prediction.moves[row]
    start, end = np.searchsorted(prediction.rows, (row, row + 1))
    told = (factor * prediction.amounts[start:end]).tolist()
    return {
        ids[place]: share for place, share in zip(prediction.speakers[start:end].tolist(), told, strict=True)
    }


def _linear_shares(
    parts: Parts, heard: Heard, amounts: FloatArray, items: Sequence[str], chosen: Sequence[int]
) -> dict[int, list[tuple[str, float]]]:
    """What each item of the history adds to the scores of chosen rows by way of the linear model."""
    rows = [row for row in chosen if amounts[row, columns.LINEAR]]
    if parts.linear is None or not rows:
        return {}
    others, shares = parts.linear.shares_of_each(parts.confidences(heard.said), [items[row] for row in rows])
    shares *= (amounts[rows, columns.LINEAR] / heard.features[rows, columns.LINEAR])[:, np.newaxis]
    told: dict[int, list[tuple[str, float]]] = {row: [] for row in rows}
    for place, other in zip(*(found.tolist() for found in np.nonzero(shares)), strict=True):
        told[rows[place]].append((others[other], float(shares[place, other])))
    return told
