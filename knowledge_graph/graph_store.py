"""The triple store on disk, as this package uses it: open a folder, ask, read triples, write triples.

Terms are rdflib's in a query (`term.n3()`) and pyoxigraph's in an answer: rdflib would turn each row of an
answer into Python objects of its own, which costs more than the query. Nothing else is pyoxigraph's.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Self, TypeAlias

import pyoxigraph as ox

from knowledge_graph.errors import CatalogueUnreadableError, QueryError
from knowledge_graph.namespaces import BOOLEAN, DATE, DECIMAL, INDEX
from knowledge_graph.results import Table

Object: TypeAlias = ox.NamedNode | ox.Literal
Row: TypeAlias = tuple[str | None, ...]

_INDEX = ox.NamedNode(INDEX)
_DEFAULT = ox.DefaultGraph()


@lru_cache(maxsize=100_000)
def node(iri: str) -> ox.NamedNode:
    """The IRI as a term to write."""
    return ox.NamedNode(iri)


def text(value: str, language: str | None = None) -> ox.Literal:
    """A text in a language, or one that is in none, as a term to write."""
    return ox.Literal(value, language=language) if language else ox.Literal(value)


def number(value: Decimal) -> ox.Literal:
    """A decimal as a term to write; never in exponent form, which xsd:decimal does not have."""
    return ox.Literal(format(value, "f"), datatype=node(DECIMAL))


def truth(value: bool) -> ox.Literal:
    """True or false as a term to write."""
    return ox.Literal("true" if value else "false", datatype=node(BOOLEAN))


def day(iso: str) -> ox.Literal:
    """An ISO date as a term to write."""
    return ox.Literal(iso, datatype=node(DATE))


class GraphStore:
    """One folder of triples. Safe to read from several threads; one process at most may have it writable."""

    def __init__(self, store: ox.Store, *, writable: bool = False) -> None:
        self._store = store
        self._writable = writable

    @classmethod
    def read_only(cls, folder: Path) -> Self:
        """Open for reading a folder that nobody writes any more; raises CatalogueUnreadableError."""
        try:
            return cls(ox.Store.read_only(str(folder)))
        except OSError as error:
            raise CatalogueUnreadableError(folder, str(error)) from error

    @classmethod
    def writable(cls, folder: Path) -> Self:
        """Open or make a folder for one writer; raises CatalogueUnreadableError."""
        try:
            return cls(ox.Store(str(folder)), writable=True)
        except OSError as error:
            raise CatalogueUnreadableError(folder, str(error)) from error

    def __len__(self) -> int:
        return len(self._store)

    def rows(self, sparql: str) -> Iterator[Row]:
        """The rows of a SELECT, each value as its text (an IRI, a number's digits); unbound is None."""
        solutions = self._store.query(sparql)
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("only SELECT gives rows.")
        for solution in solutions:
            yield tuple(None if term is None else term.value for term in solution)

    def terms(self, sparql: str) -> Iterator[tuple[Object | None, ...]]:
        """The rows of a SELECT as terms, where the language of a text matters."""
        solutions = self._store.query(sparql)
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("only SELECT gives rows.")
        yield from (tuple(solution) for solution in solutions)

    def table(self, sparql: str) -> Table:
        """Any SELECT or ASK of a person's; raises QueryError with the parser's own words."""
        try:
            answer = self._store.query(sparql)
            if isinstance(answer, ox.QuerySolutions):
                columns = [variable.value for variable in answer.variables]
                return Table(columns, [[term and term.value for term in row] for row in answer])
            if isinstance(answer, ox.QueryBoolean):
                return Table(["answer"], [["true" if answer else "false"]])
            return Table(
                ["subject", "predicate", "object"],
                [[str(triple.subject), str(triple.predicate), str(triple.object)] for triple in answer],
            )
        except (SyntaxError, ValueError, OSError) as error:
            raise QueryError(str(error)) from error

    def add(self, triples: Iterable[tuple[str, str, Object]]) -> None:
        """Add to what is asserted."""
        self._store.extend(ox.Quad(node(s), node(p), o, _DEFAULT) for s, p, o in triples)

    def load(self, triples: bytes) -> None:
        """Add N-Triples to what is asserted, all or nothing; the quickest way for many.

        Raises SyntaxError where a line is no triple.
        """
        self._store.bulk_load(triples, format=ox.RdfFormat.N_TRIPLES)

    def asserted(self) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, Object]]:
        """All that is asserted, one triple after another, in no order."""
        for quad in self._store.quads_for_pattern(None, None, None, _DEFAULT):
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(
                quad.object, ox.BlankNode | ox.Triple
            ):
                yield quad.subject, quad.predicate, quad.object

    def remove_of(self, subject: str, predicates: Iterable[str]) -> None:
        """Take away what is asserted of a subject by these predicates."""
        for predicate in predicates:
            for quad in list(self._store.quads_for_pattern(node(subject), node(predicate), None, _DEFAULT)):
                self._store.remove(quad)

    def remove_subjects(self, subjects: Iterable[str], *, keep: frozenset[str] = frozenset()) -> None:
        """Take away all that is asserted of each subject, but for the predicates in `keep`."""
        for subject in subjects:
            for quad in list(self._store.quads_for_pattern(node(subject), None, None, _DEFAULT)):
                if quad.predicate.value not in keep:
                    self._store.remove(quad)

    def remove_pointing_at(self, predicate: str, target: str) -> None:
        """Take away each asserted `? predicate target`."""
        for quad in list(self._store.quads_for_pattern(None, node(predicate), node(target), _DEFAULT)):
            self._store.remove(quad)

    def replace_derived(self, triples: Iterable[tuple[str, str, Object]], lines: Iterable[str]) -> None:
        """Put these triples, and those of these lines of N-Triples, in place of all that was derived before."""
        self._store.remove_graph(_INDEX)
        self._store.bulk_extend(ox.Quad(node(s), node(p), o, _INDEX) for s, p, o in triples)
        self._store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=_INDEX)

    def n_triples(self, *, derived: bool) -> Iterator[str]:
        """What is asserted, or what is derived, as lines of N-Triples."""
        graph = _INDEX if derived else _DEFAULT
        for quad in self._store.quads_for_pattern(None, None, None, graph):
            yield f"{quad.subject} {quad.predicate} {quad.object} ."

    def back_up(self, folder: Path) -> None:
        """Copy into a folder that does not exist yet, by hard links where the disk can."""
        self._store.backup(str(folder))

    def close(self) -> None:
        """Write everything out and give the folder free; nothing may be asked afterwards."""
        if self._writable:
            self._store.flush()
        del self._store
