"""Attributes mined from words: what a product's name and description say and no column does.

Knows nothing of the store: it takes products and gives findings, and the import keeps them.
"""

from knowledge_graph.mining.batches import mine
from knowledge_graph.mining.confidence import CONFIDENCE, Evidence

__all__ = ["CONFIDENCE", "Evidence", "mine"]
