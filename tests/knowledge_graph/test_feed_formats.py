"""What each format says of a product, and where it ends up; written from the formats' public documentation."""

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from market_graph import ATTRIBUTE, BRAND, CATEGORY, MARKET, VALUE, good, publish

from knowledge_graph import BadRow, Category, FeedError, LeftOut, Product, read_feed, read_terms
from knowledge_graph.products import AttributeValue, Number

FEEDS = Path(__file__).parent / "feeds"


def products_of(name: str) -> dict[str, Product]:
    return {product.item_id: product for product in good(read_feed(FEEDS / name))}


def read_text(path: Path, text: str) -> list[Product | BadRow]:
    path.write_text(text)
    return list(read_feed(path))


def test_variants_of_a_json_ld_group_share_what_the_group_says() -> None:
    products = products_of("lamps.jsonld")
    red, blue = products["glow-red"], products["glow-blue"]
    assert red.group == blue.group == "glow"
    assert (red.names, red.stock) == ({"en": "Glow Lamp (red)", "zh": "微光灯 (red)"}, 7)
    assert red.categories == (CATEGORY + "home-living/lamps",)
    assert AttributeValue(ATTRIBUTE + "material", VALUE + "material/steel") in blue.values
    # 1.5 kg and 1500 g are one weight: a feed's amounts of an attribute come in one unit.
    assert red.numbers == blue.numbers == (Number(ATTRIBUTE + "weight", Decimal("1.5"), "KGM"),)


def test_of_several_json_ld_offers_the_cheapest_that_can_be_had_counts() -> None:
    products = products_of("lamps.jsonld")
    assert (products["glow-blue"].price, products["glow-blue"].available) == (Decimal("21.50"), True)
    assert products["4006381333931"].price == Decimal("3.20")  # the low price of an AggregateOffer
    floor = products["floor"]
    assert (floor.price, floor.list_price, floor.available) == (Decimal(79), Decimal(99), False)


def test_json_ld_links_ratings_and_properties_are_kept() -> None:
    products = products_of("lamps.jsonld")
    bulb, floor = products["4006381333931"], products["floor"]
    assert products["glow-red"].accessories == floor.consumables == floor.goes_with == (bulb.item_id,)
    assert floor.similar == ("glow-blue",)
    assert (bulb.rating, bulb.rating_count) == (Decimal("4.1"), 12)
    assert bulb.numbers == (Number(ATTRIBUTE + "power", Decimal(9), "WTT"),)
    assert {held.value for held in bulb.values} == {VALUE + "dimmable/yes", VALUE + "shade/warm-white"}
    assert (products["glow-red"].image, floor.image) == ("https://pictures.example/red.jpg", "/floor.jpg")


@pytest.mark.parametrize(
    "context",
    [
        '"http://schema.org/"',
        '["https://www.schema.org", {"@language": "en"}]',
        '{"@vocab": "http://schema.org/"}',
    ],
)
def test_schema_orgs_context_is_known_in_all_its_spellings(context: str, tmp_path: Path) -> None:
    text = f'{{"@context": {context}, "@type": "Product", "sku": 7, "name": "Lamp", "offers": {{"price": 5.10}}}}'
    (lamp,) = read_text(tmp_path / "lamp.json", text)
    assert isinstance(lamp, Product)
    assert (lamp.item_id, lamp.names, lamp.price) == ("7", {"en": "Lamp"}, Decimal("5.1"))


def test_a_context_of_another_address_is_refused_and_not_fetched(tmp_path: Path) -> None:
    text = (
        '{"@context": ["https://schema.org", "https://elsewhere.example/x"], "@type": "Product", "sku": "a"}'
    )
    with pytest.raises(
        FeedError, match=r"'https://elsewhere.example/x' is not known here, and is not fetched"
    ):
        read_text(tmp_path / "lamp.json", text)


def test_json_ld_without_an_id_or_with_one_of_another_product_is_a_bad_row(tmp_path: Path) -> None:
    text = """{"@context": "https://schema.org", "@graph": [
{"@type": "Product", "sku": "a", "name": "One"},
{"@type": "Product", "sku": "a", "name": "Two"},
{"@type": "Product", "name": "Three"}]}"""
    one, two, three = read_text(tmp_path / "lamps.json", text)
    assert isinstance(one, Product)
    assert isinstance(two, BadRow)
    assert isinstance(three, BadRow)
    assert (two.line, two.column, two.value) == (3, "productID", "a")
    assert (three.line, three.value) == (4, "")


def test_wrong_bytes_of_json_ld_are_told_by_their_row(tmp_path: Path) -> None:
    path = tmp_path / "lamps.json"
    path.write_bytes(b'{"@context": "https://schema.org", "@type": "Product", "sku": "a", "name": "Caf\xe9"}')
    (bad,) = read_feed(path)
    assert isinstance(bad, BadRow)
    assert (bad.column, bad.value) == ("name", "Caf\\xe9")


def test_rdf_categories_keep_their_labels_and_what_is_broader() -> None:
    terms = {term.iri: term for term in good(read_terms(FEEDS / "lamps.ttl"))}
    lamps = terms[CATEGORY + "home/lamps"]
    assert isinstance(lamps, Category)
    assert (lamps.labels, lamps.broader) == ({"en": "Lamps", "zh": "灯具"}, CATEGORY + "home")
    assert lamps.also == {"en": ("lights",), "zh": ("灯",)}
    glow = products_of("lamps.ttl")["glow"]
    assert glow.categories == (lamps.iri,)
    assert (glow.available, glow.accessories, glow.currency) == (False, ("bulb",), "EUR")
    assert glow.labels[ATTRIBUTE + "power"] == {"en": "Power", "zh": "功率"}


@pytest.mark.parametrize("suffix", [".nt", ".rdf", ".jsonld"])
def test_one_graph_is_read_alike_in_every_syntax(suffix: str, tmp_path: Path) -> None:
    syntax = {".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML, ".jsonld": ox.RdfFormat.JSON_LD}
    path = tmp_path / f"lamps{suffix}"
    quads = ox.parse((FEEDS / "lamps.ttl").read_text(), ox.RdfFormat.TURTLE)
    rows = quads if suffix == ".jsonld" else (quad.triple for quad in quads)
    ox.serialize(rows, str(path), syntax[suffix])
    read = {product.item_id: product for product in good(read_feed(path, "rdf"))}
    assert read == products_of("lamps.ttl")


def test_what_our_own_graph_asserts_reads_back_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path / "graph", MARKET)
    store = ox.Store.read_only(str(next((tmp_path / "graph").rglob("store"))))
    path = tmp_path / "market.ttl"
    store.dump(str(path), ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    left_out = LeftOut()
    read = {product.item_id: product for product in good(read_feed(path, left_out=left_out))}
    assert read == {product.item_id: product for product in good(read_feed(MARKET))}
    assert (read["k1"].gtin, left_out.sentences()) == ("4006381333931", [])
    labels = {term.iri: term.labels for term in good(read_terms(path))}
    assert {term.iri: term.labels for term in good(read_terms(MARKET))}.items() <= labels.items()


def test_a_google_item_keeps_what_it_says() -> None:
    red = products_of("lamps.xml")["glow-red"]
    assert (red.price, red.list_price, red.currency) == (Decimal("19.99"), Decimal("24.99"), "USD")
    assert red.group == "glow"
    assert red.categories == (CATEGORY + "home-living/lamps",)
    assert {held.value.removeprefix(VALUE) for held in red.values} == {
        "audience/men", "audience/women", "colour/red", "colour/ivory", "material/steel", "shade/warm-white",
    }  # fmt: skip
    assert {(held.attribute.removeprefix(ATTRIBUTE), held.amount, held.unit) for held in red.numbers} == {
        ("power", Decimal(9), "WTT"),
        ("height", Decimal(16), "INH"),
        ("shipping-weight", Decimal(2), "KGM"),
    }


def test_a_google_table_says_the_same_as_xml() -> None:
    xml, table = products_of("lamps.xml")["glow-red"], products_of("lamps.tsv")["glow-red"]
    assert set(table.numbers) < set(xml.numbers)
    assert (table.names, table.brand, table.group, table.price) == (
        xml.names,
        xml.brand,
        "glow",
        Decimal("24.99"),
    )
    assert products_of("lamps.tsv")["desk"].price == Decimal("9.50")


def test_no_entity_of_an_xml_feed_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    text = (FEEDS / "lamps.xml").read_text().replace("Glow Lamp, red", "Glow &inner;", 1)
    text = text.replace("<rss", f'<!DOCTYPE rss [<!ENTITY inner SYSTEM "{secret.as_uri()}">]>\n<rss', 1)
    rows = read_text(tmp_path / "lamps.xml", text)
    assert "hidden" not in str([row.names for row in rows if isinstance(row, Product)])


def test_shopify_variants_are_products_of_one_group() -> None:
    products = products_of("lamps_shopify.csv")
    red, large = products["glow-red"], products["0042"]
    assert red.group == large.group == "glow"
    assert (red.names, red.descriptions) == ({"en": "Glow Lamp (Red, Small)"}, {"en": "A lamp for reading."})
    assert AttributeValue(ATTRIBUTE + "colour", VALUE + "colour/blue") in large.values
    assert (red.available, large.available, large.stock) == (True, False, 0)
    assert large.image == "https://pictures.example/blue.jpg"
    assert red.numbers == (Number(ATTRIBUTE + "weight", Decimal(1500), "GRM"),)


def test_a_shopify_product_without_options_is_one_product() -> None:
    products = products_of("lamps_shopify.csv")
    lamp, draft = products["lamp"], products["old-1"]
    assert (lamp.names, lamp.group, lamp.values) == ({"zh": "台灯"}, None, ())
    assert (lamp.available, lamp.stock) == (True, None)  # sold on order
    assert draft.available is False


@pytest.mark.parametrize(
    ("name", "item_id", "codes"),
    [
        ("lamps.csv", "glow", ("4006381333931", "GL-9")),
        ("lamps.csv", "bulb", (None, None)),
        ("lamps.yaml", "glow", ("04006381333931", None)),
        ("lamps.xml", "glow-red", ("4006381333931", "GL-9")),
        ("lamps.tsv", "glow-red", ("4006381333931", None)),
        ("lamps_shopify.csv", "glow-red", ("0012345678905", None)),
        ("lamps_shopify.csv", "0042", (None, None)),
        ("lamps_shopify_newer.csv", "glow-red", ("40170725", None)),
        ("lamps.jsonld", "glow-blue", ("4006381333948", "GL-9B")),
        ("lamps.jsonld", "4006381333931", ("4006381333931", None)),
        ("lamps.ttl", "glow", ("04006381333931", "GL-9")),
    ],
)
def test_bar_codes_and_makers_numbers_are_kept(
    name: str, item_id: str, codes: tuple[str | None, str | None]
) -> None:
    product = products_of(name)[item_id]
    assert (product.gtin, product.mpn) == codes


def test_a_shopify_compare_at_price_is_the_list_price() -> None:
    products = products_of("lamps_shopify_newer.csv")
    assert products["glow-red"].list_price == Decimal("24.99")
    assert products["glow-blue"].list_price is None


def test_links_to_products_that_are_not_in_the_feed_are_told() -> None:
    left_out = LeftOut()
    good(read_feed(FEEDS / "lamps.jsonld", left_out=left_out))
    assert left_out.sentences()[-1] == "1 link leads to a product that is not in the feed: stand"


def test_a_maker_is_left_out_only_beside_a_brand(tmp_path: Path) -> None:
    text = """{"@context": "https://schema.org", "@graph": [
{"@type": "Product", "sku": "a", "name": "One", "manufacturer": "Larkfell"},
{"@type": "Product", "sku": "b", "name": "Two", "manufacturer": "Larkfell", "brand": "Ember"}]}"""
    path, left_out = tmp_path / "lamps.json", LeftOut()
    path.write_text(text)
    one, two = good(read_feed(path, left_out=left_out))
    assert (one.brand, two.brand) == (BRAND + "larkfell", BRAND + "ember")
    assert left_out.columns == {"manufacturer": 1}


def test_an_atom_summary_is_the_description() -> None:
    assert products_of("lamps_atom.xml")["desk"].descriptions == {"en": "A lamp for a desk."}


def test_our_own_yaml_says_what_our_own_table_says() -> None:
    table, listed = products_of("lamps.csv")["glow"], products_of("lamps.yaml")["glow"]
    assert (listed.names, listed.values, listed.numbers) == (table.names, table.values, table.numbers)
    assert (listed.price, listed.stock, listed.accessories) == (Decimal("19.90"), 3, ("bulb",))


def test_a_folder_may_hold_tables_and_lists(tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "a.csv").write_text("item_id,name\nx,Ball\n")
    (tmp_path / "products" / "b.yml").write_text("- {item_id: y, name: Lamp}\n")
    assert [product.item_id for product in good(read_feed(tmp_path))] == ["x", "y"]
