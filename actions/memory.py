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
class Step:
    """What stood before one thing was done: the wish with its cards, or how many of which item the cart held.

    `judged` are items that were liked or disliked in that step.
    """

    request: Request | None = None
    items: tuple[str, ...] = ()
    cart: Mapping[str, int] = field(default_factory=dict)
    judged: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """From a slot; raises as `Request.from_json`."""
        request = Request.from_json(told["wish"]) if "wish" in told else None
        held = {str(item_id): int(count) for item_id, count in told.get("cart", {}).items()}
        return cls(request, tuple(told.get("items", ())), held, tuple(told.get("judged", ())))

    def to_json(self) -> dict[str, Any]:
        """As it lies in the slot: nothing that is empty."""
        told = {
            "wish": None if self.request is None else self.request.to_json(),
            "items": list(self.items) or None,
            "cart": dict(self.cart) or None,
            "judged": list(self.judged) or None,
        }
        return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Question:
    """What a yes would do: "order" the quote of that fingerprint, "cancel" or "return" the order of that number,
    or "forget" the shopper; or "add" so many of one that is to be named."""

    kind: str
    about: str
    turn: int  # in which it was asked

    def is_fresh(self, turn: int) -> bool:
        """Whether it was asked in the turn just before that one."""
        return self.turn == turn - 1


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything a later turn may build on. `items` are the cards shown last, `seen` all since the wish changed."""

    request: Request = field(default_factory=Request)
    past: tuple[Step, ...] = ()  # what can be taken back, the newest last
    items: tuple[ShownItem, ...] = ()
    seen: tuple[str, ...] = ()
    focus: str | None = None  # the item that was spoken of last
    offer: Request | None = None  # what a yes would take up
    asked: tuple[str, ...] = ()  # facets that the shopper was asked about, for this kind of thing
    # What was set side by side last: "which is better", "the cheaper of the two".
    compared: tuple[str, ...] = ()
    question: Question | None = None  # what was asked last that a yes would do for good
    spoken: tuple[str, ...] = ()  # the two that were spoken of last, one after the other
    puzzled: tuple[
        int, ...
    ] = ()  # the turns without a break that were not understood, the last one at the end

    @classmethod
    def read(cls, slots: Mapping[str, Any]) -> Self:
        """From the slots; what cannot be read is forgotten rather than fatal."""
        wish, shown = slots.get("request") or {}, slots.get("shown") or {}
        try:
            return cls(
                request=Request.from_json(wish.get("now", {})),
                past=tuple(Step.from_json(one) for one in wish.get("past", ())),
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
                asked=tuple(shown.get("asked", ())),
                compared=tuple(shown.get("compared", ())),
                spoken=tuple(shown.get("spoken", ())),
                question=Question(**shown["question"]) if shown.get("question") else None,
                puzzled=tuple(shown.get("puzzled", ())),
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
                "asked": list(self.asked),
                "compared": list(self.compared),
                "spoken": list(self.spoken),
                "question": asdict(self.question) if self.question else None,
                "puzzled": list(self.puzzled),
            },
        }

    @property
    def ids(self) -> tuple[str, ...]:
        """What was shown last, in its order."""
        return tuple(one.item_id for one in self.items)

    @property
    def pair(self) -> tuple[str, ...]:
        """The two that "both" means: compared, spoken of one after the other, or shown alone; else empty."""
        return next((some for some in (self.compared, self.spoken, self.ids) if len(some) == 2), ())

    @property
    def wish_before(self) -> Request:
        """The wish before this one; an empty one where there was none."""
        return next((step.request for step in reversed(self.past) if step.request is not None), Request())

    def wishing(self, request: Request) -> Self:
        """With another wish; the one before can be had back, and nothing counts as seen for the new one."""
        if request == self.request:
            return replace(self, offer=None, question=None)
        asked = self.asked if request.categories == self.request.categories else ()
        before = self._after(Step(self.request, self.ids))
        return replace(before, request=request, seen=(), offer=None, question=None, asked=asked)

    def showing(self, items: Sequence[ShownItem]) -> Self:
        """With these cards as the ones shown last."""
        fresh = [one.item_id for one in items if one.item_id not in self.seen]
        seen = (*self.seen, *fresh)[-SEEN_DEPTH:]
        return replace(
            self, items=tuple(items), seen=seen, focus=None, offer=None, question=None, compared=(), spoken=()
        )

    def turning_to(self, items: Sequence[ShownItem]) -> Self:
        """With other cards for the same wish; those before can be had back."""
        return self._after(Step(self.request, self.ids)).showing(items)

    def having_held(self, quantities: Mapping[str, int]) -> Self:
        """After a change of the cart, which held so many of these items before it."""
        return self._after(Step(cart=dict(quantities))) if quantities else self

    def having_judged(self, item_ids: Sequence[str]) -> Self:
        """After a word on items that were liked or disliked."""
        return self._after(Step(judged=tuple(item_ids)))

    def forgotten(self) -> Self:
        """Empty, save for what can be taken back: this step, too."""
        before = (
            self
            if (self.request, self.items) == (Request(), ())
            else self._after(Step(self.request, self.ids))
        )
        return type(self)(past=before.past)

    def undone(self) -> tuple[Step | None, Self]:
        """The step that is to be taken back, and what is remembered then; None where nothing was done yet."""
        if not self.past:
            return None, self
        *earlier, step = self.past
        if step.request is None:
            return step, replace(self, past=tuple(earlier), offer=None)
        back = replace(self, request=step.request, past=tuple(earlier), items=(), seen=(), focus=None)
        return step, replace(back, offer=None, question=None)

    def having_asked(self, subject: str) -> Self:
        """With a facet that was asked about just now."""
        return replace(self, asked=(*self.asked, subject))

    def puzzled_in(self, turn: int) -> Self:
        """With this turn as one that was not understood."""
        unbroken = self.puzzled if self.puzzled[-1:] == (turn - 1,) else ()
        return replace(self, puzzled=(*unbroken, turn))

    def comparing(self, item_ids: Sequence[str]) -> Self:
        """With these as what was set side by side."""
        return replace(self, compared=tuple(item_ids), focus=None, spoken=())

    def about(self, *item_ids: str) -> Self:
        """With these items as spoken of, the last of them last."""
        others = [one for one in self.spoken if one not in item_ids]
        return replace(self, focus=item_ids[-1], spoken=(*others, *item_ids)[-2:])

    def _after(self, step: Step) -> Self:
        return replace(self, past=(*self.past, step)[-UNDO_DEPTH:])

    def asking(self, kind: str, about: str, turn: int) -> Self:
        """With this as the question that a yes in the next turn answers."""
        return replace(self, offer=None, question=Question(kind, about, turn))
