"""What every model that learns and is kept has in common: it was fitted or it was not, and it lies in a folder.

It knows nothing of how a model scores."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Generic, Self, TypeVar

from recommender import histories
from recommender.errors import NotFittedError
from recommender.index import Index
from recommender.model_files import StoredModel, read_model, write_model

Learnt = TypeVar("Learnt")


class KeptModel(ABC, Generic[Learnt]):
    """A model whose `fit` puts all that it learns in one place, and whose folder holds that place as arrays."""

    kept: ClassVar[tuple[str, ...]]  # names of the arrays beside the histories'
    kept_ids: ClassVar[tuple[str, ...]] = ("items", "users")
    _learnt: Learnt | None = None

    @abstractmethod
    def stored(self) -> StoredModel:
        """The model as arrays and ids; NotFittedError before `fit`."""

    @classmethod
    @abstractmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """The model that `stored()` gave, with the indices of its ids."""

    def save(self, folder: Path) -> None:
        """As Scorer.save says."""
        write_model(folder, self.stored())

    @classmethod
    def load(cls, folder: Path) -> Self:
        """As Scorer.load says."""
        stored = cls._read(folder)
        return cls.restored(stored, Index(stored.ids["items"]), Index(stored.ids["users"]))

    @classmethod
    def _read(cls, folder: Path) -> StoredModel:
        return read_model(folder, cls.__name__, (*histories.ARRAYS, *cls.kept), cls.kept_ids)

    def _fitted(self) -> Learnt:
        if self._learnt is None:
            raise NotFittedError(type(self).__name__)
        return self._learnt
