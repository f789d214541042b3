"""Free text in two languages: words with their typing errors forgiven, and the meaning of sentences."""

from knowledge_graph.full_text.free_text import FreeText
from knowledge_graph.full_text.hits import TextHits
from knowledge_graph.full_text.index import TextIndex
from knowledge_graph.full_text.meaning import Meaning, fill_vectors
from knowledge_graph.full_text.texts import ItemTexts

__all__ = ["FreeText", "ItemTexts", "Meaning", "TextHits", "TextIndex", "fill_vectors"]
