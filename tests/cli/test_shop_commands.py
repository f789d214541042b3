"""`bot shop`, `bot recommender` and `bot graph` on a small shop, as its owner would use them."""

from pathlib import Path

import pytest
from bot_commands import bot, refusal_of

PRODUCTS = """item_id,name_en,category,brand,price,currency,stock,gtin,mpn
lamp-1,Oak reading lamp,lamps,Northlight,49.90,USD,3,4006381333931,NL-1
lamp-2,Brass desk lamp,lamps,Northlight,79.00,USD,0,out of use,
mug-1,Tall mug,mugs,Claybird,9.50,USD,12,,
"""
BROKEN = "lamp-3,Paper lamp,lamps,Northlight,cheap,USD,1,,\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop made and filled by the commands themselves."""
    folder = tmp_path_factory.mktemp("shops") / "corner"
    feed = folder.parent / "products.csv"
    feed.write_text(PRODUCTS, encoding="utf-8")
    bot("shop", "create", str(folder), "--currency", "USD", "--language", "en", "--name", "Corner")
    filled = bot("shop", "import", "products", str(feed), "--shop", str(folder))
    assert "3 added, 0 changed, 0 unchanged" in filled.stdout
    assert filled.stdout.splitlines()[-1] == "not kept: gtin (1 row)"
    return folder


def test_the_shop_says_what_it_holds(shop: Path) -> None:
    told = bot("shop", "info", "--shop", str(shop)).stdout
    for part in ("Corner", "USD", "products", "3"):
        assert part in told


def test_bar_code_and_makers_number_are_facts(shop: Path) -> None:
    told = bot("graph", "facts", "lamp-1", "--shop", str(shop)).stdout.splitlines()
    assert told[1:3] == ["gtin\t4006381333931\tstated\t", "mpn\tNL-1\tstated\t"]
    alone = bot("graph", "facts", "lamp-1", "mpn", "--shop", str(shop)).stdout.splitlines()
    assert alone[1:] == ["mpn\tNL-1\tstated\t"]


def test_a_folder_that_holds_a_shop_is_not_made_anew(shop: Path) -> None:
    told = refusal_of("shop", "create", str(shop), "--currency", "USD", "--language", "en")
    assert told.count("\n") == 1


def test_an_unknown_currency_is_refused_in_one_sentence(tmp_path: Path) -> None:
    told = refusal_of("shop", "create", str(tmp_path / "shop"), "--currency", "bucks", "--language", "en")
    assert "bucks" in told


def test_a_broken_row_is_named_and_nothing_is_loaded_unless_told_to_go_on(shop: Path, tmp_path: Path) -> None:
    feed = tmp_path / "autumn.csv"
    feed.write_text(PRODUCTS + BROKEN, encoding="utf-8")
    told = refusal_of("shop", "import", "products", str(feed), "--shop", str(shop))
    assert f"{feed}:5: price is 'cheap'; write " in told
    assert "--keep-going" in told
    loaded = bot("shop", "import", "products", str(feed), "--shop", str(shop), "--keep-going")
    assert f"{feed}:5: price is 'cheap'; write " in loaded.stderr
    assert "3 unchanged, 1 broken rows left out" in loaded.stdout


def test_a_sparql_query_shows_its_rows_and_cannot_change_the_graph(shop: Path, tmp_path: Path) -> None:
    query = tmp_path / "names.rq"
    query.write_text(
        "PREFIX schema: <https://schema.org/> SELECT ?name WHERE { ?p a schema:Product ; schema:name ?name }"
    )
    rows = bot("graph", "query", str(query), "--shop", str(shop)).stdout.splitlines()
    assert rows[0] == "name"
    assert "Tall mug" in rows
    assert refusal_of("graph", "query", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "--shop", str(shop))


def test_ratings_lead_to_titles_scores_and_reasons(shop: Path, tmp_path: Path) -> None:
    feed = tmp_path / "ratings.csv"
    feed.write_text(
        "userId,itemId,rating\n1,lamp-1,5\n2,lamp-1,5\n2,mug-1,4\n3,mug-1,2\n3,lamp-2,3\n", encoding="utf-8"
    )
    bot("shop", "import", "ratings", str(feed), "--shop", str(shop))
    assert "5 interactions" in bot("recommender", "train", "--shop", str(shop)).stdout
    assert "up to date" in bot("recommender", "train", "--if-stale", "--shop", str(shop)).stdout
    header, *rows = bot(
        "recommender", "recommend", "--user", "1", "-n", "2", "--shop", str(shop)
    ).stdout.splitlines()
    assert header.split("\t")[1:] == ["item", "title", "score", "reason"]
    assert {row.split("\t")[2] for row in rows} == {"Tall mug", "Brass desk lamp"}
    assert all(row.split("\t")[4] for row in rows)


def test_a_shopper_nobody_knows_is_one_sentence(shop: Path) -> None:
    assert "nobody" in refusal_of("recommender", "recommend", "--user", "nobody", "--shop", str(shop))
