"""Generations on a SPARQL endpoint: named graphs of their own, and one triple that says which is read.

A generation is pushed in parts, which no reader sees; then, in one SPARQL Update request, it is marked as whole
and the pointer is moved. Whatever breaks off before that request has changed nothing for a reader.
One writer at a time is the caller's promise: a shop's import holds its own lock.
"""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from rdflib import Variable

from knowledge_graph.derived_files import file_triples
from knowledge_graph.errors import NothingToRollBackError, PublishingError, StoreTakenError
from knowledge_graph.generation_marks import KEPT, set_mark
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.namespaces import DG, TYPE
from knowledge_graph.remote_dataset import files_iri, generation_iri, index_iri
from knowledge_graph.sparql import bind, iri, literal, query
from knowledge_graph.sparql_endpoint import SparqlEndpoint

_REGISTER: Final = iri("urn:daogou:generations")
_CURRENT: Final = iri(DG.current)
_MARK: Final = iri(DG.mark)
_BEGUN: Final = f"{iri(TYPE)} {iri(DG.Generation)}"
_IRI, _MARKED, _READ = (
    Variable("generation"),
    Variable("mark"),
    Variable("current"),
)  # of the register's query
_PART: Final = 10_000  # triples a request: about a megabyte


class Published(NamedTuple):
    """One generation on the endpoint; `mark` is None where it never arrived whole."""

    number: int
    mark: str | None
    current: bool


class RemoteGenerations:
    """The generations that an endpoint holds."""

    def __init__(self, endpoint: SparqlEndpoint) -> None:
        self._endpoint = endpoint

    def all(self) -> list[Published]:
        """Every generation that was ever begun there and not dropped, by number."""
        rows = self._endpoint.query(query("published_generations")).bindings
        found = [
            Published(
                int(str(row[_IRI]).rpartition(":")[2]),
                str(row[_MARKED]) if _MARKED in row else None,
                str(row[_READ]) == "true",
            )
            for row in rows
        ]
        return sorted(found, key=lambda one: one.number)

    def current(self) -> Published | None:
        """The generation that is read; None before the first."""
        return next((one for one in self.all() if one.current), None)

    def push(self, folder: Path) -> int:
        """Bring a published generation's folder to the endpoint and make it what is read; its number.

        One that is there already is only pointed at. Raises StoreTakenError where the endpoint serves another
        graph's generation of this number, and PublishingError where not all arrived.
        """
        number, mark, held = int(folder.resolve().name), set_mark(folder), self.all()
        same = next((one for one in held if one.number == number), None)
        if same is None or same.mark != mark:
            if same is not None and same.current:
                raise StoreTakenError(self._endpoint.address.shown, number)
            self._drop([one.number for one in held if one.mark is None or one.number == number])
            self._send(folder, number)
        self._point_at(number, mark)
        self._drop_old(number)
        return number

    def point_back(self) -> int:
        """Make the generation before what is read; its number. Raises NothingToRollBackError."""
        held = self.all()
        current = next((one.number for one in held if one.current), None)
        earlier = [one for one in held if one.mark and current is not None and one.number < current]
        if not earlier:
            raise NothingToRollBackError(self._endpoint.address.shown, current)
        self._point_at(earlier[-1].number, earlier[-1].mark or "")
        return earlier[-1].number

    def _send(self, folder: Path, number: int) -> None:
        change = self._endpoint.change
        change(f"INSERT DATA {{ GRAPH {_REGISTER} {{ {iri(generation_iri(number))} {_BEGUN} }} }}")
        store = GraphStore.read_only(folder / "store")
        try:
            sent = self._insert(generation_iri(number), store.n_triples(derived=False))
            sent += self._insert(index_iri(number), store.n_triples(derived=True))
        finally:
            store.close()
        sent += self._insert(files_iri(number), file_triples(folder))
        arrived = self._count(number)
        if arrived != sent:
            raise PublishingError(self._endpoint.address.shown, f"{arrived} of {sent} triples arrived")

    def _insert(self, graph: str, lines: Iterable[str]) -> int:
        count, left = 0, iter(lines)
        while part := list(islice(left, _PART)):
            triples = "\n".join(part)
            self._endpoint.change(f"INSERT DATA {{ GRAPH {iri(graph)} {{\n{triples}\n}} }}")
            count += len(part)
        return count

    def _count(self, number: int) -> int:
        graphs = [(iri(name),) for name in _graphs_of(number)]
        counted = self._endpoint.select(
            bind("triples_of_graphs", graphs), within_s=self._endpoint.patience.load_s
        )
        return int(next(counted)[0].value)

    def _point_at(self, number: int, mark: str) -> None:
        generation = iri(generation_iri(number))
        old = f"GRAPH {_REGISTER} {{ {_REGISTER} {_CURRENT} ?old }}"
        new = f"GRAPH {_REGISTER} {{ {_REGISTER} {_CURRENT} {generation} . {generation} {_MARK} {literal(mark)} }}"
        self._endpoint.change(f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ OPTIONAL {{ {old} }} }}")

    def _drop_old(self, current: int) -> None:
        """Drop all but the newest, and but the current one."""
        numbers = [one.number for one in self.all()]
        self._drop(number for number in numbers[:-KEPT] if number != current)

    def _drop(self, numbers: Iterable[int]) -> None:
        """Take generations off the register, then their triples."""
        for number in numbers:
            generation = iri(generation_iri(number))
            away = f"DELETE WHERE {{ GRAPH {_REGISTER} {{ {generation} {_MARK} ?mark }} }}"
            drops = [f"DROP SILENT GRAPH {iri(graph)}" for graph in _graphs_of(number)]
            gone = f"DELETE DATA {{ GRAPH {_REGISTER} {{ {generation} {_BEGUN} }} }}"
            self._endpoint.change(" ;\n".join([away, *drops, gone]))


def _graphs_of(number: int) -> tuple[str, str, str]:
    return generation_iri(number), index_iri(number), files_iri(number)


def publish_to(url: str, generation_folder: Path) -> int:
    """Bring a published generation's folder to the endpoint at `url`, and make it what is read; its number."""
    endpoint = SparqlEndpoint(url)
    try:
        return RemoteGenerations(endpoint).push(generation_folder)
    finally:
        endpoint.close()


def check_reachable(url: str) -> None:
    """Raise StoreUnreachableError where the endpoint at `url` gives no answer."""
    endpoint = SparqlEndpoint(url)
    try:
        RemoteGenerations(endpoint).all()
    finally:
        endpoint.close()
