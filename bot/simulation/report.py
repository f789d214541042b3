"""Figures over simulated talks, as rows for tables and as JSON; the same records give the same report, save times."""

from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

from bot.simulation.turns import FAULTS, Record, Turn, faults_of

Row = tuple[str, ...]


class Report:
    """What came of a run of `seed`."""

    def __init__(self, records: Sequence[Record], seed: int) -> None:
        self.records = records
        self.seed = seed

    def figures(self, language: str | None = None) -> dict[str, Any]:
        """All figures, over the talks of one language or of all; None where there is nothing to count.

        `success` is the share of talks whose cart came to hold an item that meets the whole goal; `stood` how many
        items were shown until the wanted one, itself included; faults count turns, but for violations: cards.
        """
        talks = [one for one in self.records if language in (None, one.language)]
        turns = [turn for one in talks for turn in one.turns]
        ended = [one.turns_to_success for one in talks if one.turns_to_success is not None]
        stood = [one.stood for one in talks if one.stood is not None]
        return {
            "talks": len(talks),
            "turns": len(turns),
            "success": _share(len(ended), len(talks)),
            "got_the_wanted_item": _share(sum(one.got_wanted for one in talks), len(talks)),
            "turns_to_success_median": median(ended) if ended else None,
            "turns_to_success_p90": _p90(ended),
            "wanted_item_shown": _share(len(stood), len(talks)),
            "wanted_item_stood_median": median(stood) if stood else None,
            "wanted_item_reciprocal_rank": _share(sum(1 / one for one in stood), len(talks)),
            "cards_checked": sum(turn.cards for turn in turns),
            "constraint_violations": sum(len(turn.wrong) for turn in turns),
            "dead_ends": _count(turns, "dead_end"),
            "repeated_answers": _count(turns, "repeated"),
            "refused": _count(turns, "refused"),
            "astray": _count(turns, "astray"),
        }

    def rows(self) -> tuple[Row, list[Row]]:
        """A header, and the figures by language."""
        languages = sorted({one.language for one in self.records})
        columns = [self.figures(), *(self.figures(language) for language in languages)]
        header = ("", "all", *languages)
        return header, [
            (name.replace("_", " "), *(_shown(one[name]) for one in columns)) for name in columns[0]
        ]

    def rows_by_act(self) -> tuple[Row, list[Row]]:
        """A header, and for each thing that shoppers do how often it was answered with nothing at fault."""
        turns = [turn for one in self.records for turn in one.turns]
        rows: list[Row] = []
        for act in sorted({turn.act for turn in turns}):
            done = [turn for turn in turns if turn.act == act]
            good = sum(not turn.faults for turn in done)
            rows.append((act, str(len(done)), str(good), _shown(_share(good, len(done)))))
        return ("act", "said", "without fault", "share"), rows

    def examples(self, most: int) -> tuple[Row, list[Row]]:
        """A header, and at most `most` turns of each fault."""
        rows: list[Row] = []
        for kind in FAULTS:
            for record, turn in faults_of(self.records, kind)[:most]:
                rows.append((kind, str(record.number), turn.said, " ".join(turn.text.split())[:90]))
        return ("fault", "talk", "said", "answered"), rows

    def milliseconds(self) -> tuple[float, float]:
        """Median and 90th percentile of a turn."""
        times = [turn.ms for one in self.records for turn in one.turns]
        return median(times), _p90(times) or times[0]

    def to_json(self) -> dict[str, Any]:
        """Figures and every talk, without times."""
        languages = sorted({one.language for one in self.records})
        return {
            "seed": self.seed,
            "figures": {"all": self.figures(), **{one: self.figures(one) for one in languages}},
            "talks": [one.to_json() for one in self.records],
        }


def _count(turns: Sequence[Turn], fault: Any) -> int:
    return sum(fault in turn.faults for turn in turns)


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _p90(values: Sequence[float]) -> float | None:
    return quantiles(values, n=10, method="inclusive")[-1] if len(values) > 1 else None


def _shown(value: Any) -> str:
    return "–" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
