"""The product graph of a shop: import feeds into generations, and ask the published one.

Knows nothing of dialogues, databases or recommenders.
"""

from knowledge_graph.catalogue import Catalogue
from knowledge_graph.comparison import Comparison, Row
from knowledge_graph.draft import Source
from knowledge_graph.errors import (
    CatalogueError,
    CatalogueMissingError,
    EndpointAddressError,
    EndpointWithoutGraphError,
    FeedError,
    NothingToRollBackError,
    PublishingError,
    QueryError,
    StoreTakenError,
    StoreUnreachableError,
    UnitError,
    UnknownItemError,
)
from knowledge_graph.feeds import (
    FORMATS,
    BadRow,
    LeftOut,
    faq_digest,
    feed_digest,
    read_faq,
    read_feed,
    read_offers,
    read_terms,
)
from knowledge_graph.generations import Generations
from knowledge_graph.offers import Offer, OfferUpdate
from knowledge_graph.paths import GraphPath, Step
from knowledge_graph.products import Product
from knowledge_graph.related import Related
from knowledge_graph.remote_generations import publish_to
from knowledge_graph.request import Bound, Order, Range, Request
from knowledge_graph.results import Answer, Choice, Counts, Facet, Fact, GraphInfo, Match, Relaxation, Table
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
    "Choice",
    "Comparison",
    "Counts",
    "EndpointAddressError",
    "EndpointWithoutGraphError",
    "Facet",
    "Fact",
    "Faq",
    "FeedError",
    "Generations",
    "GraphInfo",
    "GraphPath",
    "LeftOut",
    "Match",
    "NothingToRollBackError",
    "Offer",
    "OfferUpdate",
    "Order",
    "Product",
    "PublishingError",
    "QueryError",
    "Range",
    "Related",
    "Relaxation",
    "Request",
    "Row",
    "Source",
    "Step",
    "StoreTakenError",
    "StoreUnreachableError",
    "Table",
    "UnitError",
    "UnknownItemError",
    "Value",
    "faq_digest",
    "feed_digest",
    "publish_to",
    "read_faq",
    "read_feed",
    "read_offers",
    "read_terms",
]
