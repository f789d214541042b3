"""Tables and JSON of what a model understood of held-out sentences."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.understanding.hearing import Hearing
from bot.understanding.held_out import Sentence
from bot.understanding.scores import Confusion, Judged, Scores, confusions, scores

LANGUAGES: Final = {"en": "English", "zh": "Chinese"}


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure should come to: at least, or at most where `most`."""

    value: float
    most: bool = False

    def met(self, figure: float) -> bool:
        """Whether a figure comes to it."""
        return figure < self.value if self.most else figure >= self.value


# Figure by name in Scores: its words, and what it should come to.
FIGURES: Final[dict[str, tuple[str, Aim | None]]] = {
    "accuracy": ("intent accuracy", Aim(0.92)),
    "macro_f1": ("intent macro F1", None),
    "entity_f1": ("entity F1", Aim(0.93)),
    "entity_f1_overlap": ("entity F1, overlap", None),
    "off_topic_recall": ("off-topic recall", Aim(0.8)),
    "false_alarms": ("false alarms", Aim(0.05, most=True)),
}


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told: the figures of each language, and the pairs of intents that were mixed up."""

    scores: tuple[Scores, ...]
    confusions: dict[str, tuple[Confusion, ...]]
    loaded_in_s: float
    memory_mb: int

    @classmethod
    def of(cls, sentences: Sequence[Sentence], hearing: Hearing, *, examples: bool = True) -> "Report":
        """From the sentences and what was understood of them, in the same order; `examples`: tell of mistakes."""
        judged: dict[str, list[Judged]] = {}
        for sentence, heard in zip(sentences, hearing.understood, strict=True):
            judged.setdefault(sentence.language, []).append((sentence, heard))
        return cls(
            tuple(scores(language, pairs) for language, pairs in sorted(judged.items())),
            {
                language: tuple(confusions(pairs, examples=examples))
                for language, pairs in sorted(judged.items())
            },
            hearing.loaded_in_s,
            hearing.memory_mb,
        )

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The header and a row a figure, a column a language, with the aim beside it."""
        header = ["figure", *(LANGUAGES.get(one.language, one.language) for one in self.scores), "aim"]
        rows = [["sentences", *(str(one.sentences) for one in self.scores), ""]]
        for name, (words, aim) in FIGURES.items():
            told = "" if aim is None else f"{'<' if aim.most else '>='} {aim.value:.2f}"
            rows.append([words, *(f"{getattr(one, name):.3f}" for one in self.scores), told])
        rows.append(["median ms a sentence", *(f"{one.median_ms:.1f}" for one in self.scores), ""])
        return header, rows

    def to_json(self) -> dict[str, Any]:
        """All of it, for a machine."""
        return {
            "scores": [asdict(one) for one in self.scores],
            "confusions": {
                language: [asdict(one) for one in pairs] for language, pairs in self.confusions.items()
            },
            "loaded_in_s": self.loaded_in_s,
            "memory_mb": self.memory_mb,
        }
