"""What a full-text index found, in the form in which the columns take it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class TextHits(Protocol):
    """Rows that a text was found in; each row once, in any order."""

    @property
    def rows(self) -> NDArray[np.int32]:
        """Positions in the sorted item ids."""

    @property
    def relevance(self) -> NDArray[np.floating]:
        """How well each of `rows` fits the text, 0 to 1."""

    def matched(self, row: int) -> tuple[str, ...]:
        """Which words a row met, each as "text:<word>"."""


@dataclass(frozen=True, slots=True)
class SortedHits:
    """Hits with their rows ascending, so that a row is found by bisection."""

    hits: TextHits
    rows: NDArray[np.int32]
    relevance: NDArray[np.floating]

    @classmethod
    def of(cls, hits: TextHits) -> "SortedHits":
        order = np.argsort(hits.rows, kind="stable")
        return cls(hits, hits.rows[order], hits.relevance[order])

    def relevance_of(self, rows: NDArray[np.int32]) -> NDArray[np.float64]:
        """The relevance of each of `rows`, all of which were hit."""
        return self.relevance[np.searchsorted(self.rows, rows)].astype(np.float64)
