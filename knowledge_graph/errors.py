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


class EndpointAddressError(CatalogueError):
    """What was given as the address of a SPARQL endpoint is none; it is not shown, for it may hold a password."""

    def __init__(self) -> None:
        super().__init__(
            "The address of the graph's SPARQL endpoint is no http or https URL; "
            "write one such as http://127.0.0.1:7878/query."
        )


class StoreUnreachableError(CatalogueError):
    """The graph's SPARQL endpoint gives no answer. `shown` is its address without credentials."""

    def __init__(self, shown: str, reason: str) -> None:
        super().__init__(
            f"{shown}: the graph's SPARQL endpoint gives no answer ({reason}); "
            "start its server, or set DAOGOU_GRAPH_URL to where it runs."
        )


class StoreTakenError(CatalogueError):
    """The endpoint serves a generation of this number that is another graph's."""

    def __init__(self, shown: str, generation: int) -> None:
        super().__init__(
            f"{shown}: generation {generation} there is of another graph; "
            "give each shop a data set of its own on the server."
        )


class EndpointWithoutGraphError(CatalogueError):
    """The endpoint answers, and holds no published generation."""

    def __init__(self, shown: str) -> None:
        super().__init__(
            f"{shown}: no product graph is published there; import products into the shop first."
        )


class PublishingError(CatalogueError):
    """A generation did not arrive whole at an endpoint; the one that was read before still is."""

    def __init__(self, shown: str, reason: str) -> None:
        super().__init__(f"{shown}: the generation was not published ({reason}); publish it again.")


class NothingToRollBackError(CatalogueError):
    """There is no earlier generation to go back to."""

    def __init__(self, place: object, current: int | None) -> None:
        super().__init__(
            f"{place}: there is no generation before {current or 'the first'}; import the feed you want instead."
        )
