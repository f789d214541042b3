"""Read Shopify's product CSV, of the older columns (Handle, Variant SKU) and of the newer (URL handle, SKU).

Rows of one handle are one product: each row with a price, a SKU or an option value is a variant, and comes as
a product of its own whose group is the handle; of the others, which only bring another picture, nothing is kept.
Tags are the shop's own keywords for its staff and are not read. Shopify sells in one currency, which the file
does not name.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from lxml import etree, html

from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.particulars import FeedUnits, Particulars
from knowledge_graph.feeds.rows import (
    BadCellError,
    BadRow,
    address_of,
    gtin_of,
    number_of,
    price_of,
    stock_of,
    truth_of,
)
from knowledge_graph.feeds.tables import TableRow, header_of, read_table
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm
from knowledge_graph.words import language_of

FORMAT: Final = "shopify"

# The newer name of each column, lower case -> the older one.
_NEWER: Final = {
    "url handle": "Handle",
    "title": "Title",
    "description": "Body (HTML)",
    "body (html)": "Body (HTML)",
    "vendor": "Vendor",
    "product category": "Product Category",
    "product type": "Type",
    "published on online store": "Published",
    "sku": "Variant SKU",
    "barcode": "Variant Barcode",
    "price": "Variant Price",
    "compare-at price": "Variant Compare At Price",
    "compare at price": "Variant Compare At Price",
    "inventory tracker": "Variant Inventory Tracker",
    "inventory quantity": "Variant Inventory Qty",
    "continue selling when out of stock": "Variant Inventory Policy",
    "weight value (grams)": "Variant Grams",
    "product image url": "Image Src",
    "variant image url": "Variant Image",
    **{f"option{n} {part}": f"Option{n} {part.title()}" for n in (1, 2, 3) for part in ("name", "value")},
}
_OF_THE_PRODUCT: Final = (
    "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Published", "Status", "Image Src",
    "Option1 Name", "Option2 Name", "Option3 Name",
)  # fmt: skip
_KEPT: Final = frozenset(
    {
        "Handle",
        *_OF_THE_PRODUCT,
        *(f"Option{number} Value" for number in (1, 2, 3)),
        "Variant SKU",
        "Variant Price",
        "Variant Compare At Price",
    }
    | {
        "Variant Barcode",
        "Variant Grams",
        "Variant Image",
        "Variant Inventory Tracker",
        "Variant Inventory Qty",
    }
    | {"Variant Inventory Policy"}
)
_OF_A_VARIANT: Final = ("Option1 Value", "Variant SKU", "Variant Price")
_BLOCKS: Final = ("p", "br", "div", "li", "ul", "ol", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6")
_COUNTED: Final = "shopify"  # the tracker where the file has no such column
_NOT_COUNTED: Final = frozenset({"", "not tracked"})
_ONLY_ONE: Final = "Default Title"
_STATUSES: Final = frozenset({"", "active", "draft", "archived", "unlisted"})


def sniff(path: Path) -> bool:
    """A CSV file with a handle, a title, and one of the columns that Shopify alone has."""
    if not path.is_file():
        return False
    header = {_column(name) for name in header_of(path)}
    return {"Handle", "Title"} <= header and bool(header & {"Variant Price", "Option1 Name", "Body (HTML)"})


def files(path: Path) -> list[Path]:
    """All that is read for this feed."""
    return [path]


def read_terms(path: Path) -> Iterator[AnyTerm | BadRow]:  # noqa: ARG001 - one signature for all formats
    """None: the feed describes its products alone."""
    yield from ()


def read(path: Path, left_out: LeftOut) -> Iterator[Product | BadRow]:
    """Variants in file order; those of a draft or an archived product are not for sale and so not available."""
    ids, units = DistinctIds("Variant SKU"), FeedUnits()
    for _, rows in groupby(_rows(path), key=lambda row: row.cells.get("Handle", "")):
        group = list(rows)
        head = {name: group[0].cells.get(name, "") for name in _OF_THE_PRODUCT}
        variants = [row for row in group if any(row.cells.get(name, "").strip() for name in _OF_A_VARIANT)]
        for row in variants or group[:1]:
            try:
                row.check()
                product = _variant({**row.cells, **head}, Particulars(units), several=len(variants) > 1)
                product = ids.keep(product, path, row.line)
                left_out.row(row.cells, _KEPT, () if product.gtin else ("Variant Barcode",))
                yield product
            except BadCellError as bad:
                yield bad.at(path, row.line)
        for row in group[1:]:
            if row.cells.get("Image Src", "").strip():
                left_out.columns["Image Src beyond the first"] += 1
            if variants and row not in variants:
                left_out.row(row.cells, _KEPT)


def _column(name: str) -> str:
    return _NEWER.get(name.lower(), name)


def _rows(path: Path) -> Iterator[TableRow]:
    """Rows under the older column names; a row without a handle belongs to the one above."""
    handle = ""
    for row in read_table(path):
        cells = {_column(name): cell for name, cell in row.cells.items()}
        handle = cells.get("Handle", "").strip() or (handle if not cells.get("Title", "").strip() else "")
        yield TableRow(row.line, {**cells, "Handle": handle})


def _variant(cells: Mapping[str, str], its: Particulars, *, several: bool) -> Product:
    handle, title = cells["Handle"], cells["Title"].strip()
    if not title:
        raise BadCellError("Title", "", "the product's name")
    options = _options(cells, its)
    item_id = _id_of(cells, handle, options)
    name = f"{title} ({', '.join(options.values())})" if several and options else title
    description = _plain(cells["Body (HTML)"])
    its.set_brand("Vendor", cells["Vendor"])
    its.add_category_text("Product Category", cells["Product Category"] or cells["Type"])
    if cells["Product Category"].strip():
        its.add_category_text("Type", cells["Type"])
    grams = number_of(cells, "Variant Grams", "a number of grams such as 250")
    if grams:
        its.add_number("weight", grams, "GRM")
    on_order = cells.get("Variant Inventory Policy", "").strip().lower() in {"continue", "true"}
    stock = _stock(cells, on_order=on_order)
    return Product(
        item_id=item_id,
        names={language_of(name): name},
        descriptions={language_of(description): description} if description else {},
        categories=tuple(its.categories),
        brand=its.brand,
        price=price_of(cells, "Variant Price"),
        list_price=price_of(cells, "Variant Compare At Price"),
        values=its.values,
        numbers=its.numbers,
        image=address_of(cells, "Variant Image") or address_of(cells, "Image Src"),
        gtin=gtin_of(cells, "Variant Barcode"),
        group=handle if several else None,
        available=_for_sale(cells) and stock != 0,
        stock=stock,
        labels=its.labels,
    )


def _options(cells: Mapping[str, str], its: Particulars) -> dict[str, str]:
    """The variant's value of each option; none of a product that has no options."""
    options: dict[str, str] = {}
    for number in (1, 2, 3):
        name, value = (cells.get(f"Option{number} {part}", "").strip() for part in ("Name", "Value"))
        if name and value and value != _ONLY_ONE:
            its.add_value(name, value)
            options[name] = value
    return options


def _id_of(cells: Mapping[str, str], handle: str, options: Mapping[str, str]) -> str:
    """The SKU as Shopify's spreadsheets guard it, without the quote before it; else handle and options."""
    sku = cells.get("Variant SKU", "").strip().removeprefix("'")
    item_id = sku or "/".join([handle, *options.values()] if handle else [])
    if not item_id:
        raise BadCellError("Handle", "", "the handle of the product")
    return item_id


def _stock(cells: Mapping[str, str], *, on_order: bool) -> int | None:
    """Pieces; None where Shopify does not count them, or sells on after the last one."""
    if cells.get("Variant Inventory Tracker", _COUNTED).strip() in _NOT_COUNTED:
        return None
    counted = cells.get("Variant Inventory Qty", "").strip()
    # Shopify counts below zero what it has sold and not got.
    stock = stock_of({"Variant Inventory Qty": counted.removeprefix("-")}, "Variant Inventory Qty")
    if counted.startswith("-"):
        stock = 0
    return None if on_order and not stock else stock


def _for_sale(cells: Mapping[str, str]) -> bool:
    status = cells["Status"].strip().lower()
    if status not in _STATUSES:
        raise BadCellError("Status", cells["Status"], "active, draft or archived")
    return status in {"", "active"} and truth_of(cells, "Published") is not False


@lru_cache(maxsize=256)  # the variants of a product share its description
def _plain(text: str) -> str:
    """The words of a piece of HTML."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except etree.ParserError:
        return ""
    etree.strip_elements(tree, "script", "style", with_tail=False)
    for block in tree.iter(*_BLOCKS):
        block.tail = f" {block.tail or ''}"
    return " ".join("".join(str(piece) for piece in tree.itertext()).split())
