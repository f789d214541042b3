"""A hybrid as the arrays, lists and settings of a stored model, and back."""

from dataclasses import asdict, replace
from typing import Any

from numpy.typing import NDArray

from recommender import item_neighbours, trends, vectors
from recommender.blend import Blend
from recommender.histories import Histories
from recommender.index import Index
from recommender.item_neighbours import ItemNeighbours
from recommender.model_files import StoredModel
from recommender.parts import Parts
from recommender.settings import ContentSettings, HybridSettings
from recommender.trends import Trends
from recommender.vectors import ItemVectors

KIND = "Hybrid"
ARRAYS = (*item_neighbours.ARRAYS, *trends.ARRAYS, *vectors.ARRAYS, "blend")
IDS = ("items", "users", "content_items", "features")


def stored(parts: Parts, blend: Blend, settings: HybridSettings, data: str) -> StoredModel:
    """The model as arrays and ids; `data` is the fingerprint of its interactions."""
    taste = parts.neighbours.stored()
    told: dict[str, Any] = {
        "scale": list(parts.scale),
        "explicit": parts.explicit,
        "hybrid": asdict(settings),
        "neighbours": taste.settings,
        "content": asdict(parts.content),
        "vectors": parts.vectors.fingerprint(),
    }
    arrays: dict[str, NDArray[Any]] = {
        **taste.arrays,
        **parts.trends.stored(),
        **parts.vectors.stored(),
        "blend": blend.table,
    }
    ids = {
        "items": parts.items.ids,
        "users": parts.users.ids,
        "content_items": parts.vectors.items.ids,
        "features": parts.vectors.features,
    }
    return StoredModel(KIND, data, told, arrays, ids)


def restored(model: StoredModel) -> tuple[Parts, Blend, HybridSettings]:
    """What `stored` was given, over the memory of the model's arrays."""
    told, arrays = model.settings, model.arrays
    items, users = Index(model.ids["items"]), Index(model.ids["users"])
    low, high = told["scale"]
    parts = Parts(
        items,
        users,
        Histories(arrays["starts"], arrays["rated"], arrays["values"]),
        ItemNeighbours.restored(replace(model, settings=told["neighbours"]), items, users),
        ItemVectors.restored(model.ids["content_items"], model.ids["features"], arrays),
        Trends(**{name: arrays[name] for name in trends.ARRAYS}),
        (low, high),
        told["explicit"],
        ContentSettings(**told["content"]),
    )
    return parts, Blend(arrays["blend"]), HybridSettings(**told["hybrid"])
