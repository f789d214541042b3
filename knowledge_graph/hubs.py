"""Tell what is too common to be a reason: a thing that many products have says nothing of two of them."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from knowledge_graph.columns import Columns
from knowledge_graph.identifiers import attribute_iri

# A thing that a tenth of all products have is shared by every tenth pair drawn blindly with one of them. In
# the demo shop that leaves out the departments, the largest brand, black and plastic, and keeps every kind and
# every use. A handful is never too common: in a shop of thirteen products a tenth would be one.
SHARE: Final = 0.1
HANDFUL: Final = 5

# What a thing looks like and how big it is makes two things alike; it does not make them go together.
_LOOKS: Final = frozenset(
    {"colour", "color", "pattern", "material", "fabric", "finish", "size", "style", "shell"}
)
# What a thing is used for is the best reason there is, also at the second remove.
PURPOSES: Final = frozenset(attribute_iri(name) for name in ("use", "occasion", "activity", "sport"))


class Commonness(NamedTuple):
    """How many products a shop has, and how many of them have each thing."""

    products: int
    held: Mapping[str, int]

    @property
    def most(self) -> float:
        """The most products that a thing may have and still be a reason."""
        return max(self.products * SHARE, HANDFUL)

    def tells(self, thing: str) -> bool:
        """Whether the thing is rare enough to be a reason."""
        return self.held.get(thing, 0) <= self.most


def count_holders(columns: Columns, things: Iterable[str], products: int) -> Commonness:
    """How many products have each of `things` (IRIs of categories, brands and values)."""
    return Commonness(products, {thing: columns.held(thing) for thing in things})


def is_look(attribute: str) -> bool:
    """Whether an attribute (IRI) tells of looks or size: by the last word of its name, as in "handle-material"."""
    return attribute.rpartition(":")[2].rpartition("-")[2] in _LOOKS


def is_lack(value: str) -> bool:
    """Whether a value (IRI) says that there is none of a thing, as in "fill/no-fill"."""
    return value.rpartition("/")[2].partition("-")[0] in {"no", "none", "not", "without"}
