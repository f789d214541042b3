"""Say a product in schema.org's words, as JSON-LD for search engines: what its page says, and nothing more."""

from collections.abc import Mapping
from typing import Any

from knowledge_graph import Product
from shop.money import Money
from shop.shelves import ShelfItem

_IN_STOCK = {True: "https://schema.org/InStock", False: "https://schema.org/OutOfStock"}
_LIST_PRICE = "https://schema.org/ListPrice"


def product_data(
    item: ShelfItem,
    *,
    language: str,
    currency: str,
    brand: str | None,
    category: str | None,
    picture: str | None,
    facts: Mapping[str, object],
) -> dict[str, Any]:
    """schema:Product with its offer, rating and properties; what is not known is left out."""
    product = item.product
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "productID": product.item_id,
        "name": product.name(language),
        "description": product.description(language),
        "image": picture,
        "brand": {"@type": "Brand", "name": brand} if brand else None,
        "category": category,
        "gtin": product.gtin,
        "mpn": product.mpn,
        "offers": _offer(item, currency),
        "aggregateRating": _rating(product),
        "additionalProperty": [
            {"@type": "PropertyValue", "name": name, "value": value} for name, value in facts.items()
        ],
    }
    return {name: value for name, value in told.items() if value}


def _offer(item: ShelfItem, currency: str) -> dict[str, Any] | None:
    if item.product.price is None:
        return None
    offer: dict[str, Any] = {
        "@type": "Offer",
        "price": Money.nearest(item.product.price, currency).decimal(),
        "priceCurrency": currency,
        "availability": _IN_STOCK[item.in_stock],
    }
    if item.old_price is not None:
        offer["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "priceType": _LIST_PRICE,
            "price": Money.nearest(item.old_price, currency).decimal(),
            "priceCurrency": currency,
        }
    return offer


def _rating(product: Product) -> dict[str, Any] | None:
    if product.rating is None or not product.rating_count:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": str(product.rating),
        "ratingCount": product.rating_count,
    }
