"""Interactions as Parquet: what is written is read again, and what cannot be used is named.

Needs pyarrow, of the extra `spark`, and skips without it."""

from pathlib import Path
from typing import Any

import pytest
from small_histories import scattered

from recommender import RatingsError
from recommender.parquet import read_parquet, write_parquet

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: uv pip install 'pyspark>=4' pyarrow")

GOOD: dict[str, Any] = {
    "user_id": ["ann", "bob"],
    "item_id": ["tent", "tent"],
    "value": [4.0, 2.0],
    "time": [1700000000, 1700000100],
}


def written(folder: Path, columns: dict[str, Any]) -> Path:
    from pyarrow import parquet  # noqa: PLC0415 - where it is installed

    parquet.write_table(pa.table(columns), folder / "some.parquet")
    return folder / "some.parquet"


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    history = scattered(seed=6)
    write_parquet(history, tmp_path / "history.parquet")
    assert read_parquet(tmp_path / "history.parquet").fingerprint() == history.fingerprint()
    assert [file.name for file in tmp_path.iterdir()] == ["history.parquet"]


def test_ids_that_are_numbers_become_text_and_a_scale_is_widened(tmp_path: Path) -> None:
    read = read_parquet(written(tmp_path, {**GOOD, "user_id": [10, 9], "value": [8, 2]}))
    assert (read.user_ids, read.scale) == (("10", "9"), (0.5, 8.0))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": [4.0, float("nan")]}, r"column 'value', row 2: the value is nan"),
        ({"value": [4.0, None]}, r"column 'value', row 2: nothing is there"),
        ({"value": ["4", "good"]}, r"column 'value': its type is string; write numbers"),
        ({"time": [1.5, 2.5]}, r"column 'time': its type is double"),
        ({"user_id": ["ann", ""]}, r"column 'user_id', row 2: the id is empty"),
        ({"item_id": [None, "tent"]}, r"column 'item_id', row 1: nothing is there"),
        ({"user_id": ["ann", "ann"]}, r"user 'ann', item 'tent' is there twice"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(RatingsError, match=r"some\.parquet, .*" + told):
        read_parquet(written(tmp_path, {**GOOD, **change}))


def test_a_value_off_a_given_scale_is_named(tmp_path: Path) -> None:
    with pytest.raises(RatingsError, match=r"row 1: the value is 4\.0; write a number from 0 to 3"):
        read_parquet(written(tmp_path, GOOD), scale=(0, 3))


def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path) -> None:
    columns = {name: values for name, values in GOOD.items() if name != "time"}
    with pytest.raises(
        RatingsError, match=r"column 'time': it is missing; there are user_id, item_id, value"
    ):
        read_parquet(written(tmp_path, columns))


def test_a_file_that_is_no_parquet_or_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.parquet").write_text("ann likes the tent", "utf-8")
    with pytest.raises(RatingsError, match=r"notes\.parquet: it cannot be read as Parquet"):
        read_parquet(tmp_path / "notes.parquet")
    with pytest.raises(RatingsError, match=r"gone\.parquet: there is no such file"):
        read_parquet(tmp_path / "gone.parquet")
