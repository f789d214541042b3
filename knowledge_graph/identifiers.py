"""Mint the IRIs by which things are known in the graph, and read them back.

Everything here is a pure function of text: the same name always gives the same IRI, in every shop.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote

ITEM = "urn:daogou:item:"
CATEGORY = "urn:daogou:category:"
KIND = CATEGORY + "kind/"
BRAND = "urn:daogou:brand:"
ATTRIBUTE = "urn:daogou:attribute:"
VALUE = "urn:daogou:value:"
FAQ = "urn:daogou:faq:"
GROUP = "urn:daogou:group:"

_NOT_IN_A_SLUG = re.compile(r"[\W_]+")


@lru_cache(maxsize=200_000)
def slug(text: str) -> str:
    """`text` as a part of an IRI: lower case, letters and digits of any script, the rest as hyphens.

    Empty where `text` has neither a letter nor a digit; the caller decides what that means.
    """
    return _NOT_IN_A_SLUG.sub("-", unicodedata.normalize("NFKC", text).lower()).strip("-")


@lru_cache(maxsize=200_000)
def item_iri(item_id: str) -> str:
    """The IRI of an item; any string is a good id, because it is percent-encoded."""
    return ITEM + quote(item_id, safe="")


@lru_cache(maxsize=200_000)
def item_id_of(iri: str) -> str:
    """The feed's id of the item that `iri` names; the inverse of `item_iri`."""
    return unquote(iri.removeprefix(ITEM))


def group_iri(group: str) -> str:
    """The IRI of a product group, from the id that its variants share; any string is a good id."""
    return GROUP + quote(group, safe="")


def group_id_of(iri: str) -> str:
    """The feed's id of the product group that `iri` names; the inverse of `group_iri`."""
    return unquote(iri.removeprefix(GROUP))


def category_iri(*path: str) -> str:
    """The IRI of a category, from its names or slugs, widest first: ("Outdoors", "Tents")."""
    return CATEGORY + "/".join(slug(part) for part in path)


def kind_iri(words: str) -> str:
    """The IRI of a kind: a category that was found in the products' names, not in the feed."""
    return KIND + slug(words)


def parent_category(iri: str) -> str | None:
    """The category that the slug path says is the next wider one; None at the top."""
    return iri.rpartition("/")[0] if "/" in iri.removeprefix(CATEGORY) else None


def brand_iri(name: str) -> str:
    """The IRI of a brand, from its name as the feed writes it."""
    return BRAND + slug(name)


def attribute_iri(name: str) -> str:
    """The IRI of an attribute such as colour or weight."""
    return ATTRIBUTE + slug(name)


def value_iri(attribute: str, name: str) -> str:
    """The IRI of the value `name` of the attribute whose IRI is `attribute`."""
    return f"{VALUE}{attribute.removeprefix(ATTRIBUTE)}/{slug(name)}"


def attribute_of(value: str) -> str:
    """The IRI of the attribute that the value IRI `value` belongs to."""
    return ATTRIBUTE + value.removeprefix(VALUE).partition("/")[0]


def faq_iri(name: str) -> str:
    """The IRI of a question that the shop answers."""
    return FAQ + slug(name)


def words_of_iri(iri: str) -> str:
    """The last part of an IRI as words, for a thing that nobody gave a label."""
    return unquote(re.split(r"[:/#]", iri)[-1]).replace("-", " ")
