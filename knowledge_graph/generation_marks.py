"""The mark that a generation has got since it was first published, and how many generations are kept.

The mark is a random name: two generations of one number, of different graphs, have different marks.
"""

import os
import uuid
from pathlib import Path
from typing import Final

KEPT: Final = 3  # generations, the current one among them
MARK_FILE: Final = "published"


def read_mark(generation: Path) -> str | None:
    """The mark of a generation's folder; None where it was never published."""
    try:
        return (generation / MARK_FILE).read_text("ascii").strip() or None
    except FileNotFoundError:
        return None


def set_mark(generation: Path) -> str:
    """Mark a generation as published, in one step; one that is marked keeps its mark."""
    mark = read_mark(generation)
    if mark is None:
        mark = uuid.uuid4().hex
        aside = generation / f".{MARK_FILE}"
        aside.write_text(mark + "\n", "ascii")
        os.replace(aside, generation / MARK_FILE)
    return mark
