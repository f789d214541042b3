"""One generation behind a SPARQL endpoint, asked as GraphStore is: the same rows, the same terms.

Answers are read by pyoxigraph, so that a term is equal to the one that a folder gives.
"""

from collections.abc import Iterator
from itertools import product
from typing import Final

import pyoxigraph as ox

from knowledge_graph.errors import StoreUnreachableError
from knowledge_graph.graph_store import Object, Row
from knowledge_graph.remote_dataset import on_generation, pageable
from knowledge_graph.results import Table
from knowledge_graph.sparql_endpoint import JSON_RESULTS, N_TRIPLES, SparqlEndpoint

_PAGE: Final = 20_000  # rows, about: pages are cut by a hash of the first column
_TRIPLES: Final = (
    "SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH <urn:daogou:graph:index> { ?s ?p ?o } } }"
)


class RemoteStore:
    """A finished generation on an endpoint. Raises StoreUnreachableError whenever the endpoint gives no answer."""

    def __init__(
        self, endpoint: SparqlEndpoint, generation: int, *, in_pages: bool = False, page: int = _PAGE
    ) -> None:
        self._endpoint = endpoint
        self._generation = generation
        self._in_pages = in_pages
        self._page = page
        self._within_s = endpoint.patience.load_s if in_pages else endpoint.patience.ask_s

    def in_pages(self, page: int = _PAGE) -> "RemoteStore":
        """The same store for reading much: rows come in pages of about `page`, in no order, and may take long."""
        return RemoteStore(self._endpoint, self._generation, in_pages=True, page=page)

    def rows(self, sparql: str) -> Iterator[Row]:
        """As GraphStore.rows."""
        for solution in self.terms(sparql):
            yield tuple(None if term is None else term.value for term in solution)

    def terms(self, sparql: str) -> Iterator[tuple[Object | None, ...]]:
        """As GraphStore.terms."""
        for part in self._pages_of(sparql) if self._in_pages else (sparql,):
            yield from (tuple(solution) for solution in self._select(part))

    def table(self, sparql: str) -> Table:
        """As GraphStore.table."""
        answer = self._ask(sparql)
        if isinstance(answer, ox.QuerySolutions):
            columns = [variable.value for variable in answer.variables]
            return Table(columns, [[term and term.value for term in row] for row in answer])
        if isinstance(answer, ox.QueryBoolean):
            return Table(["answer"], [["true" if answer else "false"]])
        rows = [[str(quad.subject), str(quad.predicate), str(quad.object)] for quad in answer]
        return Table(["subject", "predicate", "object"], rows)

    def __len__(self) -> int:
        return int(next(self.rows(_TRIPLES))[0] or 0)

    def close(self) -> None:
        """Nothing is held of one generation; the endpoint is closed by whoever opened it."""

    def _select(self, sparql: str) -> ox.QuerySolutions:
        return self._endpoint.select(on_generation(sparql, self._generation), within_s=self._within_s)

    def _ask(self, sparql: str) -> "ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Quad]":
        answer = self._endpoint.ask(on_generation(sparql, self._generation), within_s=self._within_s)
        if answer.media_type == JSON_RESULTS:
            return ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
        if answer.media_type == N_TRIPLES:
            return ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
        raise StoreUnreachableError(
            self._endpoint.address.shown,
            f"it is no SPARQL endpoint: {answer.media_type or 'an untyped answer'}",
        )

    def _pages_of(self, sparql: str) -> Iterator[str]:
        """Queries that together give all rows of one.

        OFFSET would make the server sort everything for each page; a hash of the first column needs no order.
        """
        prologue, select, columns = pageable(sparql)
        (count,) = next(self._select(f"{prologue} SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {select} }} }}"))
        digits = 0
        while int(count.value) > self._page * 16**digits:
            digits += 1
        if not digits:
            yield sparql
            return
        names = " ".join(f"?{column}" for column in columns)
        key = f'MD5(COALESCE(STR(?{columns[0]}), ""))'
        for start in map("".join, product("0123456789abcdef", repeat=digits)):
            yield f'{prologue} SELECT {names} WHERE {{ {{ {select} }} FILTER(STRSTARTS({key}, "{start}")) }}'
