"""What is wider than a category or a value, and what is narrower: the closures of skos:broader over the terms.

Reads terms and nothing else. A circle in a feed's tree ends where it closes.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from knowledge_graph.terms import AnyTerm, Category, Value


def wider(iri: str, terms: Mapping[str, AnyTerm]) -> Sequence[str]:
    """A category or a value and all above it."""
    path: list[str] = []
    current: str | None = iri
    while current is not None and current not in path:
        path.append(current)
        term = terms.get(current)
        current = term.broader if isinstance(term, Category | Value) else None
    return path


class Closures:
    """The closures of one set of terms, each worked out once."""

    def __init__(self, terms: Mapping[str, AnyTerm]) -> None:
        self._terms = terms
        self._wider: dict[str, Sequence[str]] = {}

    def wider(self, iri: str) -> Sequence[str]:
        """A category or a value (IRI) and all above it."""
        found = self._wider.get(iri)
        if found is None:
            found = self._wider[iri] = wider(iri, self._terms)
        return found

    def narrower(self, iri: str) -> Sequence[str]:
        """A category or a value (IRI) and all below it; only itself where the terms do not know it."""
        return self._below.get(iri, (iri,))

    @cached_property
    def _below(self) -> Mapping[str, Sequence[str]]:
        below: dict[str, list[str]] = {}
        for iri, term in self._terms.items():
            if isinstance(term, Category | Value):
                for above in self.wider(iri):
                    below.setdefault(above, []).append(iri)
        return {iri: tuple(dict.fromkeys((iri, *found))) for iri, found in below.items()}
