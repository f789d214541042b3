"""What a check found: a code with the words to fill it in; the sentences are the studio's (bot/studio/words)."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `line` and `column` count from 1; 0 where the whole file is meant."""

    severity: Severity
    code: str
    path: str
    line: int = 0
    column: int = 0
    words: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Its fields, for JSON."""
        return asdict(self)


def error(code: str, path: str, line: int = 0, column: int = 0, /, **words: str) -> Finding:
    """A finding that training would refuse, or that would teach something wrong."""
    return Finding("error", code, path, line, column, words)


def warning(code: str, path: str, line: int = 0, column: int = 0, /, **words: str) -> Finding:
    """A finding to look at; training may go on."""
    return Finding("warning", code, path, line, column, words)
