"""The product graph of a shop: import feeds into generations, and ask the published one.

Knows nothing of dialogues, databases or recommenders.
"""

from knowledge_graph.catalogue import Catalogue
from knowledge_graph.comparison import Comparison, Row
from knowledge_graph.draft import Source
from knowledge_graph.errors import (
    CatalogueError,
    CatalogueMissingError,
    FeedError,
    QueryError,
    UnitError,
    UnknownItemError,
)
from knowledge_graph.feeds import FORMATS, BadRow, faq_digest, feed_digest, read_faq, read_feed, read_terms
from knowledge_graph.generations import Generations
from knowledge_graph.paths import GraphPath, Step
from knowledge_graph.products import Product
from knowledge_graph.related import Related
from knowledge_graph.request import Bound, Order, Range, Request
from knowledge_graph.results import Answer, Counts, Fact, GraphInfo, Match, Table
from knowledge_graph.terms import Attribute, AttributeKind, Brand, Category, Faq, Value

__all__ = [
    "FORMATS",
    "Answer",
    "Attribute",
    "AttributeKind",
    "BadRow",
    "Bound",
    "Brand",
    "Catalogue",
    "CatalogueError",
    "CatalogueMissingError",
    "Category",
    "Comparison",
    "Counts",
    "Fact",
    "Faq",
    "FeedError",
    "Generations",
    "GraphInfo",
    "GraphPath",
    "Match",
    "Order",
    "Product",
    "QueryError",
    "Range",
    "Related",
    "Request",
    "Row",
    "Source",
    "Step",
    "Table",
    "UnitError",
    "UnknownItemError",
    "Value",
    "faq_digest",
    "feed_digest",
    "read_faq",
    "read_feed",
    "read_terms",
]
