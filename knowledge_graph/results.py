"""What the catalogue answers with: small frozen values, no text of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Match:
    """A product that meets a request, and what of the request it met."""

    item_id: str
    price: Decimal | None
    relevance: float  # 0 to 1; 0.9 and more where every word of the request's text was met, or it has none
    matched: tuple[str, ...]  # IRIs, "price", and "text:<word>"


@dataclass(frozen=True, slots=True)
class Fact:
    """What the graph holds of one attribute of one product."""

    attribute: str  # IRI
    value: str | Decimal | bool  # a word (several are joined by commas), an amount, or yes/no
    value_iri: str | None = None  # of the value, where it is one of a list
    unit: str | None = None  # UN/CEFACT code, of an amount; ISO 4217 of a price
    source: str | None = None  # where it was read, such as "description@en"; None: the feed states it
    confidence: float | None = None  # 0 to 1, of what was read; None: stated


@dataclass(frozen=True, slots=True)
class Answer:
    """The shop's own answer to a question."""

    faq_iri: str
    question: str
    text: str
    language: str  # of `text`: the one asked for where the shop has it
    score: float  # 0 to 1
    sample: bool  # True: from the starter file, not yet written by the owner


@dataclass(frozen=True, slots=True)
class GraphInfo:
    """How much a generation holds."""

    generation: int
    products: int
    categories: int
    faqs: int
    triples: int


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SPARQL query: names of columns, and rows of text (None: unbound)."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import did to the products."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
