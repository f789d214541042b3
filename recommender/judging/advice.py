"""One sentence that says which model suits the data, by how much, and what it costs.

It says no more than the intervals bear out: a lead that may be chance is called so."""

import math
from collections.abc import Sequence

from recommender.judging.figures import RMSE, named
from recommender.judging.metrics import NDCG
from recommender.judging.report import Measured, spread

# A model that may be as good takes the leader's place only if it answers in this share of its time:
# a smaller saving is neither felt nor measured surely.
MUCH_FASTER = 0.5


def advice(models: Sequence[Measured], k: int, *, explicit: bool = True) -> str:
    """The closing sentence of a report.

    The leader by nDCG@k is advised, unless another that can't be told from it (the interval of their
    difference holds 0) answers in less than half its time. Where the values are opinions (`explicit`), the
    leader by RMSE is named too.
    """
    main = named(NDCG, k)
    ranked = sorted(_having(models, main), key=lambda one: -one.figures[main].value)
    rating = sorted(_having(models, RMSE), key=lambda one: one.figures[RMSE].value)
    parts = [_of_lists(ranked, main)] if ranked else []
    if rating and explicit:
        parts.append(_of_ratings(rating))
    told = "; ".join(parts) or "there is too little history to advise on: collect more"
    return f"{told[0].upper()}{told[1:]}."


def _having(models: Sequence[Measured], name: str) -> list[Measured]:
    return [one for one in models if not math.isnan(one.figure(name).value)]


def _of_lists(ranked: Sequence[Measured], main: str) -> str:
    leader = ranked[0]
    equals = [one for one in ranked[1:] if one.behind[main].holds_zero]
    fastest = min(equals, key=lambda one: one.request_ms, default=leader)
    chosen = fastest if fastest.request_ms < MUCH_FASTER * leader.request_ms else leader
    head = f"For these data take {chosen.model}: its {main} is {spread(chosen.figures[main])}"
    cost = f"it costs {_cost(chosen)}"
    if len(ranked) == 1:
        return f"{head}, and {cost}"
    if chosen is not leader:
        lead = spread(chosen.behind[main])
        return f"{head}, {leader.model}'s lead of {lead} may be chance, and {cost} (against {_cost(leader)})"
    beaten = next((one for one in ranked[1:] if one not in equals), None)
    over = [] if beaten is None else [f"{spread(beaten.behind[main])} over {beaten.model}"]
    if equals:
        over.append(f"no sure lead over {_listed(equals)}")
    return f"{head}, {', '.join(over)}, and {cost}"


def _of_ratings(rating: Sequence[Measured]) -> str:
    best = rating[0]
    told = f"to foretell ratings, {best.model} comes nearest: its {RMSE} is {spread(best.figures[RMSE])}"
    if len(rating) == 1:
        return told
    second = rating[1]
    unsure = ", which may be chance" if second.behind[RMSE].holds_zero else ""
    return f"{told}, {spread(second.behind[RMSE])} better than {second.model}'s{unsure}"


def _cost(one: Measured) -> str:
    return f"{one.fit_s:.2g} s to fit and {one.request_ms:.2g} ms a request"


def _listed(models: Sequence[Measured]) -> str:
    names = [one.model for one in models]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
