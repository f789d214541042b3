"""What a product is, as far as the scope rules ask: its nouns, and whether it is eaten, grown, a tool or a set."""

from dataclasses import dataclass
from functools import lru_cache

import rjieba

from knowledge_graph.fold import fold
from knowledge_graph.head_nouns import head_of
from knowledge_graph.identifiers import CATEGORY
from knowledge_graph.mining.word_lists import DISHES, FOOD, OWN_PARTS, PARTS, PLANTS, SETS, WORKERS
from knowledge_graph.products import Product
from knowledge_graph.retail_vocabulary import category_vocabulary
from knowledge_graph.words import is_chinese


@dataclass(frozen=True, slots=True)
class Kind:
    """One product's kind; all words folded."""

    head: str  # the head noun of its English name; empty where that has none
    nouns: frozenset[str]  # any of them in a phrase means the product itself
    own_parts: frozenset[str]
    chinese: frozenset[str]  # nouns of the product in Chinese
    food: bool
    plant: bool
    worker: bool  # it works on a material: a wood saw is not of wood
    several: bool  # a set or collection by its name: what is said of a piece is not said of it


def kind_of(product: Product) -> Kind:
    """The kind of a product by its English name's head noun and by the labels and slugs of its categories."""
    name = product.names.get("en", "")
    head = head_of(name) if name else None
    words = name.lower().partition(" with ")[0].split()
    tail = _chinese_tail(product.names["zh"]) if "zh" in product.names else ""
    served = not DISHES.isdisjoint(words)
    return _kind(head.noun if head else "", product.categories, tail, served, not SETS.isdisjoint(words))


@lru_cache(maxsize=20_000)
def _kind(head: str, categories: tuple[str, ...], tail: str, served: bool, several: bool) -> Kind:
    parts = {fold(part.replace("-", " "), "und") for iri in categories for part in _path(iri)}
    leaves = {fold(_path(iri)[-1].replace("-", " "), "und") for iri in categories if _path(iri)}
    nouns = {noun for leaf in leaves if leaf not in PARTS for noun in _synonyms(leaf)}
    if head:
        nouns |= _synonyms(head) | {head}
    # A chest of drawers is a chest, and its drawers are parts.
    last = {words.partition(" of ")[0].rpartition(" ")[2] for words in nouns}
    words = last | {word for part in parts for word in part.split()}
    return Kind(
        head=head,
        nouns=frozenset(word for word in last if word and not is_chinese(word)),
        own_parts=frozenset(part for noun in last for part in OWN_PARTS.get(noun, ())),
        chinese=frozenset(word for word in nouns if is_chinese(word)) | ({tail} if tail else set()),
        food=served or bool(words & FOOD),
        plant=bool(words & PLANTS),
        worker=head in WORKERS,
        several=several,
    )


def _path(iri: str) -> list[str]:
    return iri.removeprefix(CATEGORY).split("/")


@lru_cache(maxsize=5_000)
def _synonyms(words: str) -> frozenset[str]:
    """The folded words of the concept that these words name, with themselves."""
    concept = category_vocabulary().by_word.get(words)
    return frozenset({words}) if concept is None else concept.folded() | {words}


def _chinese_tail(name: str) -> str:
    """The last word of a Chinese name, which is its head."""
    if not is_chinese(name):
        return ""
    return str(rjieba.cut(name, True)[-1])
