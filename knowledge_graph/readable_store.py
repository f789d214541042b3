"""What every store of a generation can be asked, wherever its triples lie: on disk here, or behind a URL.

Never says how a change is made: a generation that can be read is finished.
"""

from collections.abc import Iterator
from typing import Protocol

from knowledge_graph.graph_store import Object, Row
from knowledge_graph.results import Table


class ReadableStore(Protocol):
    """The triples of one generation. What is asserted is the default graph; what is derived, the graph INDEX."""

    def rows(self, sparql: str) -> Iterator[Row]:
        """The rows of a SELECT, each value as its text (an IRI, a number's digits); unbound is None."""
        ...

    def terms(self, sparql: str) -> Iterator[tuple[Object | None, ...]]:
        """The rows of a SELECT as terms, where the language of a text matters."""
        ...

    def table(self, sparql: str) -> Table:
        """Any query of a person's that only reads; raises QueryError."""
        ...

    def __len__(self) -> int:
        """How many triples, asserted and derived."""
        ...

    def close(self) -> None:
        """Give free what the store holds; nothing may be asked afterwards."""
        ...
