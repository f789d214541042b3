"""The shop's own code in this process, with a stopwatch at the doors of its parts. The parts are the real ones."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, cast

from sqlalchemy.orm import Session

from benchmarks.stopwatch import Stopwatch
from knowledge_graph import Catalogue
from recommender import Hybrid
from shop.database import Database, sqlite_url
from shop.models import Models
from shop.profile import ShopProfile
from shop.shop import DATABASE, GRAPH, RECOMMENDER, Shop

GRAPH_PART, RECOMMENDER_PART, SQL_PART = "graph", "recommender", "sql"


def timed_shop(folder: Path, watch: Stopwatch) -> Shop:
    """The shop in `folder`, opened; what its graph, recommender and database take goes to `watch`."""
    shop = Shop(folder, ShopProfile.read(folder), _TimedDatabase(sqlite_url(folder / DATABASE), watch))
    catalogue = Catalogue.open(folder / GRAPH)
    # Both are cached properties: what lies in the instance is what the shop uses.
    shop.__dict__["catalogue"] = cast(Catalogue, _Timed(catalogue, GRAPH_PART, watch))
    shop.__dict__["models"] = _TimedModels(folder / RECOMMENDER, watch)
    return shop


class _Timed:
    """Passes everything on to `part`, and times its methods."""

    def __init__(self, part: object, name: str, watch: Stopwatch) -> None:
        self._part, self._name, self._watch = part, name, watch

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(self._part, attribute)
        return self._timed(found) if callable(found) else found

    def _timed(self, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(*arguments: Any, **options: Any) -> Any:
            with self._watch.part(self._name):
                return method(*arguments, **options)

        return call


class _TimedModels(Models):
    def __init__(self, folder: Path, watch: Stopwatch) -> None:
        super().__init__(folder)
        self._watch = watch

    def current(self) -> Hybrid:
        with self._watch.part(RECOMMENDER_PART):
            model = super().current()
        return cast(Hybrid, _Timed(model, RECOMMENDER_PART, self._watch))


class _TimedDatabase(Database):
    def __init__(self, url: str, watch: Stopwatch) -> None:
        super().__init__(url)
        self._watch = watch

    @contextmanager
    def change(self) -> Iterator[Session]:
        with self._watch.part(SQL_PART), super().change() as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self._watch.part(SQL_PART), super().read() as session:
            yield session
