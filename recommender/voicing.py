"""Turn what the parts add to scores into reasons: which code each amount has, and what may be named with it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender import parts as columns
from recommender.parts import Heard, Parts
from recommender.reason import CONTENT, NEIGHBOURS, POPULAR, POPULAR_WEEK, PRIOR, Reason
from recommender.settings import HybridSettings
from recommender.terms import Term

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
    if heard.prediction is not None:
        told.append(Term.of(NEIGHBOURS, amounts[:, columns.NEIGHBOURS], heard.prediction.supported))
    if heard.matching.length > 0:
        told.append(Term.of(CONTENT, amounts[:, columns.CONTENT], heard.matching.places >= 0))
    told.append(Term.of(POPULAR, ever, popular))
    told.append(Term.of(POPULAR_WEEK, recent, of_week))
    return told


def reasons_of(parts: Parts, heard: Heard, items: Sequence[str], told: Sequence[Term]) -> list[Reason]:
    """One reason an item, whose parts are the terms that hold for it; by falling score, ties by item_id."""
    alike, telling = heard.matching.evidence(), heard.matching.telling()
    evidence: list[tuple[str, ...]] = [()] * len(items)
    if heard.prediction is not None:
        ids = parts.items.ids
        evidence = [tuple(ids[place] for place in places) for places in heard.prediction.evidence()]
    reasons = []
    for row, item in enumerate(items):
        shares = {term.code: term.values[row] for term in told if term.holds[row]}
        reasons.append(Reason(item, sum(shares.values()), shares, evidence[row], alike[row], telling[row]))
    return sorted(reasons, key=lambda reason: (-reason.score, reason.item_id))
