"""Gather what one product of a feed has: categories, brand, values and amounts, with the feed's own labels.

All amounts of an attribute come in one unit within a feed: that of the first product which holds one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from knowledge_graph.attribute_names import CHINESE
from knowledge_graph.errors import UnitError
from knowledge_graph.feeds.rows import BadCellError
from knowledge_graph.feeds.unit_codes import amount_of
from knowledge_graph.identifiers import ATTRIBUTE, attribute_iri, brand_iri, category_iri, slug, value_iri
from knowledge_graph.products import AttributeValue, Number
from knowledge_graph.units import convert
from knowledge_graph.words import language_of

Labels = dict[str, dict[str, str]]  # IRI -> language -> label

# Attributes that formats name alike: the name in the feed, ours, and its labels.
_KNOWN: Final[Mapping[str, tuple[str, dict[str, str]]]] = {
    name: (ours, {"en": ours.replace("-", " "), "zh": CHINESE[ours]})
    for names, ours in (
        ("color colour", "colour"),
        ("material", "material"),
        ("pattern", "pattern"),
        ("size", "size"),
        ("weight", "weight"),
        ("height", "height"),
        ("width", "width"),
        ("depth", "depth"),
        ("length", "length"),
        ("audience gender", "audience"),
        ("age-group", "age-group"),
        ("condition", "condition"),
        ("shipping-weight", "shipping-weight"),
        ("contents", "contents"),
    )
    for name in names.split()
}
_AUDIENCES: Final = {
    "male": ("men",),
    "female": ("women",),
    "unisex": ("men", "women"),
}
_PATH: Final = ">"


@dataclass(slots=True)
class FeedUnits:
    """What the first product that held an attribute settled for the whole feed."""

    units: dict[str, str | None] = field(default_factory=dict)  # attribute IRI -> unit code
    in_words: set[str] = field(default_factory=set)  # attributes whose values are words

    def settle(self, name: str, attribute: str, amount: Decimal, unit: str | None) -> Number:
        """The amount in the attribute's unit; raises BadCellError where it measures something else."""
        settled = self.units.get(attribute) or unit
        self.units[attribute] = settled
        if unit is None or unit == settled:
            return Number(attribute, amount, settled)
        try:
            converted = convert(amount, unit, settled)
        except UnitError:
            wanted = f"an amount in {settled}, which other products have it in"
            raise BadCellError(name, f"{amount} {unit}", wanted) from None
        return Number(attribute, Decimal(f"{converted:.15g}"), settled)


@dataclass(slots=True)
class Particulars:
    """What one product has, gathered cell by cell; `units` is shared by all products of the feed."""

    units: FeedUnits
    categories: list[str] = field(default_factory=list)
    brand: str | None = None
    labels: Labels = field(default_factory=dict)
    _values: set[AttributeValue] = field(default_factory=set)
    _numbers: set[Number] = field(default_factory=set)

    @property
    def values(self) -> tuple[AttributeValue, ...]:
        """In the order of their IRIs."""
        return tuple(sorted(self._values))

    @property
    def numbers(self) -> tuple[Number, ...]:
        """In the order of their IRIs."""
        return tuple(sorted(self._numbers, key=lambda held: (held.attribute, held.amount)))

    def add_category(self, column: str, path: Sequence[str], language: str | None = None) -> None:
        """A category by its names, widest first."""
        named = [part.strip() for part in path if slug(part)]
        if not named:
            raise BadCellError(column, _PATH.join(path), "a category such as Outdoors > Tents")
        iri = category_iri(*named)
        if iri not in self.categories:
            self.categories.append(iri)
        for depth, part in enumerate(named, start=1):
            self.label(category_iri(*named[:depth]), part, language)

    def add_category_text(self, column: str, text: str, language: str | None = None) -> None:
        """A category as one text, with " > " between its levels."""
        if text.strip():
            self.add_category(column, text.split(_PATH), language)

    def set_brand(self, column: str, name: str, language: str | None = None) -> None:
        """Who makes it; an empty name says nothing."""
        if not name.strip():
            return
        if not slug(name):
            raise BadCellError(column, name, "a name with a letter or a digit")
        self.brand = brand_iri(name)
        self.label(self.brand, name.strip(), language)

    def add_value(self, name: str, text: str, language: str | None = None) -> None:
        """A value in words; an empty text says nothing."""
        if not text.strip():
            return
        attribute = self.attribute(name)
        if not slug(text):
            raise BadCellError(name, text, "a word with a letter or a digit")
        value = value_iri(attribute, text)
        self._values.add(AttributeValue(attribute, value))
        self.units.in_words.add(attribute)
        self.label(value, text.strip(), language)

    def add_number(self, name: str, amount: Decimal, unit: str | None) -> None:
        """An amount with its unit code."""
        self._numbers.add(self.units.settle(name, self.attribute(name), amount, unit))

    def add_text(self, name: str, text: str, language: str | None = None) -> None:
        """A number where the text is one, alone or with a unit, and words where it is not."""
        amount = amount_of(text)
        if amount is None or (amount[1] is None and self.attribute(name) in self.units.in_words):
            self.add_value(name, text, language)
        else:
            self.add_number(name, *amount)

    def add_amount(self, name: str, text: str) -> None:
        """An amount such as "2 kg"; an empty text says nothing."""
        if not text.strip():
            return
        amount = amount_of(text)
        if amount is None:
            raise BadCellError(name, text, "a number and its unit, such as 2 kg")
        self.add_number(name, *amount)

    def add_truth(self, name: str, truth: bool) -> None:
        """Yes or no."""
        attribute = self.attribute(name)
        value = value_iri(attribute, "yes" if truth else "no")
        self._values.add(AttributeValue(attribute, value))
        self.labels[value] = {"en": "yes", "zh": "是"} if truth else {"en": "no", "zh": "否"}

    def add_gender(self, text: str) -> None:
        """Whom it is for: male, female or unisex, in any case."""
        for audience in _AUDIENCES.get(text.strip().lower(), (text,)):
            self.add_value("audience", audience)

    def keep_value(self, attribute: str, value: str) -> None:
        """A value whose IRIs are ours already."""
        self._values.add(AttributeValue(attribute, value))
        self.units.in_words.add(attribute)

    def attribute(self, name: str) -> str:
        """The IRI of an attribute, by its name or by its own IRI; raises BadCellError where it has no word."""
        if name.startswith(ATTRIBUTE):
            return name
        if not slug(name):
            raise BadCellError("attribute", name, "a name with a letter or a digit")
        known = _KNOWN.get(slug(name))
        iri = attribute_iri(known[0] if known else name)
        if known:
            self.labels.setdefault(iri, known[1])
        else:
            self.label(iri, name.replace("_", " ").strip())
        return iri

    def label(self, iri: str, text: str, language: str | None = None) -> None:
        """How the feed calls a thing; the first label of each language stays."""
        self.labels.setdefault(iri, {}).setdefault(language or language_of(text), text)
