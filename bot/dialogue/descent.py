"""Least of a smooth function of many numbers, by L-BFGS in single precision. It knows nothing of what is minimised.

Nocedal & Wright, "Numerical Optimization", 2nd ed., algorithms 7.4 and 7.5, with steps that are halved until they
lead down far enough. Scipy's own keeps bounds for each number, in double precision, and took twice as long for that
as the function itself (three million weights).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

Short = np.ndarray[Any, np.dtype[np.float32]]
Function = Callable[[Short], tuple[float, Short]]
"""The value at a point, and the slope there; both of the point's shape."""

_REMEMBERED = 6  # steps that tell how the function is curved
_ENOUGH = 1e-4  # share of the descent that the slope promises
_HALVINGS = 20
_MEANT_SHARE = 0.4  # of the steps, the last ones, whose points make a mean


def minimised(function: Function, start: Short, *, steps: int, flat: float) -> tuple[Short, int]:
    """The point reached from `start`, and the steps taken: at most `steps`, fewer where no slope exceeds `flat`.

    Where the steps come to their limit it is the mean of the last ones' points, whose swings go against each other
    (Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J. Control Optim., 1992).
    """
    point, known = start.copy(), deque[tuple[Short, Short, float]](maxlen=_REMEMBERED)
    value, slope = function(point)
    taken, swings = 0, np.zeros_like(start)
    meant = max(1, round(_MEANT_SHARE * steps))
    while taken < steps and float(np.abs(slope).max(initial=0)) > flat:
        direction = _direction(slope, known)
        step = _step(function, point, value, slope, direction, first=not known)
        if step is None:
            break
        moved, value, next_slope = step
        known_step, change = moved - point, next_slope - slope
        if (curved := float(np.vdot(known_step, change))) > 0:
            known.append((known_step, change, curved))
        point, slope = moved, next_slope
        taken += 1
        if taken > steps - meant:
            swings += point
    return (swings / np.float32(meant) if taken == steps else point), taken


def _direction(slope: Short, known: deque[tuple[Short, Short, float]]) -> Short:
    """Downhill, by what the last steps told of the curvature (two-loop recursion)."""
    direction = -slope
    shares = []
    for step, change, curved in reversed(known):
        shares.append(float(np.vdot(step, direction)) / curved)
        direction -= np.float32(shares[-1]) * change
    if known:
        _step, change, curved = known[-1]
        direction *= np.float32(curved / float(np.vdot(change, change)))
    for (step, change, curved), share in zip(known, reversed(shares), strict=True):
        direction += np.float32(share - float(np.vdot(change, direction)) / curved) * step
    return direction


def _step(
    function: Function, point: Short, value: float, slope: Short, direction: Short, *, first: bool
) -> tuple[Short, float, Short] | None:
    """The point after one step, with value and slope there; None where no step leads down any more."""
    descent = float(np.vdot(slope, direction))
    if descent >= 0:
        return None
    length = 1.0 / max(1.0, float(np.sqrt(-descent))) if first else 1.0
    for _ in range(_HALVINGS):
        moved = point + np.float32(length) * direction
        reached, next_slope = function(moved)
        if reached <= value + _ENOUGH * length * descent:
            return moved, reached, next_slope
        length /= 2
    return None
