"""Turn a query on a generation's folder into the same query on an endpoint that holds several generations.

There, what a folder keeps in the default graph is a named graph, and what it keeps in the graph INDEX another.
So the RDF dataset is said by FROM and FROM NAMED, and IRIs of `urn:daogou:graph:` are put in terms of the
generation. Only whole IRI tokens are ever exchanged: the text of a literal, and so a shopper's, is not looked at.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from knowledge_graph.errors import QueryError

_HERE: Final = "<urn:daogou:graph:"
_GENERATION: Final = "urn:daogou:generation:"

_TOKEN: Final = re.compile(
    r'''
      (?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<name>[?$@:]?\w[\w.:\-]*)
    | (?P<mark>[(){}])
    ''',
    re.VERBOSE | re.DOTALL,
)
_FORMS: Final = ("SELECT", "ASK", "DESCRIBE", "CONSTRUCT")


class Pageable(NamedTuple):
    """A SELECT, cut where its prologue ends, with the names of its columns."""

    prologue: str
    select: str
    columns: tuple[str, ...]


def generation_iri(number: int) -> str:
    """The named graph of what a generation asserts."""
    return f"{_GENERATION}{number}"


def index_iri(number: int) -> str:
    """The named graph of what is derived from a generation."""
    return f"{_GENERATION}{number}:index"


def files_iri(number: int) -> str:
    """The named graph that carries a generation's derived files."""
    return f"{_GENERATION}{number}:files"


def on_generation(sparql: str, number: int) -> str:
    """The query, asked of one generation. A query with a FROM of its own keeps its dataset."""
    place = _place_of_dataset(sparql)
    if place is None:
        return _renamed(sparql, number)
    dataset = f" FROM <{generation_iri(number)}> FROM NAMED <{index_iri(number)}> "
    return _renamed(sparql[:place], number) + dataset + _renamed(sparql[place:], number)


def _renamed(sparql: str, number: int) -> str:
    def exchange(found: re.Match[str]) -> str:
        token = found[0]
        if found.lastgroup == "iri" and token.startswith(_HERE):
            return f"<{_GENERATION}{number}:{token.removeprefix(_HERE)}"
        return token

    return _TOKEN.sub(exchange, sparql)


def pageable(sparql: str) -> Pageable:
    """Cut a SELECT so that it can stand inside another; raises QueryError for any other query, and for `*`."""
    columns: list[str] = []
    start: int | None = None
    before = ""
    for token, depth, place in _tokens(sparql):
        word = token.upper()
        if start is None:
            start = place if word == "SELECT" else None
        elif depth == 0 and word in ("WHERE", "{"):
            break
        elif token[0] in "?$" and (depth == 0 or (depth == 1 and before == "AS")):
            columns.append(token[1:])
        before = word
    if start is None or not columns:
        raise QueryError("only a SELECT that names its columns can be read in pages.")
    return Pageable(sparql[:start], sparql[start:], tuple(columns))


def _place_of_dataset(sparql: str) -> int | None:
    """Where FROM may stand; None where the query says it itself."""
    form: str | None = None
    for token, depth, place in _tokens(sparql):
        word = token.upper()
        if form is None:
            form = word if word in _FORMS else None
        elif depth == 0 and word == "FROM":
            return None
        elif depth == 0 and (word == "WHERE" or (token == "{" and form != "CONSTRUCT")):
            return place
    return len(sparql)


def _tokens(sparql: str) -> Iterator[tuple[str, int, int]]:
    """Keywords, names and brackets, each with how many brackets are open around it, and its place."""
    depth = 0
    for found in _TOKEN.finditer(sparql):
        token = found[0]
        if found.lastgroup == "mark":
            depth -= token in ")}"
            yield token, depth, found.start()
            depth += token in "({"
        elif found.lastgroup == "name":
            yield token, depth, found.start()
