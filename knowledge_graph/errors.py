"""The errors of this package: one tree, each message a sentence that says where, what, and what to do."""

from pathlib import Path


class CatalogueError(Exception):
    """The catalogue, or a file it is made from, cannot do what was asked."""


class CatalogueMissingError(CatalogueError):
    """There is no published graph in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: no product graph is published here; import products into the shop first."
        )


class CatalogueUnreadableError(CatalogueError):
    """A published generation is there but cannot be read by this version."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: the product graph cannot be read ({reason}); import the products again.")


class DraftInProgressError(CatalogueError):
    """Somebody else is changing this graph at this moment."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: another import is changing this graph; wait for its end and start again."
        )


class UnknownItemError(CatalogueError):
    """An item id that this generation of the graph does not hold."""

    def __init__(self, item_id: str) -> None:
        super().__init__(f"The catalogue holds no item {item_id!r}; refresh the list that it came from.")
        self.item_id = item_id


class UnitError(CatalogueError):
    """An amount cannot be brought from one unit to the other."""

    def __init__(self, unit: str | None, wanted: str | None) -> None:
        super().__init__(f"An amount in {unit or 'no unit'} cannot become one in {wanted or 'no unit'}.")


class QueryError(CatalogueError):
    """A SPARQL query cannot be run, or would change the graph."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The query cannot be run: {reason}")


class FeedError(CatalogueError):
    """A file is not of the format that it was taken for, so that no row of it can be read."""

    def __init__(self, feed: Path, reason: str) -> None:
        super().__init__(f"{feed}: {reason}")
