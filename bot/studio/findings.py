"""What the workbench found, and its sentences: what is wrong, where, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from bot.web.staff.phrases import Phrases, filled

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `line` and `column` count from 1; 0 where the whole file is meant.

    `words` fill in the sentences of `findings.<code>` in words/{en,zh}.yml.
    """

    severity: Severity
    path: str
    line: int
    code: str
    words: Mapping[str, str] = field(default_factory=dict)
    column: int = 0

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """As the workbench tells it; raises KeyError where something is missing."""
        return cls(
            severity="error" if told["severity"] == "error" else "warning",
            path=str(told["path"]),
            line=int(told["line"]),
            code=str(told["code"]),
            words={str(name): str(value) for name, value in told["words"].items()},
            column=int(told.get("column", 0)),
        )

    @property
    def place(self) -> str:
        """`data/nlu/en/cart.yml:12`; the path alone where the whole file is meant."""
        return f"{self.path}:{self.line}" if self.line else self.path

    @property
    def other_place(self) -> str:
        """The second place that belongs to it; "" where there is none."""
        path, line = self.words.get("other_path", ""), self.words.get("other_line", "0")
        return path if line == "0" or not path else f"{path}:{line}"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in a reader's language."""

    finding: Finding
    what: str
    mend: str


def in_words(findings: Iterable[Finding], words: Phrases) -> list[Told]:
    """Each finding with its two sentences; `words` are those of the studio's pages."""
    return [_told(finding, words) for finding in findings]


def may_train(findings: Iterable[Finding]) -> bool:
    """Whether a training makes sense: not while an error stands."""
    return not any(finding.severity == "error" for finding in findings)


def _told(finding: Finding, words: Phrases) -> Told:
    said = words["findings"][finding.code]
    values = {**finding.words, "other_place": finding.other_place}
    if "language" in values:
        values["language"] = words["languages"][values["language"]]
    return Told(finding, filled(said["what"], values), filled(said["mend"], values))
