"""Stored models: whole or not at all, never a pickle, and nothing served that is not as it was written."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from kept_model_contract import array_of_objects, replace_vouched_for, rewrite_manifest
from small_histories import scattered, two_camps

from recommender import ItemNeighbours, ModelFileError, Popularity, Recommender, drop_unfinished, model_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / "one"
    Recommender().fit(two_camps(), explicit=True).save(folder)
    return folder


def manifest_with(**changes: object) -> Callable[[Path], None]:
    return lambda path: rewrite_manifest(path, **changes)


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_a_model_is_arrays_and_json_and_a_manifest_that_vouches_for_each(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    files = {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert set(manifest["files"]) == files
    assert {Path(name).suffix for name in files} == {".npy", ".json"}
    assert manifest["format"] == 1
    assert manifest["model_id"] == Recommender.load(folder).model_id
    assert manifest["counts"] == {"items": 4, "users": 25}


@pytest.mark.parametrize("spoil", [cut_short, alter, Path.unlink])
def test_a_file_cut_short_altered_or_lost_is_named_with_what_to_do(
    folder: Path, spoil: Callable[[Path], None]
) -> None:
    for name in sorted(path.name for path in folder.iterdir()):
        kept = (folder / name).read_bytes()
        spoil(folder / name)
        with pytest.raises(ModelFileError, match=f"{name}: .*; train the model again") as caught:
            Recommender.load(folder)
        assert caught.value.path == folder / name
        (folder / name).write_bytes(kept)
    Recommender.load(folder)


@pytest.mark.parametrize("spoil", [cut_short, Path.unlink])
def test_a_file_cut_short_or_lost_is_found_without_reading_it(
    folder: Path, spoil: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_files, "_sha256", pytest.fail)
    monkeypatch.setattr(np, "load", pytest.fail)
    Recommender.check(folder)
    for name in sorted(path.name for path in folder.iterdir()):
        kept = (folder / name).read_bytes()
        spoil(folder / name)
        with pytest.raises(ModelFileError, match=f"{name}: .*; train the model again"):
            Recommender.check(folder)
        (folder / name).write_bytes(kept)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (manifest_with(format=2), "its format is 2 and this program reads 1"),
        (manifest_with(settings={}), "altered"),
        (manifest_with(data="0" * 64), "altered"),
        (manifest_with(files={}), "the manifest does not list it"),
        (manifest_with(files=[]), "altered"),
        (manifest_with(counts=[]), "altered"),
        (lambda path: path.write_bytes(path.read_bytes() + b" "), "altered"),
        (lambda path: path.write_text("[]"), "not a model's manifest"),
        (lambda path: path.write_text("{"), "not a model's manifest"),
        (lambda path: path.write_bytes(b"\xff"), "not a model's manifest"),
    ],
)
def test_a_manifest_of_another_version_or_altered_is_refused(
    folder: Path, spoil: Callable[[Path], None], fault: str
) -> None:
    spoil(folder / "manifest.json")
    for look in (Recommender.load, Recommender.check):
        with pytest.raises(ModelFileError, match=f"{fault}.*; train the model again"):
            look(folder)


def test_a_model_of_another_kind_is_refused(folder: Path) -> None:
    with pytest.raises(ModelFileError, match="it holds a Recommender, not a ItemNeighbours"):
        ItemNeighbours.load(folder)


def test_a_pickle_in_an_arrays_place_is_never_opened(folder: Path) -> None:
    for content in (pickle.dumps(pytest.fail), array_of_objects()):
        replace_vouched_for(folder / "weights.npy", content)
        with pytest.raises(ModelFileError, match=r"weights\.npy: it is not an array"):
            Recommender.load(folder)


def test_a_loaded_model_cannot_be_changed_by_accident(folder: Path) -> None:
    stored = model_files.read_model(folder, "Recommender", ["weights"], [])
    assert not stored.arrays["weights"].flags.writeable


def test_a_save_that_fails_leaves_neither_half_a_model_nor_a_trace(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Recommender().fit(scattered(seed=1), explicit=True)
    before = Recommender.load(folder).model_id
    saved = 0

    def full_disk(*arguments: object, **options: object) -> None:
        nonlocal saved
        saved += 1
        if saved == 3:
            raise OSError(28, "No space left on device")
        real(*arguments, **options)  # type: ignore[arg-type]

    real = np.save
    monkeypatch.setattr(np, "save", full_disk)
    for place in (folder, folder.with_name("two")):
        saved = 0
        with pytest.raises(ModelFileError, match="No space left on device"):
            other.save(place)
    assert [path.name for path in folder.parent.iterdir()] == ["one"]
    assert Recommender.load(folder).model_id == before


def test_saving_the_same_model_again_changes_nothing_and_another_one_replaces_it(folder: Path) -> None:
    stamp = (folder / "manifest.json").stat().st_mtime_ns
    Recommender().fit(two_camps(), explicit=True).save(folder)
    assert (folder / "manifest.json").stat().st_mtime_ns == stamp
    other = Recommender().fit(scattered(seed=1), explicit=True)
    other.save(folder)
    assert Recommender.load(folder).model_id == other.model_id
    assert [path.name for path in folder.parent.iterdir()] == ["one"]


def test_a_spoilt_model_is_replaced_by_training_again(folder: Path) -> None:
    alter(folder / "weights.npy")
    Recommender().fit(two_camps(), explicit=True).save(folder)
    Recommender.load(folder)


def test_what_is_not_a_model_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("dear")
    with pytest.raises(ModelFileError, match="save to a new folder"):
        Recommender().fit(two_camps(), explicit=True).save(tmp_path / "letters")
    assert (tmp_path / "letters" / "dear.txt").read_text() == "dear"


def test_what_a_killed_save_left_is_dropped_when_asked(folder: Path) -> None:
    (folder.parent / ".unfinished-x1").mkdir()
    (folder.parent / ".unfinished-x1" / "weights.npy").write_bytes(b"half")
    assert drop_unfinished(folder.parent) == 1
    assert [path.name for path in folder.parent.iterdir()] == ["one"]
    assert drop_unfinished(folder.parent / "no such place") == 0


# A child for every step of a save, which is killed at that step; prints how many steps there are.
KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from small_histories import two_camps
from recommender import Popularity

model, models, step = Popularity().fit(two_camps()), Path(sys.argv[1]), 0

def counted(act):
    def do(*given, **named):
        global step
        if step == last:
            os.kill(os.getpid(), signal.SIGKILL)
        step += 1
        return act(*given, **named)
    return do

import numpy, pathlib
numpy.save, os.fsync, os.mkdir = counted(numpy.save), counted(os.fsync), counted(os.mkdir)
pathlib.Path.rename = counted(pathlib.Path.rename)
pathlib.Path.write_text = counted(pathlib.Path.write_text)
for last in range(1000):
    child = os.fork()
    if not child:
        model.save(models / f"at-{last}")
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
print(last)
"""


def test_a_save_killed_at_any_step_leaves_a_whole_model_or_none(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(Path(__file__).parent)]
    steps = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert steps > 20
    whole = {path.name for path in tmp_path.glob("at-*")}
    assert f"at-{steps}" in whole != {f"at-{step}" for step in range(steps + 1)}
    for name in whole:
        assert Popularity.load(tmp_path / name).recommend("newcomer", 1)
    left = [path for path in tmp_path.iterdir() if path.name not in whole]
    assert all(path.name.startswith(".unfinished-") for path in left)
    assert drop_unfinished(tmp_path) == len(left) > 0


# Says which files it has mapped, and what it recommends, while the other process has them mapped too.
READER = """
import psutil, sys
from pathlib import Path
from recommender import Recommender
model = Recommender.load(Path(sys.argv[1]))
print(sorted(Path(part.path).name for part in psutil.Process().memory_maps() if sys.argv[1] in part.path))
print([reason.item_id for reason in model.recommend("newcomer", 3)], flush=True)
sys.stdin.read()
"""


def test_two_processes_read_one_model_from_the_same_files(folder: Path) -> None:
    command = [sys.executable, "-c", READER, str(folder)]
    readers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = []
    for reader in readers:
        assert reader.stdout is not None
        told.append([reader.stdout.readline() for _ in range(2)])
    for reader in readers:
        reader.communicate()
        assert reader.returncode == 0
    assert told[0] == told[1]
    assert "'weights.npy'" in told[0][0]
    assert (
        told[0][1] == str([one.item_id for one in Recommender.load(folder).recommend("newcomer", 3)]) + "\n"
    )
