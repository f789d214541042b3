"""Free text finds products however it is typed, in both languages, and finds nothing where nothing is meant."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from market_graph import MARKET, good

from knowledge_graph import CatalogueError, read_feed, read_terms
from knowledge_graph.bilingual import enrich, synonyms
from knowledge_graph.full_text import FreeText, ItemTexts, TextHits, TextIndex, fill_vectors
from knowledge_graph.terms import AnyTerm

FURTHER = [
    ItemTexts("x1", ("Larch 28 Hiking Backpack", "落叶松徒步双肩包"), ("for long days", "走长路用"), ()),
    ItemTexts("x2", ("Pine Leather Backpack", "松木真皮双肩包"), ("for the office", "上班用"), ()),
    ItemTexts("x3", ("Pocket Power Bank", "口袋充电宝"), ("charges a phone", "给手机充电"), ()),
    ItemTexts("x4", ("Brook Power Bank", "溪流充电宝"), ("charges a phone twice", ""), ()),
    ItemTexts("x5", ("Wireless Headphones", "无线耳机"), ("music without cords", ""), ()),
]
FLASK = "Long Day Flask. Keeps coffee hot for twelve hours; a steel thermos with a cup for a lid"
BOARD = "Harbour Board Game. Trade fish and lanterns; a game for the family on winter evenings"


def market_texts() -> list[ItemTexts]:
    terms: dict[str, AnyTerm] = {term.iri: term for term in enrich(good(read_terms(MARKET)))}
    products = sorted(good(read_feed(MARKET)), key=lambda product: product.item_id)
    texts = [ItemTexts.of(product, terms, product.categories) for product in products]
    return sorted([*texts, *FURTHER], key=lambda item: item.item_id)


TEXTS = market_texts()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    folder = tmp_path_factory.mktemp("generation")
    TextIndex.write(folder, TEXTS)
    return TextIndex.open(folder, synonyms())


def found(hits: TextHits, texts: Sequence[ItemTexts] = TEXTS) -> list[str]:
    """Item ids, the most relevant first."""
    order = np.argsort(-hits.relevance, kind="stable")
    return [texts[row].item_id for row in hits.rows[order].tolist()]


def told(hits: TextHits, item_id: str) -> tuple[float, tuple[str, ...]]:
    row = [item.item_id for item in TEXTS].index(item_id)
    return float(hits.relevance[hits.rows.tolist().index(row)]), hits.matched(row)


MISTYPED = [
    ("kettel", {"k1", "k2"}), ("ketle", {"k1", "k2"}), ("kettlle", {"k1", "k2"}), ("hettle", {"k1", "k2"}),
    ("jackte", {"j1", "j2", "j3"}), ("bakcpack", {"x1", "x2"}), ("leahter bakpack", {"x2"}),
    ("hedphones wireles", {"x5"}), ("tnet", {"t1", "t2", "café/№ 1"}), ("desc lamp", {"l3"}),
    ("冲电宝", {"x3", "x4"}), ("双间包", {"x1", "x2"}), ("充电保", {"x3", "x4"}),
    ("充宝电", {"x3", "x4"}), ("充宝", {"x3", "x4"}), ("充点电宝", {"x3", "x4"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), MISTYPED)
def test_a_typing_error_is_forgiven_and_told_as_it_was_typed(
    index: TextIndex, text: str, right: set[str]
) -> None:
    hits = index.match(text)
    best = {item for item in found(hits) if told(hits, item)[0] >= 0.9}
    assert best >= right
    assert all(told(hits, item)[1] == tuple(f"text:{word}" for word in text.split()) for item in right)


AT_THE_BLANK = [
    ("powerbank brook", {"x4"}), ("power bankbrook", {"x4"}), ("powerxbank", {"x3", "x4"}),
    ("leat her backpack", {"x2"}), ("le ther backpack", {"x2"}), ("leathe rbackpack", {"x2"}),
    ("leatherb ackpack", {"x2"}), ("back pack", {"x1", "x2"}), ("wireless head phones", {"x5"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), AT_THE_BLANK)
def test_words_typed_as_one_and_one_typed_as_two_are_told_apart(
    index: TextIndex, text: str, right: set[str]
) -> None:
    hits = index.match(text)
    assert set(found(hits)[: len(right)]) == right


def index_of(folder: Path, *names: str) -> TextIndex:
    TextIndex.write(folder, [ItemTexts(name, (name,), (), ()) for name in sorted(names)])
    return TextIndex.open(folder, synonyms())


def names_found(hits: TextHits, *names: str) -> list[str]:
    return found(hits, [ItemTexts(name, (name,), (), ()) for name in sorted(names)])


def test_what_a_word_was_mistyped_from_is_told_by_the_words_beside_it(tmp_path: Path) -> None:
    names = ("Candle Jar", "Candle Tray", "Handle Oil", "Cattle Grid", "Wax Pot")
    shop = index_of(tmp_path, *names)
    assert names_found(shop.match("cadle jar"), *names)[0] == "Candle Jar"
    assert names_found(shop.match("andle oil"), *names)[0] == "Handle Oil"
    assert names_found(shop.match("wx pot"), *names) == ["Wax Pot"]


def test_a_word_that_is_one_is_taken_for_another_only_below_what_was_said(tmp_path: Path) -> None:
    names = ("Bell Ring", "Brass Bell", "Leather Belt", "Wide Leather Case")
    shop = index_of(tmp_path, *names)
    hits = shop.match("leather bell")
    assert names_found(hits, *names)[0] == "Leather Belt"
    assert max(hits.relevance) < 0.9  # nobody sells a leather bell
    assert hits.matched(2) == ("text:leather",)
    assert names_found(shop.match("brass bell"), *names)[0] == "Brass Bell"


def test_names_are_found_without_their_accents_and_apostrophes(tmp_path: Path) -> None:
    names = ("Crêpe Pan", "King's Crown", "Kind Crowd")
    shop = index_of(tmp_path, *names)
    assert names_found(shop.match("crpe pan"), *names) == ["Crêpe Pan"]
    assert names_found(shop.match("kinsg crown"), *names)[0] == "King's Crown"


def test_of_names_that_have_all_words_the_shortest_is_first(tmp_path: Path) -> None:
    names = ("Brass Table Lamp for a Desk and Shelf", "Desk Lamp", "Small Desk Lamp")
    shop = index_of(tmp_path, *names)
    hits = shop.match("desk lamp")
    assert names_found(hits, *names) == ["Desk Lamp", "Small Desk Lamp", names[0]]
    assert max(hits.relevance) == 1.0
    assert min(hits.relevance) > 0.999


def test_a_word_as_it_was_said_is_before_one_that_means_the_same(index: TextIndex) -> None:
    assert max(index.match("backpack").relevance) == 1.0
    assert 0.9 < max(index.match("rucksack").relevance) < 1.0


def test_a_corrected_word_is_a_little_less_relevant_than_one_as_written(index: TextIndex) -> None:
    (right, _), (wrong, _) = told(index.match("kettle"), "k1"), told(index.match("kettel"), "k1")
    assert 0.9 <= wrong < right == 1.0


def test_a_correct_word_is_never_corrected(index: TextIndex) -> None:
    assert "text:scarf" not in {
        reason for row in range(len(TEXTS)) for reason in index.match("scarf").matched(row)
    }
    assert found(index.match("wire")) == ["l4"]  # and not "wireless"
    assert found(index.match("红色灯"))[0] == "l1"


@pytest.mark.parametrize("text", ["rain jackets", "Jacket rain", "jacket, RAIN!", "雨衣", "夹克 雨衣"])
def test_plurals_and_the_order_of_words_are_forgiven(index: TextIndex, text: str) -> None:
    assert found(index.match(text))[0] == "j1"


def test_a_synonym_and_the_other_language_count_as_the_word(index: TextIndex) -> None:
    assert {"x1", "x2"} <= set(found(index.match("rucksack")))
    assert found(index.match("亚麻")) == ["l1"]
    assert {"k1", "k2"} <= set(found(index.match("水壶")))


def test_every_word_somewhere_is_ninety_per_cent_and_some_of_the_words_are_less(index: TextIndex) -> None:
    hits = index.match("desk lamp")
    assert told(hits, "l3") == (1.0, ("text:desk", "text:lamp"))
    assert told(hits, "l1")[0] < 0.9
    assert told(hits, "l1")[1] == ("text:lamp",)
    assert told(index.match("rain"), "t2")[0] == pytest.approx(0.9)
    assert told(index.match("rain"), "t2")[0] >= 0.9


@pytest.mark.parametrize(
    "text", ["moon rover", "xqzv", "asdf qwer", "", "?!", "the", "月球车", "龘龘龘", "'\"\\}{"]
)
def test_nothing_is_found_for_what_nobody_here_sells(index: TextIndex, text: str) -> None:
    hits = index.match(text)
    assert not len(hits.rows)
    assert hits.matched(0) == ()


def test_the_best_are_kept_when_there_is_a_limit(index: TextIndex) -> None:
    few = index.match("desk lamp", 1)
    assert found(few) == ["l3"]
    assert few.rows.dtype == np.int32
    assert few.relevance.dtype == np.float64


def test_a_name_is_found_by_two_of_its_words_though_one_is_mistyped_into_another_word(
    index: TextIndex,
) -> None:
    assert found(index.match("bank brok"))[0] == "x4"


def test_an_index_of_no_products_is_written_and_finds_nothing(tmp_path: Path) -> None:
    TextIndex.write(tmp_path, [])
    empty = TextIndex.open(tmp_path, synonyms())
    assert not len(empty.match("lamp").rows)


def test_an_index_that_is_not_there_is_told_by_its_folder(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=str(tmp_path)):
        TextIndex.open(tmp_path, synonyms())


def test_one_catalogue_always_gives_one_index_and_none_of_it_is_pickled(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        TextIndex.write(tmp_path / name, TEXTS)
    files = sorted(path.name for path in (tmp_path / "one" / "full_text").iterdir())
    assert {Path(name).suffix for name in files} == {".npy", ".json"}
    for name in files:
        one, two = (tmp_path / folder / "full_text" / name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
        if name.endswith(".npy"):
            np.load(one, allow_pickle=False)


SHOP = [
    ItemTexts("f1", ("Long Day Flask",), ("Keeps coffee hot for twelve hours.",), (FLASK,)),
    ItemTexts("f2", ("Day Flask",), ("Tea stays hot in it.",), (FLASK.replace("coffee", "tea"),)),
    ItemTexts("g1", ("Harbour Board Game",), ("A game for winter evenings.",), (BOARD,)),
]


def graph_of(folder: Path, texts: Sequence[ItemTexts]) -> Path:
    """A graph folder whose published generation holds these texts."""
    generation = folder / "generations" / "000001"
    generation.mkdir(parents=True)
    FreeText.write(generation, texts)
    (folder / "current").symlink_to("generations/000001")
    return folder


def test_a_wish_in_other_words_finds_what_is_meant_once_the_vectors_are_there(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, SHOP)
    shop = FreeText.open(graph, graph / "current", synonyms())
    wish = "something to keep my drink warm for hours"
    assert shop.meaning.ready() == 0
    assert "meaning" not in [reason for row in range(3) for reason in shop.match(wish).matched(row)]
    assert fill_vectors(graph) == 3
    assert shop.meaning.ready() == 1  # the same reader sees them
    hits = shop.match(wish)
    assert set(found(hits, SHOP)[:2]) == {"f1", "f2"}
    assert hits.matched(0)[-1] == "meaning"
    assert all(0.8 <= score < 0.9 for score in sorted(hits.relevance.tolist())[-2:])
    assert set(found(shop.match("上班路上喝的热饮"), SHOP)) == {"f1", "f2"}


@pytest.mark.parametrize("text", ["do you have a moon rover", "a lawyer", "汽车轮胎", "xqzv", ""])
def test_what_the_shop_does_not_sell_is_not_answered_by_whatever_is_near(tmp_path: Path, text: str) -> None:
    graph = graph_of(tmp_path, SHOP)
    fill_vectors(graph)
    assert not len(FreeText.open(graph, graph / "current", synonyms()).match(text).rows)


def test_where_a_product_has_every_word_meaning_is_not_asked(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, SHOP)
    fill_vectors(graph)
    hits = FreeText.open(graph, graph / "current", synonyms()).match("flask")
    assert set(found(hits, SHOP)) == {"f1", "f2"}
    assert hits.matched(0) == ("text:flask",)


def test_vectors_are_made_once_a_text_whatever_generation_it_is_in(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, SHOP)
    assert fill_vectors(graph) == 3
    second = graph / "generations" / "000002"
    second.mkdir()
    FreeText.write(second, [*SHOP[:2], ItemTexts("g2", ("Dice",), (), ("Dice. Six of them",))])
    (graph / "current").unlink()
    (graph / "current").symlink_to("generations/000002")
    told: list[tuple[int, int]] = []
    assert fill_vectors(graph, lambda made, of: told.append((made, of))) == 1
    assert told == [(1, 1)]
    assert fill_vectors(graph) == 0


def test_a_graph_that_was_never_published_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="import products"):
        fill_vectors(tmp_path)


def test_vectors_are_whole_after_a_kill_and_the_rest_is_made_afterwards(tmp_path: Path) -> None:
    many = [ItemTexts(f"n{row:04}", (f"Thing {row}",), (), (f"{FLASK}, number {row}",)) for row in range(600)]
    graph = graph_of(tmp_path, many)
    program = "import sys; from pathlib import Path; from knowledge_graph.full_text import fill_vectors\n"
    child = subprocess.Popen(
        [sys.executable, "-c", program + "fill_vectors(Path(sys.argv[1]))", str(graph)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    file = graph / "vectors" / "sentences.bin"
    until = time.monotonic() + 60
    while not (file.exists() and file.stat().st_size) and time.monotonic() < until:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    with file.open("ab") as torn:
        torn.write(b"half a record")
    shop = FreeText.open(graph, graph / "current", synonyms())
    before = shop.meaning.ready()
    assert 0 < before <= 1
    assert fill_vectors(graph) == 600 - round(before * 600)
    assert shop.meaning.ready() == 1
    assert file.stat().st_size % 600 == 0


def test_a_record_that_is_spoilt_is_not_taken_and_is_made_again(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, SHOP)
    fill_vectors(graph)
    file = graph / "vectors" / "sentences.bin"
    spoilt = bytearray(file.read_bytes())
    spoilt[-1] ^= 0x55
    file.write_bytes(spoilt)
    assert FreeText.open(graph, graph / "current", synonyms()).meaning.ready() == pytest.approx(2 / 3)
    assert fill_vectors(graph) == 1
    assert FreeText.open(graph, graph / "current", synonyms()).meaning.ready() == 1


def test_the_words_of_an_index_are_readable_json(tmp_path: Path) -> None:
    TextIndex.write(tmp_path, TEXTS)
    assert "kettle" in json.loads((tmp_path / "full_text" / "words.json").read_text("utf-8"))["words"]
