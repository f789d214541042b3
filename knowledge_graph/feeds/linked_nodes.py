"""Linked data as nodes: RDF of any syntax and JSON-LD, parsed by Oxigraph, grouped by subject.

Nothing is fetched: the parser has no loader for remote contexts, and schema.org's own name is answered from here.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from knowledge_graph.errors import FeedError
from knowledge_graph.namespaces import TYPE
from knowledge_graph.words import language_of

# Relative addresses of a file are resolved against this; no such host can exist (RFC 2606).
BASE: Final = "https://feed.invalid/"
_SCHEMA: Final = re.compile(r"^https?://(?:www\.)?schema\.org/")
_CONTEXT: Final = re.compile(r"^https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.json(?:ld)?)?$")
_LOCAL: Final = {"@vocab": "https://schema.org/", "schema": "https://schema.org/"}
_DOUBLES: Final = ("double", "float", "decimal", "integer")

SYNTAXES: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Text:
    """A literal: its text, its language (a primary subtag) where it has one, and whether it was typed a number."""

    text: str
    language: str | None = None
    typed: str = ""  # the last part of its datatype: "integer", "boolean"

    @property
    def is_number(self) -> bool:
        """Whether the file says that it is a number."""
        return self.typed in _DOUBLES

    def spoken(self) -> str:
        """The language it is in, by its tag or by its script."""
        return self.language or language_of(self.text)


@dataclass(slots=True)
class Node:
    """A thing: its IRI (or blank label), and what is said of it; schema.org's properties by their short names."""

    iri: str
    blank: bool = False
    said: dict[str, list["Content"]] = field(default_factory=dict)

    @property
    def types(self) -> set[str]:
        """Its types; those of schema.org by their short names."""
        return {short(part.iri) for part in self.said.get(TYPE, []) if isinstance(part, Node)}

    def all(self, *names: str) -> Iterator["Content"]:
        """Everything that these properties say."""
        for name in names:
            yield from self.said.get(name, [])

    def texts(self, *names: str) -> list[Text]:
        """The literals that these properties hold."""
        return [part for part in self.all(*names) if isinstance(part, Text)]

    def nodes(self, *names: str) -> list["Node"]:
        """The things that these properties point to."""
        return [part for part in self.all(*names) if isinstance(part, Node)]

    def text(self, *names: str) -> str:
        """The first literal, or the IRI of the first thing; empty where there is neither."""
        for part in self.all(*names):
            found = part.text if isinstance(part, Text) else ("" if part.blank else part.iri)
            if found.strip():
                return found.strip()
        return ""


Content: TypeAlias = Text | Node
Nodes: TypeAlias = dict[str, Node]  # in the order in which they are first spoken of


def short(iri: str) -> str:
    """A term of schema.org by its last part, http or https alike; any other IRI as it is."""
    return _SCHEMA.sub("", iri)


def read_rdf(path: Path, format: ox.RdfFormat) -> Nodes:
    """The nodes of a file of RDF; raises FeedError with line and column where it is not of its format."""
    try:
        with path.open("rb") as file:
            return _grouped(ox.parse(file, format, base_iri=BASE))
    except SyntaxError as error:
        raise _broken(path, error) from error


def read_json_ld(path: Path, text: str) -> Nodes:
    """The nodes of a JSON-LD text; raises FeedError where it is no JSON, or has a context that is not here."""
    try:
        content = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        reason = f"line {error.lineno}, column {error.colno} is not JSON ({error.msg}); mend it."
        raise FeedError(path, reason) from error
    try:
        local = json.dumps(_with_local_context(path, content))
        return _grouped(ox.parse(local, ox.RdfFormat.JSON_LD, base_iri=BASE))
    except SyntaxError as error:
        raise FeedError(path, f"the file is not JSON-LD ({error.msg}); mend it.") from error


def _broken(path: Path, error: SyntaxError) -> FeedError:
    where = f"line {error.lineno}, column {error.offset}" if error.lineno else "the file"
    reason = re.sub(r"^Parser error (?:at|between) .*?: ", "", error.msg)
    return FeedError(path, f"{where} is not of its format ({reason}); mend it.")


def _with_local_context(path: Path, content: object) -> object:
    """The content with our few lines wherever it names schema.org's context."""
    if isinstance(content, list):
        return [_with_local_context(path, part) for part in content]
    if not isinstance(content, dict):
        return content
    return {
        name: _context(path, part) if name == "@context" else _with_local_context(path, part)
        for name, part in content.items()
    }


def _context(path: Path, context: object) -> object:
    if isinstance(context, list):
        return [_context(path, part) for part in context]
    if not isinstance(context, str):
        return context
    if not _CONTEXT.match(context):
        raise FeedError(path, f"the context {context!r} is not known here, and is not fetched; write it out.")
    return _LOCAL


def _grouped(quads: Iterable[ox.Quad]) -> Nodes:
    nodes: Nodes = {}
    names: dict[str, str] = {}
    for subject, predicate, value, _ in quads:
        if isinstance(subject, ox.Triple):
            continue
        if isinstance(value, ox.Literal):
            language, typed = value.language, value.datatype.value.rpartition("#")[2]
            said = _plain(value.value) if typed == "double" else value.value
            part: Content = Text(said, language.partition("-")[0].lower() if language else None, typed)
        elif isinstance(value, ox.Triple):
            continue
        else:
            part = _node(nodes, value)
        name = names.get(predicate.value) or names.setdefault(predicate.value, short(predicate.value))
        _node(nodes, subject).said.setdefault(name, []).append(part)
    return nodes


def _plain(number: str) -> str:
    """19.99 for 1.999E1, as JSON-LD makes doubles of the numbers of JSON."""
    try:
        return format(Decimal(number), "f")
    except InvalidOperation:
        return number


def _node(nodes: Nodes, term: ox.NamedNode | ox.BlankNode) -> Node:
    key = str(term)
    found = nodes.get(key)
    if found is None:
        found = nodes[key] = Node(term.value, isinstance(term, ox.BlankNode))
    return found
