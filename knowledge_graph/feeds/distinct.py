"""See that no two rows of a feed have one id."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge_graph.feeds.rows import BadCellError
from knowledge_graph.products import Product


@dataclass(slots=True)
class DistinctIds:
    """The ids of a feed so far, each with the place that it was first seen at."""

    column: str
    wanted: str = (
        "an id of its own; the product of {place} has this one"  # what to write for an id that came before
    )
    places: dict[str, str] = field(default_factory=dict)

    def claim(self, known_as: str, path: Path, line: int) -> None:
        """Note where an id stands; raises BadCellError where it came before."""
        if known_as in self.places:
            raise BadCellError(self.column, known_as, self.wanted.format(place=self.places[known_as]))
        self.places[known_as] = f"{path.name}:{line}"

    def keep(self, product: Product, path: Path, line: int) -> Product:
        """The product with its place; raises BadCellError where another one has its id."""
        self.claim(product.item_id, path, line)
        return replace(product, place=(path, line))
