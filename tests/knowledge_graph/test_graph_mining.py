"""What a product's words say and its columns do not: whose a value is, what is denied, what is measured."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from market_graph import ATTRIBUTE, CATEGORY, SHARED_DATA, VALUE, good

from benchmarks.mined_labels import Score, labels, score_of
from knowledge_graph import Product, read_feed
from knowledge_graph.mining import CONFIDENCE, Evidence, mine
from knowledge_graph.products import AttributeValue, Mined, Number
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind, Value

COLOUR, OCCASION, SEASON = ATTRIBUTE + "colour", ATTRIBUTE + "occasion", ATTRIBUTE + "season"


def product(
    name: str = "", description: str = "", category: str = "bags", language: str = "en", item_id: str = "p1"
) -> Product:
    texts = {language: description} if description else {}
    return Product(item_id, {language: name}, texts, (CATEGORY + category,))


def found(of: Product, terms: Mapping[str, AnyTerm] | None = None) -> Sequence[Mined]:
    return mine([of], terms or {}).get(of.item_id, ())


def values(of: Product, attribute: str = "") -> set[str]:
    """The values found, as attribute/value or, of one attribute, as value."""
    iris = [mined.value.removeprefix(VALUE) for mined in found(of) if mined.value]
    return {iri.removeprefix(attribute + "/") for iri in iris if iri.startswith(attribute)}


def amounts(of: Product) -> dict[str, tuple[str, str | None]]:
    return {
        mined.attribute.removeprefix(ATTRIBUTE): (str(mined.amount), mined.unit)
        for mined in found(of)
        if mined.amount is not None
    }


def own(kind: str, *labels: str) -> dict[str, AnyTerm]:
    """A shop's own attribute with values, by IRI."""
    attribute = Attribute(ATTRIBUTE + kind, {"en": kind})
    terms = [Value(f"{VALUE}{kind}/{label}", {"en": label}, attribute=attribute.iri) for label in labels]
    return {attribute.iri: attribute, **{term.iri: term for term in terms}}


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("This durable beige backpack has leather straps.", {"colour/beige"}),
        ("A durable beige backpack with black leather straps and a red lining.", {"colour/beige"}),
        ("This backpack comes with two black straps.", set()),
        ("A backpack with straps made of leather.", set()),
        ("The lining is made of cotton. The backpack is made of nylon.", {"material/nylon"}),
        ("Crafted from soft brown suede, this backpack ages well.", {"colour/brown", "material/suede"}),
        ("Our backpack has a matte black finish.", {"colour/black"}),
        ("A black and white striped backpack.", {"colour/black", "colour/white", "pattern/striped"}),
        ("The backpack is available in red, blue and green.", {"colour/red", "colour/blue", "colour/green"}),
        ("This backpack shows a floral pattern in pink.", {"pattern/floral", "colour/pink"}),
        ("A gold-toned backpack, and a silver zipper.", {"colour/gold"}),
        ("A leather-trimmed canvas backpack.", {"material/canvas"}),
        ("This black courier-style backpack carries a lot.", {"colour/black"}),
        ("This red leather-trimmed backpack carries a lot.", {"colour/red"}),
    ],
)
def test_a_value_goes_to_the_thing_it_is_said_of(description: str, expected: set[str]) -> None:
    assert values(product("Backpack", description)) == expected


@pytest.mark.parametrize(
    "description",
    [
        "A backpack made without leather.",
        "No leather is used in this backpack.",
        "This leather-free backpack is easy to clean.",
        "A vegan backpack in imitation of leather, with no cotton.",
        "The backpack pairs well with a white shirt and looks great with blue jeans.",
        "Perfect for carrying a red apple to a white beach in your backpack.",
        "Elegant like a black cat, this backpack moves with you.",
        "It sets the gold standard for a backpack.",
        "A backpack for the silver screen and the golden hour.",
        "Pour your orange juice, pack mint leaves and a rose, and take your backpack.",
        "A wood-effect backpack.",
    ],
)
def test_what_is_denied_likened_or_told_of_another_thing_is_not_found(description: str) -> None:
    assert not values(product("Backpack", description), "colour")
    assert not values(product("Backpack", description), "material")


def test_faux_leather_is_no_leather() -> None:
    assert values(product("Backpack", "A faux leather backpack.")) == {"material/faux-leather"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Navy Blue Canvas Backpack", {"colour/navy", "material/canvas"}),
        ("Backpack with Leather Straps", set()),
        ("Golden Hour Backpack", set()),
        ("Orange Sunrise Backpack", set()),
        ("Canvas Backpack, Black", {"material/canvas", "colour/black"}),
        ("Backpack - Red", {"colour/red"}),
        ("Backpack (Blue)", {"colour/blue"}),
        ("Leather-Trimmed Canvas Backpack", {"material/canvas"}),
        ("Lace-Up Backpack", set()),
        ("Rose Gold Pilot Backpack", {"colour/rose-gold"}),
        ("Classic White Pilot Backpack", {"colour/white"}),
        ("Golden Love Backpack", set()),
    ],
)
def test_a_name_tells_by_what_stands_before_its_noun_or_behind_a_mark(name: str, expected: set[str]) -> None:
    assert values(product(name)) == expected


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("Desk Set", "This set includes a white desk and a coral chair.", set()),
        ("Desk Set", "This white desk is paired with a coral chair.", set()),
        ("Mug Set", "Each white mug holds a lot.", {"colour/white"}),
        ("Mug Set", "A set of six blue glass mugs.", {"colour/blue", "material/glass"}),
        ("Mug Set", "These blue mugs hold a lot.", {"colour/blue"}),
        ("Drum Kit", "This kit features a white shiny", set()),
        ("Drum Kit", "This kit features a stunning white design.", {"colour/white"}),
        ("Mug Set", "Crafted from ceramic, these mugs last.", {"material/ceramic"}),
        ("Red Ceramic Mug Set", "", {"colour/red", "material/ceramic"}),
        ("Desk", "This ensemble features a white desk and a coral chair.", set()),
    ],
)
def test_of_a_set_only_what_is_said_of_the_whole_counts(
    name: str, description: str, expected: set[str]
) -> None:
    assert values(product(name, description, category="things")) == expected


@pytest.mark.parametrize(
    "description",
    [
        "The backpack lies on a weathered wooden surface.",
        "A copper-toned backpack with a leather tone.",
        "A backpack adorned with genuine pine cones.",
        "A backpack with the included black laptop mat.",
        "A backpack with a bold red heart design.",
        "A backpack with a design of a golden reindeer.",
        "A white gold backpack.",
    ],
)
def test_the_look_of_a_mark_a_place_or_another_stuff_is_not_the_products(description: str) -> None:
    assert not values(product("Backpack", description))


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("Autumn Breeze Backpack", "", set()),
        ("Winter Jacket", "", {"season/winter"}),
        ("Seaside Serenade Boots", "", set()),
        ("Blush Chevron Backpack", "", {"pattern/chevron"}),
        ("Blush Leather Backpack", "", {"colour/blush-pink", "material/leather"}),
        ("Pearl Stiletto Pumps", "", set()),
        ("Lace Dessert Plate", "", set()),
        ("Backpack", "A backpack with the beauty of a winter's night.", set()),
        ("Backpack", "Step into summer with our backpack.", {"season/summer"}),
    ],
)
def test_a_name_that_praises_and_a_likeness_tell_nothing(
    name: str, description: str, expected: set[str]
) -> None:
    assert values(product(name, description, category="things")) == expected


def test_solid_wood_is_no_pattern() -> None:
    assert values(product("Table", "This solid wood table lasts.", category="things")) == {"material/wood"}


def test_food_is_known_wherever_it_is_filed() -> None:
    donuts = "Golden donuts. Perfect for sharing at the office."
    assert not found(product("Donut Assortment", donuts, category="seasonal/valentine"))
    assert not found(product("Heirloom Red Potatoes", category="seasonal/easter"))


def test_food_has_a_taste_and_no_colour_to_choose() -> None:
    juice = product("Orange Juice", "A golden juice of red oranges.", category="groceries/juice")
    assert not found(juice)
    assert not found(product("Cherry Tomatoes", "Red and sweet tomatoes.", category="groceries/vegetables"))


def test_a_tool_is_not_of_what_it_works_on() -> None:
    assert not values(product("Wood Saw", category="tools"))
    assert not values(product("Leather Cleaner", category="care"))


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Perfect for men.", {"men"}),
        ("A gift for the modern woman.", {"women"}),
        ("Men's and women's sizes: a unisex cut.", {"men", "women", "unisex"}),
        ("Anyone can wear it, said her husband.", set()),
        ("Loved by women everywhere.", set()),
    ],
)
def test_for_whom_it_is(description: str, expected: set[str]) -> None:
    assert values(product("Backpack", description), "audience/") == {
        f"audience/{who}" for who in expected
    } or (values(product("Backpack", description), "audience") == expected)


def test_an_occasion_and_a_season_of_the_shop_are_found_where_it_is_made_for_them() -> None:
    terms = own("occasion", "camping", "party") | own("season", "summer")
    tent = product("Tent", "Perfect for camping trips. Ideal for warm summer nights.", category="tents")
    assert {mined.value for mined in found(tent, terms)} == {
        VALUE + "occasion/camping",
        VALUE + "season/summer",
    }
    assert not found(product("Tent", "Not for camping. The camping party loved it.", category="tents"), terms)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Perfect for hiking, camping and beach walks.", {"hiking", "camping", "beach"}),
        ("Ideal for serving guests at parties.", {"party"}),
        ("Perfect for parties, not for the gym.", {"party"}),
        ("It complements both office and everyday wear.", {"work", "everyday"}),
        ("Perfect for adding a touch of luxury to your everyday look.", set()),
        ("Great for dogs, this bag encourages exercise.", set()),
        ("Perfect for fine electrical work.", set()),
        ("Perfect for work or play.", {"work"}),
        ("Perfect for your home or office.", set()),
        ("A photo of a camping trip is on its front.", set()),
        ("Perfect for Valentine's Day and Halloween parties.", {"valentines-day", "halloween", "party"}),
        ("Brighten your Christmas tree with it.", {"christmas"}),
        ("It shines on your wedding day.", {"wedding"}),
        ("We sold it at our Easter market.", set()),
    ],
)
def test_an_occasion_is_one_that_it_is_said_to_be_for(description: str, expected: set[str]) -> None:
    assert values(product("Backpack", description), "occasion") == expected


def test_what_a_poster_shows_is_no_occasion_for_it() -> None:
    assert not values(product("Japan Travel Poster", category="decor"), "occasion")
    assert values(product("Japan Travel Bag"), "occasion") == {"travelling"}


def test_creamy_is_a_texture_unless_it_shades_a_colour() -> None:
    assert not values(product("Balm", "Our creamy balm melts in.", category="care"), "colour")
    assert values(product("Backpack", "A creamy white backpack."), "colour") == {"white"}


def test_a_stated_value_always_wins() -> None:
    bag = product("Red Leather Backpack", "This red backpack weighs 900 g.")
    stated = replace(
        bag,
        values=(AttributeValue(COLOUR, VALUE + "colour/blue"),),
        numbers=(Number(ATTRIBUTE + "weight", Decimal(800), "GRM"),),
    )
    assert {mined.attribute for mined in found(stated)} == {ATTRIBUTE + "material"}


def test_what_is_found_says_where_and_how_surely() -> None:
    bag = product("Leather Backpack", "This red backpack is a companion.")
    by_attribute = {mined.attribute: mined for mined in found(bag)}
    leather, red = by_attribute[ATTRIBUTE + "material"], by_attribute[COLOUR]
    assert (leather.source, leather.confidence) == ("name@en", CONFIDENCE[Evidence.NAME])
    assert (red.source, red.confidence) == ("description@en", CONFIDENCE[Evidence.HEADED])
    assert CONFIDENCE[Evidence.NAME] > CONFIDENCE[Evidence.HEADED] > CONFIDENCE[Evidence.PREDICATE]


def test_the_shops_own_value_is_given_where_it_has_the_word() -> None:
    shade = Attribute(ATTRIBUTE + "shade", {"en": "color"})
    rouge = Value(VALUE + "shade/rouge", {"en": "red", "fr": "rouge"}, attribute=shade.iri)
    puce = Value(VALUE + "shade/puce", {"en": "puce"}, attribute=shade.iri)
    terms: dict[str, AnyTerm] = {term.iri: term for term in (shade, rouge, puce)}
    bags = product("Backpack", "A red and puce backpack.")
    assert {(mined.attribute, mined.value) for mined in found(bags, terms)} == {
        (shade.iri, rouge.iri),
        (shade.iri, puce.iri),
    }


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("双肩包", "这款米色双肩包配有黑色真皮肩带。", {"colour/beige"}),
        ("双肩包", "双肩包由尼龙制成，拉链采用不锈钢。", {"material/nylon"}),
        ("双肩包", "本品不含皮革。", set()),
        ("双肩包", "适合搭配白色衬衫。", set()),
        ("双肩包", "黑色和白色条纹双肩包。", {"colour/black", "colour/white", "pattern/striped"}),
        ("双肩包", "适合男士使用。", {"audience/men"}),
        ("藏青色帆布双肩包", "", {"colour/navy", "material/canvas"}),
        ("双肩包 黑色", "", {"colour/black"}),
    ],
)
def test_the_same_in_chinese(name: str, description: str, expected: set[str]) -> None:
    assert values(product(name, description, language="zh")) == expected


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("Dumbbell", "Weighs 2.5 kg.", {"weight": ("2.5", "KGM")}),
        ("Rug", "It measures 30 x 20 cm.", {"length": ("30", "CMT"), "width": ("20", "CMT")}),
        ("Shelf", "80 cm wide, 1.2 m tall.", {"width": ("80", "CMT"), "height": ("1.2", "MTR")}),
        ("Travel Mug 12 oz", "", {"capacity": ("12", "OZA")}),
        ("Water Bottle", "Holds 500ml.", {"capacity": ("500", "MLT")}),
        ("Steak Knife", "A light 12 oz.", {"weight": ("12", "ONZ")}),
        ("Kettle", "With 2,200 W it boils fast.", {"power": ("2200", "WTT")}),
        ("Headphones", "Up to 30 hours of battery life.", {"battery-life": ("30", "HUR")}),
        ("55-inch Television", "", {"screen-size": ("55", "INH")}),
        ("Power Bank", "20,000 mAh.", {"battery-capacity": ("20000", "E09")}),
        ("Plate", "Diameter: 27 cm.", {"diameter": ("27", "CMT")}),
        ("Shelf", "Supports up to 40 kg.", {"maximum-load": ("40", "KGM")}),
        ("Laptop Sleeve", "Fits 15-inch laptops.", {}),
        ("Backpack", "It has 5 cm straps, and ships in 3 days.", {}),
        ("Backpack", "Loved for 10 years, in 3 colours.", {}),
    ],
)
def test_amounts_are_tied_to_what_they_measure(
    name: str, description: str, expected: dict[str, tuple[str, str]]
) -> None:
    assert amounts(product(name, description, category="things")) == expected


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("保温杯 500毫升", "", {"capacity": ("500", "MLT")}),
        ("哑铃", "重两公斤。", {"weight": ("2", "KGM")}),
        ("书架", "宽80厘米，高1.2米。", {"width": ("80", "CMT"), "height": ("1.2", "MTR")}),
        ("耳机", "续航30小时。", {"battery-life": ("30", "HUR")}),
        ("双肩包", "肩带长120厘米。", {}),
    ],
)
def test_amounts_in_chinese(name: str, description: str, expected: dict[str, tuple[str, str]]) -> None:
    assert amounts(product(name, description, category="things", language="zh")) == expected


def test_an_amount_comes_in_the_unit_of_the_shops_attribute() -> None:
    weight = Attribute(ATTRIBUTE + "mass", {"en": "weight"}, kind=AttributeKind.NUMBER, unit="GRM")
    (mined,) = found(product("Dumbbell", "Weighs 2.5 kg."), {weight.iri: weight})
    assert (mined.attribute, mined.amount, mined.unit) == (weight.iri, Decimal(2500), "GRM")


def test_many_products_in_two_processes_give_what_one_gives() -> None:
    many = [
        product(f"{colour} Leather Backpack", "Weighs 2 kg.", item_id=f"{colour}{number}")
        for colour in ("Red", "Blue", "Green")
        for number in range(400)
    ]
    assert mine(many, {}, processes=2) == mine(many, {}, processes=1)


@pytest.fixture(scope="module")
def department_store() -> list[Product]:
    """Every product of the retail demo store, read once."""
    feed = SHARED_DATA / "retail-demo-store" / "products.yaml"
    if not feed.is_file():
        pytest.skip("the retail demo store's products are not beside this checkout")
    return good(read_feed(feed))


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [
        ("dev", 0.95, 0.6),
        ("held", 0.95, 0.6),
        ("drawn", 0.95, 0.4),
        ("fresh", 0.95, 0.45),
        ("last", 0.95, 0.4),
    ],
)
def test_products_of_a_real_catalogue_are_read_as_rightly_as_measured(
    department_store: list[Product], part: str, precision: float, recall: float
) -> None:
    products = [item for item in department_store if item.item_id in labels(part)]
    assert len(products) == 100
    whole: Score = sum(score_of(products, part).values(), Score())
    assert whole.precision >= precision, whole
    assert whole.recall >= recall, whole
