"""Whether the sides of the benchmark of asking find the same: nothing is timed before they do.

Quick sides are checked with many requests, and slow ones with a few.
"""

from collections.abc import Sequence
from typing import Any, Final

from benchmarks.asking_sides import Side
from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.scaled_catalogue import out_of_reach
from knowledge_graph import Order, Request

_CHECKED: Final = 500
_CHECKED_SLOW: Final = 6


def check(
    sides: Sequence[Side], requests: Sequence[Request], texts: Sequence[Request], deadline: Deadline
) -> None:
    """Every side against the first, ours; raises BenchmarkError at the first difference."""
    ours, *others = sides
    for side in others:
        some = slice(_CHECKED_SLOW if side.every > 1 else _CHECKED)
        for request in requests[some]:
            deadline.left_s(f"checking {side.name}")
            _same("count", request, side, ours.count(request), side.count(request))
            if request.order is not Order.FIT:
                _same("page", request, side, ours.item_ids(request), side.item_ids(request))
            counts, theirs = ours.counts(request), side.counts(request)
            _same("facets", request, side, counts, {thing: theirs.get(thing, 0) for thing in counts})
            far = out_of_reach(request)
            _same("relaxed", far, side, ours.relax(far), side.relax(far))
            items = ours.item_ids(request)[:3]
            _same("compared", request, side, ours.held(items), side.held(items))
    _check_texts(sides, texts, deadline)


def _check_texts(sides: Sequence[Side], texts: Sequence[Request], deadline: Deadline) -> None:
    """Words are understood differently: but what has them all as they are written, SQLite finds, and so must all."""
    sql = next(side for side in sides if side.name == "SQLite")
    for side in sides:
        for request in texts[: _CHECKED_SLOW if side.every > 1 else _CHECKED]:
            deadline.left_s(f"checking texts of {side.name}")
            found = sql.having_all_words(request)
            _same("text", request, side, found, found & side.having_all_words(request))


def _same(what: str, request: Request, side: Side, ours: Any, theirs: Any) -> None:
    if ours != theirs:
        raise BenchmarkError(
            f"{what} of {request.to_json()}: the sides differ: ours {ours}, {side.name} {theirs}."
        )
