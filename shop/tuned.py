"""The settings of a shop's recommender that a search found: kept beside its models, used at each training.

Nothing is searched or trained here."""

import contextlib
import json
import os
from pathlib import Path

from recommender import SettingError, check_options
from recommender.options import Options
from shop.errors import ShopFileError
from shop.models import TRAINED_ON
from shop.shop import RECOMMENDER

FILE = "settings.json"  # in the shop's recommender/
SERVED = "hybrid"  # the model whose settings they are


def tuned(folder: Path) -> Options:
    """The settings kept for the shop in `folder`, by the names that options.py gives them; none, if none are.

    Raises ShopFileError where the file holds no settings, or one that the model does not know.
    """
    file = folder / RECOMMENDER / FILE
    wanted = "an object of settings, or remove the file with `bot recommender tune --forget`"
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ShopFileError(file, "the file", str(error), wanted) from error
    if not isinstance(told, dict) or not all(isinstance(one, int | float | str) for one in told.values()):
        raise ShopFileError(file, "the file", told, wanted)
    try:
        check_options(SERVED, told)
    except SettingError as error:
        raise ShopFileError(file, "the file", str(error), wanted) from error
    return told


def keep_tuned(folder: Path, settings: Options) -> None:
    """Keep these instead of those kept before; the model that serves is out of date then."""
    check_options(SERVED, settings)
    home = folder / RECOMMENDER
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f".{FILE}.new"
    draft.write_text(json.dumps(dict(settings), indent=1) + "\n", encoding="utf-8")
    os.replace(draft, home / FILE)
    _out_of_date(home)


def forget_tuned(folder: Path) -> bool:
    """Go back to the defaults; False where nothing was kept."""
    home = folder / RECOMMENDER
    try:
        (home / FILE).unlink()
    except FileNotFoundError:
        return False
    _out_of_date(home)
    return True


def _out_of_date(home: Path) -> None:
    """Without its mark a model goes on serving, and the next `train --if-stale` or `bot serve` replaces it."""
    with contextlib.suppress(FileNotFoundError):
        (home / TRAINED_ON).unlink()
