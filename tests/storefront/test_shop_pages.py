"""The shop's pages: what stands on them, that it is true, and that it leads on."""

import itertools
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from lxml import html
from page_reader import HOSTILE, PICTURE, data_of, links_of, reader, text_of
from pages_serving import Serving, empty_shop, serving
from sqlalchemy import update

from bot.storefront.render import STATIC, shop_words
from shop import shelves
from shop.creation import create_shop
from shop.database import Database, sqlite_url
from shop.imports import import_offers, import_products
from shop.profile import ShopProfile
from shop.shop import DATABASE
from shop.tables import Stock


def test_every_link_of_the_shop_leads_to_a_page(market: Serving) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    with reader(market) as browser:
        while waiting:
            address = waiting.pop()
            answer = browser.get(address)
            assert answer.status_code == 200, address
            seen.add(address)
            if not address.startswith(("/staff", "/api")):
                waiting += [
                    one for one in (urljoin(address, to) for to in links_of(answer.text))
                    if one not in seen and one not in waiting and "#" not in one
                ]  # fmt: skip
    products = {address for address in seen if address.startswith("/shop/") and "language" not in address}
    assert "/shop/l1" in products
    assert "/shop/caf%C3%A9%2F%E2%84%96%201" in products  # a slash in an id is a part of it
    assert "/category/home/lighting" in seen


def test_a_product_page_says_what_the_shop_knows(market: Serving) -> None:
    with reader(market) as browser:
        lamp = text_of(browser.get("/shop/l1").text)
        for said in ("Ember Table Lamp", "now: €49.90", "before: €59.90", "A small lamp with a linen shade.",
                     "In stock", "weight 900 g", "colour red", "Warm Bulb"):  # fmt: skip
            assert said.lower() in lamp.lower(), said
        floor = text_of(browser.get("/shop/l2").text)
        assert "3 left" in floor
        assert "before:" not in floor.partition("Goes well")[0]  # its list price is below its price
        assert "Sold out" in text_of(browser.get("/shop/j2").text)


def test_the_front_page_shows_only_what_can_be_had(market: Serving) -> None:
    with reader(market) as browser:
        front, clothing = browser.get("/").text, browser.get("/category/clothing").text
    assert "Fjell Rain Jacket" in text_of(front)
    assert "/shop/j2" not in links_of(front)
    assert "/shop/j2" in links_of(clothing)


def test_what_was_sold_just_now_leaves_the_front_page_and_what_came_is_on_it(
    tmp_path: Path, market_template: Path
) -> None:
    with serving(market_template, tmp_path / "shop") as served, reader(served) as browser:
        assert "/shop/l2" in links_of(browser.get("/").text)
        database = Database(sqlite_url(served.folder / DATABASE))
        with database.change() as books:
            books.execute(update(Stock).filter_by(item_id="l2").values(quantity=0))
        database.close()
        sold = browser.get("/").text
        assert "/shop/l2" not in links_of(sold)
        assert "/shop/l1" in links_of(sold)
        offers = tmp_path / "offers.csv"
        offers.write_text("item_id,price,stock\nl2,99.00,7\n", encoding="utf-8")
        import_offers(served.folder, offers)
        assert "€99.00" in browser.get("/").text


def test_search_engines_are_told_the_same_in_schema_org_s_words(market: Serving) -> None:
    with reader(market) as browser:
        told = data_of(browser.get("/shop/l1").text)
    assert told["@type"] == "Product"
    assert (told["productID"], told["name"]) == ("l1", "Ember Table Lamp")
    assert told["offers"] == {
        "@type": "Offer",
        "price": "49.90",
        "priceCurrency": "EUR",
        "availability": "https://schema.org/InStock",
        "priceSpecification": {
            "@type": "UnitPriceSpecification",
            "priceType": "https://schema.org/ListPrice",
            "price": "59.90",
            "priceCurrency": "EUR",
        },
    }


def test_an_import_shows_at_the_next_look(tmp_path: Path, market_template: Path) -> None:
    with serving(market_template, tmp_path / "shop") as served, reader(served) as browser:
        assert "€49.90" in browser.get("/shop/l1").text
        offers = tmp_path / "offers.csv"
        offers.write_text("item_id,price,stock\nl1,39.90,0\n", encoding="utf-8")
        import_offers(served.folder, offers)
        page = text_of(browser.get("/shop/l1").text)
    assert "€39.90" in page
    assert "Sold out" in page


def test_the_language_of_the_address_beats_the_browser_s_and_goes_along(market: Serving) -> None:
    with reader(market, "en") as browser:
        chinese = browser.get("/shop/l1?language=zh").text
        assert '<html lang="zh">' in chinese
        assert "余烬台灯" in text_of(chinese)
        assert 'data-language="zh"' in chinese
        ours = [link for link in links_of(chinese) if link.startswith(("/shop/", "/category/"))]
        assert ours
        assert {link.rpartition("=")[2] for link in ours if link != "/shop/l1?language=en"} == {"zh"}
    with reader(market, "zh-CN,zh;q=0.9") as browser:
        assert '<html lang="zh">' in browser.get("/").text
        assert '<html lang="en">' in browser.get("/?language=en").text


def test_a_long_category_comes_in_pages_and_nothing_twice(shelf: Serving) -> None:
    found: list[str] = []
    address: str | None = "/category/kitchen/spoons"
    with reader(shelf) as browser:
        assert "50 products" in text_of(browser.get(address or "").text)
        while address:
            page = browser.get(address).text
            found += [one for one in links_of(page) if one.startswith("/shop/")]
            following = re.search(r'rel="next" href="([^"]*)"', page)
            address = unescape(following[1]) if following else None
        assert len(found) == len(set(found)) == 50
        for beyond in ("/category/kitchen/spoons?page=4", "/category/kitchen/spoons?page=0",
                       "/category/kitchen/spoons?page=x", "/category/nothing", "/category/"):  # fmt: skip
            assert browser.get(beyond).status_code == 404, beyond


def test_a_category_counts_all_its_products_however_many_a_shelf_looks_at(
    shelf: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "CANDIDATES", 30)
    with reader(shelf) as browser:
        assert "50 products" in text_of(browser.get("/category/kitchen/spoons").text)


@pytest.mark.parametrize(
    "place", ["/shop/", "/category/", "/static/", "/static/storefront/", "/", "/api/", "/widget/"]
)
@pytest.mark.parametrize(
    "name", ["%00", "a%00.css", "a%2F%00", "a" * 300, "b%2F" * 2000, "%FF%FE", "%ED%A0%80", "..%2F.."]
)
def test_a_name_that_nothing_can_have_is_not_found(market: Serving, place: str, name: str) -> None:
    for accept in ("text/html", "*/*"):
        with reader(market) as browser:
            address = httpx.URL(f"{market.url}{place}{name}")
            assert browser.get(address, headers={"Accept": accept}).status_code == 404


def test_an_address_that_leads_nowhere_says_so_and_leads_on(market: Serving) -> None:
    with reader(market) as browser:
        for address in ("/shop/none", "/shop/", "/nothing/at/all"):
            lost = browser.get(address)
            assert lost.status_code == 404
            assert "There is no such page" in text_of(lost.text)
            assert "/" in links_of(lost.text)
        assert "没有这个页面" in browser.get("/shop/none?language=zh").text
        program = browser.get("/nothing/at/all", headers={"Accept": "application/json"})
        assert program.headers["content-type"] == "application/problem+json"
        assert browser.get("/api/nothing").headers["content-type"] == "application/problem+json"


def test_what_a_feed_says_is_shown_as_text_and_never_run(shelf: Serving) -> None:
    with reader(shelf) as browser:
        answer = browser.get("/shop/h1")
        assert f"{HOSTILE} Lamp" in text_of(answer.text)
        assert HOSTILE not in answer.text
        assert data_of(answer.text)["description"] == f"</script>{HOSTILE} & more"
        other = browser.get("/shop/h2").text
    assert "javascript:" not in other


def test_a_page_runs_its_own_scripts_alone_and_loads_pictures_from_where_they_are(
    shelf: Serving, market: Serving
) -> None:
    with reader(shelf) as browser:
        lamp, other = browser.get("/shop/h1"), browser.get("/shop/h2")
    policy = lamp.headers["content-security-policy"]
    nonces = set(re.findall(r'nonce="([^"]+)"', lamp.text))
    assert len(nonces) == 1
    assert f"script-src 'nonce-{nonces.pop()}';" in policy
    assert "require-trusted-types-for 'script'; trusted-types lit-html" in policy
    assert "unsafe" not in policy
    assert f'src="{PICTURE}"' in lamp.text
    assert "img-src 'self' data: http://pictures.example;" in policy
    for answer in (lamp, other):  # a picture's address can widen the policy by its own host alone
        assert "evil.example" not in answer.headers["content-security-policy"]
        assert answer.headers["content-security-policy"].count("script-src") == 1
    with reader(market) as browser:
        assert "img-src 'self' data:;" in browser.get("/shop/l3").headers["content-security-policy"]
        assert "img-src 'self' data: https:;" in browser.get("/shop/j1").headers["content-security-policy"]


def test_the_chat_is_on_every_page_by_one_line(market: Serving) -> None:
    with reader(market) as browser:
        for address in ("/", "/category/home", "/shop/l1", "/shop/none"):
            page = browser.get(address).text
            (line,) = re.findall(r'<script src="/widget.js"[^>]*></script>', page)
            assert 'data-language="en"' in line
            assert "async" in line


def test_neither_graph_nor_recommender_is_opened_before_a_page_is_asked_for(
    tmp_path: Path, market_template: Path
) -> None:
    with serving(market_template, tmp_path / "shop") as served, reader(served) as browser:
        browser.get("/health")
        browser.get("/api/docs")
        assert not hasattr(served.app.state, "showroom")
        browser.get("/")
        assert hasattr(served.app.state, "showroom")


def without_pages(folder: Path) -> None:
    file = folder / "shop.yml"
    file.write_text(file.read_text("utf-8").replace("pages: true", "pages: false"), encoding="utf-8")


def test_a_shop_may_switch_its_pages_off(tmp_path: Path, market_template: Path) -> None:
    shutil.copytree(market_template, tmp_path / "off", symlinks=True)
    without_pages(tmp_path / "off")
    with serving(tmp_path / "off", tmp_path / "shop") as served, reader(served) as browser:
        alone = browser.get("/").text
        assert "data-open" in alone
        assert not [link for link in links_of(alone) if link.startswith(("/shop", "/category"))]
        assert browser.get("/shop/l1").status_code == 404
        assert browser.get("/category/home").status_code == 404


def test_a_product_has_an_address_only_where_the_shop_has_pages(tmp_path: Path) -> None:
    create_shop(tmp_path / "shop", name="Shop", currency="EUR", language="en")
    assert ShopProfile.read(tmp_path / "shop").page_of("a/b") == "/shop/a%2Fb"
    without_pages(tmp_path / "shop")
    assert ShopProfile.read(tmp_path / "shop").page_of("a/b") is None


def test_a_shop_that_is_not_filled_yet_says_so_and_shows_itself_when_it_is(tmp_path: Path) -> None:
    empty_shop(tmp_path / "empty")
    with serving(tmp_path / "empty", tmp_path / "shop") as served, reader(served) as browser:
        waiting = browser.get("/")
        assert waiting.status_code == 200
        assert "The shop is opening" in text_of(waiting.text)
        assert "Retry-After" in browser.head("/").headers
        feed = tmp_path / "feed.csv"
        feed.write_text("item_id,name,category,price\na,Spoon,kitchen,1.00\n", encoding="utf-8")
        import_products(served.folder, feed)
        assert "Spoon" in text_of(browser.get("/").text)
        assert "Retry-After" not in browser.head("/").headers


@pytest.mark.parametrize("address", ["/", "/category/home", "/shop/l1", "/shop/none", "/?language=zh"])
def test_a_page_can_be_read_without_eyes(market: Serving, address: str) -> None:
    with reader(market) as browser:
        tree = html.fromstring(browser.get(address).text)
    assert [len(tree.findall(f".//{name}")) for name in ("main", "h1", "header", "footer")] == [1, 1, 1, 1]
    levels = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert tree.xpath("//a[@class='skip']/@href") == [f"#{place}" for place in tree.xpath("//main/@id")]
    assert all(image.get("alt") is not None for image in tree.iter("img"))


def test_both_languages_have_the_same_words() -> None:
    def keys(tree: object, path: str = "") -> set[str]:
        if isinstance(tree, dict):
            return {key for name, branch in tree.items() for key in keys(branch, f"{path}.{name}")}
        return {path}

    assert keys(shop_words("en")) == keys(shop_words("zh"))


def test_scripts_and_styles_ask_no_other_site_and_write_no_html() -> None:
    files = list(STATIC.iterdir())
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|innerHTML|outerHTML|insertAdjacentHTML|eval\(", text), file
