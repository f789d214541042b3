"""What every side of the benchmark of asking answers, and what relaxing needs to know of the terms.

A side knows the whole catalogue before it is timed, and is asked in the same requests as the others.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge_graph import Attribute, Category, Request
from knowledge_graph.relaxation import relax
from knowledge_graph.request import Bound
from knowledge_graph.results import Relaxation
from knowledge_graph.terms import AnyTerm
from knowledge_graph.units import convert_bound


@dataclass(frozen=True, slots=True)
class Held:
    """What a side says of one product: an IRI or an amount that it holds."""

    item_id: str
    what: str | Decimal | bool


class Side(ABC):
    """One way to answer requests."""

    name: str
    every = 1  # one request of so many is asked of it

    def __init__(self, terms: Mapping[str, AnyTerm]) -> None:
        self.terms = terms

    @abstractmethod
    def search(self, request: Request) -> Sequence[object]:
        """The first page."""

    @abstractmethod
    def item_ids(self, request: Request) -> list[str]:
        """The item ids of what `search` gives."""

    @abstractmethod
    def count(self, request: Request) -> int:
        """How many there are on all pages."""

    @abstractmethod
    def facets(self, request: Request) -> object:
        """Counts among what is found, of values and brands at least."""

    @abstractmethod
    def counts(self, request: Request) -> dict[str, int]:
        """What `facets` counts, by the IRI of a value or a brand."""

    @abstractmethod
    def amounts(self, request: Request, attribute: str | None) -> Sequence[Decimal]:
        """As the catalogue's; prices are what is asked for here."""

    @abstractmethod
    def compare(self, item_ids: Sequence[str]) -> object:
        """What is held of each of a few products."""

    @abstractmethod
    def held(self, item_ids: Sequence[str]) -> set[Held]:
        """What `compare` tells: brand, category, price, rating, values and weight."""

    @abstractmethod
    def text(self, request: Request) -> Sequence[object]:
        """The first page of a request with a text."""

    @abstractmethod
    def having_all_words(self, request: Request) -> set[str]:
        """Item ids of everything that has all words of the text, as this side understands words."""

    def relax(self, request: Request) -> list[Relaxation]:
        """The same steps as ours, each counted by this side."""
        return relax(self, request)

    def attribute(self, attribute: str) -> Attribute | None:
        """How an attribute is held."""
        term = self.terms.get(attribute)
        return term if isinstance(term, Attribute) else None

    def wider(self, category: str) -> str | None:
        """The next wider category."""
        term = self.terms.get(category)
        return term.broader if isinstance(term, Category) else None


def grams(request: Request) -> Bound | None:
    """The one range that is asked for, in grams."""
    return convert_bound(request.ranges[0].bound, request.ranges[0].unit, "GRM") if request.ranges else None
