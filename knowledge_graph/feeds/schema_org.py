"""Read products of schema.org in JSON-LD: one product, an array, an `@graph`, or several texts one a line.

Oxigraph's JSON-LD parser is used rather than rdflib's: it has no loader for contexts at all, so that no file can
make the import reach for the network, and it takes a hundred thousand products in seconds. Plain `json` alone
would not do: prefixes, language maps and `@value` are the parser's work. schema.org's own context is answered by
a few lines here, which suffice because addresses and texts are read alike. Questions are the FAQ reader's.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.linked_nodes import read_json_ld
from knowledge_graph.feeds.linked_products import Gathering, read_products
from knowledge_graph.feeds.linked_terms import terms_of
from knowledge_graph.feeds.particulars import FeedUnits
from knowledge_graph.feeds.rows import BadRow, read_text
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm

FORMAT: Final = "schema-org"

_OF_LINES: Final = frozenset({".jsonl", ".ndjson"})
_SUFFIXES: Final = frozenset({".json", ".jsonld", *_OF_LINES})
_ATTEMPT: Final = 64 * 1024


def sniff(path: Path) -> bool:
    """A JSON text that names schema.org near its beginning; or a folder of such files alone."""
    found = files(path)
    return bool(found) and all(_is_json_ld(file) for file in found)


def files(path: Path) -> list[Path]:
    """All that is read for this feed: the file, or the JSON files of the folder."""
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES)
    return [path]


def read_terms(path: Path) -> Iterator[AnyTerm | BadRow]:
    """Categories, brands, attributes and values that have labels of their own, where the feed has such."""
    for file in files(path):
        text = _text(file)
        if "skos" in text or "urn:daogou:" in text:
            yield from terms_of(read_json_ld(file, text))


def read(path: Path, left_out: LeftOut) -> Iterator[Product | BadRow]:
    """Products in file order; raises FeedError with line and column where a file is no JSON."""
    gathering = Gathering(DistinctIds("productID"), FeedUnits(), left_out)
    for file in files(path):
        yield from read_products(file, read_text(file), read_json_ld(file, _text(file)), gathering)


def _is_json_ld(path: Path) -> bool:
    if path.suffix not in _SUFFIXES:
        return False
    with path.open("rb") as file:
        head = file.read(_ATTEMPT)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return start in {b"{", b"["} and b"schema.org" in head


def _text(path: Path) -> str:
    """The JSON text of a file; that of a file of lines gathered to one array."""
    text = read_text(path)
    if path.suffix not in _OF_LINES:
        return text
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            lines += [json.loads(line, strict=False)] if line.strip() else []
        except json.JSONDecodeError as error:
            where = f"line {number}, column {error.colno}"
            raise FeedError(path, f"{where} is not JSON ({error.msg}); mend it.") from error
    return json.dumps(lines, ensure_ascii=False)
