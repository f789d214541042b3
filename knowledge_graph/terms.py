"""The words of a catalogue: categories, brands, attributes and their values, with labels in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class AttributeKind(StrEnum):
    """What an attribute holds."""

    VALUE = "value"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Term:
    """A thing with a label for each language, and with other words that mean it."""

    iri: str
    labels: Mapping[str, str] = field(default_factory=dict)  # language -> the word to show
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # language -> other words for it

    def label(self, language: str) -> str | None:
        """The label in `language`, else in any language, else None."""
        return self.labels.get(language) or next(iter(self.labels.values()), None)


@dataclass(frozen=True, slots=True)
class Category(Term):
    """A kind of product; `broader` is the next wider category."""

    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Brand(Term):
    """Who makes it."""


@dataclass(frozen=True, slots=True)
class Value(Term):
    """One value of an attribute, such as red; a boolean attribute has the values `yes` and `no`.

    `broader` is the value that it is a shade of, such as blue of navy.
    """

    attribute: str = ""
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Attribute(Term):
    """A property that products have. `better` says which end shoppers prefer: high, low, or None."""

    kind: AttributeKind = AttributeKind.VALUE
    unit: str | None = None  # UN/CEFACT code, for numbers
    better: str | None = None


AnyTerm: TypeAlias = Category | Brand | Value | Attribute


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that the shop answers; all texts by language."""

    iri: str
    topic: str
    question: Mapping[str, str]
    answer: Mapping[str, str]
    also_asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sample: bool = False  # from the starter file: the owner has not written it
