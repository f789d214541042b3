"""What the graph says meets a wish, whatever the shop shows: by SPARQL, not by the columns that a shop searches."""

from collections.abc import Collection
from dataclasses import replace

from knowledge_graph import Catalogue, Request
from knowledge_graph.identifiers import attribute_of

EVERYTHING = 1_000_000  # items, more than any graph holds


class Rules:
    """Answers from one catalogue; each wish is asked once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._known: dict[Request, frozenset[str]] = {}

    def fitting(self, request: Request) -> frozenset[str]:
        """The items that meet every condition."""
        if request not in self._known:
            matches = self.catalogue.search_graph(request, EVERYTHING)
            self._known[request] = frozenset(match.item_id for match in matches)
        return self._known[request]

    def left(self, request: Request, seen: Collection[str]) -> frozenset[str]:
        """The fitting items but for those seen, and for their namesakes: a shop shows one of a name."""
        names = {product.name("en").casefold() for product in self.catalogue.known(sorted(seen))}
        rest = self.catalogue.known(sorted(self.fitting(request) - set(seen)))
        return frozenset(one.item_id for one in rest if one.name("en").casefold() not in names)


def with_value(request: Request, value: str) -> Request:
    """With another condition; a value takes the place of those of the same attribute."""
    kept = [one for one in request.values if attribute_of(one) != attribute_of(value)]
    return replace(request, values=(*kept, value))
