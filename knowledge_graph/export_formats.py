"""How described things are spelt in Turtle and in JSON-LD, one after the other."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from knowledge_graph.graph_store import Object
from knowledge_graph.namespaces import BOOLEAN, DECIMAL, DG, INTEGER, SCHEMA, TYPE

# subject -> predicate -> values; the first subject is what is described, the others are its parts
Description: TypeAlias = dict[str, dict[str, list[Object]]]

_SCHEMA_BASE: Final[str] = SCHEMA.base
PREFIXES: Final[dict[str, str]] = {
    "dg": DG.base,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": _SCHEMA_BASE,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LOCAL_NAME: Final = re.compile(r"[A-Za-z]\w*")


def _compact(iri: str) -> str | None:
    """An IRI of a known vocabulary as `prefix:name`; None for any other."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and _LOCAL_NAME.fullmatch(iri[len(base) :]):
            return f"{prefix}:{iri[len(base) :]}"
    return None


class TurtleWriter:
    """Each subject with what is said of it, one predicate a line."""

    def write(self, described: Iterable[Description]) -> Iterator[str]:
        """The whole document in pieces."""
        yield "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
        for description in described:
            for subject, said in description.items():
                lines = " ;\n".join(f"  {self._line(verb, values)}" for verb, values in said.items())
                yield f"\n<{subject}>\n{lines} .\n"

    def _line(self, predicate: str, values: list[Object]) -> str:
        verb = "a" if predicate == TYPE else self._resource(predicate)
        return f"{verb} {', '.join(self._value(value) for value in values)}"

    def _value(self, value: Object) -> str:
        return self._resource(value.value) if isinstance(value, ox.NamedNode) else str(value)

    def _resource(self, iri: str) -> str:
        return _compact(iri) or f"<{iri}>"


class JsonLdWriter:
    """One `@graph` in schema.org's context; parts such as an offer lie inside the thing they belong to."""

    def write(self, described: Iterable[Description]) -> Iterator[str]:
        """The whole document in pieces, one thing a line."""
        ours = {prefix: base for prefix, base in PREFIXES.items() if prefix != "schema"}
        yield f'{{"@context": ["https://schema.org/", {json.dumps(ours)}],\n"@graph": ['
        for place, description in enumerate(described):
            spelt = self._thing(next(iter(description)), description, frozenset())
            yield f"{',' if place else ''}\n{json.dumps(spelt, ensure_ascii=False)}"
        yield "\n]}\n"

    def _thing(self, subject: str, description: Description, above: frozenset[str]) -> dict[str, Any]:
        """A thing with its parts inside; `above` are the things that it lies in."""
        spelt: dict[str, Any] = {"@id": subject}
        for predicate, values in description[subject].items():
            if predicate == TYPE:
                spelt["@type"] = _one_or_all([self._name(value.value) for value in values])
                continue
            inside = above | {subject}
            said = [self._value(predicate, value, description, inside) for value in values]
            spelt[self._name(predicate)] = _one_or_all(said)
        return spelt

    def _value(self, predicate: str, value: Object, description: Description, above: frozenset[str]) -> Any:
        if isinstance(value, ox.NamedNode):
            if value.value in description and value.value not in above:
                return self._thing(value.value, description, above)
            return {"@id": value.value}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        kind = value.datatype.value
        if kind == BOOLEAN:
            return value.value == "true"
        if kind == INTEGER:
            return int(value.value)
        # Money stays text, as readers of schema.org want it.
        if kind == DECIMAL and predicate != SCHEMA.price:
            return float(value.value)
        return value.value

    def _name(self, iri: str) -> str:
        """A term of schema.org as its context has it, one of another vocabulary with its prefix."""
        return (_compact(iri) or iri).removeprefix("schema:")


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
