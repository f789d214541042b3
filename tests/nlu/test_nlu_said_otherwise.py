"""What a shopper names is found however it is written, and everyday words beside it are left alone."""

from itertools import chain
from typing import Any

import pytest
from spoken import amounts_in, pointers_in, things_in

from bot.dialogue.lexicon import Lexicon
from bot.dialogue.mending import is_used, vocabulary

NAMES = {
    "sunglasses": "category", "earrings": "category", "ring": "category", "coffee table": "category",
    "sandals": "category", "necklace": "category",
    "sneaker": "category", "poster": "category", "drink": "category", "steak": "category", "mug": "category",
    "set": "category", "bar": "category", "oven": "category", "chocolate": "category", "camera": "category",
    "dress": "category", "双肩包": "category", "相机": "category", "鞋": "category", "灯": "category",
    "篮子": "category", "book": "category", "watch": "category", "clear": "value", "电子": "category",
    "plate": "category", "christmas": "category", "green": "value", "black": "value",
    "Treasure Seeker Great Tote": "item",
}  # fmt: skip


def row(text: str, kind: str, attribute: str | None = None) -> dict[str, Any]:
    named = None if attribute is None else f"urn:daogou:attribute:{attribute}"
    return {
        "text": text,
        "kind": kind,
        "iri": f"urn:daogou:{kind}:{text.replace(' ', '-')}",
        "attribute": named,
    }


@pytest.fixture(scope="module")
def store() -> Lexicon:
    shades = (
        row("chocolate", "value", "colour"),
        row("her", "value", "audience"),
        row("christmas", "value", "occasion"),
    )
    return Lexicon(chain(shades, (row(text, kind) for text, kind in NAMES.items())))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sun glasses", "sunglasses"),
        ("ear rings for her", "earrings her"),
        ("a coffeetable", "coffee-table"),
        ("a black coffee-table", "black coffee-table"),
        ("a ring", "ring"),
    ],
)
def test_a_name_is_found_with_its_words_together_or_apart(text: str, meant: str, store: Lexicon) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("new sneekers", "sneaker"),
        ("sandles", "sandals"),
        ("a neckless", "necklace"),
        ("in grean", "green"),
        ("a blak ring", "black ring"),
    ],
)
def test_a_mistyped_word_is_a_kind_of_thing_sooner_than_a_part_of_a_products_name(
    text: str, meant: str, store: Lexicon
) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize("text", ["you posted it", "he was drunk", "she speaks well", "how do I greet her"])
def test_a_word_that_people_use_is_no_mistake(text: str, store: Lexicon) -> None:
    assert things_in(text, store) in ("", "her")


def test_a_word_is_used_though_the_encoder_has_it_in_pieces() -> None:
    assert is_used("posted")
    assert len(vocabulary().encode("posted")) > len(vocabulary().encode("post"))
    assert not is_used("sneekers")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a mug set", "mug"),
        ("a set", "set"),
        ("a set of mugs", "mug"),
        ("everything bar black", "-black"),
        ("can it go in the oven", ""),
        ("chocolate please", "chocolate"),
        ("chocolate for christmas", "chocolate christmas"),
        ("a dress in chocolate", "dress chocolate"),
        ("a dress that fits a camera", "dress"),
        ("双肩包要能装相机的", "双肩包"),
    ],
)
def test_a_name_that_tells_how_or_how_many_is_no_thing_wished_for(
    text: str, meant: str, store: Lexicon
) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("那双鞋真好看", "鞋"),
        ("一盏灯就够了", "灯"),
        ("这灯亮吗", "灯"),
        ("灯塔", ""),
        ("鞋柜", ""),
    ],
)
def test_a_name_of_one_character_is_found_where_the_cutter_joins_it_to_what_follows(
    text: str, meant: str, store: Lexicon
) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("take the watch out", "watch"),
        ("what language is the book in", "book"),
        ("can I book a call", ""),
        ("clear the search", ""),
        ("silver or only plated", ""),
        ("电子发票发到哪", ""),
        ("打开我的篮子", ""),
        ("有篮子吗", "篮子"),
    ],
)
def test_an_everyday_word_is_told_from_a_name_by_its_neighbours(
    text: str, meant: str, store: Lexicon
) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("under 2k", "price ..2000"),
        ("thirty or forty dollars", "price 30..40 dollars"),
        ("for like 30 bucks", "~price 30..30"),
        ("a couple of hundred for it", "price ..200"),
        ("max budget 300", "price ..300"),
        ("limit it to 50", "price ..50"),
        ("half a litre", "measure 0.5..0.5 LTR"),
        ("one and a half litres", "measure 1.5..1.5 LTR"),
        ("wider than 1 m", "measure 1.. MTR"),
        ("three days ago", ""),
        ("one or two in blue", "number 1..1; number 2..2"),
        ("a 10 in pan", "measure 10..10 INH"),
        ("控制在一千五以内", "price ..1500"),
        ("300元到500元之间", "price 300..500"),
        ("最多花五百", "price ..500"),
        ("1万5以内", "price ..15000"),
        ("1.5万的钢琴", "price ..15000"),
        ("2020的", "number 2020..2020"),
        ("42的鞋", "number 42..42"),
        ("九十九块九", "price ..99.9"),
        ("20欧", "price ..20 EUR"),
        ("一米八", "measure 1.8..1.8 MTR"),
        ("1米2的书桌", "measure 1.2..1.2 MTR"),
        ("有一百以下的吗", "price ..100"),
        ("two plus two", "number 2..2; number 2..2"),
        ("五块三个", "price ..5; quantity 3..3"),
        ("双人帐篷", "measure 2..2 person"),
        ("半升", "measure 0.5..0.5 LTR"),
    ],
)
def test_an_amount_is_read_as_people_shorten_it(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("does that come with a charger", "reference one"),
        ("a mirror that's tall", ""),
        ("keep it under 50", ""),
        ("make that three", ""),
        ("it's taking forever", ""),
        ("what's the difference between 1 and 3", "place 1; place 3"),
        ("compare 2 with 4", "place 2; place 4"),
        ("these three", "place 1,2,3"),
        ("the one at the bottom", "place -1"),
        ("second from the top", "place 2"),
        ("my first tent", ""),
        ("the cheaper of the two", "order price_up; place 1,2"),
        ("just in case", ""),
        ("no one answers the bell", ""),
        ("do I have to make an account first", ""),
        ("remove what I just added", ""),
        ("二十号前能到吧", ""),
        ("第三次弄错了", ""),
        ("most popular first", "order popular"),
        ("not so expensive", "comparative price_down"),
        ("a wider one", "comparative size_up"),
        ("比较1和3", "place 1; place 3"),
        ("2跟4哪个好", "place 2; place 4"),
        ("这三个都要", "place 1,2,3"),
        ("倒数第一个", "place -1"),
        ("这玩意儿", "reference one"),
        ("价格从高到低", "order price_down"),
        ("丝绒的都不要", ""),
        ("都不要了", "reference all"),
        ("再小一点", "comparative size_down"),
        ("好一点的", "comparative price_up"),
    ],
)
def test_what_points_or_compares_is_found_in_other_words(text: str, meant: str) -> None:
    assert pointers_in(text) == meant
