"""One SPARQL 1.1 endpoint: rdflib's SPARQLStore, with a time-out, a second try for reads, and a circuit breaker.

SPARQLStore's own transport takes no time-out and hides what the server said of a bad query, so that one method
of it is replaced. `ask` gives the server's answer unread: rdflib's terms lose the spelling of a number ("007"
becomes "7"), and cost more than the query. Never shows credentials, and never tries a change twice.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, NamedTuple

import httpx
import pyoxigraph as ox
from circuitbreaker import CircuitBreaker
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random

from knowledge_graph.endpoint_address import EndpointAddress
from knowledge_graph.errors import QueryError, StoreUnreachableError

JSON_RESULTS: Final = "application/sparql-results+json"
N_TRIPLES: Final = "application/n-triples"
_ACCEPTED: Final = f"{JSON_RESULTS}, {N_TRIPLES};q=0.9"
_LONGEST_REASON: Final = 300
_NOT_ALLOWED: Final = (401, 403)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an endpoint, and when to leave it in peace."""

    ask_s: float = 2.0  # for a question of a shopper's
    load_s: float = 120.0  # for what is read once a generation, and for a change
    attempts: int = 2  # of a read whose connection breaks; one that timed out has cost its time already
    failures: int = 3  # in a row, after which nothing is asked
    rest_s: int = 5  # for so long; then one question tries again


class Response(NamedTuple):
    """What a server answered."""

    content: bytes
    media_type: str


class _BrokenOffError(Exception):
    """The connection broke, or the server is busy: the same read may well succeed at once."""


class SparqlEndpoint(SPARQLStore):
    """The endpoint at a URL. Safe for several threads; one object, and so one breaker, for all who ask it."""

    def __init__(self, url: str, patience: Patience | None = None) -> None:
        self.address = EndpointAddress.read(url)
        self.patience = patience or Patience()
        super().__init__(query_endpoint=self.address.query, returnFormat="json")
        self._client = httpx.Client(auth=self.address.credentials, follow_redirects=False)
        self._breaker = CircuitBreaker(
            failure_threshold=self.patience.failures,
            recovery_timeout=self.patience.rest_s,
            expected_exception=StoreUnreachableError,
            name=self.address.shown,
        )

    def ask(self, sparql: str, *, within_s: float | None = None) -> Response:
        """The answer to a query; raises StoreUnreachableError, and QueryError with the server's own words."""
        return self._guarded(lambda: self._read(sparql, None, within_s or self.patience.ask_s))

    def select(self, sparql: str, *, within_s: float | None = None) -> ox.QuerySolutions:
        """The rows of a SELECT, as pyoxigraph's terms; raises as `ask` does."""
        answer = self.ask(sparql, within_s=within_s)
        if answer.media_type == JSON_RESULTS:
            rows = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
            if isinstance(rows, ox.QuerySolutions):
                return rows
        raise QueryError("only SELECT gives rows.")

    def change(self, sparql: str) -> None:
        """Run one SPARQL Update request, which a server takes whole or not at all; raises as `ask` does."""
        sent = {"content": sparql.encode(), "headers": {"Content-Type": "application/sparql-update"}}
        self._guarded(lambda: self._once(self.address.update, sent, self.patience.load_s))

    def close(self, commit_pending_transaction: bool = False) -> None:  # noqa: ARG002 (rdflib's own signature)
        """Close the connections."""
        self._client.close()

    def _query(self, query: str, default_graph: str | None = None) -> Result:
        """rdflib's way in, for its graphs over this store."""
        answer = self._guarded(lambda: self._read(query, default_graph, self.patience.ask_s))
        return Result.parse(BytesIO(answer.content), content_type=answer.media_type)

    def _read(self, sparql: str, default_graph: str | None, within_s: float) -> Response:
        form = {"query": sparql} | ({"default-graph-uri": str(default_graph)} if default_graph else {})
        tries = Retrying(
            stop=stop_after_attempt(self.patience.attempts),
            wait=wait_random(0.02, 0.1),
            retry=retry_if_exception_type(_BrokenOffError),
            reraise=True,
        )
        sent = {"data": form, "headers": {"Accept": _ACCEPTED}}
        return tries(self._once, self.address.query, sent, within_s)

    def _guarded(self, act: Callable[[], Response]) -> Response:
        if self._breaker.opened:
            raise StoreUnreachableError(
                self.address.shown,
                f"it failed {self.patience.failures} times and is asked again in {self._breaker.open_remaining} s",
            )
        with self._breaker:
            try:
                return act()
            except _BrokenOffError as error:
                raise StoreUnreachableError(self.address.shown, str(error)) from None

    def _once(self, url: str, sent: dict[str, Any], within_s: float) -> Response:
        until = time.monotonic() + within_s
        try:
            with self._client.stream("POST", url, timeout=within_s, **sent) as response:
                content = bytearray()
                for part in response.iter_bytes():
                    content += part
                    if time.monotonic() > until:  # the library's time-out is for each part alone
                        raise httpx.ReadTimeout("slow")
        except httpx.TimeoutException:
            raise StoreUnreachableError(self.address.shown, f"none within {within_s:g} s") from None
        except httpx.HTTPError as error:
            raise _BrokenOffError(type(error).__name__) from None
        self._check(response.status_code, bytes(content))
        return Response(bytes(content), response.headers.get("Content-Type", "").split(";")[0].strip())

    def _check(self, status: int, content: bytes) -> None:
        if status == httpx.codes.SERVICE_UNAVAILABLE:
            raise _BrokenOffError("it is busy")
        if status in _NOT_ALLOWED:
            raise StoreUnreachableError(
                self.address.shown, f"status {status}: it wants a user and a password"
            )
        said = " ".join(content[:_LONGEST_REASON].decode("utf-8", "replace").split())
        if status == httpx.codes.BAD_REQUEST:
            raise QueryError(said)
        if status >= httpx.codes.MULTIPLE_CHOICES:
            raise StoreUnreachableError(self.address.shown, f"status {status}")
