"""Why two products go together: what is stated, and what few things have; never what everything has."""

from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest
from market_graph import ATTRIBUTE, BRAND, CATEGORY, VALUE, open_feed

from knowledge_graph import Catalogue, GraphPath, UnknownItemError

# Camping gear, all of it in one shop, in one currency, of one brand; half of it black.
SHOP = "name: {en: Camp, zh: 营地}\ncurrency: EUR\nlanguage: en\n"
CATEGORIES = """- {slug: camp, en: camp gear, zh: 露营}
- {slug: camp/stoves, en: stoves, zh: 炉具}
- {slug: camp/pots, en: pots, zh: 锅具}
- {slug: camp/pots/sets, en: pot sets, zh: 套锅}
- {slug: camp/fuel, en: fuel, zh: 燃料}
- {slug: home, en: home, zh: 家居}
- {slug: home/lamps, en: lamps, zh: 灯}
"""
ATTRIBUTES = """- slug: colour
  type: value
  en: colour
  zh: 颜色
  values: [{slug: black, en: black, zh: 黑色}, {slug: red, en: red, zh: 红色}]
- slug: use
  type: value
  en: made for
  zh: 用途
  values: [{slug: hiking, en: hiking, zh: 徒步}, {slug: everyday, en: everyday, zh: 日常}]
- {slug: foldable, type: boolean, en: foldable, zh: 可折叠}
"""
HEADER = "item_id,name_en,name_zh,category,brand,price,currency,stock,accessories,compatible_with,colour,use,foldable\n"
ROWS = """stove,Kindle Stove,初焰炉,camp/stoves,Fjell,39,EUR,3,gas,pots,red,hiking,true
burner,Piezo Burner,电子炉,camp/stoves,Fjell,45,EUR,3,gas,,black,,false
pots,Pot Set,双人套锅,camp/pots/sets,Fjell,49,EUR,3,,,red,hiking,true
kettle,Fjord Pot,峡湾锅,camp/pots,Fjell,29,EUR,3,,,black,everyday,false
gas,Gas Canister,气罐,camp/fuel,Fjell,9,EUR,3,,,,,
"""
LAMP = "lamp{number},Lamp {number},灯{number},home/lamps,Fjell,20,EUR,3,,,{colour},everyday,true\n"
FILLER = "".join(LAMP.format(number=number, colour="black" if number % 2 else "red") for number in range(60))


@pytest.fixture(scope="module")
def camp(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    feed = tmp_path_factory.mktemp("camp")
    (feed / "products").mkdir()
    for name, text in (("shop", SHOP), ("categories", CATEGORIES), ("attributes", ATTRIBUTES)):
        (feed / f"{name}.yml").write_text(text, encoding="utf-8")
    (feed / "products" / "all.csv").write_text(HEADER + ROWS + FILLER, encoding="utf-8")
    return open_feed(tmp_path_factory.mktemp("camp_graph"), feed)


def things(paths: Iterable[GraphPath]) -> set[str]:
    return {end for path in paths for step in path.steps for end in (step.subject, step.object)}


def test_what_is_stated_comes_first_and_a_shared_purpose_beside_it(camp: Catalogue) -> None:
    fits, hiking = camp.paths("stove", "pots")
    assert len(fits.steps) == 1
    assert fits.steps[0].subject == "urn:daogou:item:stove"
    assert [step.relation for step in hiking.steps] == [ATTRIBUTE + "use"] * 2
    assert hiking.steps[0].object == VALUE + "use/hiking"
    assert fits.cost < hiking.cost


def test_a_third_product_that_belongs_to_both_is_a_reason(camp: Catalogue) -> None:
    first, *_ = camp.paths("stove", "burner")
    assert "urn:daogou:item:gas" in things([first])
    assert len(first.steps) == 2


def test_a_kind_of_pot_is_a_pot(camp: Catalogue) -> None:
    pot = next(path for path in camp.paths("pots", "kettle") if CATEGORY + "camp/pots" in things([path]))
    assert any(step.relation.endswith("broader") for step in pot.steps) or len(pot.steps) == 2


def test_two_things_that_share_only_what_all_have_have_no_reason(camp: Catalogue) -> None:
    # Brand, department, currency, stock, colour, and a purpose that nearly all have.
    assert camp.paths("kettle", "lamp1") == []
    assert camp.paths("kettle", "lamp2") == []
    assert camp.paths("gas", "kettle") == []


def test_no_path_leads_over_a_hub(camp: Catalogue) -> None:
    hubs = {
        CATEGORY + "camp", CATEGORY + "home", CATEGORY + "home/lamps", BRAND + "fjell", VALUE + "use/everyday",
    }  # fmt: skip
    for one, other in combinations(["stove", "burner", "pots", "kettle", "gas", "lamp1", "lamp2"], 2):
        told = things(camp.paths(one, other, most=5))
        assert not told & hubs
        assert not any(thing.startswith((VALUE + "colour", VALUE + "foldable")) for thing in told)


def test_a_product_and_itself_have_no_path_and_an_unknown_one_is_refused(camp: Catalogue) -> None:
    assert camp.paths("stove", "stove") == []
    with pytest.raises(UnknownItemError):
        camp.paths("stove", "nothing")


def test_a_path_hangs_together(department_store: Catalogue) -> None:
    found = department_store.query(
        "SELECT ?id WHERE { ?item <https://schema.org/productID> ?id } ORDER BY ?id LIMIT 40"
    )
    items = [str(row[0]) for row in found.rows]
    told = 0
    for one, other in combinations(items, 2):
        for path in department_store.paths(one, other):
            told += 1
            ends = [{step.subject, step.object} for step in path.steps]
            assert all(here & there for here, there in pairwise(ends))
            assert 0 < len(path.steps) <= 4
    assert told


def test_every_word_of_the_catalogue_is_in_its_lexicon(camp: Catalogue) -> None:
    rows = list(camp.lexicon())
    assert {"category", "brand", "value", "attribute", "item"} == {row["kind"] for row in rows}
    assert ("徒步", "zh", VALUE + "use/hiking") in {
        (row["text"], row["language"], row["iri"]) for row in rows
    }
