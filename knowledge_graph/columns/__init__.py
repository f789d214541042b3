"""numpy columns of a generation: made with it, or from its graph, and the cache of what SPARQL means."""

from knowledge_graph.columns.columns import Columns
from knowledge_graph.columns.data import columns_of
from knowledge_graph.columns.files import save_columns
from knowledge_graph.columns.graph_reader import Source
from knowledge_graph.columns.hits import TextHits
from knowledge_graph.columns.product_reader import ProductReader

__all__ = [
    "Columns",
    "ProductReader",
    "Source",
    "TextHits",
    "columns_of",
    "save_columns",
]
