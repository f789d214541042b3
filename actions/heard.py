"""What was heard in one turn: the entities of a sentence or of a postback, as the lower floors' own values.

The shape of an entity is docs/contracts/entities.schema.json. Nothing is decided here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from knowledge_graph import Bound
from knowledge_graph.identifiers import item_id_of


@dataclass(frozen=True, slots=True)
class Thing:
    """A name the shopper said: `iris` are all the things of that kind that bear it."""

    kind: str  # category, brand, value, attribute or item
    iris: tuple[str, ...]
    negated: bool
    attribute: str | None
    start: int = 0
    said: str = ""  # as it stands in the sentence


@dataclass(frozen=True, slots=True)
class Unsold:
    """A kind of thing that the shopper named and the shop does not sell."""

    said: str  # as it stands in the sentence
    nearest: str | None  # IRI of the shop's category that comes nearest


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it bounds; `currencies` is empty for the shop's own money."""

    kind: str  # price, measure, year, quantity or number
    bound: Bound
    about: bool
    currencies: tuple[str, ...]
    unit: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn as understood: the text (empty for a postback) and everything found in it."""

    text: str
    things: tuple[Thing, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[int, ...] = ()  # in the list shown last, from 1; -1 is the last, 0 the middle one
    reference: str | None = None  # "one" (it, this one) or "many" (these)
    order: str | None = None
    comparative: str | None = None
    step: str | None = None  # "more" or "fewer" beside a number: "two more", "one less"
    facts: tuple[str, ...] = ()
    on_sale: bool = False  # whether what is reduced was asked for
    words: str = ""  # what no lexicon knew
    refused: str = ""  # of that, what is not wanted
    unsold: tuple[Unsold, ...] = ()  # kinds that the shop does not sell; their words are in `words` too
    intent: str = ""
    confidence: float = 1.0  # of the intent, 0 to 1
    ranking: Mapping[str, float] = field(default_factory=dict)  # confidence of each intent, likeliest first
    pointers: Mapping[str, Any] = field(
        default_factory=dict
    )  # what points and counts, as a postback carries it
    postback: Mapping[str, Any] | None = None

    @classmethod
    def read(cls, latest_message: Mapping[str, Any]) -> Self:
        """From Rasa's latest message."""
        text = str(latest_message.get("text") or "")
        entities: Sequence[Mapping[str, Any]] = latest_message.get("entities") or ()
        posted = text.startswith("/")
        found = {kind: [one for one in entities if one.get("entity") == kind] for kind in _kinds(entities)}
        # What is not sold is looked for by its words, though each of them may say nothing by itself: 猫粮.
        unsold = tuple(_unsold(one, text) for one in entities if _is_missing(one))
        missing = dict.fromkeys(one.said for one in unsold)
        return cls(
            text="" if posted else text,
            things=tuple(_thing(one, text) for one in entities if _is_of_the_shop(one)),
            unsold=unsold,
            amounts=tuple(_amount(one) for one in entities if isinstance(one.get("value"), Mapping)),
            places=tuple(place for one in found.get("place", ()) for place in _places(one["value"])),
            reference=next((str(one["value"]) for one in _pointing(found)), None),
            order=next((str(one["value"]) for one in found.get("order", ())), None),
            comparative=next(
                (str(one["value"]) for one in found.get("comparative", ()) if _is_measured(one)), None
            ),
            step=next((str(one["value"]) for one in found.get("step", ())), None),
            facts=tuple(str(one["value"]) for one in found.get("fact", ())),
            words=" ".join(str(one["value"]) for one in found.get("text", ())) or " ".join(missing),
            refused=" ".join(str(one["value"]) for one in found.get("refused", ())),
            intent=str((latest_message.get("intent") or {}).get("name") or ""),
            confidence=_confidence(latest_message.get("intent") or {}),
            ranking={
                str(one["name"]): _confidence(one) for one in latest_message.get("intent_ranking") or ()
            },
            pointers={str(one["entity"]): one["value"] for one in entities if one.get("entity") in _POINTERS},
            postback={str(one["entity"]): one["value"] for one in entities} if posted else None,
        )

    def named(self, kind: str, *, negated: bool = False) -> Iterator[Thing]:
        """The things of one kind, in the order they were said."""
        return (thing for thing in self.things if thing.kind == kind and thing.negated == negated)

    def amount(self, kind: str) -> Amount | None:
        """The last amount of that kind: a shopper who corrects himself means the last."""
        return next((amount for amount in reversed(self.amounts) if amount.kind == kind), None)

    def names(self, *kinds: str) -> bool:
        """Whether anything of these kinds is named, and not refused."""
        return any(True for kind in kinds for _ in self.named(kind))

    @property
    def nearly(self) -> tuple[str, ...]:
        """Other intents that it may well have been, the likeliest first."""
        return tuple(name for name, sure in list(self.ranking.items())[1:] if sure >= NEARLY_SURE)

    @property
    def second(self) -> str | None:
        """The intent that is next likely."""
        return next(iter(list(self.ranking)[1:]), None)

    @property
    def count(self) -> int | None:
        """How many of something; None where no number was said."""
        said = self.amount("quantity") or self.amount("number")
        return None if said is None or said.bound.high is None else int(said.bound.high)

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of all products that bear a name that was said."""
        return tuple(item_id_of(iri) for thing in self.named("item") for iri in thing.iris)

    @property
    def names_a_wish(self) -> bool:
        """Whether anything was said that a search could use."""
        return bool(self.things or self.order or self.words or self.amounts or "stock" in self.facts)

    @property
    def names_a_kind(self) -> bool:
        """Whether a kind of thing is named, sold here or not."""
        return bool(self.unsold) or self.names("category")

    @property
    def only_bounds_a_price(self) -> bool:
        """Whether what a thing may cost is all that was said: "up to 50 then"."""
        price = self.amount("price")
        bounded = price is not None and (price.bound.low is not None or price.bound.high is not None)
        return bounded and not (self.things or self.places or self.reference or self.count is not None)


NEARLY_SURE = 0.1  # of an intent that was not the likeliest
TRAITS = ("category", "brand", "value")  # what several products may have in common
_POINTERS = frozenset(
    {"place", "reference", "emptying", "comparative", "order", "fact", "step", "quantity", "number"}
)
_THINGS = frozenset({*TRAITS, "attribute", "item"})


def _confidence(intent: Mapping[str, Any]) -> float:
    told = intent.get("confidence")
    return 1.0 if told is None else float(told)


def _kinds(entities: Sequence[Mapping[str, Any]]) -> set[str]:
    return {str(one.get("entity")) for one in entities}


def _places(value: object) -> list[int]:
    return [int(place) for place in value] if isinstance(value, list) else [int(str(value))]


def _is_of_the_shop(entity: Mapping[str, Any]) -> bool:
    return entity.get("entity") in _THINGS and bool(entity.get("sold", True))


def _is_missing(entity: Mapping[str, Any]) -> bool:
    """Whether it is wanted and not sold: who wants no kayak need not hear that there is none."""
    return not entity.get("sold", True) and not entity.get("negated")


def _unsold(entity: Mapping[str, Any], text: str) -> Unsold:
    said = text[int(entity.get("start") or 0) : int(entity.get("end") or 0)]
    return Unsold(said, entity.get("nearest"))


def _pointing(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> Sequence[Mapping[str, Any]]:
    """The words that do something to all of the cart; else what points at things."""
    return found.get("emptying", ()) or found.get("reference", ())


def _is_measured(comparative: Mapping[str, Any]) -> bool:
    """Whether a catalogue has figures for what is compared: "lighter", and not "more elegant"."""
    return str(comparative["value"]) != "quality"


def _thing(entity: Mapping[str, Any], text: str) -> Thing:
    iris = entity.get("values") or [entity["value"]]
    return Thing(
        kind=str(entity["entity"]),
        iris=tuple(str(iri) for iri in iris),
        negated=bool(entity.get("negated")),
        attribute=entity.get("attribute"),
        start=int(entity.get("start") or 0),
        said=text[int(entity.get("start") or 0) : int(entity.get("end") or 0)],
    )


def _amount(entity: Mapping[str, Any]) -> Amount:
    value: Mapping[str, Any] = entity["value"]
    low, high = value.get("low"), value.get("high")
    return Amount(
        kind=str(entity["entity"]),
        bound=Bound(None if low is None else Decimal(low), None if high is None else Decimal(high)),
        about=bool(value.get("about")),
        currencies=tuple(value.get("currencies") or ()),
        unit=value.get("unit"),
        said=str(value.get("said") or ""),
    )
