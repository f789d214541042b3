"""A shop whose money has no cents, and which sells in Chinese."""

from pathlib import Path

import pytest
from action_talk import TOKEN, Server, Talk, lexicon_of, shop_of

from actions.server import create_app
from shop.shop import Shop

FEED = "item_id,name_en,name_zh,category,price,stock\n" + "".join(
    f"m{n},Mug Number {n},马克杯{n}号,mugs,{1000 + 100 * n + n},5\n" for n in range(12)
)


@pytest.fixture(scope="module")
def yen_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop_of(FEED, tmp_path_factory.mktemp("yen"), name="杯", currency="JPY", language="zh")


@pytest.fixture
def yen_talk(yen_shop: Path) -> Talk:
    server = Server(create_app(yen_shop, TOKEN))
    return Talk(server, Shop.open(yen_shop), lexicon_of(yen_shop), "a token")


@pytest.mark.parametrize(
    ("said", "told"), [("any mugs on sale?", "no former prices"), ("有打折的马克杯吗", "没有原价")]
)
def test_where_no_list_prices_are_given_nothing_is_called_reduced_and_the_cheapest_come_first(
    yen_talk: Talk, said: str, told: str
) -> None:
    answer = yen_talk.say("find", said)
    assert told in answer.text
    assert [card.item_id for card in answer.cards] == ["m0", "m1", "m2", "m3", "m4"]


def test_yen_are_whole_in_every_sentence_and_card(yen_talk: Talk) -> None:
    around = yen_talk.say("find", "mugs around 1333")
    yen_talk.say("start_over", "start again")
    shown = yen_talk.say("find", "mugs")
    cheaper = yen_talk.say("cheaper", "cheaper")
    assert around.cards
    assert cheaper.cards
    for answer in (
        around,
        shown,
        cheaper,
        yen_talk.say("cheaper", "便宜点"),
        yen_talk.say("find", "under 500 yen"),
    ):
        assert answer.text
        assert "went wrong" not in answer.text
        assert "出了点问题" not in answer.text
        assert all(card.price is not None and "." not in card.price + card.reason for card in answer.cards)
