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
    from rasa.model_training import train as train_with_rasa
    from rasa.shared.exceptions import RasaException

    # All that is loaded stays to the end: looking through it for cycles, again and again, frees nothing.
    gc.disable()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".training-") as draft:
        try:
            result = train_with_rasa(
                domain=str(root / "domain.yml"),
                config=str(root / "config.yml"),
                training_files=[str(root / "data")],
                output=draft,
                fixed_model_name=out.name.removesuffix(".tar.gz"),
                force_training=True,
            )
        except (RasaException, GraphComponentException, GraphSchemaValidationException) as error:
            raise SystemExit(f"Rasa cannot train: {_root(error)}") from error
        if result.code != 0 or not result.model:
            raise SystemExit("Rasa trained no model; its reason is in the lines above.")
        os.replace(result.model, out)


def _root(error: BaseException) -> BaseException:
    """What began it: Rasa wraps an error once for each layer that it passes."""
    while error.__cause__:
        error = error.__cause__
    return error


if __name__ == "__main__":
    main()
