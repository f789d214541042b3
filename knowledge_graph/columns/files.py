"""Columns as files of a generation's folder: arrays as .npy, opened by memory mapping, and names as JSON.

Nothing is pickled: a file can hold data, and no code.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.columns.amounts import Amounts
from knowledge_graph.columns.data import ColumnData
from knowledge_graph.columns.postings import Postings
from knowledge_graph.errors import CatalogueUnreadableError
from knowledge_graph.request import Order

FORMAT: Final = 3
_NAMES: Final = "names.json"


def save_columns(data: ColumnData, folder: Path) -> None:
    """Write the columns into `folder`, which is made; what tells that they are whole is written last."""
    folder.mkdir(exist_ok=True)
    for number, postings in enumerate(data.postings.values()):
        np.save(folder / f"postings{number}_offsets.npy", postings.offsets)
        np.save(folder / f"postings{number}_rows.npy", postings.rows)
    for number, amounts in enumerate(data.amounts.values()):
        np.save(folder / f"amounts{number}_ranks.npy", amounts.ranks)
        np.save(folder / f"amounts{number}_rows.npy", amounts.rows)
    for order, ranks in data.ranks.items():
        np.save(folder / f"order_{order}.npy", ranks)
    np.save(folder / "thing_offsets.npy", data.thing_offsets)
    np.save(folder / "things.npy", data.things)
    decimals = {name: [str(one) for one in amounts.decimals] for name, amounts in data.amounts.items()}
    names = {
        "format": FORMAT,
        "items": list(data.items),
        "postings": {predicate: list(postings.keys) for predicate, postings in data.postings.items()},
        "amounts": decimals,
    }
    (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def load_columns(folder: Path) -> ColumnData | None:
    """The columns of `folder`; None where there are none, or some that another version wrote.

    Raises CatalogueUnreadableError where they are there and broken.
    """
    try:
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        return _load(folder, names) if names.get("format") == FORMAT else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError) as error:
        raise CatalogueUnreadableError(folder, str(error)) from error


def _load(folder: Path, names: dict[str, Any]) -> ColumnData:
    size = len(names["items"])
    return ColumnData(
        items=names["items"],
        postings={
            predicate: Postings(
                keys,
                _mapped(folder / f"postings{number}_offsets.npy"),
                _mapped(folder / f"postings{number}_rows.npy"),
                size,
            )
            for number, (predicate, keys) in enumerate(names["postings"].items())
        },
        amounts={
            predicate: Amounts(
                [Decimal(one) for one in decimals],
                _mapped(folder / f"amounts{number}_ranks.npy"),
                _mapped(folder / f"amounts{number}_rows.npy"),
                size,
            )
            for number, (predicate, decimals) in enumerate(names["amounts"].items())
        },
        ranks={order: _mapped(folder / f"order_{order}.npy") for order in Order if order is not Order.FIT},
        thing_offsets=_mapped(folder / "thing_offsets.npy"),
        things=_mapped(folder / "things.npy"),
    )


def _mapped(path: Path) -> NDArray[Any]:
    """The array on disk, as a plain array: memmap's own slices cost a multiple of what they hold."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
