"""Percentiles and ratios of what was measured. Knows no clock and no server."""

from collections.abc import Sequence
from statistics import quantiles


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which `percent` of 100 lie, interpolated; needs one value or more."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return percentile(values, 50)
