"""A hybrid as the arrays, lists and settings of a stored model, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from recommender import histories, trends, vectors
from recommender.blend import Blend
from recommender.errors import ModelFileError
from recommender.histories import Histories
from recommender.index import Index
from recommender.item_neighbours import ItemNeighbours
from recommender.linear import LINEAR_MODELS, LinearModel
from recommender.model_files import MANIFEST, RETRAIN, StoredModel, check_model, read_model
from recommender.parts import Parts
from recommender.settings import ContentSettings, HybridSettings
from recommender.trends import Trends
from recommender.vectors import ItemVectors

KIND = "Hybrid"
LINEAR = "linear_"  # before the names of the linear model's own arrays
SHARED = ("starts", "rated")  # of the histories, which the linear model has too
ARRAYS = (*histories.ARRAYS, *ItemNeighbours.kept, *trends.ARRAYS, *vectors.ARRAYS, "blend", "leanings")
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
        "leanings": parts.leanings,
    }
    if parts.linear is not None:
        linear = parts.linear.stored()
        own = {name: array for name, array in linear.arrays.items() if name not in SHARED}
        told["linear"] = {"kind": linear.kind, "settings": linear.settings, "arrays": sorted(own)}
        arrays |= {LINEAR + name: array for name, array in own.items()}
    ids = {
        "items": parts.items.ids,
        "users": parts.users.ids,
        "content_items": parts.vectors.items.ids,
        "features": parts.vectors.features,
    }
    return StoredModel(KIND, data, told, arrays, ids)


def read(folder: Path) -> StoredModel:
    """The model in `folder`, with all arrays that it says to have; raises ModelFileError as `read_model` does."""
    model = read_model(folder, KIND, ARRAYS, IDS)
    own = _own_arrays(folder, model.settings)
    if not own:
        return model
    linear = read_model(folder, KIND, own, ())
    if (linear.data, linear.model_id) != (model.data, model.model_id):
        raise ModelFileError(folder, "it was replaced while it was read", "read it again")
    return replace(model, arrays={**model.arrays, **linear.arrays})


def check(folder: Path) -> None:
    """Raise ModelFileError where `read` would, but for an altered content; opens the manifest alone."""
    check_model(folder, KIND, ARRAYS, IDS)
    settings = json.loads((folder / MANIFEST).read_bytes())["settings"]
    check_model(folder, KIND, _own_arrays(folder, settings), ())


def _own_arrays(folder: Path, settings: Mapping[str, Any]) -> list[str]:
    """The names of the linear model's own arrays; ModelFileError for one that this program does not know."""
    told = settings.get("linear")
    if told is None:
        return []
    if told["kind"] not in LINEAR_MODELS:
        raise ModelFileError(folder / MANIFEST, f"its linear model is an unknown {told['kind']}", RETRAIN)
    return [LINEAR + name for name in told["arrays"]]


def restored(model: StoredModel, items: Index, users: Index) -> tuple[Parts, Blend, HybridSettings]:
    """What `stored` was given, over the memory of the model's arrays."""
    told, arrays = model.settings, model.arrays
    low, high = told["scale"]
    parts = Parts(
        items,
        users,
        Histories.restored(arrays),
        ItemNeighbours.restored(replace(model, settings=told["neighbours"]), items, users),
        _linear(model, items, users),
        ItemVectors.restored(model.ids["content_items"], model.ids["features"], arrays),
        Trends(**{name: arrays[name] for name in trends.ARRAYS}),
        (low, high),
        told["explicit"],
        ContentSettings(**told["content"]),
        arrays["leanings"],
    )
    return parts, Blend(arrays["blend"]), HybridSettings(**told["hybrid"])


def _linear(model: StoredModel, items: Index, users: Index) -> LinearModel | None:
    told = model.settings.get("linear")
    if told is None:
        return None
    arrays = {name: model.arrays[name] for name in SHARED}
    arrays |= {name: model.arrays[LINEAR + name] for name in told["arrays"]}
    stored = StoredModel(told["kind"], model.data, told["settings"], arrays, model.ids)
    return LINEAR_MODELS[told["kind"]].restored(stored, items, users)
