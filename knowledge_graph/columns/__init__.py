"""numpy columns of a generation: made with it, or from its graph, and the cache of what SPARQL means."""

from knowledge_graph.columns.columns import Columns
from knowledge_graph.columns.data import columns_of, with_offers
from knowledge_graph.columns.files import load_columns, save_columns
from knowledge_graph.columns.graph_reader import Source
from knowledge_graph.columns.hits import TextHits
from knowledge_graph.columns.product_reader import ProductReader

__all__ = [
    "Columns",
    "ProductReader",
    "Source",
    "TextHits",
    "columns_of",
    "load_columns",
    "save_columns",
    "with_offers",
]
