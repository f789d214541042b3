"""Read the product file of AWS's Retail Demo Store: a YAML list, one product an entry.

`style` becomes a category below `category`, `gender_affinity` an audience; its pictures are file names that
no shop of ours has, and so come as none. The store sells in US dollars and in English.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.rows import (
    BadCellError,
    BadRow,
    address_of,
    check_encoding,
    price_of,
    required,
    stock_of,
    truth_of,
)
from knowledge_graph.feeds.yaml_lines import Entry, entries_of, read_yaml
from knowledge_graph.identifiers import attribute_iri, category_iri, value_iri
from knowledge_graph.products import AttributeValue, Product
from knowledge_graph.terms import AnyTerm

FORMAT: Final = "retail-demo-store"

_KEPT: Final = frozenset(
    """id current_stock name category style description price image gender_affinity promoted aliases""".split()  # noqa: SIM905
)
_AUDIENCE: Final = attribute_iri("audience")
_AUDIENCES: Final = {"M": "men", "F": "women"}
_HEAD: Final = re.compile(r"^(?:#.*\n|---.*\n|\s*\n)*- (?:id|current_stock|name): ")


def sniff(path: Path) -> bool:
    """A YAML list whose first products have a `current_stock` and a `style`."""
    if path.suffix not in {".yaml", ".yml"} or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(8192).decode("utf-8", errors="replace")
    return bool(_HEAD.match(head)) and "current_stock:" in head and "style:" in head


def files(path: Path) -> list[Path]:
    """All that is read for this feed."""
    return [path]


def read_terms(path: Path) -> Iterator[AnyTerm | BadRow]:  # noqa: ARG001 - one signature for all formats
    """None: the feed describes its products alone."""
    yield from ()


def read(path: Path, left_out: LeftOut) -> Iterator[Product | BadRow]:
    """Products in file order. Raises FeedError where the file is no list of entries."""
    ids = DistinctIds("id")
    for entry in entries_of(path, read_yaml(path)):
        try:
            product = ids.keep(_product(entry), path, entry.line)
            left_out.row(entry.content, _KEPT, () if product.image else ("image",))
            yield product
        except BadCellError as bad:
            yield bad.at(path, entry.line)


def _product(entry: Entry) -> Product:
    cells = entry.texts()
    check_encoding({**cells, "aliases": " ".join(entry.list("aliases"))})
    item_id = required(cells, "id", "an id that no other product has")
    name = required(cells, "name", "the product's name")
    category = required(cells, "category", "the product's category")
    style = cells.get("style", "").strip()
    path = (category, style) if style else (category,)
    labels = {category_iri(*path[: depth + 1]): {"en": part} for depth, part in enumerate(path)}
    description = cells.get("description", "").strip()
    stock = stock_of(cells, "current_stock")
    return Product(
        item_id=item_id,
        names={"en": name},
        descriptions={"en": description} if description else {},
        categories=(category_iri(*path),),
        price=price_of(cells),
        values=_audience(cells),
        image=address_of(cells, "image"),
        promoted=bool(truth_of(cells, "promoted")),
        aliases=tuple(sorted(set(entry.list("aliases")))),
        available=stock != 0,
        stock=stock,
        labels=labels | {_AUDIENCE: {"en": "audience", "zh": "适用人群"}},
    )


def _audience(cells: dict[str, str]) -> tuple[AttributeValue, ...]:
    code = cells.get("gender_affinity", "").strip()
    if not code:
        return ()
    if code not in _AUDIENCES:
        raise BadCellError("gender_affinity", code, "M, F or nothing")
    return (AttributeValue(_AUDIENCE, value_iri(_AUDIENCE, _AUDIENCES[code])),)
