"""Tell why two products go together: the shortest meaningful paths between them over the graph.

Only the surroundings of the two are looked at (what they have, what is stated of them and of those), never the
whole graph. A path leads over stated relations, over what things are for, over kinds, and, inside a department, over
a brand; a third product may stand on it, with what it is for. What many products share (`hubs.py`), the widest
categories, price, currency, availability, and looks are never part of one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log
from typing import Any, Final, NamedTuple

import networkx as nx

from knowledge_graph.hubs import PURPOSES, Commonness, count_holders, is_lack, is_look
from knowledge_graph.identifiers import KIND, item_id_of, item_iri
from knowledge_graph.namespaces import BROADER, COMPATIBLE_WITH, SCHEMA
from knowledge_graph.open_generation import OpenGeneration
from knowledge_graph.products import Product
from knowledge_graph.sparql import bind, iri
from knowledge_graph.terms import AttributeKind, Category, Value

MOST_STEPS: Final = 4  # further away everything is connected
_SHORT: Final = 2  # steps; a longer path is told only where there is no other
_TRIED: Final = 60  # paths looked at, the cheapest first
_THIRD: Final = 40  # products looked at beside the two, of each
_DRAWN: Final = 8  # products in a picture beside the one

# How related.rq names a relation -> its predicate, and whether the product asked about is its subject.
_RELATIONS: Final[Mapping[str, tuple[str, bool]]] = {
    "accessory": (SCHEMA.isAccessoryOrSparePartFor, False),
    "accessory-for": (SCHEMA.isAccessoryOrSparePartFor, True),
    "fits": (COMPATIBLE_WITH, False),
    "fitted-by": (COMPATIBLE_WITH, True),
    "consumable": (SCHEMA.isConsumableFor, False),
    "consumed-by": (SCHEMA.isConsumableFor, True),
    "similar": (SCHEMA.isSimilarTo, True),
    "goes-with": (SCHEMA.isRelatedTo, True),
}
_STATED: Final = frozenset(predicate for predicate, _ in _RELATIONS.values())
_ALIKE: Final = frozenset({SCHEMA.category, SCHEMA.brand, *_STATED})


class Step(NamedTuple):
    """One triple of the graph, in its own direction: IRIs, for a value with its attribute as the relation."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class GraphPath:
    """A way from one product to another."""

    steps: tuple[Step, ...]
    cost: float  # the lower, the more it tells: 1 a step, and up to 1 more for what many products share


def paths_between(opened: OpenGeneration, one: str, other: str, most: int = 2) -> list[GraphPath]:
    """At most `most` reasons why two products (item ids) go together, the best first; empty where there is none.

    No two of them go over the same thing. Raises UnknownItemError.
    """
    opened.products([one, other])
    graph = _surroundings(opened, (one, other))
    start, end = item_iri(one), item_iri(other)
    if start == end or start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return []
    found = islice(nx.shortest_simple_paths(graph, start, end, weight="cost"), _TRIED)
    return _different((_path(graph, nodes) for nodes in found), most)


def surroundings(opened: OpenGeneration, item_id: str) -> "nx.Graph[str]":
    """A product with its brand, values and categories, and with what is stated of it; an edge's "step" is its Step.

    Hubs are among them: this is for looking at, not for reasons. Raises UnknownItemError.
    """
    (product,) = opened.products([item_id])
    stated = _related(opened, [item_id]).get(item_id, [])[:_DRAWN]
    steps = [step for step, _ in stated]
    for near in (product, *opened.known([other for _, other in stated])):
        for category in near.categories[:1]:
            way = (item_iri(near.item_id), category, *_all_wider(opened, category))
            relations = (SCHEMA.category, *(BROADER for _ in way[2:]))
            steps += [
                Step(narrower, relation, wider)
                for (narrower, wider), relation in zip(pairwise(way), relations, strict=True)
            ]
    if product.brand:
        steps.append(Step(item_iri(item_id), SCHEMA.brand, product.brand))
    steps += [Step(item_iri(item_id), attribute, value) for attribute, value in product.values]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((step.subject, step.object, {"step": step}) for step in steps)
    return graph


def _surroundings(opened: OpenGeneration, item_ids: Sequence[str]) -> "nx.Graph[str]":
    near = _related(opened, item_ids)
    third = dict.fromkeys(item for found in near.values() for _, item in found[:_THIRD])
    beside = [item for item in third if item not in item_ids]
    steps = [step for product in opened.known(item_ids) for step in _things_of(opened, product)]
    steps += [
        step
        for product in opened.known(beside)
        for step in _things_of(opened, product)
        if step.relation in PURPOSES
    ]
    if len(item_ids) > 1 and not _of_one_department(opened, item_ids):
        steps = [step for step in steps if step.relation != SCHEMA.brand]
    graph: nx.Graph[str] = nx.Graph()
    steps += _wider_steps(opened, {step.object for step in steps})
    common = count_holders(opened.columns, sorted({step.object for step in steps}), opened.info.products)
    for step in steps:
        if common.tells(step.object):
            _connect(graph, step, common)
    degrees = _related(opened, beside)
    for found in near.values():
        for step, other in found:
            if len(degrees.get(other, ())) <= common.most:
                graph.add_edge(step.subject, step.object, step=step, cost=1.0)
    return graph


def _of_one_department(opened: OpenGeneration, item_ids: Sequence[str]) -> bool:
    """Whether the products share a widest category: one maker's speaker and knife do not go together for that."""
    one, *others = ({_widest(opened, c) for c in found.categories} for found in opened.known(item_ids))
    return all(one & other for other in others)


def _widest(opened: OpenGeneration, thing: str) -> str:
    *_, widest = (thing, *_all_wider(opened, thing))
    return widest


def _related(opened: OpenGeneration, item_ids: Sequence[str]) -> dict[str, list[tuple[Step, str]]]:
    """Item id -> what is stated of it and another, with the other's id."""
    if not item_ids:
        return {}
    found: dict[str, list[tuple[Step, str]]] = {}
    for item, how, other in opened.store.rows(bind("related", [(iri(item_iri(one)),) for one in item_ids])):
        if item and how and other:
            relation, is_subject = _RELATIONS[how]
            step = Step(item, relation, other) if is_subject else Step(other, relation, item)
            found.setdefault(item_id_of(item), []).append((step, item_id_of(other)))
    return found


def _things_of(opened: OpenGeneration, product: Product) -> Iterator[Step]:
    """The categories, the kinds, the brand and the telling values of a product."""
    item = item_iri(product.item_id)
    kinds = [one for one in opened.categories_of(product.item_id) if one.startswith(KIND)]
    for category in dict.fromkeys((*product.categories, *sorted(kinds))):
        if category not in opened.departments:
            yield Step(item, SCHEMA.category, category)
    if product.brand:
        yield Step(item, SCHEMA.brand, product.brand)
    mined = ((one.attribute, one.value) for one in product.mined if one.value is not None)
    for attribute, value in dict.fromkeys((*product.values, *mined)):
        term = opened.attributes.get(attribute)
        if not (is_look(attribute) or is_lack(value) or (term and term.kind is AttributeKind.BOOLEAN)):
            yield Step(item, attribute, value)


def _all_wider(opened: OpenGeneration, thing: str) -> Iterator[str]:
    """What is wider than a category or a value, the next first."""
    seen = {thing}
    while isinstance(term := opened.terms.get(thing), (Category, Value)) and term.broader not in (
        None,
        *seen,
    ):
        thing = str(term.broader)
        seen.add(thing)
        yield thing


def _wider_steps(opened: OpenGeneration, things: Iterable[str]) -> Iterator[Step]:
    """From each thing to the wider ones, without the departments: what is in one has nothing in common by it."""
    for thing in things:
        for narrower, wider in pairwise((thing, *_all_wider(opened, thing))):
            if wider not in opened.departments:
                yield Step(narrower, BROADER, wider)


def _connect(graph: "nx.Graph[str]", step: Step, common: Commonness) -> None:
    """The more products share the thing, the dearer is the way over it: 1 + ln(1 + n) / ln(1 + N)."""
    share = log(1 + common.held.get(step.object, 0)) / log(1 + common.products)
    graph.add_edge(step.subject, step.object, step=step, cost=1 + share)


def _path(graph: "nx.Graph[str]", nodes: Sequence[str]) -> GraphPath:
    edges: list[dict[str, Any]] = [graph.edges[pair] for pair in pairwise(nodes)]
    return GraphPath(tuple(edge["step"] for edge in edges), sum(edge["cost"] for edge in edges))


def _different(paths: Iterable[GraphPath], most: int) -> list[GraphPath]:
    """The first paths, of which no two speak of the same sort of thing.

    Where something is stated of the two, that they are alike adds nothing; what both are for does.
    """
    chosen: list[GraphPath] = []
    for path in paths:
        if len(chosen) == most:
            break
        sort = {step.relation for step in path.steps}
        spoken = {step.relation for other in chosen for step in other.steps}
        too_long = len(path.steps) > (_SHORT if chosen else MOST_STEPS)
        adds_nothing = bool(sort & spoken) or (bool(spoken & _STATED) and bool(sort & _ALIKE))
        if not too_long and not adds_nothing:
            chosen.append(path)
    return chosen
