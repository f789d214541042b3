"""One shop, open: where its parts are put together. It has no verbs of its own; ask one of its nouns.

Graph and model are read when first asked for, so that whoever needs SQL alone (the gateway) holds no
second copy of them.
"""

from functools import cached_property
from pathlib import Path
from typing import Self

from knowledge_graph import Catalogue
from shop.carts import Carts
from shop.checkouts import Checkouts
from shop.conversations import Conversations
from shop.courtesies import Courtesies
from shop.database import Database, sqlite_url
from shop.events import Events
from shop.handovers import Handovers
from shop.models import Models
from shop.orders import Orders
from shop.profile import ShopProfile
from shop.shelves import Shelves
from shop.shoppers import Shoppers
from shop.stock import Stocks

GRAPH = "graph"
RECOMMENDER = "recommender"
GRAPH_CACHE = "graph-cache"  # what was derived, of a graph that is read from an endpoint
DATABASE = "shop.db"


class Shop:
    """A shop's folder, opened. Safe to share between threads."""

    def __init__(
        self, folder: Path, profile: ShopProfile, database: Database, graph_url: str | None = None
    ) -> None:
        self.folder = folder
        self.profile = profile
        self.database = database
        self._graph_url = graph_url

    @classmethod
    def open(cls, folder: Path, database_url: str | None = None, graph_url: str | None = None) -> Self:
        """The shop in `folder`; raises ShopMissingError, ShopFileError, DatabaseError.

        `database_url` names a database elsewhere; without it the state is in the folder's own SQLite file.
        `graph_url` names a SPARQL endpoint to read the graph from; without it, the folder's own is read.
        """
        profile = ShopProfile.read(folder)
        return cls(folder, profile, Database(database_url or sqlite_url(folder / DATABASE)), graph_url)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What the shop sells; raises CatalogueMissingError before the first import."""
        return open_catalogue(self.folder, self._graph_url)

    @cached_property
    def models(self) -> Models:
        """The recommender that serves now."""
        return Models(self.folder / RECOMMENDER)

    @cached_property
    def stocks(self) -> Stocks:
        """How much of each item is left."""
        return Stocks(self.database)

    @cached_property
    def events(self) -> Events:
        """What happened."""
        return Events(self.database)

    @cached_property
    def shelves(self) -> Shelves:
        """What to show for a request."""
        return Shelves(self.catalogue, self.models, self.stocks, self.events, self.profile)

    @cached_property
    def carts(self) -> Carts:
        """What each shopper means to buy."""
        return Carts(self.database, self.catalogue, self.stocks, self.profile.currency)

    @cached_property
    def orders(self) -> Orders:
        """What each shopper ordered, and what their cart would be as an order."""
        return Orders(self.database, self.catalogue, self.profile.ordering, self.profile.currency)

    @cached_property
    def checkouts(self) -> Checkouts:
        """Where orders go; the one noun here that holds names and addresses."""
        return Checkouts(self.database)

    @cached_property
    def conversations(self) -> Conversations:
        """Who talks, and what was said."""
        return Conversations(self.database)

    @cached_property
    def handovers(self) -> Handovers:
        """Who waits for a person."""
        return Handovers(self.database, self.profile.person_wait_min)

    @cached_property
    def courtesies(self) -> Courtesies:
        """What is done once a conversation."""
        return Courtesies(self.database)

    @cached_property
    def shoppers(self) -> Shoppers:
        """What is kept of whom."""
        return Shoppers(self.database)

    def close(self) -> None:
        """Close the database; the rest is read-only."""
        self.database.close()


def open_catalogue(folder: Path, graph_url: str | None) -> Catalogue:
    """The graph of the shop in `folder`: its own, or the one at an endpoint; raises CatalogueError."""
    return Catalogue.open(graph_url or folder / GRAPH, folder / GRAPH_CACHE)
