"""What a conversation remembers between turns, as it lies in the slots `request` and `shown`.

Only ids and numbers are kept: names, prices and stock are read anew each time they are said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import InvalidOperation
from typing import Any, Self

from knowledge_graph import Request

UNDO_DEPTH = 10
SEEN_DEPTH = 200


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A card as it was shown: why it was picked, in the recommender's parts, and what of the request it met."""

    item_id: str
    parts: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a yes would do: "order" the quote of that fingerprint, or "cancel" or "return" the order of that number."""

    kind: str
    about: str
    turn: int  # in which it was asked

    def is_open(self, kind: str, turn: int) -> bool:
        """Whether it is of that kind and was asked in the turn just before that one."""
        return self.kind == kind and self.turn == turn - 1


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything a later turn may build on. `items` are the cards shown last, `seen` all since the wish changed."""

    request: Request = field(default_factory=Request)
    past: tuple[Request, ...] = ()
    items: tuple[ShownItem, ...] = ()
    seen: tuple[str, ...] = ()
    focus: str | None = None  # the item that was spoken of last
    offer: Request | None = None  # what a yes would take up
    question: Question | None = None  # what was asked last that a yes would do for good

    @classmethod
    def read(cls, slots: Mapping[str, Any]) -> Self:
        """From the slots; what cannot be read is forgotten rather than fatal."""
        wish, shown = slots.get("request") or {}, slots.get("shown") or {}
        try:
            return cls(
                request=Request.from_json(wish.get("now", {})),
                past=tuple(Request.from_json(one) for one in wish.get("past", ())),
                items=tuple(
                    ShownItem(
                        one["id"],
                        one.get("parts", {}),
                        tuple(one.get("evidence", ())),
                        tuple(one.get("matched", ())),
                        tuple(one.get("alike", ())),
                        tuple(one.get("tokens", ())),
                    )
                    for one in shown.get("items", ())
                ),
                seen=tuple(shown.get("seen", ())),
                focus=shown.get("focus"),
                offer=Request.from_json(shown["offer"]) if shown.get("offer") else None,
                question=Question(**shown["question"]) if shown.get("question") else None,
            )
        except (KeyError, ValueError, TypeError, AttributeError, InvalidOperation):
            return cls()

    def slots(self) -> dict[str, Any]:
        """The values for the slots `request` and `shown`."""
        items = [
            {
                "id": one.item_id,
                "parts": dict(one.parts),
                "evidence": list(one.evidence),
                "matched": list(one.matched),
                "alike": list(one.alike),
                "tokens": list(one.tokens),
            }
            for one in self.items
        ]
        return {
            "request": {"now": self.request.to_json(), "past": [one.to_json() for one in self.past]},
            "shown": {
                "items": items,
                "seen": list(self.seen),
                "focus": self.focus,
                "offer": self.offer.to_json() if self.offer else None,
                "question": asdict(self.question) if self.question else None,
            },
        }

    def wishing(self, request: Request) -> Self:
        """With another wish; the one before can be had back, and nothing counts as seen for the new one."""
        if request == self.request:
            return replace(self, offer=None, question=None)
        past = (*self.past, self.request)[-UNDO_DEPTH:]
        return replace(self, request=request, past=past, seen=(), offer=None, question=None)

    def showing(self, items: Sequence[ShownItem]) -> Self:
        """With these cards as the ones shown last."""
        fresh = [one.item_id for one in items if one.item_id not in self.seen]
        seen = (*self.seen, *fresh)[-SEEN_DEPTH:]
        return replace(self, items=tuple(items), seen=seen, focus=None, offer=None, question=None)

    def about(self, item_id: str) -> Self:
        """With this item as the one spoken of."""
        return replace(self, focus=item_id)

    def asking(self, kind: str, about: str, turn: int) -> Self:
        """With this as the question that a yes in the next turn answers."""
        return replace(self, offer=None, question=Question(kind, about, turn))
