"""A noun of one Chinese character is a name where it stands for the thing, and not in the words and idioms it is in."""

import pytest
from spoken import things_in

from bot.dialogue.lexicon import Lexicon

KINDS = "刀锅包表书花笔靴裙伞鞋茶鱼肉"
VALUES = {"女": "audience", "男": "audience", "红": "colour", "白": "colour", "银": "colour", "金": "colour"}


@pytest.fixture(scope="module")
def store() -> Lexicon:
    kinds = [*KINDS, "项链", "花洒"]
    return Lexicon(
        [
            *({"text": one, "kind": "category", "iri": f"urn:daogou:category:{one}"} for one in kinds),
            *(
                {
                    "text": one,
                    "kind": "value",
                    "iri": f"urn:daogou:value:{attribute}/{one}",
                    "attribute": f"urn:daogou:attribute:{attribute}",
                }
                for one, attribute in VALUES.items()
            ),
        ]
    )


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("看看刀", "刀"),
        ("有锅吗", "锅"),
        ("想买个包", "包"),
        ("买块表", "表"),
        ("有书吗", "书"),
        ("表", "表"),
        ("我要花", "花"),
        ("女表", "女 表"),
        ("一只表", "表"),
        ("这个包好看吗", "包"),
        ("要花多少钱", ""),
        ("买束花", "花"),
        ("第二把刀是什么钢", "刀"),
        ("有女靴吗", "女 靴"),
        ("男靴有没有", "男 靴"),
        ("红伞", "红 伞"),
        ("看看女鞋", "女 鞋"),
        ("银的项链", "银 项链"),
        ("这个花洒", "花洒"),
        # Words and idioms that only hold such a character.
        ("包邮吗", ""),
        ("帮我包一下", ""),
        ("它我包了", ""),
        ("发个红包", ""),
        ("两百刀以内", ""),
        ("不想花那么多钱", ""),
        ("支持花呗吗", ""),
        ("那笔钱退给我", ""),
        ("尺码表在哪看", ""),
        ("太肉疼了", ""),
        ("养金鱼几天换一次水", ""),
        ("银行几点开门", ""),
        ("白跑一趟", ""),
        ("这锅我不背", ""),
    ],
)
def test_a_noun_of_one_character(sentence: str, meant: str, store: Lexicon) -> None:
    assert things_in(sentence, store) == meant
