"""What a product lacks is said by product, in a sentence that tells what to do."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from market_graph import ATTRIBUTE, CATEGORY, MARKET, SHARED_DATA, publish
from rdflib import RDFS, SH, Graph, URIRef
from test_graph_writing import KETTLE, put

import knowledge_graph
from knowledge_graph import Catalogue, read_feed, units
from knowledge_graph.checked_triples import READ, checked_rows, checked_triples
from knowledge_graph.checking import Severity, Violation, check, check_products
from knowledge_graph.products import Mined, Number, Product
from knowledge_graph.sparql import bind, iri
from knowledge_graph.terms import Category

SHAPES = Graph().parse(Path(knowledge_graph.__file__).parent / "shapes.ttl", format="turtle")
LAMP = Product(
    "lamp",
    {"en": "Lamp"},
    {"en": "It glows."},
    (CATEGORY + "home/lighting",),
    price=Decimal("12.90"),
    currency="EUR",
    image="https://pictures.example/lamp.jpg",
)


def of(*products: Product, known: Sequence[str] = (), currency: str | None = "EUR") -> list[Violation]:
    known_ids = {*known, *(product.item_id for product in products)}
    return check_products(products, known_ids, currency=currency)


def fields(violations: list[Violation]) -> list[tuple[str, str | None]]:
    return [(violation.property, violation.value) for violation in violations]


def test_a_product_that_has_all_it_needs_is_left_alone() -> None:
    linked = replace(LAMP, accessories=("bulb",), similar=("other",), rating=Decimal(5), rating_count=3)
    assert of(linked, known=["bulb", "other"]) == []


def test_the_market_has_nothing_to_mend(market: Catalogue) -> None:
    assert list(check(market.store, currency="EUR")) == []


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        (replace(LAMP, names={}), [("name", None)]),
        (replace(LAMP, names={"en": "  "}), [("name", "  ")]),
        (replace(LAMP, descriptions={"en": ""}), [("description", "")]),
        (replace(LAMP, categories=()), [("category", None)]),
        (replace(LAMP, price=Decimal("-1")), [("price", "-1")]),
        (replace(LAMP, currency="euros"), [("currency", "euros")]),
        (replace(LAMP, rating=Decimal("5.5")), [("rating", "5.5")]),
        (replace(LAMP, rating_count=-1), [("rating count", "-1")]),
        (replace(LAMP, image="a picture.jpg"), [("image", "a picture.jpg")]),
        (replace(LAMP, url="javascript:alert(1)"), [("url", "javascript:alert(1)")]),
        (replace(LAMP, numbers=(Number(ATTRIBUTE + "weight", Decimal(3), "grams"),)), [("unit", "grams")]),
        (replace(LAMP, accessories=("gone",)), [("accessories", "gone")]),
        (replace(LAMP, consumables=("gone",)), [("consumables", "gone")]),
        (replace(LAMP, compatible_with=("gone",)), [("compatible with", "gone")]),
        (replace(LAMP, similar=("gone/№ 1",)), [("similar", "gone/№ 1")]),
        (replace(LAMP, goes_with=("gone",)), [("goes with", "gone")]),
        (replace(LAMP, accessories=("lamp",)), [("links", "lamp")]),
        (replace(LAMP, goes_with=("lamp",)), [("links", "lamp")]),
        (
            replace(LAMP, mined=(Mined(ATTRIBUTE + "x", None, Decimal(1), None, "name@en", 1.5),)),
            [("confidence", "1.5")],
        ),
    ],
)
def test_what_is_wrong_is_found_and_shown(product: Product, expected: list[tuple[str, str | None]]) -> None:
    assert fields(of(product)) == expected


def test_only_what_can_be_sold_all_the_same_is_a_warning() -> None:
    (long,) = of(replace(LAMP, names={"en": "x" * 201}))
    assert long.severity is Severity.WARNING
    (nameless,) = of(replace(LAMP, names={}))
    assert nameless.severity is Severity.VIOLATION
    assert nameless.sentence == "Give the product a name in at least one language, and only one in each."


def test_a_value_that_several_products_share_is_told_of_each() -> None:
    wrong = Decimal(-1)
    found = of(
        replace(LAMP, price=wrong),
        replace(LAMP, item_id="a"),
        replace(LAMP, item_id="b", price=wrong, rating=Decimal(1)),
    )
    assert [(violation.item_id, violation.property) for violation in found] == [
        ("b", "price"),
        ("lamp", "price"),
    ]


def test_a_missing_price_is_told_only_in_a_shop_that_has_prices() -> None:
    free = replace(LAMP, item_id="free", price=None, currency=None)
    assert fields(of(LAMP, free)) == [("price", None)]
    assert of(free) == []
    assert fields(check_products([free], {"free"}, currency="EUR", sells=True)) == [("price", None)]


def test_a_price_without_a_currency_is_in_the_shops_own() -> None:
    bare = replace(LAMP, currency=None)
    assert of(bare) == []
    assert fields(of(bare, currency=None)) == [("currency", None)]


def test_a_category_without_a_label_is_told_where_labels_are_known() -> None:
    named = {LAMP.categories[0]: Category(LAMP.categories[0], {"zh": "灯具"})}
    assert check_products([LAMP], {"lamp"}, currency="EUR", terms=named) == []
    bare = {LAMP.categories[0]: Category(LAMP.categories[0])}
    assert fields(check_products([LAMP], {"lamp"}, currency="EUR", terms=bare)) == [("category", None)]


def test_two_processes_find_what_one_finds() -> None:
    many = [
        replace(LAMP, item_id=f"lamp-{place:05}", rating=Decimal(place % 11) / 2) for place in range(8_100)
    ]
    many[8_050] = replace(many[8_050], names={}, similar=("gone", many[3].item_id))
    ids = {product.item_id for product in many}
    steps: list[tuple[int, int]] = []
    two = check_products(many, ids, currency="EUR", progress=lambda done, of: steps.append((done, of)))
    assert two == check_products(many, ids, currency="EUR", processes=1)
    assert fields(two) == [("name", None), ("similar", "gone")]
    assert steps == [(4_000, 8_100), (8_000, 8_100), (8_100, 8_100)]


def test_a_store_is_checked_as_its_products_are(tmp_path: Path) -> None:
    publish(tmp_path, MARKET)
    odd = replace(KETTLE, accessories=("gone",), compatible_with=(), similar=(KETTLE.item_id,))
    catalogue = put(tmp_path, odd)
    found = list(check(catalogue.store, currency="EUR", batch=3))
    assert found == check_products([odd], {KETTLE.item_id, "l4", "t1"}, currency="EUR")
    assert fields(found) == [("accessories", "gone"), ("links", KETTLE.item_id)]
    (rows,) = [catalogue.store.terms(bind("products", [(iri("urn:daogou:item:k7%2F%E2%84%96%201"),)]))]
    assert set(checked_rows(rows)) == set(checked_triples(odd))


def test_what_another_program_wrote_is_judged_too(tmp_path: Path) -> None:
    publish(tmp_path, MARKET)
    generation = next((tmp_path / "generations").iterdir())
    store = knowledge_graph.graph_store.GraphStore.writable(generation / "store")
    item = "urn:daogou:item:l1"
    store.add([(f"{item}#offer", "https://schema.org/price", knowledge_graph.graph_store.text("cheap"))])
    store.add([(item, "https://schema.org/offers", knowledge_graph.graph_store.node("urn:other:offer"))])
    found = {violation.property for violation in check(store, currency="EUR") if violation.item_id == "l1"}
    assert found == {"price", "offer", "availability"}


def test_every_shape_says_what_to_do_and_of_which_field() -> None:
    shapes = set(SHAPES.subjects(SH.message))
    assert len(shapes) > 20
    for shape in shapes:
        assert str(SHAPES.value(shape, SH.message)).endswith(".")
        assert SHAPES.value(shape, RDFS.label) is not None


def test_the_shapes_read_what_the_check_gives_them_and_nothing_else() -> None:
    told = {SH.path, SH.inversePath, SH.targetObjectsOf, SH.targetSubjectsOf, SH.disjoint}
    told |= {URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")}
    read = {
        term for predicate in told for term in SHAPES.objects(None, predicate) if isinstance(term, URIRef)
    }
    listed = {code for code in read if code.startswith("https://schema.org/") and code[19].isupper()}
    assert read - listed - {URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")} == READ


def test_every_unit_that_we_convert_is_a_known_code() -> None:
    listed = {
        str(code) for code in SHAPES.objects(None, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#first"))
    }
    assert {
        code
        for one in ("GRM", "MMT", "LTR", "SEC", "WTT", "WHR", "E09", "C62")
        for code in units.related_units(one)
    } <= listed


def test_real_films_have_no_prices_and_need_none() -> None:
    feed = SHARED_DATA / "movielens-small"
    if not feed.is_dir():
        pytest.skip("the films are not beside this checkout")
    films = [row for row in read_feed(feed / "movies.csv") if isinstance(row, Product)]
    found = check_products(films, {film.item_id for film in films}, currency=None)
    assert {violation.property for violation in found} <= {"category"}


def test_a_real_catalogue_is_checked(department_store: Catalogue) -> None:
    found = list(check(department_store.store, currency="USD"))
    assert [violation for violation in found if violation.severity is Severity.VIOLATION] == []
