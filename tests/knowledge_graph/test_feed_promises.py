"""What every importer promises, tested once for all of them; a new format adds one line to `CASES`."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from market_graph import good, open_feed

from knowledge_graph import FORMATS, BadRow, FeedError, LeftOut, Product, feed_digest, read_feed, read_terms

FEEDS = Path(__file__).parent / "feeds"


@dataclass(frozen=True, slots=True)
class Case:
    """A feed, and a change that breaks one of its rows."""

    name: str
    format: str
    count: int  # of products
    change: tuple[str, str]  # what stands there, and what shall stand there
    told: tuple[int, str, str]  # the line, the column and the value that the bad row has to name
    not_kept: dict[str, int] = field(default_factory=dict)  # by column, the rows that held something there

    @property
    def path(self) -> Path:
        return FEEDS / self.name


CASES = [
    Case("lamps.csv", "daogou", 2, (",,12.5,", ",,12;5,"), (3, "price", "12;5"), {"gtin": 1}),
    Case("lamps.yaml", "daogou", 2, ("price: 19.90", "price: 19;90"), (2, "price", "19;90")),
    Case(
        "lamps_store.yaml",
        "retail-demo-store",
        2,
        ("price: 5", "price: five"),
        (12, "price", "five"),
        {"where_visible": 1, "image": 1},
    ),
    Case("films.csv", "movielens", 2, ("\n7,", "\n3,"), (3, "movieId", "3"), {"runtime": 1}),
    Case(
        "lamps_shopify.csv",
        "shopify",
        4,
        ("21.50", "21;50"),
        (3, "Variant Price", "21;50"),
        {"Image Position": 2, "Image Src beyond the first": 1, "Tags": 1, "Variant Barcode": 1},
    ),
    Case("lamps_shopify_newer.csv", "shopify", 2, ("21.50", "21;50"), (3, "Variant Price", "21;50")),
    Case(
        "lamps.xml",
        "google-merchant",
        2,
        ("out of stock", "perhaps"),
        (37, "availability", "perhaps"),
        {"shipping": 2, "gtin": 1, "google_product_category": 1},
    ),
    Case("lamps_atom.xml", "google-merchant", 1, ("9.50 EUR", "9.50 EURO"), (3, "price", "9.50 EURO")),
    Case(
        "lamps.tsv",
        "google-merchant",
        2,
        ("backorder", "perhaps"),
        (3, "availability", "perhaps"),
        {"condition": 1},
    ),
    Case(
        "lamps.jsonld",
        "schema-org",
        4,
        ('"SoldOut"', '"Perhaps"'),
        (28, "availability", "Perhaps"),
        {"award": 2, "image beyond the first": 1, "offers/highPrice": 1, "offers/priceValidUntil": 1},
    ),
    Case(
        "lamps.ttl",
        "rdf",
        2,
        ("schema:price 19.90", 'schema:price "19;90"'),
        (10, "price", "19;90"),
        {"https://shop.example/shelf": 1},
    ),
]
EACH = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No importer ever opens a socket: one that tries fails here."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("an importer reached for the network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


def test_every_format_is_promised_here() -> None:
    assert {case.format for case in CASES} == {reader.FORMAT for reader in FORMATS}


@EACH
def test_a_feed_is_known_by_its_content_and_by_its_name(case: Case) -> None:
    assert [reader.FORMAT for reader in FORMATS if reader.sniff(case.path)][:1] == [case.format]
    products = good(read_feed(case.path))
    assert products == good(read_feed(case.path, case.format))
    assert len({product.item_id for product in products}) == len(products) == case.count
    assert feed_digest(case.path) == feed_digest(case.path, case.format)


@EACH
def test_each_product_says_where_it_stands(case: Case) -> None:
    lines = len(case.path.read_text().splitlines())
    for product in good(read_feed(case.path)):
        assert product.place is not None
        assert product.place[0] == case.path
        assert 1 <= product.place[1] <= lines


@EACH
def test_a_bad_row_is_told_and_the_others_are_read(case: Case, tmp_path: Path) -> None:
    text = case.path.read_text()
    assert text.count(case.change[0]) == 1
    path = tmp_path / case.name
    path.write_text(text.replace(*case.change))
    rows = list(read_feed(path))
    (bad,) = [row for row in rows if isinstance(row, BadRow)]
    line, column, value = case.told
    assert (bad.path, bad.line, bad.column, bad.value) == (path, line, column, value)
    assert bad.message.startswith(f"{path}:{line}: {column} is {value!r}; write ")
    assert len(rows) == case.count


@EACH
def test_what_is_not_kept_is_counted_by_its_column(case: Case) -> None:
    left_out = LeftOut()
    good(read_feed(case.path, left_out=left_out))
    assert left_out.columns == case.not_kept


@EACH
def test_a_feed_becomes_a_graph_that_keeps_all_of_it(case: Case, tmp_path: Path) -> None:
    products = good(read_feed(case.path))
    catalogue = open_feed(tmp_path / "graph", case.path)
    assert catalogue.info().products == case.count
    for product in products:
        (kept,) = catalogue.products([product.item_id])
        assert (kept.names, kept.price, kept.brand) == (product.names, product.price, product.brand)
        assert (kept.gtin, kept.mpn) == (product.gtin, product.mpn)
        assert set(kept.values) == set(product.values)
        assert set(kept.numbers) == set(product.numbers)


@pytest.mark.parametrize(
    "name", ["lamps.yaml", "lamps.xml", "lamps_shopify.csv", "lamps.jsonld", "lamps.ttl", "lamps.tsv"]
)
def test_names_keep_their_language(name: str) -> None:
    products = good(read_feed(FEEDS / name))
    languages = {language for product in products for language in product.names}
    assert languages == {"en", "zh"}


BROKEN: list[tuple[str, Callable[[str], str], str]] = [
    (
        "lamps.jsonld",
        lambda text: text.replace('"@graph": [', '"@graph": [,'),
        "line 3, column 14 is not JSON",
    ),
    ("lamps.ttl", lambda text: text.replace("shop:glow a", "shop:glow [ a"), "line 9, column"),
    ("lamps.xml", lambda text: text.replace("</g:id>", "</g:di>", 1), "line 7, column"),
    ("lamps.yaml", lambda text: text.replace("  brand:", "\tbrand: : [", 1), "line 5 is not YAML"),
]


@pytest.mark.parametrize(("name", "spoil", "told"), BROKEN, ids=[name for name, *_ in BROKEN])
def test_a_broken_file_is_refused_with_its_line(
    name: str, spoil: Callable[[str], str], told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(spoil((FEEDS / name).read_text()))
    with pytest.raises(FeedError, match=told):
        list(read_feed(path))


def test_terms_of_every_feed_can_be_read() -> None:
    for path in sorted(FEEDS.iterdir()):
        good(read_terms(path))
        assert all(isinstance(row, Product) for row in read_feed(path))
