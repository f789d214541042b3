"""What the catalogue answers with: small frozen values, no text of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from knowledge_graph.request import Bound, Request

FacetKind: TypeAlias = Literal["attribute", "brand", "category", "price"]
RelaxationKind: TypeAlias = Literal[
    "price", "text", "brand", "value", "range", "without", "category", "stock", "sale"
]


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

    attribute: str  # IRI; "gtin" and "mpn" for these
    value: str | Decimal | bool  # a word (several are joined by commas), an amount, or yes/no
    value_iri: str | None = None  # of the value, where it is one of a list
    unit: str | None = None  # UN/CEFACT code, of an amount; ISO 4217 of a price
    source: str | None = None  # where it was read, such as "description@en"; None: the feed states it
    confidence: float | None = None  # 0 to 1, of what was read; None: stated


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a request: by a value, brand or category (IRI), or by a band of amounts."""

    count: int  # how many of what is left it keeps
    iri: str | None = None
    bound: Bound | None = None  # in the unit of the attribute, or the shop's currency


@dataclass(frozen=True, slots=True)
class Facet:
    """A question that would narrow a request, with its answers, the most frequent first (bands ascending)."""

    kind: FacetKind
    subject: str  # the attribute (IRI); "brand", "category" or "price" for these
    choices: tuple[Choice, ...]
    score: float  # 0 to 1: how evenly it splits what is left, see `facets`
    coverage: float  # 0 to 1: the share of what is left that has an answer


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One step away from a request: one condition dropped, or moved to where something is.

    `request` is what to ask instead, `count` how many products that finds. `price` is the end of the price
    bound, and `amount` that of a range in its attribute's own unit, where it was moved; `subject` the IRI or the
    words that would be given up, and `wider` the category or the value taken instead, where there is one.
    """

    kind: RelaxationKind
    request: Request
    count: int
    subject: str = ""
    price: Decimal | None = None
    amount: Decimal | None = None
    wider: str | None = None


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
    withdrawn: int = 0
