"""Read products from any RDF: Turtle, N-Triples, N-Quads, TriG, RDF/XML, and JSON-LD of any context written out.

Parsed by Oxigraph, which fetches nothing and resolves no entity. Things are found by schema.org's types, with
http and https alike, and categories by SKOS; what other vocabularies say is passed over.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.linked_nodes import SYNTAXES, Nodes, read_json_ld, read_rdf
from knowledge_graph.feeds.linked_products import Gathering, read_products
from knowledge_graph.feeds.linked_terms import terms_of
from knowledge_graph.feeds.particulars import FeedUnits
from knowledge_graph.feeds.rows import BadRow, read_text
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm

FORMAT: Final = "rdf"

_ATTEMPT: Final = 64 * 1024
_HEAD: Final = re.compile(
    rb"^(?:\s|#[^\n]*\n)*(?:@prefix|@base|prefix\s|base\s|<[^>\s]+>\s+<[^>\s]+>\s|_:\w+\s+<|<\?xml.{0,400}?<rdf:RDF|<rdf:RDF)",
    re.IGNORECASE | re.DOTALL,
)
_JSON_LD: Final = frozenset({".jsonld", ".json"})


def sniff(path: Path) -> bool:
    """A file that is named as RDF is, or that begins as it does; JSON that has `@context`, `@graph` or `@id`."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_ATTEMPT).removeprefix(b"\xef\xbb\xbf")
    if path.suffix in _JSON_LD:
        return any(word in head for word in (b'"@context"', b'"@graph"', b'"@id"'))
    return bool(head.strip()) and (path.suffix in SYNTAXES or _HEAD.match(head) is not None)


def files(path: Path) -> list[Path]:
    """All that is read for this feed."""
    return [path]


def read_terms(path: Path) -> Iterator[AnyTerm | BadRow]:
    """Categories, brands, attributes and values that have labels of their own."""
    yield from terms_of(_nodes(path))


def read(path: Path, left_out: LeftOut) -> Iterator[Product | BadRow]:
    """Products in file order; raises FeedError with line and column where the file is not of its syntax."""
    gathering = Gathering(DistinctIds("productID"), FeedUnits(), left_out)
    yield from read_products(path, read_text(path), _nodes(path), gathering)


def _nodes(path: Path) -> Nodes:
    if path.suffix in _JSON_LD:
        return read_json_ld(path, read_text(path))
    return read_rdf(path, SYNTAXES.get(path.suffix) or _by_head(path))


def _by_head(path: Path) -> ox.RdfFormat:
    with path.open("rb") as file:
        head = file.read(_ATTEMPT)
    return SYNTAXES[".rdf"] if b"<rdf:RDF" in head else SYNTAXES[".ttl"]
