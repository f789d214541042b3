"""Cut a Google Merchant Center feed into items: RSS 2.0 or Atom with the `g:` namespace, or text with tabs.

XML is read as a stream; no entity of the file's own is resolved, and nothing is fetched.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds.rows import BadCellError, check_encoding, read_text

G: Final = "{http://base.google.com/ns/1.0}"
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ITEMS: Final = ("item", f"{_ATOM}entry")
_DETAIL: Final = ("section_name", "attribute_name", "attribute_value")
_ATTEMPT: Final = 64 * 1024

Item = tuple[int, dict[str, list[str]]]  # its line, and its attributes by Google's names


def is_xml(path: Path) -> bool:
    """Whether the file begins as XML does."""
    with path.open("rb") as file:
        return file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def names_google(path: Path) -> bool:
    """Whether an XML file declares Google's namespace near its beginning."""
    with path.open("rb") as file:
        return G.strip("{}").encode() in file.read(_ATTEMPT)


def read_items(path: Path) -> Iterator[Item]:
    """Items in file order. Raises FeedError with line and column where the file is no XML."""
    yield from _from_xml(path) if is_xml(path) else _from_text(path)


def header_names(path: Path) -> list[str]:
    """The columns of a text feed, under Google's names; empty for a file that has no tabs."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            first = file.readline(_ATTEMPT)
    except OSError:
        return []
    return [_name(column) for column in first.split("\t")] if "\t" in first else []


def _name(column: str) -> str:
    """Google's attribute of a column: "Image link", "g:image_link" and "image_link" are one."""
    return column.strip().strip('"').lower().removeprefix("g:").partition("(")[0].strip().replace(" ", "_")


def _from_xml(path: Path) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            for _, item in etree.iterparse(
                file, events=("end",), tag=_ITEMS, resolve_entities=False, no_network=True, load_dtd=False
            ):
                yield item.sourceline or 1, _attributes(item)
                item.clear()
                while item.getprevious() is not None:
                    del item.getparent()[0]
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = str(error.msg).partition(", line ")[0]
        raise FeedError(path, f"line {line}, column {column} is not XML ({reason}); mend it.") from error


def _attributes(item: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in item:
        if not isinstance(part.tag, str):
            continue
        name = "description" if part.tag == f"{_ATOM}summary" else _name(etree.QName(part).localname)
        detail = (
            [(part.findtext(G + piece) or "").strip() for piece in _DETAIL]
            if name == "product_detail"
            else []
        )
        text = ":".join(detail) if any(detail) else "".join(str(piece) for piece in part.itertext()).strip()
        text = text or part.get("href", "")  # an Atom link
        if text:
            # Google's own element comes before the feed's of the same name.
            found.setdefault(name, []).insert(
                0 if part.tag.startswith(G) and name == "link" else len(found[name]), text
            )
    return found


def _from_text(path: Path) -> Iterator[Item]:
    reader = csv.reader(read_text(path).splitlines(keepends=True), delimiter="\t")
    header = [_name(column) for column in next(reader, [])]
    if not any(header):
        raise FeedError(path, "the file is empty; its first line must name the columns.")
    line = reader.line_num + 1
    for record in reader:
        if any(cell.strip() for cell in record):
            attributes: dict[str, list[str]] = {}
            for name, cell in zip(header, record, strict=False):
                if name and cell.strip():
                    attributes.setdefault(name, []).append(cell.strip())
            yield line, attributes | _spare(header, record)
        line = reader.line_num + 1


def _spare(header: list[str], record: list[str]) -> dict[str, list[str]]:
    """Cells that no column names."""
    spare = [cell for cell in record[len(header) :] if cell.strip()]
    return {"": spare} if spare else {}


def check(attributes: dict[str, list[str]]) -> None:
    """Raises BadCellError for bytes that are not UTF-8, and for cells that no column names."""
    if "" in attributes:
        raise BadCellError("row", ", ".join(attributes[""]), "no more cells than the header has")
    check_encoding({name: " ".join(texts) for name, texts in attributes.items()})
