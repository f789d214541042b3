"""The SQL side of the benchmark of asking: SQLite by hand, over tables with an index for each question.

The closure of a category is found first and then asked for by IN; names are in FTS5. All is kept in memory.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from benchmarks.asking_sides import Held, Side, grams
from knowledge_graph import Category, Order, Product, Request
from knowledge_graph.terms import AnyTerm

_TURN: Final = {Order.PRICE_UP: "ASC", Order.PRICE_DOWN: "DESC"}


class SqlSide(Side):
    """Rows of products, and rows of what each has."""

    name = "SQLite"

    def __init__(self, products: Sequence[Product], terms: Mapping[str, AnyTerm]) -> None:
        super().__init__(terms)
        # Texts of statements differ by how many categories a closure has: room for all of them.
        self._db = sqlite3.connect(":memory:", cached_statements=2000)
        self._db.executescript(_TABLES)
        categories = [term for term in terms.values() if isinstance(term, Category) and term.broader]
        self._db.executemany("INSERT INTO broader VALUES (?, ?)", [(t.broader, t.iri) for t in categories])
        for number, product in enumerate(products):
            self._put(number, product)
        self._db.executescript(_INDICES)

    def _put(self, number: int, product: Product) -> None:
        weight = int(product.numbers[0].amount) if product.numbers else None
        cents = int((product.price or 0) * 100)
        rating = None if product.rating is None else int(product.rating * 10)
        row = (number, product.item_id, product.brand, cents, weight, rating, product.available)
        self._db.execute("INSERT INTO product VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._put_pairs("category", number, product.categories)
        self._put_pairs("value", number, [held.value for held in product.values])
        self._db.execute("INSERT INTO names(rowid, name) VALUES (?, ?)", (number, product.name("en")))

    def _put_pairs(self, table: str, number: int, iris: Sequence[str]) -> None:
        self._db.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(iri, number) for iri in iris])

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
            parts.append("EXISTS (SELECT 1 FROM value v WHERE v.iri = ? AND v.product = p.id)")
            values.append(value)
        for value in request.without:
            parts.append("NOT EXISTS (SELECT 1 FROM value v WHERE v.iri = ? AND v.product = p.id)")
            values.append(value)
        if request.price and request.price.high is not None:
            parts.append("p.cents <= ?")
            values.append(float(request.price.high * 100))
        weight = grams(request)
        if weight and weight.high is not None:
            parts.append("p.grams <= ?")
            values.append(float(weight.high))
        if request.in_stock:
            parts.append("p.available")
        return " AND ".join(parts), values

    def search(self, request: Request) -> list[tuple[str, int]]:
        where, values = self._where(request)
        turn = _TURN.get(request.order)
        order = f"p.cents {turn}, p.id" if turn else "p.id"
        sql = f"SELECT p.item_id, p.cents FROM product p WHERE {where} ORDER BY {order} LIMIT {request.page_size}"
        return self._db.execute(sql, values).fetchall()

    def item_ids(self, request: Request) -> list[str]:
        return [item_id for item_id, _ in self.search(request)]

    def count(self, request: Request) -> int:
        where, values = self._where(request)
        return int(self._db.execute(f"SELECT count(*) FROM product p WHERE {where}", values).fetchone()[0])

    def amounts(self, request: Request, attribute: str | None) -> Sequence[Decimal]:
        assert attribute is None, "the requests that are relaxed move a price"
        where, values = self._where(request)
        rows = self._db.execute(f"SELECT p.cents FROM product p WHERE {where} ORDER BY p.cents", values)
        return [Decimal(cents) / 100 for (cents,) in rows]

    def facets(self, request: Request) -> list[tuple[str, int]]:
        where, values = self._where(request)
        return self._db.execute(_COUNTS.format(where=where), values).fetchall()

    def counts(self, request: Request) -> dict[str, int]:
        return dict(self.facets(request))

    def compare(self, item_ids: Sequence[str]) -> list[tuple[Any, ...]]:
        """Rows that begin with the item id: each product's own columns, then a row for each thing that it has."""
        return [
            row
            for sql in (_OWN, _CATEGORIES, _VALUES)
            for row in self._db.execute(f"{sql} ({_marks(item_ids)})", list(item_ids))
        ]

    def held(self, item_ids: Sequence[str]) -> set[Held]:
        told: set[Held] = set()
        for item_id, what, *numbers in self.compare(item_ids):
            told.add(Held(item_id, str(what)))
            pairs = zip(numbers, _PARTS, strict=False)
            told |= {Held(item_id, Decimal(number) / part) for number, part in pairs if number is not None}
        return told

    def text(self, request: Request) -> Sequence[object]:
        """Names that have all words, best first by BM25."""
        price, values = self._asked(request)
        sql = f"{_NAMED} {price} ORDER BY n.rank LIMIT {request.page_size}"
        return self._db.execute(sql, values).fetchall()

    def having_all_words(self, request: Request) -> set[str]:
        price, values = self._asked(request)
        return {row[0] for row in self._db.execute(f"{_NAMED} {price}", values)}

    def _asked(self, request: Request) -> tuple[str, list[object]]:
        words = " ".join(f'"{word}"' for word in request.text.split())
        if request.price is None or request.price.high is None:
            return "", [words]
        return "AND p.cents <= ?", [words, float(request.price.high * 100)]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


_TABLES: Final = """
CREATE TABLE product (
  id INTEGER PRIMARY KEY, item_id TEXT, brand TEXT, cents INTEGER, grams INTEGER, tenths INTEGER, available INTEGER
);
CREATE TABLE category (iri TEXT, product INTEGER, PRIMARY KEY (iri, product)) WITHOUT ROWID;
CREATE TABLE value (iri TEXT, product INTEGER, PRIMARY KEY (iri, product)) WITHOUT ROWID;
CREATE TABLE broader (wider TEXT, iri TEXT, PRIMARY KEY (wider, iri)) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(name);
"""
_INDICES: Final = """
CREATE UNIQUE INDEX product_item ON product(item_id);
CREATE INDEX product_price ON product(cents);
CREATE INDEX product_brand ON product(brand, cents);
CREATE INDEX category_of_product ON category(product, iri);
CREATE INDEX value_of_product ON value(product, iri);
ANALYZE;
"""
_CLOSURE: Final = """
WITH RECURSIVE narrower(iri) AS (VALUES (?) UNION SELECT b.iri FROM broader b JOIN narrower n ON b.wider = n.iri)
SELECT iri FROM narrower
"""
_COUNTS: Final = """
WITH found AS MATERIALIZED (SELECT p.id, p.brand FROM product p WHERE {where})
SELECT v.iri, count(*) FROM found JOIN value v ON v.product = found.id GROUP BY v.iri
UNION ALL
SELECT brand, count(*) FROM found WHERE brand IS NOT NULL GROUP BY brand
"""
_OWN: Final = "SELECT item_id, brand, cents, tenths, grams FROM product WHERE item_id IN"
_PARTS: Final = (100, 10, 1)  # of the unit, in the columns after the brand
_CATEGORIES: Final = (
    "SELECT p.item_id, c.iri FROM product p JOIN category c ON c.product = p.id WHERE p.item_id IN"
)
_VALUES: Final = "SELECT p.item_id, v.iri FROM product p JOIN value v ON v.product = p.id WHERE p.item_id IN"
_NAMED: Final = "SELECT p.item_id FROM names n JOIN product p ON p.id = n.rowid WHERE names MATCH ?"
