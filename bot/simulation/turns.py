"""What was done and what came of it: the record of one simulated talk, fit for JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Fault = Literal["refused", "dead_end", "astray", "repeated", "violation"]
FAULTS: dict[Fault, str] = {
    "refused": "no answer, or an error",
    "dead_end": "a wish answered without cards and without anything to choose",
    "astray": "not the kind of answer that was asked for",
    "repeated": "the same answer as before, to something else",
    "violation": "a card that does not meet what was said",
}


@dataclass(slots=True)
class Turn:
    """One thing said, by its act; `cards` were held against the graph, `wrong` of them do not meet what was said."""

    act: str
    said: str
    text: str
    ids: list[str]
    ms: float
    faults: list[Fault] = field(default_factory=list)
    cards: int = 0
    wrong: list[str] = field(default_factory=list)
    wish: dict[str, Any] | None = None  # what was said until then, where cards were held against it


@dataclass(slots=True)
class Record:
    """One talk. `turns_to_success` and `stood` are None where the cart did not come to hold a fitting item,
    and where the wanted item was never shown; `stood` counts the items shown until it was, itself included."""

    number: int
    language: str
    wanted: str
    turns: list[Turn] = field(default_factory=list)
    turns_to_success: int | None = None
    got_wanted: bool = False
    stood: int | None = None
    gave_up: bool = False

    def to_json(self) -> dict[str, Any]:
        """Everything but times, which no seed fixes."""
        told = asdict(self)
        for turn in told["turns"]:
            del turn["ms"]
        return told


def faults_of(records: Sequence[Record], kind: Fault) -> list[tuple[Record, Turn]]:
    """Every turn with that fault."""
    return [(record, turn) for record in records for turn in record.turns if kind in turn.faults]
