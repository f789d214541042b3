"""How far a figure may be trusted: the bootstrap over users, seeded, for several figures at once.

All figures of one call are drawn with the same users, so that their differences are paired.
Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993: percentile intervals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

RESAMPLES = 1000
LEVEL = 0.95
# Cells of one block of weights: 4 million doubles are 32 MB.
BLOCK_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, and the ends between which it lies with a confidence of LEVEL; NaN where they aren't known."""

    value: float
    low: float
    high: float

    @property
    def holds_zero(self) -> bool:
        """Whether a difference may as well be none; so it is where nothing is known of the ends."""
        return not (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """m figures, `values` of shape (m,), and what they would have been in other draws of the same users."""

    values: FloatArray
    samples: FloatArray  # (resamples, m)

    def interval(self, one: int) -> Interval:
        """The figure number `one`."""
        return _interval(self.values[one], self.samples[:, one])

    def difference(self, one: int, other: int) -> Interval:
        """The figure `one` less the figure `other`, in the same draws."""
        return _interval(self.values[one] - self.values[other], self.samples[:, one] - self.samples[:, other])


def draw(
    sums: FloatArray, counts: FloatArray, *, seed: int = 0, resamples: int = RESAMPLES, root: bool = False
) -> Draws:
    """The figures Σ_u sums / Σ_u counts, and their draws; `sums` has shape (m, users).

    `counts` has the same shape or (users,): ones for a mean over users, numbers of ratings for a mean error.
    `root` takes the square root, as of an RMSE. Each draw takes as many users as there are, with replacement.
    With fewer than two users there are figures, and draws of NaN.
    """
    users = sums.shape[1]
    values = _ratio(sums.sum(axis=1), np.broadcast_to(counts, sums.shape).sum(axis=1), root)
    samples = np.full((resamples, sums.shape[0]), np.nan)
    chance, step = np.random.default_rng(seed), max(1, BLOCK_CELLS // max(users, 1))
    for start in range(0, resamples if users > 1 else 0, step):
        block = slice(start, min(start + step, resamples))
        weights = _weights(chance, block.stop - start, users)
        samples[block] = _ratio(weights @ sums.T, weights @ np.broadcast_to(counts, sums.shape).T, root)
    return Draws(values, samples)


def apart(one: Draws, other: Draws, place: int) -> Interval:
    """The figure `place` of one group of users less that of another, drawn with another seed."""
    return _interval(one.values[place] - other.values[place], one.samples[:, place] - other.samples[:, place])


def _weights(chance: np.random.Generator, rows: int, users: int) -> FloatArray:
    """How often each user is drawn in each of `rows` draws, shape (rows, users)."""
    drawn = chance.integers(users, size=(rows, users)) + np.arange(rows)[:, np.newaxis] * users
    return np.bincount(drawn.ravel(), minlength=rows * users).reshape(rows, users).astype(np.float64)


def _ratio(sums: FloatArray, counts: FloatArray, root: bool) -> FloatArray:
    ratio = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
    return np.asarray(np.sqrt(ratio) if root else ratio, dtype=np.float64)


def _interval(value: float, samples: FloatArray) -> Interval:
    samples = samples[~np.isnan(samples)]
    if not samples.size:
        return Interval(float(value), float("nan"), float("nan"))
    low, high = np.quantile(samples, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(value), float(low), float(high))
