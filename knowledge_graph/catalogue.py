"""Read the published graph: search, products, facts, likeness, labels, and answers to questions.

Invariant: nothing here writes. An open catalogue is safe to use from several threads at once, and answers
from one generation until `refresh()` finds a newer one.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from knowledge_graph.comparison import Comparison, compare
from knowledge_graph.errors import CatalogueMissingError
from knowledge_graph.facts import attributes_held, fact_of
from knowledge_graph.generations import current_generation
from knowledge_graph.identifiers import CATEGORY, ITEM, attribute_of, item_id_of, words_of_iri
from knowledge_graph.matching import in_order, matches_of
from knowledge_graph.open_generation import OpenGeneration
from knowledge_graph.paths import GraphPath, paths_between, surroundings
from knowledge_graph.products import Product
from knowledge_graph.related import Related, related
from knowledge_graph.request import Request
from knowledge_graph.results import Answer, Fact, GraphInfo, Match, Table
from knowledge_graph.search_query import compile_request
from knowledge_graph.sparql import bind, iri
from knowledge_graph.terms import Attribute

if TYPE_CHECKING:
    import networkx as nx


class Catalogue:
    """The products of one shop, and what is known of them."""

    def __init__(self, graph_folder: Path, opened: OpenGeneration) -> None:
        self._folder = graph_folder
        self._open = opened

    @classmethod
    def open(cls, graph_folder: Path) -> Self:
        """The current generation; raises CatalogueMissingError or CatalogueUnreadableError."""
        return cls(graph_folder, _open_current(graph_folder))

    @property
    def generation(self) -> int:
        """The number of the generation that answers."""
        return self._open.number

    def refresh(self) -> bool:
        """Turn to the newest generation if the pointer has moved; whether it had. Costs one readlink."""
        if current_generation(self._folder) in (None, self._open.number):
            return False
        self._open = _open_current(self._folder)
        return True

    def search(self, request: Request, limit: int = 1000) -> Sequence[Match]:
        """At most `limit` products that meet every condition, in the order asked for, ties by item_id.

        One word of the text is enough to be found; `Match.relevance` and `Match.matched` tell how much was.
        Where only kinds are asked for, those whose name says so are the more relevant.
        """
        opened = self._open
        kinds = [self.label(category, "en") for category in request.categories]
        compiled = compile_request(request, opened.attributes, opened.synonyms, kinds)
        likeness = None if request.like is None else opened.likeness(request.like)
        matches = matches_of(compiled, opened.store.rows(compiled.sparql), opened.prices, likeness)
        return in_order(matches, request.order, opened.released)[:limit]

    def products(self, item_ids: Sequence[str]) -> list[Product]:
        """The products of these ids, in this order; raises UnknownItemError."""
        return self._open.products(item_ids)

    def known(self, item_ids: Sequence[str]) -> list[Product]:
        """Those of the products that this generation still holds, in this order."""
        return self._open.known(item_ids)

    def holds(self, product: Product, thing: str) -> bool:
        """Whether a product has a value, is of a brand, or lies in a category or below it (all IRIs)."""
        if thing == product.brand or any(held.value == thing for held in product.values):
            return True
        return thing.startswith(CATEGORY) and thing in self._open.categories_of(product.item_id)

    def fact(self, item_id: str, attribute: str, language: str = "en") -> Fact | None:
        """What is held of an attribute (IRI) of a product, with its words in `language`; None where nothing is.

        What the feed states wins over what was read out of a product's words. Raises UnknownItemError.
        """
        (product,) = self.products([item_id])
        return fact_of(product, attribute, self._open.terms.get(attribute), self._labels(language))

    def facts(self, item_id: str, language: str = "en") -> list[Fact]:
        """All that is held of a product's attributes, stated ones first. Raises UnknownItemError."""
        (product,) = self.products([item_id])
        found = (self.fact(item_id, attribute, language) for attribute in attributes_held(product))
        return [fact for fact in found if fact is not None]

    def compare(self, item_ids: Sequence[str], language: str = "en") -> Comparison:
        """Products side by side, the rows where they differ first. Raises UnknownItemError."""
        return compare(self.products(item_ids), self._open.terms, self._labels(language))

    def _labels(self, language: str) -> Callable[[str], str]:
        return partial(self.label, language=language)

    def answer(self, question: str, language: str) -> Answer | None:
        """The shop's own answer to `question`, in `language` where there is one; None where none fits."""
        return self._open.questions.answer(question, language)

    def similar(self, item_id: str, limit: int) -> Sequence[Match]:
        """The products most like one, of its own category first; raises UnknownItemError."""
        return self.search(Request(like=item_id), limit)

    def related(self, item_id: str, how: Related) -> Sequence[str]:
        """Item ids of accessories, consumables, substitutes or complements; raises UnknownItemError."""
        return related(self._open, self.search, item_id, how)

    def paths(self, one: str, other: str, most: int = 2) -> Sequence[GraphPath]:
        """Why two products (item ids) go together, the best reason first; raises UnknownItemError."""
        return paths_between(self._open, one, other, most)

    def surroundings(self, item_id: str) -> "nx.Graph[str]":
        """A product with the things and products that lie near it in the graph; raises UnknownItemError."""
        return surroundings(self._open, item_id)

    def lexicon(self) -> Iterator[dict[str, Any]]:
        """Every label and synonym with its IRI, kind and language (docs/contracts/lexicon.schema.json)."""
        return self._open.lexicon()

    def label(self, iri_or_item: str, language: str) -> str:
        """The word to show for an IRI in `language`, else in another, else made from the IRI itself."""
        if iri_or_item.startswith(ITEM):
            (product,) = self.products([item_id_of(iri_or_item)])
            return product.name(language)
        term = self._open.terms.get(iri_or_item)
        return (term.label(language) if term else None) or words_of_iri(iri_or_item)

    def attribute(self, attribute: str) -> Attribute | None:
        """How an attribute (IRI) is held: its type, its unit, which end is better; None where unknown."""
        return self._open.attributes.get(attribute)

    def attribute_of(self, value: str) -> str:
        """The IRI of the attribute that a value (IRI) belongs to."""
        return attribute_of(value)

    def attributes_by_unit(self) -> dict[str, str]:
        """UN/CEFACT code -> IRI of the attribute that it measures; units that several share are left out."""
        return self._open.attributes_by_unit

    def main_categories(self, limit: int) -> Sequence[str]:
        """IRIs of the widest categories of the feed, those with most products first."""
        return self._open.main_categories[:limit]

    def attributes_of(self, category: str) -> Sequence[str]:
        """IRIs of the attributes that products of a category have, the most common first."""
        rows = self._open.store.rows(bind("attributes_of_category", [(iri(category),)]))
        return [attribute for attribute, _ in rows if attribute]

    def info(self) -> GraphInfo:
        """How much this generation holds."""
        return self._open.info

    def query(self, sparql: str) -> Table:
        """The answer to a SPARQL query of a person's, for looking into the graph; raises QueryError."""
        return self._open.store.table(sparql)


def _open_current(graph_folder: Path) -> OpenGeneration:
    number = current_generation(graph_folder)
    if number is None:
        raise CatalogueMissingError(graph_folder)
    return OpenGeneration(graph_folder / "generations" / f"{number:06}", number)
