"""numpy columns of a generation: built from its graph when it is opened, and the cache of what SPARQL means."""

from knowledge_graph.columns.columns import Columns
from knowledge_graph.columns.data import Source, columns_of
from knowledge_graph.columns.files import save_columns
from knowledge_graph.columns.heard import HeardIndex
from knowledge_graph.columns.hits import TextHits

__all__ = ["Columns", "HeardIndex", "Source", "TextHits", "columns_of", "save_columns"]
