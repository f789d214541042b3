"""Count what a feed says and a shop has no place for, so that an import can tell it at its end.

Whoever reads a feed notes here what it drops of a row that it keeps. A bad row is told whole, and not here.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from knowledge_graph.products import Product

_NAMED: Final = 5  # products that a sentence names


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not kept of one feed."""

    columns: Counter[str] = field(default_factory=Counter)  # column -> rows that held something in it
    links: Counter[str] = field(default_factory=Counter)  # what is missing -> links that lead there

    def row(self, cells: Mapping[str, object], kept: Set[str], unused: Iterable[str] = ()) -> None:
        """Note the filled cells of a row in other columns than those `kept`, and in those `unused` this time."""
        if not cells.keys() <= kept:
            self._note(cells, cells.keys() - kept)
        self._note(cells, unused)

    def _note(self, cells: Mapping[str, object], names: Iterable[str]) -> None:
        for name in names:
            cell = cells.get(name)
            if cell and str(cell).strip():
                self.columns[name] += 1

    def links_beyond(self, products: Iterable[Product], known: Container[str]) -> None:
        """Note the links of products to items that are not among the `known` ids."""
        self.links.update(other for product in products for other in product.linked() if other not in known)

    def sentences(self) -> list[str]:
        """What to tell the shop's owner, in English: one sentence for the columns, one for the links."""
        told = []
        if self.columns:
            counted = sorted(self.columns.items(), key=lambda column: (-column[1], column[0]))
            told.append(f"not kept: {', '.join(f'{name} ({_rows(count)})' for name, count in counted)}")
        if self.links:
            count, ids = self.links.total(), sorted(self.links)
            lead = (
                "1 link leads to a product that is"
                if count == 1
                else f"{count} links lead to products that are"
            )
            named = ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
            told.append(f"{lead} not in the feed: {named}")
        return told


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
