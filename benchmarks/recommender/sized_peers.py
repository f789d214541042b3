"""The peers as what is timed, each asked in the way its documentation says."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.recommender.generated import Drawn, item_id, user_id
from benchmarks.recommender.sized import LISTED, Sized

IntArray = NDArray[np.int64]
ALS_FACTORS = 64  # its own default
BY_ID = ", by ids"


class OfImplicit:
    """A model of implicit's, which takes numbers; of ids it is asked as its user must: through a dictionary."""

    def __init__(self, drawn: Drawn, make: Callable[[], Any], *, by_id: bool = False) -> None:
        """`make` gives an unfitted model."""
        self._matrix = drawn.matrix()
        self._make = make
        self._numbers = {item_id(item): item for item in range(self._matrix.shape[1])} if by_id else None
        self.model: Any = None

    def fit(self) -> None:
        """As Sized says; with its own threads alone, since it warns of those of BLAS beside them."""
        self.model = self._make()
        with warnings.catch_warnings(), threadpool_limits(1, user_api="blas"):
            warnings.simplefilter("ignore")  # it makes a CSR array of its own product, and warns itself of it
            self.model.fit(self._matrix, show_progress=False)

    def request(self, user: int, items: IntArray) -> Callable[[], Any]:
        """As Sized says. What the user has is not left out, so that all candidates come back."""
        mine, numbers = self._matrix[user], self._numbers

        def ordered(asked: IntArray) -> Any:
            return self.model.recommend(
                user, mine, N=asked.size, items=asked, filter_already_liked_items=False
            )

        if numbers is None:
            return lambda: ordered(items)
        candidates = list(map(item_id, items.tolist()))
        return lambda: ordered(np.fromiter(map(numbers.__getitem__, candidates), np.int64, len(candidates)))

    def everyone(self) -> int:
        """As Sized says."""
        users = np.arange(self._matrix.shape[0])
        return int(self.model.recommend(users, self._matrix, N=LISTED)[0].shape[0])


class OfSurprise:
    """KNNWithMeans of items by Pearson's correlation."""

    def __init__(self, drawn: Drawn) -> None:
        """The ratings are brought into Surprise's own form here."""
        from benchmarks.recommender import surprise_models  # noqa: PLC0415 - pandas is of no use to the others

        self._make = surprise_models.means(user_based=False)
        self._training = surprise_models.trainset(drawn.interactions(deeds=False))
        self.model: Any = None

    def fit(self) -> None:
        """As Sized says."""
        self.model = self._make().fit(self._training)

    def request(self, user: int, items: IntArray) -> Callable[[], Any]:
        """As Sized says."""
        who, candidates = user_id(user), list(map(item_id, items.tolist()))
        return lambda: np.argsort([-self.model.predict(who, item).est for item in candidates])

    def everyone(self) -> int:
        """It has no lists."""
        raise NotImplementedError


class OfLenskit:
    """EASE, in a pipeline of lenskit's."""

    def __init__(self, drawn: Drawn) -> None:
        """The pairs are brought into lenskit's own form here."""
        from benchmarks.recommender import lenskit_models  # noqa: PLC0415 - so is torch

        self._lenskit = lenskit_models
        self._pairs = lenskit_models.dataset(drawn.interactions(deeds=True))
        self.model: Any = None

    def fit(self) -> None:
        """As Sized says."""
        self.model = self._lenskit.fitted_ease(self._pairs)

    def request(self, user: int, items: IntArray) -> Callable[[], Any]:
        """As Sized says."""
        who, candidates = user_id(user), list(map(item_id, items.tolist()))
        return lambda: np.argsort(-self._lenskit.predict(self.model, who, candidates).scores())

    def everyone(self) -> int:
        """Not asked of it here."""
        raise NotImplementedError


def peer_sized(name: str, drawn: Drawn, k: int) -> Sized:
    """One of the peers by the name it has in the tables; `k` neighbours where it has such."""
    if name == "KNNWithMeans":
        return OfSurprise(drawn)
    if name == "EASE":
        return OfLenskit(drawn)
    from implicit.als import AlternatingLeastSquares  # noqa: PLC0415 - as above
    from implicit.nearest_neighbours import BM25Recommender  # noqa: PLC0415

    by_id = name.endswith(BY_ID)
    if name.startswith("BM25"):
        return OfImplicit(drawn, lambda: BM25Recommender(K=k), by_id=by_id)
    return OfImplicit(
        drawn, lambda: AlternatingLeastSquares(factors=ALS_FACTORS, random_state=0), by_id=by_id
    )
