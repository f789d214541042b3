"""Read our own catalogue format: a folder with `products/` and YAML beside it, or one file of products.

Products are rows of CSV or entries of a YAML list; a folder may hold both.

docs/catalogue-format.md describes it. The YAML files are optional: a column that `attributes.yml` does not
know becomes an attribute whose type is seen from its cells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds.daogou_columns import Columns, columns_of
from knowledge_graph.feeds.daogou_terms import ShopProfile, read_attributes, read_categories, read_profile
from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.own_yaml import SUFFIXES, is_product_list, read_entries
from knowledge_graph.feeds.rows import (
    BadCellError,
    BadRow,
    address_of,
    currency_of,
    date_of,
    gtin_of,
    price_of,
    required,
    stock_of,
    truth_of,
)
from knowledge_graph.feeds.tables import TableRow, header_of, read_table
from knowledge_graph.identifiers import CATEGORY, brand_iri, category_iri, slug
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm, Attribute, Brand
from knowledge_graph.words import language_of

FORMAT: Final = "daogou"
_SHARED: Final = "|"
_SOME_ARE_NONE: Final = ("image", "url", "gtin")  # cells that are kept only where they hold such a thing


def sniff(path: Path) -> bool:
    """A folder whose `products` has files of ours, or a CSV or YAML file with an item_id and a name."""
    return any(_is_product_file(file) for file in _files(path))


def files(path: Path) -> list[Path]:
    """All that is read for this feed: the product files, and the YAML beside them."""
    beside = [_folder(path) / name for name in ("categories.yml", "attributes.yml", "shop.yml")]
    return [*_files(path), *(file for file in beside if file.is_file())]


def read_terms(path: Path) -> Iterator[AnyTerm | BadRow]:
    """Categories and attributes of the YAML files, then the attributes that only the CSV files have."""
    folder = _folder(path)
    yield from read_categories(folder / "categories.yml")
    attributes: list[Attribute] = []
    for term in read_attributes(folder / "attributes.yml"):
        attributes += [term] if isinstance(term, Attribute) else []
        yield term
    known = {attribute.iri for attribute in attributes}
    for file in _files(path):
        columns = _columns(file, list(_rows(file)), attributes)
        for attribute in columns.attributes.values():
            if attribute.iri not in known:
                known.add(attribute.iri)
                yield from columns.new_terms(attribute)


def read(path: Path, left_out: LeftOut) -> Iterator[Product | BadRow]:
    """Products in the order of the files' names and of their rows.

    Raises FeedError where there is no product file, or where one has no item_id or no name column.
    """
    files = _files(path)
    if not files:
        raise FeedError(path, "there is no products/*.csv or .yml; put the product files there.")
    folder = _folder(path)
    attributes = [term for term in read_attributes(folder / "attributes.yml") if isinstance(term, Attribute)]
    profile = read_profile(folder / "shop.yml")
    ids = DistinctIds("item_id")
    for file in files:
        if not _is_product_file(file):
            raise FeedError(file, "the header names no item_id or no name; see docs/catalogue-format.md.")
        rows = list(_rows(file))
        reader = _RowReader(profile, _columns(file, rows, attributes), ids, left_out)
        yield from (reader.read(file, row) for row in rows)


def _folder(path: Path) -> Path:
    """Where the YAML files are looked for."""
    if path.is_dir():
        return path
    return path.parent.parent if path.parent.name == "products" else path.parent


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    folder = path / "products"
    suffixes = {".csv", *SUFFIXES}
    return sorted(file for file in folder.glob("*") if file.suffix in suffixes and file.is_file())


def _rows(path: Path) -> Iterator[TableRow]:
    return read_entries(path) if path.suffix in SUFFIXES else read_table(path)


def _columns(path: Path, rows: Sequence[TableRow], attributes: Sequence[Attribute]) -> Columns:
    is_table = path.suffix not in SUFFIXES
    return columns_of(header_of(path) if is_table and rows else _names(rows), rows, attributes)


def _names(rows: Iterable[TableRow]) -> Iterator[str]:
    return (name for row in rows for name in row.cells)


def _is_product_file(path: Path) -> bool:
    if path.suffix in SUFFIXES:
        return is_product_list(path)
    header = set(header_of(path))
    return "item_id" in header and bool(header & {"name", "name_en", "name_zh"})


@dataclass(slots=True)
class _RowReader:
    """Reads the rows of one file; `ids` and `left_out` are shared by all files of the feed."""

    profile: ShopProfile
    columns: Columns
    ids: DistinctIds
    left_out: LeftOut

    def read(self, path: Path, row: TableRow) -> Product | BadRow:
        try:
            row.check()
            product = self._product(row.cells, (path, row.line))
            self.ids.claim(product.item_id, path, row.line)
        except BadCellError as bad:
            return bad.at(path, row.line)
        unused = [name for name in _SOME_ARE_NONE if name in row.cells and getattr(product, name) is None]
        self.left_out.row(row.cells, self.columns.kept, unused)
        return product

    def _product(self, cells: Mapping[str, str], place: tuple[Path, int]) -> Product:
        item_id = required(cells, "item_id", "an id that no other product has")
        names = _by_language(cells, "name")
        if not names:
            raise BadCellError("name", "", "the product's name")
        price, stock = price_of(cells), stock_of(cells, "stock")
        categories, labels = _categories(cells.get("category", ""))
        brand = _brand(cells.get("brand", "").strip())
        held = self.columns.read(cells)
        return Product(
            item_id=item_id,
            names=names,
            descriptions=_by_language(cells, "description"),
            categories=categories,
            brand=brand.iri if brand else None,
            price=price,
            list_price=price_of(cells, "list_price"),
            currency=None if price is None else currency_of(cells) or self.profile.currency,
            values=held.values,
            numbers=held.numbers,
            image=address_of(cells, "image"),
            url=address_of(cells, "url"),
            gtin=gtin_of(cells, "gtin"),
            mpn=cells.get("mpn", "").strip() or None,
            promoted=bool(truth_of(cells, "promoted")),
            aliases=_parts(cells, "aliases"),
            accessories=_parts(cells, "accessories"),
            compatible_with=_parts(cells, "compatible_with"),
            released=date_of(cells, "released"),
            available=stock != 0,
            stock=stock,
            place=place,
            labels={**labels, **held.labels, **({brand.iri: brand.labels} if brand else {})},
        )


def _by_language(cells: Mapping[str, str], field: str) -> dict[str, str]:
    """`name_en` and `name_zh`, or a plain `name` in the language that it is written in."""
    texts = {language: cells.get(f"{field}_{language}", "").strip() for language in ("en", "zh")}
    plain = cells.get(field, "").strip()
    if plain:
        texts[language_of(plain)] = texts[language_of(plain)] or plain
    return {language: text for language, text in texts.items() if text}


def _parts(cells: Mapping[str, str], column: str) -> tuple[str, ...]:
    return _split(cells[column]) if column in cells else ()


def _split(cell: str) -> tuple[str, ...]:
    parts = (part.strip() for part in cell.split(_SHARED))
    return tuple(sorted({part for part in parts if part}))


@lru_cache(maxsize=10_000)
def _brand(name: str) -> Brand | None:
    if name and not slug(name):
        raise BadCellError("brand", name, "a name with a letter or a digit")
    return Brand(brand_iri(name), {language_of(name): name}) if name else None


@lru_cache(maxsize=10_000)
def _categories(cell: str) -> tuple[tuple[str, ...], Mapping[str, Mapping[str, str]]]:
    """IRIs of the categories, deepest first, and how the file spells them; "Outdoors/Tents" is a path."""
    iris: list[str] = []
    labels: dict[str, dict[str, str]] = {}
    for category in _split(cell):
        path: Sequence[str] = [part.strip() for part in category.split("/") if slug(part)]
        iri = category_iri(*path)
        if iri == CATEGORY:
            raise BadCellError("category", category, "a category such as outdoors/tents")
        iris.append(iri)
        for depth, part in enumerate(path, start=1):
            words = part.replace("-", " ") if part == slug(part) else part
            labels[category_iri(*path[:depth])] = {language_of(words): words}
    return tuple(sorted(iris, key=lambda iri: (-iri.count("/"), iri))), labels
