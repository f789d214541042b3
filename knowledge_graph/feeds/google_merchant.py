"""Read a product feed for Google Merchant Center: XML (RSS 2.0 or Atom), or text with tabs and a header.

`product_type` is the shop's own category and comes before `google_product_category`; `item_group_id` is the
group. Where there is a `sale_price`, that is what a shopper pays, and `price` is its list price. What cannot be
asked for in a conversation (shipping tariffs, labels of campaigns) is left out and counted.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.google_merchant_items import check, header_names, is_xml, names_google, read_items
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.particulars import FeedUnits, Particulars
from knowledge_graph.feeds.rows import BadCellError, BadRow, address_of, currency_of, gtin_of, price_of
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm
from knowledge_graph.words import language_of

FORMAT: Final = "google-merchant"

_PRICE: Final = re.compile(r"^(?:(?P<before>[A-Z]{3})\s*)?(?P<amount>\S+?)\s*(?P<after>[A-Z]{3})?$")
# Google's availability -> whether it can be ordered.
_AVAILABLE: Final = {"in_stock": True, "preorder": True, "backorder": True, "out_of_stock": False}
_IN_WORDS: Final = {"color": "/", "material": "/", "pattern": None, "size": None, "age_group": None}
_AMOUNTS: Final = {
    "shipping_weight": "shipping-weight",
    "product_weight": "weight",
    "product_length": "length",
    "product_width": "width",
    "product_height": "height",
    "unit_pricing_measure": "contents",
}
_KEPT: Final = frozenset(
    {
        "id",
        "title",
        "description",
        "link",
        "image_link",
        "availability",
        "price",
        "sale_price",
        "brand",
        "mpn",
        "gtin",
    }
    | {"product_type", "google_product_category", "gender", "item_group_id", "product_detail"}
    | _IN_WORDS.keys()
    | _AMOUNTS.keys()
)
_ID_SHAPE: Final = "an id that no other product has"


def sniff(path: Path) -> bool:
    """XML that declares Google's namespace, or a table with tabs that has an id, a title and a link or a price."""
    if not path.is_file():
        return False
    if is_xml(path):
        return names_google(path)
    names = set(header_names(path))
    return {"id", "title"} <= names and bool(names & {"link", "price", "availability", "image_link"})


def files(path: Path) -> list[Path]:
    """All that is read for this feed."""
    return [path]


def read_terms(path: Path) -> Iterator[AnyTerm | BadRow]:  # noqa: ARG001 - one signature for all formats
    """None: the feed describes its products alone."""
    yield from ()


def read(path: Path, left_out: LeftOut) -> Iterator[Product | BadRow]:
    """Products in file order. Raises FeedError, at the row it comes to, where the XML is broken."""
    ids, units = DistinctIds("id"), FeedUnits()
    for line, attributes in read_items(path):
        try:
            check(attributes)
            product = ids.keep(_product(attributes, Particulars(units)), path, line)
            _note(attributes, product, left_out)
            yield product
        except BadCellError as bad:
            yield bad.at(path, line)


def _note(attributes: Mapping[str, list[str]], product: Product, left_out: LeftOut) -> None:
    """What the product has not of what the feed says."""
    unused = {
        "google_product_category": "product_type" in attributes or not product.categories,
        "gtin": product.gtin is None,
        "image_link": product.image is None,
        "link": product.url is None,
    }
    left_out.row(attributes, _KEPT, (name for name, is_unused in unused.items() if is_unused))


def _product(attributes: Mapping[str, list[str]], its: Particulars) -> Product:
    cells = {name: texts[0] for name, texts in attributes.items()}
    item_id, title, description = (cells.get(name, "") for name in ("id", "title", "description"))
    if not item_id:
        raise BadCellError("id", "", _ID_SHAPE)
    if not title:
        raise BadCellError("title", "", "the product's name")
    price, currency = _price(cells, "price")
    list_price = None
    if "sale_price" in cells:
        list_price, (price, currency) = price, _price(cells, "sale_price")
    _describe(attributes, cells, its)
    return Product(
        item_id=item_id,
        names={language_of(title): title},
        descriptions={language_of(description): description} if description else {},
        categories=tuple(its.categories),
        brand=its.brand,
        price=price,
        list_price=list_price,
        currency=currency,
        values=its.values,
        numbers=its.numbers,
        image=address_of(cells, "image_link"),
        url=address_of(cells, "link"),
        gtin=gtin_of(cells, "gtin"),
        mpn=cells.get("mpn"),
        group=cells.get("item_group_id"),
        available=_available(cells),
        labels=its.labels,
    )


def _price(cells: Mapping[str, str], column: str) -> tuple[Decimal | None, str | None]:
    """Amount and currency of "19.99 USD"."""
    text = cells.get(column, "")
    if not text:
        return None, None
    found = _PRICE.match(text)
    if found is None:
        raise BadCellError(column, text, "a decimal and a currency, such as 19.99 USD")
    try:
        amount = price_of({column: found["amount"]}, column)
        currency = currency_of({column: found["after"] or found["before"] or ""}, column)
    except BadCellError as bad:
        raise BadCellError(column, text, f"{bad.wanted}, as in 19.99 USD") from None
    return amount, currency


def _available(cells: Mapping[str, str]) -> bool:
    stated = cells.get("availability", "in_stock")
    known = _AVAILABLE.get(re.sub(r"[\s_-]+", "_", stated.lower()).strip("_"))
    if known is None:
        raise BadCellError("availability", stated, "in_stock, out_of_stock, preorder or backorder")
    return known


def _describe(attributes: Mapping[str, list[str]], cells: Mapping[str, str], its: Particulars) -> None:
    """Brand, categories and attributes."""
    its.set_brand("brand", cells.get("brand", ""))
    # A bare number is Google's code of a category, which names nothing.
    stated = attributes.get("product_type") or attributes.get("google_product_category") or []
    for text in stated:
        if not text.isdigit():
            its.add_category_text("product_type", text)
    for column, between in _IN_WORDS.items():
        for text in attributes.get(column, []):
            for part in text.split(between) if between else [text]:
                its.add_value(column, part)
    if "gender" in cells:
        its.add_gender(cells["gender"])
    for column, name in _AMOUNTS.items():
        _amount(column, name, cells.get(column, ""), its)
    for text in attributes.get("product_detail", []):
        _details(text, its)


def _amount(column: str, name: str, text: str, its: Particulars) -> None:
    try:
        its.add_amount(name, text)
    except BadCellError as bad:
        raise BadCellError(column, bad.value, bad.wanted) from None


def _details(text: str, its: Particulars) -> None:
    """`section:name:value`, several with commas between them; a comma inside a value stays in it."""
    for detail in re.split(r",(?=[^:,]*:[^:,]*:)", text):
        parts = detail.split(":", 2)
        if len(parts) == 2:
            parts.insert(0, "")
        if len(parts) < 3 or not parts[1].strip():
            raise BadCellError("product_detail", text, "section:name:value")
        its.add_text(parts[1].strip(), parts[2].strip())
