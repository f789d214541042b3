"""Train the shop's recommender from its history, and put the new model in the old one's place in one step."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from knowledge_graph import Generations
from recommender import EVENT_SCALE, Hybrid, Interactions, RecommenderError, drop_unfinished, hybrid_for
from shop.descriptions import described
from shop.interactions import History, history, mark
from shop.models import TRAINED_ON
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


def train_recommender(folder: Path) -> TrainingReport:
    """Fit on all of the history and what the items are, and publish.

    The shop that runs takes the new model at its next answer; a product that is imported later is scored by
    what it is once there was another training.
    """
    started = time.monotonic()
    shop = Shop.open(folder)
    generation = Generations(folder / GRAPH).current() or 0
    told = history(shop.database, generation)
    interactions = Interactions.from_rows(told.rows, scale=scale_of(told))
    tokens, numbers = described(shop)
    hybrid = hybrid_for(interactions, tuned(folder))
    model = hybrid.fit(interactions, explicit=told.explicit, tokens=tokens, numbers=numbers)
    models = folder / RECOMMENDER / "models"
    models.mkdir(parents=True, exist_ok=True)
    drop_unfinished(models)
    target = models / model.model_id
    model.save(target)
    learnt_from = mark(shop.database, generation)
    shop.close()
    _point(folder / RECOMMENDER, target, learnt_from)
    return TrainingReport(
        model.model_id,
        len(told.rows),
        len({row[0] for row in told.rows}),
        len({row[1] for row in told.rows}),
        time.monotonic() - started,
    )


def scale_of(told: History) -> tuple[float, float]:
    """The scale that the values are on: that of events, or one that holds all the ratings."""
    if not told.explicit or not told.rows:
        return EVENT_SCALE
    values = [value for _, _, value, _ in told.rows]
    return min(0.5, *values), max(5.0, *values)


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


def _point(home: Path, target: Path, learnt_from: str) -> None:
    draft = home / ".current.new"
    draft.unlink(missing_ok=True)
    draft.symlink_to(target.relative_to(home))
    os.replace(draft, home / "current")
    note = home / ".trained_on.new"
    note.write_text(learnt_from, encoding="utf-8")
    os.replace(note, home / TRAINED_ON)
    others = [
        path for path in (home / "models").iterdir() if path != target and not path.name.startswith(".")
    ]
    for old in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_KEEP - 1 :]:
        shutil.rmtree(old)
