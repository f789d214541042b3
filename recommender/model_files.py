"""Keep a fitted model as a folder of .npy arrays, JSON lists of ids, and a manifest that vouches for them.

A folder is written whole or not at all, and nothing in it is ever executed: arrays are read without
pickle, and only the files that the model asked for by name are opened. The format: docs/recommender.md."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelFileError

FORMAT = 1
MANIFEST = "manifest.json"
UNFINISHED = ".unfinished-"
RETRAIN = "train the model again"


@dataclass(frozen=True, slots=True, eq=False)
class StoredModel:
    """What a model is, apart from its code; two of one `model_id` give the same answers."""

    kind: str  # the class's name
    data: str  # fingerprint of the interactions it was fitted on
    settings: Mapping[str, Any]  # of JSON
    arrays: Mapping[str, NDArray[Any]]
    ids: Mapping[str, Sequence[str]]

    @property
    def model_id(self) -> str:
        """12 hex digits of the SHA-256 of kind, data and settings."""
        return model_id(self.kind, self.data, self.settings)


def model_id(kind: str, data: str, settings: Mapping[str, Any]) -> str:
    """12 hex digits that name what a model was made of: its class, its data's fingerprint, its settings."""
    return hashlib.sha256(json.dumps([kind, data, settings], sort_keys=True).encode()).hexdigest()[:12]


def write_model(folder: Path, model: StoredModel) -> None:
    """Write `model` as `folder`: in a new folder beside it, which then takes the name in one rename.

    A model of the same content that is there already and sound is left as it is; any other model there is
    replaced. Raises ModelFileError where `folder` is something else than a model, or cannot be written.
    """
    if folder.exists():
        if _holds(folder, model):
            return
        if not (folder / MANIFEST).exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ModelFileError(folder, "something is there that is not a model", "save to a new folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
        try:
            _fill(draft, model)
            _take_name(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as fault:
        raise ModelFileError(folder, f"it cannot be written ({fault})", "see to space and rights") from fault


def read_model(folder: Path, kind: str, arrays: Sequence[str], ids: Sequence[str]) -> StoredModel:
    """The model of class `kind` in `folder`, with the named arrays (memory-mapped, read only) and id lists.

    Every file's size and SHA-256 are compared with the manifest's, and the manifest's own fields with its
    model_id. Raises ModelFileError naming the file that is missing, cut short, altered or of another version.
    """
    manifest = _manifest(folder, kind)
    for name in _names(arrays, ids):
        _verify(folder / name, manifest["files"].get(name))
    lists = {name: tuple(json.loads((folder / f"{name}.json").read_bytes())) for name in ids}
    if any(manifest["counts"].get(name) != len(some) for name, some in lists.items()):
        raise ModelFileError(folder / MANIFEST, "its counts are not those of the lists of ids", RETRAIN)
    loaded = {name: _array(folder / f"{name}.npy") for name in arrays}
    return StoredModel(kind, manifest["data"], manifest["settings"], loaded, lists)


def check_model(folder: Path, kind: str, arrays: Sequence[str], ids: Sequence[str]) -> None:
    """Raise ModelFileError where `read_model` would for the manifest, or for a file that is missing or cut short.

    No file but the manifest is opened: that a content was altered is found when it is read.
    """
    files = _manifest(folder, kind)["files"]
    for name in _names(arrays, ids):
        _verify_size(folder / name, files.get(name))


def drop_unfinished(models: Path) -> int:
    """Remove what killed saves left in the folder `models`, while nobody saves; how many there were."""
    left = [path for path in models.glob(f"{UNFINISHED}*") if path.is_dir()]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)


def _names(arrays: Sequence[str], ids: Sequence[str]) -> list[str]:
    return [f"{array}.npy" for array in arrays] + [f"{one}.json" for one in ids]


def _holds(folder: Path, model: StoredModel) -> bool:
    try:
        return read_model(folder, model.kind, list(model.arrays), list(model.ids)).model_id == model.model_id
    except ModelFileError:
        return False


def _fill(draft: Path, model: StoredModel) -> None:
    for name, array in model.arrays.items():
        with (draft / f"{name}.npy").open("wb") as file:
            np.save(file, np.ascontiguousarray(array), allow_pickle=False)
    for name, ids in model.ids.items():
        (draft / f"{name}.json").write_text(json.dumps(list(ids)), encoding="utf-8")
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": _sha256(path)} for path in sorted(draft.iterdir())
    }
    manifest = {
        "format": FORMAT,
        "kind": model.kind,
        "model_id": model.model_id,
        "data": model.data,
        "settings": model.settings,
        "counts": {name: len(ids) for name, ids in model.ids.items()},
        "files": files,
    }
    (draft / MANIFEST).write_bytes(_as_written(manifest))
    for path in [*draft.iterdir(), draft]:
        _to_disk(path)


def _as_written(manifest: Mapping[str, Any]) -> bytes:
    """A manifest's one form: nothing vouches for its file but that it is this."""
    return (json.dumps(manifest, indent=2, sort_keys=True) + "\n").encode()


def _take_name(draft: Path, folder: Path) -> None:
    draft.chmod(0o755)  # mkdtemp's own rights would shut out another process's user
    if folder.exists() and any(folder.iterdir()):
        # A rename can't replace a folder with files in it: the old one steps aside first.
        aside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
        folder.rename(aside)
        draft.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)
    else:
        draft.rename(folder)
    _to_disk(folder.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _manifest(folder: Path, kind: str) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        written = path.read_bytes()
        manifest = json.loads(written)
        version, found = manifest["format"], manifest["kind"]
    except OSError as fault:
        raise ModelFileError(path, f"it cannot be read ({fault.strerror})", RETRAIN) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise ModelFileError(path, "it is not a model's manifest", RETRAIN) from fault
    if version != FORMAT:
        raise ModelFileError(path, f"its format is {version!r} and this program reads {FORMAT}", RETRAIN)
    if found != kind:
        raise ModelFileError(path, f"it holds a {found}, not a {kind}", "load it with that class")
    try:
        named = model_id(kind, manifest["data"], manifest["settings"])
        intact = named == manifest["model_id"] and _as_written(manifest) == written
        intact &= isinstance(manifest["files"], dict) and isinstance(manifest["counts"], dict)
    except (KeyError, TypeError) as fault:
        raise ModelFileError(path, "a field is missing", RETRAIN) from fault
    if not intact:
        raise ModelFileError(path, "it was altered after it was written", RETRAIN)
    return dict(manifest)


def _verify(path: Path, entry: Any) -> None:
    _verify_size(path, entry)
    try:
        digest = _sha256(path)
    except OSError as fault:
        raise ModelFileError(path, f"it cannot be read ({fault.strerror})", RETRAIN) from fault
    if digest != entry.get("sha256"):
        raise ModelFileError(path, "its content was altered after it was written", RETRAIN)


def _verify_size(path: Path, entry: Any) -> None:
    if not isinstance(entry, dict):
        raise ModelFileError(path, "the manifest does not list it", RETRAIN)
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise ModelFileError(path, f"it cannot be read ({fault.strerror})", RETRAIN) from fault
    if size != entry.get("bytes"):
        raise ModelFileError(path, f"it has {size} bytes instead of {entry.get('bytes')}", RETRAIN)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _array(path: Path) -> NDArray[Any]:
    try:
        # A view of the plain class: indexing a memmap costs several times as much, for nothing.
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except ValueError as fault:
        raise ModelFileError(path, f"it is not an array ({fault})", RETRAIN) from fault
