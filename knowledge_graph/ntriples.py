"""Terms in the spelling of N-Triples: the quickest way of writing many triples into a store.

Nothing here checks an IRI: the store's own reader refuses a bad one.
"""

from decimal import Decimal

from knowledge_graph.namespaces import DECIMAL, INTEGER


def resource(iri: str) -> str:
    """An IRI."""
    return f"<{iri}>"


def words(value: str, language: str | None = None) -> str:
    """A text in a language, or one that is in none."""
    # Backslashes first: the others bring some of their own. Four replacements are quicker than one expression.
    spelt = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{spelt}"@{language}' if language else f'"{spelt}"'


def amount(value: Decimal) -> str:
    """A decimal as the store gives it back: 12.90 is 12.9, and never in exponent form."""
    return f'"{value.normalize():f}"^^<{DECIMAL}>'


def count(value: int) -> str:
    """A whole number."""
    return f'"{value}"^^<{INTEGER}>'


def typed(value: str, datatype: str) -> str:
    """A text of a datatype, which needs no escape: a date, true or false."""
    return f'"{value}"^^<{datatype}>'
