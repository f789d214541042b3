"""Sentence vectors kept on disk between trainings, by encoder and sentence: most of an hour's drafts differ in a few.

The file named by DAOGOU_VECTORS holds numpy arrays and no objects: for each encoder its keys and its rows. Several
processes may use it: it is replaced whole, and what another one wrote meanwhile may be lost, which costs a second
and changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Vectors = np.ndarray[Any, np.dtype[np.float32]]

Table = dict[str, np.ndarray[Any, Any]]

_PARTS = ("keys", "rows")  # of an encoder, by its name
LONGEST = 60_000  # sentences kept of an encoder, those used last before others: 123 MB of 512 numbers each


def vectors_of(encoder: str, sentences: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
    """One row a sentence, from the file as far as it knows them; without a file each is encoded.

    `encoder` names what encodes, with its version: another one's vectors are left in the file, and not used.
    """
    named = os.environ.get("DAOGOU_VECTORS")
    if not named:
        return encode(list(sentences))
    file = Path(named)
    known = _known(_read(file, encoder), encoder)
    keys = [_key(encoder, sentence) for sentence in sentences]
    missing = list({key: said for key, said in zip(keys, sentences, strict=True) if key not in known}.items())
    if missing:
        fresh = encode([said for _key, said in missing])
        known |= {key: row for (key, _said), row in zip(missing, fresh, strict=True)}
        used = dict.fromkeys(keys)
        kept = [*used, *(key for key in known if key not in used)][:LONGEST]
        _write(file, _read(file, encoder, others=True) | _tables(encoder, {key: known[key] for key in kept}))
    return np.stack([known[key] for key in keys])


def _key(encoder: str, sentence: str) -> bytes:
    return hashlib.blake2b(f"{encoder}\0{sentence}".encode(), digest_size=16).digest()


def _read(file: Path, encoder: str, *, others: bool = False) -> Table:
    """What the file holds of the encoder, or of all others; nothing where there is no file or it cannot be read."""
    own = {f"{part} {encoder}" for part in _PARTS}
    try:
        with np.load(file, allow_pickle=False) as held:
            named = (name for name in held.files if name.startswith(tuple(f"{part} " for part in _PARTS)))
            return {name: held[name] for name in named if (name not in own) == others}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}


def _known(tables: Table, encoder: str) -> dict[bytes, Vectors]:
    keys, rows = (tables.get(f"{part} {encoder}") for part in _PARTS)
    if keys is None or rows is None:
        return {}
    return {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}


def _tables(encoder: str, known: dict[bytes, Vectors]) -> Table:
    keys = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(len(known), -1)
    rows = np.stack(list(known.values())).astype(np.float32)
    return {f"keys {encoder}": keys, f"rows {encoder}": rows}


def _write(file: Path, tables: Table) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".vectors-", delete=False) as draft:
        try:
            np.savez(draft, **tables)
        except BaseException:
            os.unlink(draft.name)
            raise
    os.replace(draft.name, file)
