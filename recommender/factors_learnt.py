"""What a fitted matrix factorisation holds, and what follows from it for one shopper; items are numbers here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from recommender.baselines import Baselines, baselines
from recommender.errors import RatingsError
from recommender.factor_settings import FactorSettings
from recommender.factors_fit import Pulled, item_factors, pulled, solved
from recommender.histories import Histories
from recommender.index import Index
from recommender.interactions import Interactions
from recommender.model_files import StoredModel
from recommender.prediction import MOST_EVIDENCE

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Shopper:
    """One shopper: the items and values of their history, and what follows from it."""

    rated: IntArray  # (h,) numbers of items
    values: FloatArray  # (h,)
    level: float  # b_u; 0 of confidences
    factors: FloatArray  # (k,) p_u

    @property
    def fond(self) -> NDArray[np.bool_]:
        """(h,) rated at or above the shopper's own mean: what may be named as a reason."""
        return self.values >= (self.values.mean() if self.values.size else 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class FactorsLearnt:
    """All that a fitted model holds; `stored` keeps it under the names of OWN.

    user_factors (users, k) and item_factors (items, k); user_levels (users,) b_u, item_levels (items,) b_i and
    overall (1,) μ, all 0 of confidences; starts, rated and values: Histories. float64 but for starts (int64) and
    rated (int32).
    """

    # Beside the histories'.
    OWN: ClassVar = ("user_factors", "item_factors", "user_levels", "item_levels", "overall")

    items: Index
    users: Index
    histories: Histories
    base: Baselines
    user_factors: FloatArray
    item_factors: FloatArray
    data: str  # fingerprint of the interactions

    @classmethod
    def fitted(cls, interactions: Interactions, settings: FactorSettings) -> Self:
        """Learnt from the interactions."""
        base, values = left_over(interactions, settings)
        return cls._of(interactions, base, values, item_factors(values, settings), settings=settings)

    @classmethod
    def of(cls, interactions: Interactions, of_items: FloatArray, settings: FactorSettings) -> Self:
        """With the users' factors that follow from those of the items."""
        return cls._of(interactions, *left_over(interactions, settings), of_items, settings=settings)

    @classmethod
    def _of(
        cls,
        interactions: Interactions,
        base: Baselines,
        values: Any,
        of_items: FloatArray,
        *,
        settings: FactorSettings,
    ) -> Self:
        return cls(
            Index(interactions.item_ids),
            Index(interactions.user_ids),
            Histories.of(interactions),
            base,
            solved(values, of_items, settings),
            of_items,
            interactions.fingerprint(),
        )

    def known(self, user: int) -> Shopper:
        """The shopper whose number is `user`."""
        there = slice(int(self.histories.starts[user]), int(self.histories.starts[user + 1]))
        return Shopper(
            self.histories.items[there].astype(np.int64),
            self.histories.values[there],
            float(self.base.users[user]),
            self.user_factors[user],
        )

    def told(self, history: Mapping[str, float], settings: FactorSettings) -> Shopper:
        """As `new`, of item_id to value; items that `fit` never saw are passed over.

        RatingsError where a value is not a finite number.
        """
        for item, value in history.items():
            if not np.isfinite(value):
                raise RatingsError(f"item {item!r}", f"its value is {value!r}", "give a number")
        known = {item: value for item, value in history.items() if item in self.items}
        return self.new(self.items.places(known), np.array(list(known.values()), np.float64), settings)

    def new(self, rated: IntArray, values: FloatArray, settings: FactorSettings) -> Shopper:
        """One of this history, by the formulas that gave each user's level and factors; all 0 where it is empty."""
        level = 0.0
        if rated.size and not settings.implicit:
            above = values - self.base.overall - self.base.items[rated]
            level = float(above.sum() / (rated.size + settings.damping))
        unsolved = Shopper(rated, values, level, np.zeros(self.item_factors.shape[1]))
        factors = self.pulled(unsolved, settings).factors(self.item_factors)
        return Shopper(rated, values, level, factors)

    def pulled(self, shopper: Shopper, settings: FactorSettings) -> Pulled:
        """The problem whose solution the shopper's factors are."""
        values = shopper.values
        if not settings.implicit:
            values = values - self.base.overall - shopper.level - self.base.items[shopper.rated]
        return pulled(shopper.rated, values, self.item_factors, settings)

    def moves(self, shopper: Shopper, places: IntArray) -> FloatArray:
        """p_u·q_i of each item, shape (len(places),); each by itself, so that its bits don't depend on the others."""
        return np.asarray(
            np.einsum("ir,r->i", self.item_factors.take(places, axis=0), shopper.factors), dtype=np.float64
        )

    def scores(self, shopper: Shopper, places: IntArray) -> FloatArray:
        """The score of each item, shape (len(places),)."""
        return self.base.overall + self.base.items.take(places) + shopper.level + self.moves(shopper, places)

    def evidence(self, shopper: Shopper, pulled: Pulled, place: int) -> IntArray:
        """At most three others that the shopper is fond of and that, by likeness, raise p_u·q_i; strongest first."""
        shares = pulled.shares(self.item_factors, place)
        telling = (shares > 0) & (pulled.weights > 0) & shopper.fond & (shopper.rated != place)
        found, amounts = shopper.rated[telling], shares[telling]
        return np.asarray(found[np.lexsort((found, -amounts))][:MOST_EVIDENCE], dtype=np.int64)

    def stored(self, kind: str, settings: FactorSettings) -> StoredModel:
        """As arrays and ids."""
        arrays: dict[str, NDArray[Any]] = {
            **self.histories.stored(),
            "user_factors": self.user_factors,
            "item_factors": self.item_factors,
            "user_levels": self.base.users,
            "item_levels": self.base.items,
            "overall": np.array([self.base.overall]),
        }
        ids = {"items": self.items.ids, "users": self.users.ids}
        return StoredModel(kind, self.data, asdict(settings), arrays, ids)

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, users: Index) -> Self:
        """What `stored` gave, over the memory of the model's arrays."""
        arrays, histories = stored.arrays, Histories.restored(stored.arrays)
        base = Baselines(float(arrays["overall"][0]), arrays["user_levels"], arrays["item_levels"])
        return cls(items, users, histories, base, arrays["user_factors"], arrays["item_factors"], stored.data)


def left_over(interactions: Interactions, settings: FactorSettings) -> tuple[Baselines, Any]:
    """The baselines, and what they leave of each rating as a CSR array (users, items).

    Confidences are left as they are, beside baselines of 0.
    """
    values = interactions.matrix()
    if settings.implicit:
        return Baselines(0.0, *(np.zeros(size) for size in values.shape)), values
    base = baselines(interactions, settings.damping)
    values.data = values.data - base.overall - base.users[interactions.users] - base.items[interactions.items]
    return base, values
