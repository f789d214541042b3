"""all-MiniLM-L6-v2 in torch, each of its products with a low-rank change that can be learnt; all else is fixed.

Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022: a layer's weights W count as W + k B A, with
A of shape (rank, in) and B of shape (out, rank), B zero at first.
"""

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS = 384, 12, 6
STRENGTH = 2.0  # k
PARTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
         "intermediate.dense", "output.dense")  # fmt: skip


class Changed(nn.Module):
    """A fixed linear layer with its change."""

    def __init__(self, weights: Tensor, bias: Tensor, rank: int, dropout: float) -> None:
        super().__init__()
        self.weights, self.bias, self.dropout = weights, bias, dropout
        out, wide = weights.shape
        self.down = nn.Parameter(torch.randn(rank, wide) / math.sqrt(wide))
        self.up = nn.Parameter(torch.zeros(out, rank))

    def forward(self, rows: Tensor) -> Tensor:
        """Shape (..., in) gives (..., out)."""
        kept = functional.dropout(rows, self.dropout, self.training)
        change = functional.linear(functional.linear(kept, self.down), self.up)
        return functional.linear(rows, self.weights, self.bias) + STRENGTH * change


class Encoder(nn.Module):
    """Sentences as rows of pieces; a vector of length 1 for each."""

    def __init__(self, published: Mapping[str, Tensor], rank: int, dropout: float) -> None:
        super().__init__()
        self._published, self._dropout = published, dropout
        self.layers = nn.ModuleList(
            nn.ModuleDict(
                {
                    part.replace(".", "_"): Changed(
                        published[f"encoder.layer.{n}.{part}.weight"],
                        published[f"encoder.layer.{n}.{part}.bias"],
                        rank,
                        dropout,
                    )
                    for part in PARTS
                }
            )
            for n in range(LAYERS)
        )

    def forward(self, pieces: Tensor, real: Tensor) -> Tensor:
        """`pieces` and `real` (1 where a piece stands, else 0) of shape (n, longest); gives (n, WIDTH)."""
        words, places, kinds = (
            self._published[f"embeddings.{name}_embeddings.weight"]
            for name in ("word", "position", "token_type")
        )
        rows = self._normed(words[pieces] + places[: pieces.shape[1]] + kinds[0], "embeddings")
        rows = self._dropped(rows)
        for n, parts in enumerate(self.layers):
            named = {part: parts[part.replace(".", "_")] for part in PARTS}
            asked = [_by_head(named[part](rows)) for part in PARTS[:3]]
            seen = functional.scaled_dot_product_attention(*asked, attn_mask=real[:, None, None, :] > 0)
            seen = seen.transpose(1, 2).reshape(rows.shape)
            at = f"encoder.layer.{n}"
            rows = self._normed(rows + self._dropped(named[PARTS[3]](seen)), f"{at}.attention.output")
            wide = functional.gelu(named[PARTS[4]](rows))
            rows = self._normed(rows + self._dropped(named[PARTS[5]](wide)), f"{at}.output")
        means = (rows * real[..., None]).sum(1) / real.sum(1, keepdim=True)
        return functional.normalize(means, dim=1)

    def changes(self) -> dict[str, Tensor]:
        """What was learnt, by the name of the weights that it changes: `<name>.down` and `<name>.up`, k within `up`."""
        told = {}
        for n, parts in enumerate(self.layers):
            for part in PARTS:
                layer = parts[part.replace(".", "_")]
                told[f"encoder.layer.{n}.{part}.down"] = layer.down.detach()
                told[f"encoder.layer.{n}.{part}.up"] = STRENGTH * layer.up.detach()
        return told

    def _dropped(self, rows: Tensor) -> Tensor:
        return functional.dropout(rows, self._dropout, self.training)

    def _normed(self, rows: Tensor, at: str) -> Tensor:
        norm = (self._published[f"{at}.LayerNorm.{part}"] for part in ("weight", "bias"))
        return functional.layer_norm(rows, (WIDTH,), *norm, 1e-12)


def _by_head(rows: Tensor) -> Tensor:
    sentences, longest, _wide = rows.shape
    return rows.view(sentences, longest, HEADS, WIDTH // HEADS).transpose(1, 2)
