"""numpy columns of a generation: built from its graph when it is opened, and the cache of what SPARQL means."""

from knowledge_graph.columns.columns import Columns
from knowledge_graph.columns.data import Source
from knowledge_graph.columns.hits import TextHits

__all__ = ["Columns", "Source", "TextHits"]
