"""The keys under which the columns of a generation keep what can be asked of a product.

They are names in files of ours, and no terms of the graph: there, each is a path of schema.org's own words.
"""

from collections.abc import Mapping
from typing import Final

from knowledge_graph.identifiers import BRAND, CATEGORY, VALUE

IN_CATEGORY: Final = "category"  # a product's categories and kinds, with all that are wider
OF_BRAND: Final = "brand"
HAS_VALUE: Final = "value"  # values of any attribute, stated or mined, with the families they belong to
HAS_ATTRIBUTE: Final = "attribute"
NAME_WORD: Final = "name word"
FLAGS: Final = "flags"
AVAILABLE: Final = "available"
PROMOTED_FLAG: Final = "promoted"

PRICE: Final = "price"
LIST_PRICE: Final = "list price"
SHARE_OFF: Final = "share off"  # of what is on sale; worked out of the two above
RATING: Final = "rating"
RATING_COUNT: Final = "rating count"
RELEASED: Final = "released"

_KEYS: Final[Mapping[str, str]] = {CATEGORY: IN_CATEGORY, BRAND: OF_BRAND, VALUE: HAS_VALUE}


def key_of(thing: str) -> str:
    """The key under which a category, a brand or a value (IRI) is found."""
    return next((key for prefix, key in _KEYS.items() if thing.startswith(prefix)), HAS_VALUE)
