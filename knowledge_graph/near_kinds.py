"""Tell which kind of thing words come nearest to in meaning: "cooking" to a shop's kitchen department.

Nothing is searched here, and a word that is near to no kind is left so: the caller asks.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from knowledge_graph.sentence_vectors import vectors_of

# Measured on the demo shop: interests that a department serves come at 0.53 to 0.74 (cooking, 听歌, running),
# those that none serves at 0.48 at most (golf, cats, photography).
NEAR_ENOUGH: Final = 0.5


class NearKinds:
    """The kinds of one generation by the meaning of their names, in every language that they have."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        pairs = [(iri, name) for iri in sorted(names) for name in names[iri]]
        self._iris = [iri for iri, _ in pairs]
        self._vectors = vectors_of([name for _, name in pairs])

    def nearest(self, words: str) -> str | None:
        """The IRI of the kind that comes nearest, ties by IRI; None where none is near enough."""
        if not words.strip() or not self._iris:
            return None
        nearness = self._vectors @ vectors_of([words])[0]
        best = int(np.argmax(nearness))
        return self._iris[best] if nearness[best] >= NEAR_ENOUGH else None
