"""The insight of a turn: how it was understood and answered, as the dialogue told it, kept beside the turn.

Reading one never raises: what cannot be read is left out, and the turn is kept all the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from shop.review.tables import TurnInsight

LARGEST_DETAIL_CHARS = 100_000
MOST_FAILURES = 10
_KEEP = insert(TurnInsight)
_DROP = delete(TurnInsight).where(
    TurnInsight.conversation_id == bindparam("conversation"), TurnInsight.turn_n == bindparam("n")
)


@dataclass(frozen=True, slots=True)
class Insight:
    """What the list is filtered by, and all the rest in `detail`; `total_ms` is Rasa's whole time of the turn."""

    intent: str | None = None
    confidence: float | None = None
    action: str | None = None
    fallback: bool = False
    no_result: bool = False
    action_failed: bool = False
    model_id: str | None = None
    total_ms: float | None = None
    detail: Mapping[str, Any] | None = None

    @property
    def failed(self) -> bool:
        """Whether the shopper got nothing of what was wanted."""
        return self.fallback or self.no_result or self.action_failed

    @classmethod
    def read(cls, told: object, *, failed: bool = False) -> Self | None:
        """From the dialogue's last line; None where there is none and nothing `failed`.

        `failed` says that the shopper was told of a fault: then there is an insight even if nothing was told.
        """
        try:
            if isinstance(told, Mapping) and len(json.dumps(told)) <= LARGEST_DETAIL_CHARS:
                return cls._read(told, failed=failed)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            pass
        return cls(action_failed=True) if failed else None

    @classmethod
    def _read(cls, told: Mapping[str, Any], *, failed: bool) -> Self:
        actions = told["actions"]
        whole = told["ms"].get("whole")
        return cls(
            intent=told["intent"]["name"],
            confidence=float(told["intent"]["confidence"]),
            action=str(actions[0]["name"]) if actions else None,
            fallback=bool(told["fallback"]),
            no_result=bool(told["no_result"]),
            action_failed=failed or told["failure"] is not None,
            model_id=told["model"].get("id"),
            total_ms=None if whole is None else float(whole),
            detail=told,
        )


def failures_before(books: Session, conversation: int, n: int) -> int:
    """How many turns in a row, up to the one before turn `n`, failed the shopper; ten at most are looked at."""
    rows = books.execute(
        select(TurnInsight.turn_n, TurnInsight.fallback, TurnInsight.no_result, TurnInsight.action_failed)
        .filter_by(conversation_id=conversation)
        .where(TurnInsight.turn_n.between(n - MOST_FAILURES, n - 1))
        .order_by(TurnInsight.turn_n.desc())
    )
    count = 0
    for turn_n, *faults in rows:
        if turn_n != n - 1 - count or not any(faults):
            break
        count += 1
    return count


def keep_insight(books: Session, conversation: int, n: int, language: str, insight: Insight | None) -> None:
    """Keep that of turn `n` in the caller's transaction, in place of what an earlier run of the same turn left."""
    connection = books.connection()
    connection.execute(_DROP, {"conversation": conversation, "n": n})
    if insight is None:
        return
    row = {
        "conversation_id": conversation,
        "turn_n": n,
        "intent": insight.intent,
        "confidence": insight.confidence,
        "action": insight.action,
        "language": language,
        "fallback": insight.fallback,
        "no_result": insight.no_result,
        "action_failed": insight.action_failed,
        "model_id": insight.model_id,
        "total_ms": insight.total_ms,
        "detail": dict(insight.detail or {}),
    }
    connection.execute(_KEEP, row)
