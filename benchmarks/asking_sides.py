"""The sides of the benchmark of asking: columns, SPARQL with a category closure path, and SQL by hand.

Each answers the same requests in the same words, and knows the whole catalogue before it is timed.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Protocol

from benchmarks.scaled_catalogue import WEIGHT, Scaled
from knowledge_graph import Attribute, Category, Order, Request
from knowledge_graph.columns import Columns
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.identifiers import item_id_of
from knowledge_graph.namespaces import BROADER, SCHEMA, TYPE
from knowledge_graph.relaxation import relax
from knowledge_graph.request import Bound
from knowledge_graph.sparql import decimal, iri
from knowledge_graph.terms import AnyTerm
from knowledge_graph.units import convert_bound

_TURN: Final = {Order.PRICE_UP: "ASC", Order.PRICE_DOWN: "DESC"}


class Side(Protocol):
    """One way to answer requests."""

    name: str

    def search(self, request: Request) -> list[str]:
        """Item ids of the first page."""

    def count(self, request: Request) -> int:
        """How many there are on all pages."""

    def facets(self, request: Request) -> int:
        """Counts of every value among what is found; how many values there are."""

    def relax(self, request: Request) -> int:
        """How many single steps away from the request find something."""


class _Asked:
    """What relaxing needs to know of the terms."""

    def __init__(self, terms: Mapping[str, AnyTerm]) -> None:
        self._terms = terms

    def attribute(self, attribute: str) -> Attribute | None:
        term = self._terms.get(attribute)
        return term if isinstance(term, Attribute) else None

    def wider(self, category: str) -> str | None:
        term = self._terms.get(category)
        return term.broader if isinstance(term, Category) else None

    def weight(self, request: Request) -> Bound | None:
        """The one range that is asked for, in grams."""
        return (
            convert_bound(request.ranges[0].bound, request.ranges[0].unit, "GRM") if request.ranges else None
        )


class ColumnsSide(_Asked):
    """Ours."""

    name = "columns"

    def __init__(self, columns: Columns, scaled: Scaled) -> None:
        super().__init__(scaled.terms)
        self._columns = columns

    def search(self, request: Request) -> list[str]:
        kinds = [self._terms[iri].label("en") or "" for iri in request.categories]
        return [match.item_id for match in self._columns.search(request, kinds)]

    def count(self, request: Request) -> int:
        return self._columns.count(request)

    def amounts(self, request: Request, attribute: str | None) -> Sequence[Decimal]:
        return self._columns.amounts(request, attribute)

    def facets(self, request: Request) -> int:
        return sum(len(facet.choices) for facet in self._columns.facets(request))

    def relax(self, request: Request) -> int:
        return len(relax(self, request))


class SparqlSide(_Asked):
    """Plain SPARQL over what is asserted: no index, and the closure of categories by a path."""

    def __init__(self, name: str, store: GraphStore, scaled: Scaled) -> None:
        super().__init__(scaled.terms)
        self.name = name
        self._store = store

    def _where(self, request: Request) -> str:
        parts = [f"?item {iri(TYPE)} {iri(SCHEMA.Product)} ; {iri(SCHEMA.offers)} ?offer ."]
        parts += [
            f"?in {iri(BROADER)}* {iri(one)} . ?item {iri(SCHEMA.category)} ?in ."
            for one in request.categories
        ]
        parts += [f"?item {iri(SCHEMA.brand)} {iri(brand)} ." for brand in request.brands]
        held = f"{iri(SCHEMA.additionalProperty)}/{iri(SCHEMA.value)}"
        parts += [f"?item {held} {iri(value)} ." for value in request.values]
        parts += [f"FILTER NOT EXISTS {{ ?item {held} {iri(value)} }}" for value in request.without]
        parts.append(f"?offer {iri(SCHEMA.price)} ?price .")
        if request.price and request.price.high is not None:
            parts.append(f"FILTER(?price <= {decimal(request.price.high)})")
        weight = self.weight(request)
        if weight and weight.high is not None:
            parts.append(
                f"?item {iri(SCHEMA.additionalProperty)} ?held . ?held {iri(SCHEMA.propertyID)} {iri(WEIGHT)} ; "
                f"{iri(SCHEMA.value)} ?weight . FILTER(?weight <= {decimal(weight.high)})"
            )
        if request.in_stock:
            parts.append(f"?offer {iri(SCHEMA.availability)} {iri(SCHEMA.InStock)} .")
        return " ".join(parts)

    def search(self, request: Request) -> list[str]:
        turn = _TURN.get(request.order)
        order = f"{turn}(?price) ?item" if turn else "?item"
        query = f"SELECT ?item WHERE {{ {self._where(request)} }} ORDER BY {order} LIMIT {request.page_size}"
        return [item_id_of(item) for (item,) in self._store.rows(query) if item]

    def count(self, request: Request) -> int:
        query = f"SELECT (COUNT(DISTINCT ?item) AS ?n) WHERE {{ {self._where(request)} }}"
        return int(next(self._store.rows(query))[0] or 0)

    def amounts(self, request: Request, attribute: str | None) -> Sequence[Decimal]:
        assert attribute is None, "the requests that are relaxed move a price"
        rows = self._store.rows(f"SELECT ?price WHERE {{ {self._where(request)} }} ORDER BY ?price")
        return [Decimal(price) for (price,) in rows if price]

    def facets(self, request: Request) -> int:
        held = f"?item {iri(SCHEMA.additionalProperty)}/{iri(SCHEMA.value)} ?value . FILTER(isIRI(?value))"
        query = (
            f"SELECT ?value (COUNT(?item) AS ?n) WHERE {{ {self._where(request)} {held} }} GROUP BY ?value"
        )
        return sum(1 for _ in self._store.rows(query))

    def relax(self, request: Request) -> int:
        return len(relax(self, request))


class SqlSide(_Asked):
    """SQL by hand over tables with indices: the closure first, then IN."""

    name = "SQLite"

    def __init__(self, scaled: Scaled) -> None:
        super().__init__(scaled.terms)
        self._db = sqlite3.connect(":memory:")
        self._db.executescript(_TABLES)
        for number, product in enumerate(scaled.products):
            weight = int(product.numbers[0].amount) if product.numbers else None
            cents = int((product.price or 0) * 100)
            row = (number, product.item_id, product.brand, cents, weight, product.available)
            self._db.execute("INSERT INTO product VALUES (?, ?, ?, ?, ?, ?)", row)
            self._db.executemany(
                "INSERT INTO category VALUES (?, ?)", [(c, number) for c in product.categories]
            )
            self._db.executemany(
                "INSERT INTO value VALUES (?, ?)", [(held.value, number) for held in product.values]
            )
        narrower = [
            (t.iri, t.broader) for t in scaled.terms.values() if isinstance(t, Category) and t.broader
        ]
        self._db.executemany("INSERT INTO broader VALUES (?, ?)", narrower)
        self._db.executescript(_INDICES)

    def _where(self, request: Request) -> tuple[str, list[object]]:
        parts, values = ["1"], list[object]()
        if request.categories:
            closure = [row[0] for row in self._db.execute(_CLOSURE, request.categories)]
            parts.append(f"p.id IN (SELECT product FROM category WHERE iri IN ({_marks(closure)}))")
            values += closure
        for brand in request.brands:
            parts.append("p.brand = ?")
            values.append(brand)
        for value in request.values:
            parts.append("EXISTS (SELECT 1 FROM value v WHERE v.product = p.id AND v.iri = ?)")
            values.append(value)
        for value in request.without:
            parts.append("NOT EXISTS (SELECT 1 FROM value v WHERE v.product = p.id AND v.iri = ?)")
            values.append(value)
        if request.price and request.price.high is not None:
            parts.append("p.cents <= ?")
            values.append(float(request.price.high * 100))
        weight = self.weight(request)
        if weight and weight.high is not None:
            parts.append("p.grams <= ?")
            values.append(float(weight.high))
        if request.in_stock:
            parts.append("p.available")
        return " AND ".join(parts), values

    def search(self, request: Request) -> list[str]:
        where, values = self._where(request)
        turn = _TURN.get(request.order)
        order = f"p.cents {turn}, p.id" if turn else "p.id"
        sql = f"SELECT p.item_id FROM product p WHERE {where} ORDER BY {order} LIMIT {request.page_size}"
        return [row[0] for row in self._db.execute(sql, values)]

    def count(self, request: Request) -> int:
        where, values = self._where(request)
        return int(self._db.execute(f"SELECT count(*) FROM product p WHERE {where}", values).fetchone()[0])

    def amounts(self, request: Request, attribute: str | None) -> Sequence[Decimal]:
        assert attribute is None, "the requests that are relaxed move a price"
        where, values = self._where(request)
        rows = self._db.execute(f"SELECT p.cents FROM product p WHERE {where} ORDER BY p.cents", values)
        return [Decimal(cents) / 100 for (cents,) in rows]

    def facets(self, request: Request) -> int:
        where, values = self._where(request)
        sql = (
            "SELECT v.iri, count(*) FROM product p JOIN value v ON v.product = p.id "
            f"WHERE {where} GROUP BY v.iri"
        )
        return len(self._db.execute(sql, values).fetchall())

    def relax(self, request: Request) -> int:
        return len(relax(self, request))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


_TABLES: Final = """
CREATE TABLE product (
  id INTEGER PRIMARY KEY, item_id TEXT, brand TEXT, cents INTEGER, grams INTEGER, available INTEGER
);
CREATE TABLE category (iri TEXT, product INTEGER);
CREATE TABLE value (iri TEXT, product INTEGER);
CREATE TABLE broader (iri TEXT, wider TEXT);
"""
_INDICES: Final = """
CREATE INDEX product_price ON product(cents);
CREATE INDEX product_brand ON product(brand, cents);
CREATE INDEX category_product ON category(iri, product);
CREATE INDEX value_product ON value(iri, product);
CREATE INDEX product_value ON value(product, iri);
CREATE INDEX broader_wider ON broader(wider, iri);
ANALYZE;
"""
_CLOSURE: Final = """
WITH RECURSIVE narrower(iri) AS (VALUES (?) UNION SELECT b.iri FROM broader b JOIN narrower n ON b.wider = n.iri)
SELECT iri FROM narrower
"""
