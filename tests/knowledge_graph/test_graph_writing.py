"""What a feed can say of a product is kept, taken away with it, and shown in the language asked for."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from market_graph import ATTRIBUTE, CATEGORY, MARKET, VALUE, good, publish

from knowledge_graph import Catalogue, Generations, read_feed
from knowledge_graph.products import Mined, Product
from knowledge_graph.terms import Category

KETTLE = Product(
    "k7/№ 1",
    {"en": 'Brook "Big" Kettle', "zh": "大水壶"},
    {"en": "Two lines,\nand a back\\slash."},
    (CATEGORY + "home/kettles",),
    price=Decimal("1E+2"),
    accessories=("b1",),
    compatible_with=("l1",),
    consumables=("l4",),
    similar=("k1", "k2"),
    goes_with=("t1",),
    group="kettles/big one",
    rating=Decimal("4.5"),
    rating_count=12,
    mined=(
        Mined(ATTRIBUTE + "material", VALUE + "material/steel", None, None, "description@en", 0.9),
        Mined(ATTRIBUTE + "capacity", None, Decimal("2.5"), "LTR", "name@en", 0.75),
        Mined(ATTRIBUTE + "material", VALUE + "material/glass", None, None, "description@en", 0.6),
    ),
)


def put(graph: Path, *products: Product) -> Catalogue:
    generations = Generations(graph)
    with generations.draft() as draft:
        draft.put_products(products)
        generations.publish(draft)
    return Catalogue.open(graph)


def test_all_that_can_be_said_of_a_product_comes_back(tmp_path: Path) -> None:
    publish(tmp_path, MARKET)
    (held,) = put(tmp_path, KETTLE).products([KETTLE.item_id])
    assert held.fingerprint() == KETTLE.fingerprint()
    assert held.mined == KETTLE.mined
    assert (held.group, held.rating, held.rating_count) == ("kettles/big one", Decimal("4.5"), 12)
    assert (held.consumables, held.similar, held.goes_with) == (("l4",), ("k1", "k2"), ("t1",))


def test_what_was_read_of_words_is_never_taken_for_what_the_shop_states(tmp_path: Path) -> None:
    (held,) = put(tmp_path, KETTLE).products([KETTLE.item_id])
    assert held.values == ()
    assert held.numbers == ()


def test_an_update_leaves_nothing_of_what_was_said_before(tmp_path: Path) -> None:
    put(tmp_path, KETTLE)
    catalogue = put(tmp_path, Product(KETTLE.item_id, {"en": "Kettle"}))
    (held,) = catalogue.products([KETTLE.item_id])
    assert held == Product(KETTLE.item_id, {"en": "Kettle"})
    left = catalogue.query('SELECT ?s ?p ?o { ?s ?p ?o FILTER(STRSTARTS(STR(?s), "urn:daogou:item:")) }')
    assert {row[1].rpartition("/")[2].rpartition("#")[2] for row in left.rows if row[1]} == {
        "type",
        "productID",
        "fingerprint",
        "name",
        "offers",
        "availability",
    }


def test_an_accessory_that_is_replaced_stays_one_and_so_does_a_consumable(tmp_path: Path) -> None:
    publish(tmp_path, MARKET)
    put(tmp_path, KETTLE)
    others = [item for item in good(read_feed(MARKET)) if item.item_id in ("b1", "l4")]
    changed = [replace(item, price=Decimal("2.25")) for item in others]
    (held,) = put(tmp_path, *changed).products([KETTLE.item_id])
    assert (held.accessories, held.consumables) == (("b1",), ("l4",))


def test_names_descriptions_and_categories_fall_back_to_the_language_that_there_is(tmp_path: Path) -> None:
    (held,) = put(tmp_path, KETTLE, Product("x", {"zh": "灯"}, {"zh": "一盏灯。"})).products(["x"])
    assert (held.name("en"), held.name("zh"), held.name("fr")) == ("灯", "灯", "灯")
    assert (held.description("en"), held.description("zh")) == ("一盏灯。", "一盏灯。")
    assert Product("y", {}).description("en") == ""
    category = Category(CATEGORY + "lamps", {"zh": "灯具"})
    assert (category.label("en"), category.label("zh")) == ("灯具", "灯具")
    assert Category(CATEGORY + "lamps").label("en") is None


def test_a_question_is_answered_in_the_language_asked_for_or_in_the_other(market: Catalogue) -> None:
    in_chinese, only_english = (
        market.answer("运费是多少？", "zh"),
        market.answer("What is your phone number?", "zh"),
    )
    assert in_chinese is not None
    assert only_english is not None
    assert in_chinese.text == "运费 4.90 欧元。"
    assert only_english.text == "By telephone, nine to five."
