"""`bot graph check` and `bot graph export` on a small shop, as its owner would use them."""

import json
import subprocess
from pathlib import Path

import pytest
from bot_commands import bot, bot_command
from rdflib import RDF, Graph, URIRef

from bot.settings import ROOT

PRODUCTS = """item_id,name_en,name_zh,category,brand,price,currency,stock,image,accessories
lamp-1,Oak reading lamp,橡木台灯,lamps,Northlight,49.90,USD,3,lamp.jpg,bulb-9
lamp-2,Brass desk lamp,,lamps,Northlight,79.00,USD,0,desk.jpg,lamp-2
mug-1,Tall mug,,mugs,Claybird,9.50,USD,12,mug.jpg,
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command whose exit code is what is looked at."""
    return subprocess.run(bot_command(*arguments), cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("shops") / "corner"
    feed = folder.parent / "products.csv"
    feed.write_text(PRODUCTS, encoding="utf-8")
    bot("shop", "create", str(folder), "--currency", "USD", "--language", "en", "--name", "Corner")
    bot("shop", "import", "products", str(feed), "--shop", str(folder))
    return str(folder)


def test_the_check_lists_what_to_mend_by_product_and_counts_it(shop: str) -> None:
    checked = run("graph", "check", "--shop", shop)
    assert checked.returncode == 1
    assert checked.stdout.splitlines() == [
        "lamp-1",
        "  violation: accessories: Add the accessory to the catalogue, or take it off this product."
        " (it says 'bulb-9')",
        "lamp-2",
        "  violation: links: Take the product off its own list of accessories, consumables and related products."
        " (it says 'lamp-2')",
        "3 products: 2 violations, 0 warnings.",
    ]


def test_the_check_can_be_cut_short_and_still_counts_all(shop: str) -> None:
    lines = run("graph", "check", "--shop", shop, "--limit", "1").stdout.splitlines()
    assert [lines[0], *lines[2:]] == [
        "lamp-1",
        "… more products than --limit 1 shows.",
        "3 products: 2 violations, 0 warnings.",
    ]


def test_the_check_speaks_json_to_programs(shop: str) -> None:
    checked = run("graph", "check", "--shop", shop, "--json")
    found = [json.loads(line) for line in checked.stdout.splitlines()]
    assert [(one["item_id"], one["severity"], one["property"], one["value"]) for one in found] == [
        ("lamp-1", "violation", "accessories", "bulb-9"),
        ("lamp-2", "violation", "links", "lamp-2"),
    ]


def test_the_graph_is_exported_to_a_file_or_to_the_screen(shop: str, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    assert bot("graph", "export", "--shop", shop, "--output", str(file)).returncode == 0
    assert file.read_text(encoding="utf-8") == bot("graph", "export", "--shop", shop).stdout
    products = Graph().parse(file).subjects(RDF.type, URIRef("https://schema.org/Product"))
    assert len(set(products)) == 3


def test_the_graph_is_exported_as_json_ld_in_one_language(shop: str) -> None:
    told = bot("graph", "export", "--shop", shop, "--format", "jsonld", "--language", "zh")
    things = {thing["@id"]: thing for thing in json.loads(told.stdout)["@graph"]}
    assert things["urn:daogou:item:lamp-1"]["name"] == {"@value": "橡木台灯", "@language": "zh"}
    assert things["urn:daogou:item:mug-1"]["name"] == {"@value": "Tall mug", "@language": "en"}
