"""What is said of each product, in the form in which it is indexed: its names, and everything else.

Reads products and terms; never writes and never cuts into words.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm


@dataclass(frozen=True, slots=True)
class ItemTexts:
    """The texts of one product: `named` are its names and aliases, `told` whatever else is said of it."""

    item_id: str
    named: tuple[str, ...]
    told: tuple[str, ...]
    sense: tuple[str, ...]  # what its meaning is read from: one text a language

    @classmethod
    def of(cls, product: Product, terms: Mapping[str, AnyTerm], categories: Collection[str]) -> Self:
        """Of a product that lies in these categories (IRIs), each with everything wider."""
        iris = [*sorted(categories), *(held.value for held in product.values)]
        iris += [product.brand] if product.brand else []
        labels = [label for iri in iris if (term := terms.get(iri)) for label in term.labels.values()]
        named = (*product.names.values(), *product.aliases)
        told = (*product.descriptions.values(), *labels)
        languages = dict.fromkeys((*product.names, *product.descriptions))
        kind = terms.get(product.categories[0]) if product.categories else None
        sense = tuple(_sense(product, language, kind) for language in languages)
        return cls(product.item_id, named, told, sense)


def _sense(product: Product, language: str, kind: AnyTerm | None) -> str:
    """What it is, its name and its description on one line: a name alone often tells a mood and not the thing."""
    label = (kind.label(language) if kind else "") or ""
    told = (label, product.names.get(language, ""), product.descriptions.get(language, ""))
    return " ".join(". ".join(text.strip().rstrip(".。") for text in told if text.strip()).split())
