"""The recommender models that a shop keeps: which there are, and which of them serves.

The pointer is moved in one step; a shop that runs follows it at its next answer. Nothing is trained here.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from shop.errors import ModelNotKeptError
from shop.models import POINTER
from shop.provenance import Provenance
from shop.shop import RECOMMENDER

MODELS = "models"  # the folder of all that are kept


@dataclass(frozen=True, slots=True)
class KeptModel:
    """One model on disk; `provenance` is None where nothing is told of its training."""

    model_id: str
    serves: bool
    provenance: Provenance | None


def kept_models(folder: Path) -> list[KeptModel]:
    """All that the shop in `folder` keeps, the newest training first."""
    home = folder / RECOMMENDER
    serving = (home / POINTER).resolve() if (home / POINTER).is_symlink() else None
    found = [
        KeptModel(path.name, path.resolve() == serving, Provenance.read(path))
        for path in _models(home)
        if path.is_dir() and not path.name.startswith(".")
    ]
    return sorted(
        found, key=lambda one: (-(one.provenance.trained_at if one.provenance else 0), one.model_id)
    )


def use_model(folder: Path, model_id: str) -> None:
    """Let a kept model serve, be it older or newer than the one that does; raises ModelNotKeptError.

    It serves until the next training; one that is only made if the model is stale does not take place for this.
    """
    kept = [one.model_id for one in kept_models(folder)]
    if model_id not in kept:
        raise ModelNotKeptError(model_id, kept)
    home = folder / RECOMMENDER
    point_at(home, home / MODELS / model_id)


def point_at(home: Path, target: Path) -> None:
    """Make `target`, a model in the recommender's folder `home`, the one that serves."""
    draft = home / ".current.new"
    draft.unlink(missing_ok=True)
    draft.symlink_to(target.relative_to(home))
    os.replace(draft, home / POINTER)


def _models(home: Path) -> list[Path]:
    models = home / MODELS
    return list(models.iterdir()) if models.is_dir() else []
