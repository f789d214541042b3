"""Turn what the parts add to scores into reasons: which code each amount has, and what may be named with it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender import parts as columns
from recommender.parts import Heard, Parts
from recommender.reason import CONTENT, NEIGHBOURS, POPULAR, POPULAR_WEEK, PRIOR, Reason
from recommender.settings import HybridSettings
from recommender.terms import Term

NAMED = 100  # first places whose reasons name items and tokens: more than anybody is shown
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
    """One reason an item, whose parts are the terms that hold for it; by falling score, ties by item_id.

    Only the first NAMED have evidence, and items and tokens that make their content.
    """
    shares = [{term.code: term.values[row] for term in told if term.holds[row]} for row in range(len(items))]
    scores = [sum(some.values()) for some in shares]
    order = sorted(range(len(items)), key=lambda row: (-scores[row], items[row]))
    first = order[:NAMED]
    matching = heard.matching.only(np.array(first, dtype=np.intp))
    named = zip(_evidence(parts, heard, first), matching.evidence(), matching.telling(), strict=True)
    reasons = [
        Reason(items[row], scores[row], shares[row], *names) for row, names in zip(first, named, strict=True)
    ]
    return reasons + [Reason(items[row], scores[row], shares[row]) for row in order[NAMED:]]


def _evidence(parts: Parts, heard: Heard, rows: Sequence[int]) -> list[tuple[str, ...]]:
    if heard.prediction is None:
        return [()] * len(rows)
    ids, evidence = parts.items.ids, heard.prediction.evidence()
    return [tuple(ids[place] for place in evidence[row]) for row in rows]
