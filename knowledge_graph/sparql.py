"""Queries as files, whose parameters are filled with RDF terms. No text of a person's is ever pasted in."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import Literal, URIRef

from knowledge_graph.errors import QueryError
from knowledge_graph.namespaces import DECIMAL

_DIGITS: Final = 18
_GREATEST: Final = Decimal(10) ** 20
_FOLDER: Final = Path(__file__).parent / "queries"
_VALUES_ROW: Final = re.compile(r"VALUES \((?P<names>[?\w ]+)\) \{ \((?:UNDEF ?)+\) \}")
_NOT_IN_AN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|\\^`]')


@lru_cache
def query(name: str) -> str:
    """The text of `queries/<name>.rq`; valid SPARQL as it stands."""
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")


@lru_cache(maxsize=65_536)
def iri(text: str) -> str:
    """An IRI in SPARQL's spelling; raises QueryError for a text that is none, or only a part of one."""
    try:
        if not _NOT_IN_AN_IRI.search(text) and ox.NamedNode(text):
            return URIRef(text).n3()
    except ValueError:
        pass
    raise QueryError(f"{text!r} is not an IRI.")


def literal(text: str) -> str:
    """A text in SPARQL's spelling, with whatever needs it escaped."""
    return Literal(text).n3()


def storable(amount: Decimal) -> Decimal:
    """The amount that the store can compare with: xsd:decimal there has 18 digits, and ends at 10^20.

    Raises QueryError for what is no number.
    """
    if not amount.is_finite():
        raise QueryError(f"{amount} is not an amount.")
    if abs(amount) > _GREATEST:
        return _GREATEST.copy_sign(amount)
    return round(amount, max(_DIGITS - max(amount.adjusted() + 1, 1), 0))


def decimal(amount: Decimal) -> str:
    """An amount in SPARQL's spelling, in full digits."""
    return Literal(format(storable(amount), "f"), datatype=URIRef(DECIMAL)).n3()


def bind(name: str, rows: Sequence[Sequence[str]]) -> str:
    """The query `name` with its VALUES rows replaced; each cell comes from `iri`, `literal` or `decimal`."""
    text = query(name)
    found = _VALUES_ROW.search(text)
    if found is None:
        raise QueryError(f"queries/{name}.rq has no VALUES row to fill.")
    filled = " ".join(f"({' '.join(row)})" for row in rows)
    return f"{text[: found.start()]}VALUES ({found['names']}) {{ {filled} }}{text[found.end() :]}"
