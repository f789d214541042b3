"""Read the published graph: search, products, facts, likeness, labels, and answers to questions.

Invariant: nothing here writes. An open catalogue is safe to use from several threads at once, and answers
from one generation until `refresh()` finds a newer one.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from knowledge_graph.comparison import Comparison, compare
from knowledge_graph.errors import StoreUnreachableError
from knowledge_graph.facts import attributes_held, codes_of, fact_of
from knowledge_graph.generation_source import GenerationSource, source_of
from knowledge_graph.identifiers import CATEGORY, ITEM, attribute_of, item_id_of, words_of_iri
from knowledge_graph.open_generation import OpenGeneration
from knowledge_graph.paths import GraphPath, paths_between, surroundings
from knowledge_graph.products import Product
from knowledge_graph.readable_store import ReadableStore
from knowledge_graph.related import Related, related
from knowledge_graph.relaxation import relax
from knowledge_graph.request import Request
from knowledge_graph.results import Answer, Facet, Fact, GraphInfo, Match, Relaxation, Table
from knowledge_graph.terms import Attribute, Category, Value

if TYPE_CHECKING:
    import networkx as nx


class Catalogue:
    """The products of one shop, and what is known of them."""

    def __init__(self, source: GenerationSource, opened: OpenGeneration) -> None:
        self._source = source
        self._open = opened

    @classmethod
    def open(cls, graph: Path | str, cache: Path | None = None) -> Self:
        """The current generation of a graph folder, or of the SPARQL endpoint at a URL.

        `cache` is where an endpoint's derived files are kept; without it they go with this object. Raises
        CatalogueMissingError or CatalogueUnreadableError, for a URL EndpointWithoutGraphError or
        StoreUnreachableError.
        """
        source = source_of(graph, cache)
        return cls(source, source.open())

    @property
    def generation(self) -> int:
        """The number of the generation that answers."""
        return self._open.number

    @property
    def store(self) -> ReadableStore:
        """The triples of this generation, read only: for checking and exporting them."""
        return self._open.store

    def refresh(self) -> bool:
        """Turn to the current generation if the pointer has moved, forth or back; whether it had.

        Costs one readlink, or one question to an endpoint at most once a second. An endpoint that gives no
        answer moves nothing.
        """
        if not self._source.has_moved(self._open.number):
            return False
        try:
            self._open = self._source.open()
        except StoreUnreachableError:
            return False
        return True

    def search(self, request: Request, limit: int = 1000) -> Sequence[Match]:
        """At most `limit` products that meet every condition, in the order asked for, ties by item_id.

        One word of the text is enough to be found; `Match.relevance` and `Match.matched` tell how much was.
        Where only kinds are asked for, those whose name says so are the more relevant.
        """
        opened = self._open
        kinds, hits, likeness = opened.kinds_of(request), opened.hits(request.text), opened.likeness(request)
        return opened.columns.search(request, kinds, limit=limit, hits=hits, likeness=likeness)

    def search_graph(self, request: Request, limit: int = 1000) -> Sequence[Match]:
        """As `search`, by one SPARQL query: what a request means, and far slower on a large catalogue."""
        return self._open.search_graph(request)[:limit]

    def count(self, request: Request) -> int:
        """How many products meet a request, on all its pages."""
        opened = self._open
        hits, likeness = opened.hits(request.text), opened.likeness(request)
        return opened.columns.count(request, hits=hits, likeness=likeness)

    def facets(self, request: Request, limit: int = 5) -> Sequence[Facet]:
        """What would narrow a request best: the facets that split what is left most evenly come first."""
        opened = self._open
        hits, likeness = opened.hits(request.text), opened.likeness(request)
        return opened.columns.facets(request, limit, hits=hits, likeness=likeness)

    def relax(self, request: Request, most: int = 3) -> Sequence[Relaxation]:
        """For a request that nothing meets: single steps away from it that find something."""
        return relax(self, request, most=most)

    def amounts(self, request: Request, attribute: str | None = None) -> Sequence[Decimal]:
        """The amounts of an attribute (IRI; None: prices) of all that meets a request, ascending."""
        opened = self._open
        hits, likeness = opened.hits(request.text), opened.likeness(request)
        return opened.columns.amounts(request, attribute, hits=hits, likeness=likeness)

    def wider(self, thing: str) -> str | None:
        """The next wider category, or the value that a value is a shade or a sort of (IRIs); None at the top."""
        term = self._open.terms.get(thing)
        return term.broader if isinstance(term, Category | Value) else None

    def products(self, item_ids: Sequence[str]) -> list[Product]:
        """The products of these ids, in this order; raises UnknownItemError."""
        return self._open.products(item_ids)

    def known(self, item_ids: Sequence[str]) -> list[Product]:
        """Those of the products that this generation still holds, in this order."""
        return self._open.known(item_ids)

    def holds(self, product: Product, thing: str) -> bool:
        """Whether a product has a value, is of a brand, or lies in a category or below it (all IRIs)."""
        stated = [held.value for held in product.values]
        mined = [found.value for found in product.mined if found.value is not None]
        if thing == product.brand or any(
            thing in self._open.wider_values(value) for value in (*stated, *mined)
        ):
            return True
        return thing.startswith(CATEGORY) and thing in self._open.categories_of(product.item_id)

    def fact(self, item_id: str, attribute: str, language: str = "en") -> Fact | None:
        """What is held of an attribute (IRI) of a product, with its words in `language`; None where nothing is.

        What the feed states wins over what was read out of a product's words. Raises UnknownItemError.
        """
        (product,) = self.products([item_id])
        return fact_of(product, attribute, self._open.terms.get(attribute), self._labels(language))

    def facts(self, item_id: str, language: str = "en") -> list[Fact]:
        """A product's codes and all that is held of its attributes, stated ones first. Raises UnknownItemError."""
        (product,) = self.products([item_id])
        found = (self.fact(item_id, attribute, language) for attribute in attributes_held(product))
        return [*codes_of(product), *(fact for fact in found if fact is not None)]

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

    def narrower(self, category: str) -> Sequence[str]:
        """IRIs of the feed's categories right below one that have products, those with most of them first."""
        return self._open.narrower(category)

    def tells_newness(self) -> bool:
        """Whether anything here has a date, without which no order by newness means anything."""
        return self._open.columns.has_dates()

    def tells_sales(self) -> bool:
        """Whether anything here has a list price, without which nobody can say what is on sale."""
        return self._open.columns.has_list_prices()

    def near_category(self, words: str) -> str | None:
        """The IRI of the feed's category that words come nearest to in meaning; None where none is near."""
        return self._open.near_kinds.nearest(words)

    def attributes_of(self, category: str) -> Sequence[str]:
        """IRIs of the attributes that products of a category have, the most common first."""
        return self._open.columns.attributes_in(category)

    def info(self) -> GraphInfo:
        """How much this generation holds."""
        return self._open.info

    def query(self, sparql: str) -> Table:
        """The answer to a SPARQL query of a person's, for looking into the graph; raises QueryError."""
        return self._open.store.table(sparql)
