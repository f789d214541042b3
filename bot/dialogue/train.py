"""Train the one Rasa model from config.yml, domain.yml and data/, into a file that is there whole or not."""

import argparse
import gc
import os
import tempfile
from pathlib import Path

from bot.dialogue import quiet


def main() -> None:
    """Exit code 1, and Rasa's reason, where there is nothing to train or the data contradict each other."""
    parser = argparse.ArgumentParser(description="Train the model of the files as they are now.")
    parser.add_argument("--root", type=Path, required=True, help="folder of config.yml, domain.yml and data/")
    parser.add_argument("--out", type=Path, required=True, help="the model's file, ending in .tar.gz")
    arguments = parser.parse_args()
    quiet.configure(
        os.environ.get("DAOGOU_LOG_LEVEL", "info"), texts=True
    )  # of the training data, no shopper's
    train(arguments.root, arguments.out)


def train(root: Path, out: Path) -> None:
    """Train in a folder beside `out`, then move the model there in one step."""
    from rasa.engine.exceptions import GraphComponentException, GraphSchemaValidationException
    from rasa.shared.exceptions import RasaException

    # All that is loaded stays to the end: looking through it for cycles, again and again, frees nothing.
    gc.disable()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".training-") as draft:
        try:
            _train(root, Path(draft), Path(draft) / out.name)
        except (RasaException, GraphComponentException, GraphSchemaValidationException) as error:
            raise SystemExit(f"Rasa cannot train: {_root(error)}") from error
        os.replace(Path(draft) / out.name, out)


def _train(root: Path, draft: Path, out: Path) -> None:
    """Rasa's training without its cache, for whose sake it reads all examples again after each component."""
    from rasa.engine import validation
    from rasa.engine.caching import LocalTrainingCache
    from rasa.engine.recipes.recipe import Recipe
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.training.graph_trainer import GraphTrainer
    from rasa.model_training import get_unresolved_slots
    from rasa.shared.data import TrainingType

    from bot.dialogue.lesson import Lesson
    from bot.dialogue.runner import UncachedRunner

    lesson = Lesson(root)
    if lesson.get_stories().is_empty() or lesson.get_nlu_data().contains_no_pure_nlu_data():
        raise SystemExit(f"Rasa cannot train: {root / 'data'} has no examples, or no rules.")
    if unknown := get_unresolved_slots(lesson.get_domain(), lesson.get_stories()):
        raise SystemExit(f"Rasa cannot train: rules set slots that domain.yml has not: {', '.join(unknown)}.")
    read = lesson.get_config()
    recipe = Recipe.recipe_for_name(read.get("recipe"))
    configured, _missing, _set = recipe.auto_configure(
        lesson.get_config_file_for_auto_config(), read, TrainingType.BOTH
    )
    graph = recipe.graph_config_for_recipe(configured, {}, training_type=TrainingType.BOTH)
    validation.validate(graph)
    with tempfile.TemporaryDirectory(dir=draft) as storage:
        trainer = GraphTrainer(LocalModelStorage(Path(storage)), LocalTrainingCache(), UncachedRunner)
        trainer.train(graph, lesson, out, force_retraining=True)


def _root(error: BaseException) -> BaseException:
    """What began it: Rasa wraps an error once for each layer that it passes."""
    while error.__cause__:
        error = error.__cause__
    return error


if __name__ == "__main__":
    main()
