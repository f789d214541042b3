"""A store of rdflib's for one graph that is filled once and then asked by subject or by predicate.

rdflib's own keeps the graphs that each triple is in and tells listeners of each, which takes most of the time
that a validation needs. Nothing can be taken out of this one.
"""

from collections.abc import Generator
from typing import Any

from rdflib import Graph
from rdflib.plugins.stores.memory import Memory
from rdflib.term import Node

_Triple = tuple[Node, Node, Node]
_Pattern = tuple[Node | None, Node | None, Node | None]
_Graphs = Generator[Graph | None, None, None]


def _nowhere() -> _Graphs:
    """The graphs that a triple is in: nobody asks."""
    yield from ()


class BatchStore(Memory):
    """Triples by subject and by predicate; every one is in the one graph."""

    def __init__(self) -> None:
        super().__init__()
        self._by_subject: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._by_predicate: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._size = 0

    def add(self, triple: _Triple, context: Any = None, quoted: bool = False) -> None:  # noqa: ARG002
        """Keep a triple; once more changes nothing."""
        subject, predicate, value = triple
        held = self._by_subject.setdefault(subject, {}).setdefault(predicate, {})
        self._size += value not in held
        held[value] = None
        self._by_predicate.setdefault(predicate, {}).setdefault(value, {})[subject] = None

    def triples(
        self,
        triple_pattern: _Pattern,
        context: Any = None,  # noqa: ARG002
    ) -> Generator[tuple[_Triple, _Graphs], None, None]:
        """Those that fit; None stands for anything."""
        subject, predicate, value = triple_pattern
        nowhere = _nowhere()
        if subject is not None:
            found = self._by_subject.get(subject, {})
            for verb in found if predicate is None else (predicate,):
                held = found.get(verb, {})
                for other in held if value is None else (value,) if value in held else ():
                    yield (subject, verb, other), nowhere
        else:
            for verb in self._by_predicate if predicate is None else (predicate,):
                by_value = self._by_predicate.get(verb, {})
                for other in by_value if value is None else (value,):
                    for one in by_value.get(other, ()):
                        yield (one, verb, other), nowhere

    def __len__(self, context: Any = None) -> int:
        return self._size
