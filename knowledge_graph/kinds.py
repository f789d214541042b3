"""Make categories of the head nouns of product names, so that "a lamp" is found under a heading "lighting".

A kind is taken only where the names and the descriptions of several products bear it out. A kind whose word
a category of the feed has already is no new category: its products join that one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from knowledge_graph.fold import fold
from knowledge_graph.head_nouns import Head, head_of
from knowledge_graph.identifiers import attribute_iri, kind_iri
from knowledge_graph.products import Product
from knowledge_graph.retail_vocabulary import category_vocabulary, value_vocabulary
from knowledge_graph.terms import Category

_LEAST = 2  # products of a kind
_BORNE_OUT = 0.2  # share of a kind's descriptions that use its word outside the product's name
_FREE_WORD = 12  # a word before so many different words is an adjective: "rustic lamp" is no kind of lamp
# Last words of names that praise or set a scene; no shopper asks for "an elegance".
_NO_KINDS: Final = frozenset(
    """elegance experience comfort companion masterpiece oasis corner cluster capture feast adventure ambiance
    boardroom bounty room office workspace setup setting art decor decoration top party powerhouse scene
    medley mix flight bunch beauty band slice garden lounge dining cooking baking brewing studio sampler
    tasting float gentleman romance fantasy mystery western drama crime war accessory jewelry chunk strip
    crown cube package board piece item product thing flop deliciosa hub hoop charm""".split()  # noqa: SIM905
)
# Attributes whose words are no nouns of things; those of occasions may be: a party hat is a kind of hat.
_LIKE: Final = frozenset(attribute_iri(name) for name in ("audience", "colour", "material", "pattern"))


@dataclass(frozen=True, slots=True)
class Kinds:
    """New categories, and for each item the IRIs of the kinds and of the feed's categories that it joins."""

    categories: tuple[Category, ...]
    members: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NamedProduct:
    """A product whose name has a head noun, with its English name and description as they are."""

    item_id: str
    head: Head
    name: str
    description: str

    def says(self, words: str) -> bool:
        """Whether the description has these folded words outside the product's own name."""
        return f" {words} " in _told(self.name, self.description)


@lru_cache(maxsize=200_000)
def _told(name: str, description: str) -> str:
    """A folded description less its product's name; folding is what costs here, and few kinds need it."""
    return f" {fold(description, 'en').replace(fold(name, 'en'), ' ')} "


class _Finder:
    """The kinds found so far, and what they are judged by."""

    def __init__(
        self, products: Sequence[Product], categories: Sequence[Category], named: Iterable[NamedProduct]
    ) -> None:
        self.own = _iris_by_word(categories)
        self.asserted = {product.item_id: frozenset(product.categories) for product in products}
        self.named = list(named)
        self.free = _adjectives(self.named)
        self.new: dict[str, Category] = {}
        self.members: defaultdict[str, dict[str, None]] = defaultdict(dict)  # an ordered set of IRIs each

    def find(self) -> Kinds:
        by_noun: defaultdict[str, list[NamedProduct]] = defaultdict(list)
        for found in self.named:
            by_noun[_canonical(found.head.noun)].append(found)
        for noun, group in sorted(by_noun.items()):
            if _is_kind(noun, group, known=noun in self.own):
                self._add(noun, group)
        return Kinds(
            tuple(self.new.values()), {item_id: tuple(iris) for item_id, iris in self.members.items()}
        )

    def _add(self, noun: str, group: Sequence[NamedProduct]) -> None:
        """The kind of a noun, as a new category or as one of the feed's, and the narrower ones below it."""
        elsewhere: set[str] = set()
        self._make(noun, group, None)
        for pair, narrower in _compounds(noun, group, self.free).items():
            broader = self._broader(noun, narrower)
            elsewhere |= set() if broader else {found.item_id for found in narrower}
            self._make(pair, narrower, broader)
            self._join(pair, narrower)
        self._join(noun, [found for found in group if found.item_id not in elsewhere])

    def _make(self, words: str, group: Sequence[NamedProduct], broader: str | None) -> None:
        """A new category, unless the feed has one of this name or another noun has made it."""
        made = kind_iri(words)
        if words not in self.own and made not in self.new:
            self.new[made] = Category(made, {"en": _shown(words, group)}, broader=broader)

    def _broader(self, noun: str, narrower: Sequence[NamedProduct]) -> str | None:
        """The noun's category, if most of the narrower kind's products lie there by the feed's own word:
        wine glasses do not lie under eyewear, though both are glasses."""
        if noun not in self.own:
            return kind_iri(noun)
        for iri in self.own[noun]:
            inside = sum(iri in self.asserted[found.item_id] for found in narrower)
            if 2 * inside >= len(narrower):
                return iri
        return None

    def _join(self, words: str, group: Iterable[NamedProduct]) -> None:
        for found in group:
            self.members[found.item_id].update(dict.fromkeys(self.own.get(words, [kind_iri(words)])))


def find_kinds(
    products: Sequence[Product],
    categories: Sequence[Category],
    known: Mapping[str, NamedProduct | None] | None = None,
) -> Kinds:
    """The kinds of these products, given the categories that their feed has.

    Products without an English description have none: the title of a film says nothing of what it is. What
    `named_product` said of some of them already comes as `known`, by item id.
    """
    told = known or {}
    named = (
        told[product.item_id] if product.item_id in told else named_product(product, head_of_product(product))
        for product in products
    )
    return _Finder(products, categories, (found for found in named if found is not None)).find()


def head_of_product(product: Product) -> Head | None:
    """The head noun of a product's English name; None where there is none, or no English description."""
    return head_of(product.names.get("en", "")) if product.descriptions.get("en") else None


def named_product(product: Product, head: Head | None) -> NamedProduct | None:
    """What a product's English name, of this head noun, says that it is; None where it says nothing."""
    if head is None:
        return None
    return NamedProduct(product.item_id, head, product.names["en"], product.descriptions["en"])


def _canonical(noun: str) -> str:
    """One word for all near-synonyms that the vocabulary knows: couch is sofa."""
    concept = category_vocabulary().by_word.get(noun)
    return noun if concept is None else fold(concept.words["en"][0], "en")


def _iris_by_word(categories: Sequence[Category]) -> dict[str, list[str]]:
    """The feed's categories by the canonical form of each word that they have."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for category in categories:
        spellings = [*category.labels.items(), *((lang, w) for lang, ws in category.also.items() for w in ws)]
        for language, word in spellings:
            found[_canonical(fold(word, language))][category.iri] = None
    return {word: list(iris) for word, iris in found.items()}


def _adjectives(named: Sequence[NamedProduct]) -> frozenset[str]:
    """Words that stand before many different nouns."""
    followers: defaultdict[str, set[str]] = defaultdict(set)
    for found in named:
        if found.head.before:
            followers[found.head.before].add(found.head.noun)
    return frozenset(word for word, nouns in followers.items() if len(nouns) > _FREE_WORD)


def _is_kind(noun: str, group: Sequence[NamedProduct], *, known: bool) -> bool:
    """Whether shoppers would ask for it by this word."""
    if noun in _NO_KINDS or (len(group) < _LEAST and not known):
        return False
    if known or noun in category_vocabulary().by_word:
        return True
    if _says_how(noun) or not any(found.head.bare for found in group):
        return False
    return sum(found.says(found.head.noun) for found in group) >= _BORNE_OUT * len(group)


def _compounds(
    noun: str, group: Sequence[NamedProduct], free: frozenset[str]
) -> dict[str, list[NamedProduct]]:
    """Narrower kinds such as "table lamp": two words -> the products so named.

    One product is enough for a pair that the vocabulary has; any other must be borne out by descriptions.
    """
    by_pair: defaultdict[str, list[NamedProduct]] = defaultdict(list)
    for found in group:
        if _may_narrow(found.head, free):
            by_pair[found.head.pair()].append(found)
    narrower: defaultdict[str, list[NamedProduct]] = defaultdict(list)
    for pair, named in by_pair.items():
        if _canonical(pair) != noun and _is_narrower(pair, named, group):
            narrower[_canonical(pair)] += named
    return dict(sorted(narrower.items()))


def _is_narrower(pair: str, named: Sequence[NamedProduct], group: Sequence[NamedProduct]) -> bool:
    """Whether two words are a kind of their own: the vocabulary has them, or names and descriptions do."""
    if pair in category_vocabulary().by_word:
        return True
    return len(named) >= _LEAST and sum(found.says(pair) for found in group) >= _LEAST


def _may_narrow(head: Head, free: frozenset[str]) -> bool:
    """A noun before the noun; colours, materials and adjectives are found by the words themselves."""
    before = head.before
    if head.pair() in category_vocabulary().by_word:
        return True
    return bool(before and before not in free and not _says_how(before))


def _says_how(word: str) -> bool:
    """Whether a word tells what a thing is like or for whom it is, and not what it is."""
    concept = value_vocabulary().by_word.get(word)
    return concept is not None and concept.attribute in _LIKE


def _shown(words: str, group: Sequence[NamedProduct]) -> str:
    """How a kind is written when it is shown; its folded form may be cut short ("sunglass")."""
    concept = category_vocabulary().by_word.get(words)
    if concept is not None:
        return concept.words["en"][0]
    noun = words.rpartition(" ")[2]
    spellings = Counter(found.head.spelling for found in group if found.head.noun == noun)
    common = spellings.most_common(1)[0][0] if spellings else noun
    return " ".join([*words.split()[:-1], common])
