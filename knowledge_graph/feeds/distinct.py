"""See that no two rows of a feed have one id."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge_graph.feeds.rows import BadCellError
from knowledge_graph.products import Product


@dataclass(slots=True)
class DistinctIds:
    """The ids of a feed so far, each with the place that it was first seen at."""

    column: str
    places: dict[str, str] = field(default_factory=dict)

    def keep(self, product: Product, path: Path, line: int) -> Product:
        """The product with its place; raises BadCellError where another one has its id."""
        if product.item_id in self.places:
            wanted = f"an id of its own; the product of {self.places[product.item_id]} has this one"
            raise BadCellError(self.column, product.item_id, wanted)
        self.places[product.item_id] = f"{path.name}:{line}"
        return replace(product, place=(path, line))
