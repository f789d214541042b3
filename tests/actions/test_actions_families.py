"""Where a shade is not there, its colour is offered before the colour is given up."""

import json
from pathlib import Path

import pytest
from action_talk import TOKEN, Server, Talk

from actions.server import create_app
from bot.dialogue.lexicon import Lexicon
from shop.creation import create_shop
from shop.imports import import_products
from shop.shop import Shop

FEED = """item_id,name_en,category,price,colour
j1,Rain Jacket,jackets,90,navy
t1,Ridge Tent,tents,200,blue
t2,Valley Tent,tents,220,turquoise
t3,Hill Tent,tents,180,red
"""


@pytest.fixture
def shades(tmp_path: Path) -> Talk:
    (tmp_path / "shades.csv").write_text(FEED, "utf-8")
    folder = tmp_path / "shop"
    create_shop(folder, name="Shades", currency="EUR", language="en")
    import_products(folder, tmp_path / "shades.csv")
    lines = (folder / "graph" / "current" / "lexicon.jsonl").read_text("utf-8").splitlines()
    lexicon = Lexicon(json.loads(line) for line in lines)
    return Talk(Server(create_app(folder, TOKEN)), Shop.open(folder), lexicon, "a token")


def test_a_colour_is_offered_for_a_shade_in_both_languages(shades: Talk) -> None:
    answer = shades.say("find", "a navy tent")
    assert not answer.cards
    assert list(answer.replies)[:2] == ["Any blue (2)", "Without navy (3)"]
    assert set(shades.choose(answer.replies["Any blue (2)"]).ids) == {"t1", "t2"}
    shades.say("start_over", "重新开始")
    answer = shades.say("find", "藏青色的帐篷")
    assert list(answer.replies)[:2] == ["各种蓝色（2款）", "不限藏青色（3款）"]
