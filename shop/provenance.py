"""What a trained model has seen: which history, how much of it, until when. Kept beside the model's own files.

The model itself is the recommender's affair; this file only says where it came from, and never changes it.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

FILE = "trained.json"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one model came from. Times are unix seconds."""

    model_id: str
    data: str  # fingerprint (SHA-256) of the interactions
    interactions: int
    users: int
    items: int
    newest: int  # time of the newest interaction, 0 without any
    last_event: int  # number of the newest event of the outbox that was learnt from
    generation: int  # of the graph, which says what the items are
    trained_at: int
    rebought: tuple[str, ...] = ()  # IRIs of categories whose products are bought again

    def write(self, folder: Path) -> None:
        """Into the model's folder, whole or not at all."""
        draft = folder / f".{FILE}.new"
        draft.write_text(json.dumps(asdict(self), indent=2, sort_keys=True) + "\n", encoding="utf-8")
        os.replace(draft, folder / FILE)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Of the model in `folder`; None where nothing is told that this program understands."""
        try:
            told = json.loads((folder / FILE).read_bytes())
            return cls(**{**told, "rebought": tuple(told["rebought"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None
