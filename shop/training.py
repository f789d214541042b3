"""Train the shop's recommender from its history, and put the new model in the old one's place in one step."""

import os
import shutil
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from knowledge_graph import Generations
from recommender import Hybrid, Interactions, RecommenderError, drop_unfinished, hybrid_for
from recommender.options import Options
from shop.deeds import rebought
from shop.descriptions import described
from shop.interactions import history, last_event, mark
from shop.kept_models import MODELS, point_at
from shop.models import TRAINED_ON
from shop.provenance import Provenance
from shop.shop import GRAPH, RECOMMENDER, Shop
from shop.tuned import tuned

_KEEP = 3  # models left on disk: the one that serves and two to go back to


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What was learnt from, and how long it took."""

    model_id: str
    interactions: int
    users: int
    items: int
    seconds: float


class HybridMaker(Protocol):
    """Makes the model that is to be fitted: in this process, or with its heavy steps on a cluster."""

    def __call__(self, interactions: Interactions, options: Options, /) -> Hybrid:
        """A hybrid, not yet fitted, with these settings by name."""


def train_recommender(folder: Path, make: HybridMaker = hybrid_for) -> TrainingReport:
    """Fit on all of the history and what the items are, and publish.

    The shop that runs takes the new model at its next answer. What shoppers do from then on, and products that
    are imported later, count without another training, as docs/recommender.md says.
    """
    started = time.monotonic()
    with closing(Shop.open(folder)) as shop:
        generation, seen = Generations(folder / GRAPH).current() or 0, last_event(shop.database)
        told, learnt_from = history(shop.database, generation), mark(shop.database, generation)
        interactions = told.interactions(shop.profile.half_life_days)
        tokens, numbers = described(shop)
    hybrid = make(interactions, tuned(folder))
    model = hybrid.fit(interactions, explicit=told.explicit, tokens=tokens, numbers=numbers)
    models = folder / RECOMMENDER / MODELS
    models.mkdir(parents=True, exist_ok=True)
    drop_unfinished(models)
    target = models / model.model_id
    model.save(target)
    users, items = len(interactions.user_ids), len(interactions.item_ids)
    Provenance(
        model.model_id,
        interactions.fingerprint(),
        len(interactions),
        users,
        items,
        told.newest,
        seen,
        generation,
        int(time.time()),
        rebought(told.deeds, tokens),
    ).write(target)
    point_at(folder / RECOMMENDER, target)
    _note(folder / RECOMMENDER, learnt_from)
    _drop_old(target)
    return TrainingReport(model.model_id, len(interactions), users, items, time.monotonic() - started)


def is_current(folder: Path) -> bool:
    """Whether a model serves that has seen all imported history, and that this program can read.

    A model whose content was altered is found out by the shop that reads it, which then takes its mark away.
    """
    trained_on, current = folder / RECOMMENDER / TRAINED_ON, folder / RECOMMENDER / "current"
    if not current.is_symlink() or not trained_on.is_file():
        return False
    try:
        Hybrid.check(current.resolve())
    except RecommenderError:
        return False
    shop = Shop.open(folder)
    try:
        return trained_on.read_text(encoding="utf-8") == mark(
            shop.database, Generations(folder / GRAPH).current() or 0
        )
    finally:
        shop.close()


def _note(home: Path, learnt_from: str) -> None:
    note = home / ".trained_on.new"
    note.write_text(learnt_from, encoding="utf-8")
    os.replace(note, home / TRAINED_ON)


def _drop_old(target: Path) -> None:
    others = [path for path in target.parent.iterdir() if path != target and not path.name.startswith(".")]
    for old in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_KEEP - 1 :]:
        shutil.rmtree(old)
