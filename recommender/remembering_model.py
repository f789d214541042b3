"""What the models have in common that keep who did what: which items and shoppers they know, and each one's history.

It knows nothing of how a model scores."""

from typing import Protocol, TypeVar

from recommender.histories import Histories
from recommender.index import Index
from recommender.kept_model import KeptModel


class Remembered(Protocol):
    """What such a model learns, beside what is its own."""

    @property
    def items(self) -> Index:
        """The items that `fit` saw, sorted."""

    @property
    def users(self) -> Index:
        """The shoppers that `fit` saw, sorted."""

    @property
    def histories(self) -> Histories:
        """What each of them did."""


Learnt = TypeVar("Learnt", bound=Remembered)


class RememberingModel(KeptModel[Learnt]):
    """A model that can tell what `fit` saw."""

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The items that `fit` saw, sorted; an item's number is its place here."""
        return self._fitted().items.ids

    @property
    def user_ids(self) -> tuple[str, ...]:
        """The users that `fit` saw, sorted."""
        return self._fitted().users.ids

    def knows(self, shopper_id: str) -> bool:
        """Whether `fit` saw anything of the shopper."""
        return shopper_id in self._fitted().users

    def history(self, shopper_id: str) -> dict[str, float]:
        """What `fit` saw of the shopper, item_id to value; UnknownShopperError where that is nothing."""
        learnt = self._fitted()
        rated = learnt.histories.rated_by(learnt.users.user(shopper_id))
        return {learnt.items.ids[item]: value for item, value in rated.items()}
