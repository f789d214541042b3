"""Interactions as Parquet, for histories that are too large for CSV: the columns user_id, item_id, value and time.

A file or a folder of them, as Spark writes; nothing is guessed, and a row that cannot be used is an error that names
file, column and row. pyarrow, which comes with the extra `spark`, is imported when something is read or written."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import EngineError, RatingsError
from recommender.interactions import Interactions, checked_scale

USUAL_SCALE = (0.5, 5.0)
COLUMNS = {
    "user_id": "text or whole numbers",
    "item_id": "text or whole numbers",
    "value": "numbers",
    "time": "whole numbers, seconds since 1970",
}


def read_parquet(path: Path, *, scale: tuple[float, float] | None = None) -> Interactions:
    """The interactions in a Parquet file, or in a folder of such; without a scale as `interactions_of`.

    Raises RatingsError where it cannot be read or a row cannot be used, EngineError where pyarrow is missing.
    """
    pyarrow = _pyarrow()
    from pyarrow import parquet  # noqa: PLC0415 - as this file says

    if not path.exists():
        raise RatingsError(str(path), "there is no such file", "name a Parquet file, or a folder of them")
    try:
        check_columns(parquet.ParquetDataset(path).schema, str(path))
        table = parquet.read_table(path, columns=list(COLUMNS))
    except (pyarrow.ArrowException, OSError) as fault:
        told = (str(fault).splitlines() or [type(fault).__name__])[0].rstrip(".")
        raise RatingsError(str(path), f"it cannot be read as Parquet ({told})", "export it again") from fault
    return interactions_of(table, str(path), scale)


def write_parquet(interactions: Interactions, path: Path) -> None:
    """Write them as one file, ordered by user and item, whole or not at all; RatingsError where that fails."""
    pyarrow = _pyarrow()
    from pyarrow import parquet  # noqa: PLC0415 - as this file says

    def ids(places: NDArray[np.int32], names: tuple[str, ...]) -> Any:
        return pyarrow.DictionaryArray.from_arrays(places, pyarrow.array(names, pyarrow.string()))

    columns = (
        ids(interactions.users, interactions.user_ids),
        ids(interactions.items, interactions.item_ids),
        interactions.values,
        interactions.times,
    )
    draft = path.with_name(f".{path.name}.unfinished")
    try:
        parquet.write_table(pyarrow.table(dict(zip(COLUMNS, columns, strict=True))), draft)
        os.replace(draft, path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise RatingsError(
            str(path), f"it cannot be written ({fault.strerror})", "see to space and rights"
        ) from fault


def check_columns(schema: Any, where: str) -> None:
    """Raise RatingsError where a pyarrow schema lacks a column, or has one of another type."""
    for name, wanted in COLUMNS.items():
        if name not in schema.names:
            there = ", ".join(schema.names) or "none"
            raise RatingsError(
                f"{where}, column {name!r}", f"it is missing; there are {there}", f"add it: {wanted}"
            )
        kind = schema.field(name).type
        if not _suits(name, kind):
            raise RatingsError(f"{where}, column {name!r}", f"its type is {kind}", f"write {wanted}")


def interactions_of(table: Any, where: str, scale: tuple[float, float] | None) -> Interactions:
    """The rows of a pyarrow table with the columns COLUMNS, in any order of rows.

    Without a scale it is 0.5 to 5, widened to hold all values. `where` names the table in errors. Raises RatingsError
    where something is missing, a value is NaN or off the scale, an id is empty, or a pair comes twice.
    """
    check_columns(table.schema, where)
    users, user_ids = _numbered(table, "user_id", where)
    items, item_ids = _numbered(table, "item_id", where)
    values, times = _numbers(table, "value", where, np.float64), _numbers(table, "time", where, np.int64)
    _refuse(~np.isfinite(values), values, f"{where}, column 'value'", "write a finite number")
    if scale is None:
        scale = (min(USUAL_SCALE[0], *_ends(values)), max(USUAL_SCALE[1], *_ends(values)))
    low, high = checked_scale(scale)
    off = (values < low) | (values > high)
    _refuse(off, values, f"{where}, column 'value'", f"write a number from {low:g} to {high:g}")
    order = np.argsort(users.astype(np.int64) * max(len(item_ids), 1) + items, kind="stable")
    users, items = users[order], items[order]
    twice = np.flatnonzero((users[1:] == users[:-1]) & (items[1:] == items[:-1]))
    if twice.size:
        pair = f"user {user_ids[users[twice[0]]]!r}, item {item_ids[items[twice[0]]]!r}"
        raise RatingsError(
            f"{where}, columns 'user_id' and 'item_id'",
            f"{pair} is there twice",
            "keep one value for each pair",
        )
    return Interactions(user_ids, item_ids, users, items, values[order], times[order], (low, high))


def _pyarrow() -> Any:
    if find_spec("pyarrow") is None:
        raise EngineError(
            "Parquet needs pyarrow, which is not installed", "install the extra: pip install 'daogou[spark]'"
        )
    import pyarrow  # noqa: PLC0415 - as this file says

    return pyarrow


def _suits(name: str, kind: Any) -> bool:
    types = _pyarrow().types
    if types.is_dictionary(kind):
        kind = kind.value_type
    if name == "time":
        return bool(types.is_integer(kind))
    if name == "value":
        return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_integer(kind))


def _numbered(table: Any, name: str, where: str) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """The place of each row's id among the different ids, and those, sorted."""
    pyarrow = _pyarrow()
    column, where = table[name], f"{where}, column {name!r}"
    _refuse_nulls(column, where, "write an id in each row")
    if pyarrow.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    coded = column.cast(pyarrow.string()).combine_chunks().dictionary_encode()
    names, codes = coded.dictionary.to_pylist(), np.asarray(coded.indices.to_numpy())
    if "" in names:
        row = int(np.flatnonzero(codes == names.index(""))[0]) + 1
        raise RatingsError(f"{where}, row {row}", "the id is empty", "write an id in each row")
    order = sorted(range(len(names)), key=names.__getitem__)
    places = np.empty(len(names), dtype=np.int32)
    places[order] = np.arange(len(names), dtype=np.int32)
    return places[codes], tuple(names[place] for place in order)


def _numbers(table: Any, name: str, where: str, kind: type) -> NDArray[Any]:
    pyarrow = _pyarrow()
    column = table[name]
    _refuse_nulls(column, f"{where}, column {name!r}", f"write {COLUMNS[name]}")
    return np.asarray(
        column.cast(pyarrow.from_numpy_dtype(kind)).combine_chunks().to_numpy(zero_copy_only=False)
    )


def _refuse_nulls(column: Any, where: str, wanted: str) -> None:
    if column.null_count:
        row = int(np.flatnonzero(np.asarray(column.is_null().to_numpy()))[0]) + 1
        raise RatingsError(f"{where}, row {row}", "nothing is there", wanted)


def _refuse(wrong: NDArray[np.bool_], values: NDArray[Any], where: str, wanted: str) -> None:
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise RatingsError(f"{where}, row {row + 1}", f"the value is {float(values[row])!r}", wanted)


def _ends(values: NDArray[np.float64]) -> tuple[float, ...]:
    return (float(values.min()), float(values.max())) if values.size else USUAL_SCALE
