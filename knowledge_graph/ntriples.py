"""Terms in the spelling of N-Triples: the quickest way of writing many triples into a store.

Nothing here checks an IRI: the store's own reader refuses a bad one.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from knowledge_graph.namespaces import DECIMAL, INTEGER

_SPECIAL: Final = re.compile(r'[\\"\n\r]')
_ESCAPED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
_escape: Final[Callable[[re.Match[str]], str]] = lambda found: _ESCAPED[found.group()]  # noqa: E731


def resource(iri: str) -> str:
    """An IRI."""
    return f"<{iri}>"


def words(value: str, language: str | None = None) -> str:
    """A text in a language, or one that is in none."""
    spelt = _SPECIAL.sub(_escape, value)
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
