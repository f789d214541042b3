"""What only looks like a name, an amount or a question in a Chinese sentence is left alone; what is meant is found."""

from itertools import chain
from typing import Any

import pytest
from spoken import amounts_in, facts_in, things_in, unsold_in

from bot.dialogue.analysis import analyse
from bot.dialogue.lexicon import Lexicon

KINDS = (
    "咖啡", "电子", "手表", "首饰", "项链", "书包", "椅子", "帐篷", "裙子", "篮子", "厨房", "外卖", "图书", "服装",
    "电器", "音响", "圣诞", "闹钟", "玩具", "耳机", "毛衣", "电脑", "肥皂", "斧头",
)  # fmt: skip
FOR_WHOM = ("孩子", "老婆", "老公", "女朋友", "男朋友")


def row(text: str, kind: str, attribute: str | None = None, **more: Any) -> dict[str, Any]:
    named = None if attribute is None else f"urn:daogou:attribute:{attribute}"
    return {"text": text, "kind": kind, "iri": f"urn:daogou:{kind}:{text}", "attribute": named, **more}


@pytest.fixture(scope="module")
def store() -> Lexicon:
    missing = {"sold": False, "nearest": None}
    return Lexicon(
        chain(
            (row(text, "category") for text in KINDS),
            (row(text, "category", **missing) for text in ("咖啡机", "手机", "电池", "个护", "笔记本")),
            (row(text, "value", "audience") for text in FOR_WHOM),
            (row(text, "value", "occasion") for text in ("圣诞", "办公", "上班", "节日")),
            (row(text, "value", "material") for text in ("羊毛", "木头")),
        )
    )


@pytest.mark.parametrize(
    ("text", "meant", "unsold"),
    [
        ("想买台咖啡机", "", "咖啡机 > nothing"),
        ("来包咖啡", "咖啡", ""),
        ("有电子秤吗", "", ""),
        ("电子类的", "电子", ""),
        ("图书馆几点开门", "", ""),
        ("想个服装店的名字", "", ""),
        ("羊毛衫", "羊毛", ""),
        ("咖啡味的", "", ""),
        ("笔记本电脑有吗", "电脑", ""),
        ("笔记本，电脑", "电脑", "笔记本 > nothing"),
        ("办公室空调太冷", "", ""),
        ("办公用的椅子", "办公 椅子", ""),
        ("改一下手机号", "", ""),
        ("买个手机", "", "手机 > nothing"),
        ("买个护脊的书包", "书包", ""),
        ("有个护吗", "", "个护 > nothing"),
        ("客服装死", "", ""),
        ("静音，响声小", "", ""),
        ("买音响", "音响", ""),
    ],
)
def test_a_name_is_not_cut_out_of_a_longer_word(text: str, meant: str, unsold: str, store: Lexicon) -> None:
    assert (things_in(text, store), unsold_in(text, store)) == (meant, unsold)


@pytest.mark.parametrize(
    ("text", "meant"), [("给我写首诗", ""), ("给我唱首歌", ""), ("守饰有吗", "首饰"), ("有首饰吗", "首饰")]
)
def test_a_counter_and_what_it_counts_is_no_mistyped_name(text: str, meant: str, store: Lexicon) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("退出篮子", ""),
        ("有篮子吗", "篮子"),
        ("厨房一炒菜满屋油烟", ""),
        ("厨房的东西", "厨房"),
        ("我先去趟厨房", ""),
        ("订个外卖", ""),
        ("有外卖吗", "外卖"),
        ("给我设个明早的闹钟", ""),
        ("买个闹钟", "闹钟"),
        ("节日快乐", ""),
        ("节日送的", "节日"),
        ("你几点上班呢", ""),
        ("上班穿的裙子", "上班 裙子"),
        ("木头脑袋", ""),
        ("你真是块木头", ""),
        ("木头的椅子", "木头 椅子"),
        ("薅羊毛", ""),
    ],
)
def test_a_name_in_a_saying_is_none(text: str, meant: str, store: Lexicon) -> None:
    assert things_in(text, store) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("我要生孩子了", ""),
        ("孩子大了", ""),
        ("帮孩子起名", ""),
        ("孩子退烧了", ""),
        ("给孩子买个书包", "孩子 书包"),
        ("孩子用的书包", "孩子 书包"),
        ("孩子五岁了", "孩子"),
        ("我老婆说行", ""),
        ("老公同意了", ""),
        ("老公也点头了", ""),
        ("跟女朋友吵架了", ""),
        ("老公在门口等快递", ""),
        ("能装耳机的书包", "书包"),
        ("老婆的电话", ""),
        ("送老婆的项链", "老婆 项链"),
        ("老公上班戴的手表", "老公 上班 手表"),
        ("女朋友生日", "女朋友"),
        ("和女朋友一起用的", "女朋友"),
        ("男朋友也想要的耳机", "男朋友 耳机"),
        ("哄女朋友的东西", "女朋友"),
    ],
)
def test_family_is_found_where_a_thing_is_wished_for_and_not_in_stories(
    text: str, meant: str, store: Lexicon
) -> None:
    assert things_in(text, store) == meant


def test_goods_that_are_a_kind_of_thing_too_are_found_as_both() -> None:
    lamps = Lexicon([row("台灯", "category"), row("台灯", "value", "lamp-kind")])
    assert things_in("台灯上车没", lamps) == "台灯 台灯"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("圣诞", "category"),
        ("有圣诞的东西吗？", "category"),
        ("圣诞礼物", "value"),
        ("圣诞穿的毛衣", "value"),
        ("圣诞要给邻居表示一下", "value"),
    ],
)
def test_goods_that_are_an_occasion_too_are_found_once(text: str, kind: str, store: Lexicon) -> None:
    found = [e["entity"] for e in analyse(text, store).entities if e.get("value", "").endswith("圣诞")]
    assert found == [kind]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("一块手表", "quantity 1..1"),
        ("三块肥皂", "quantity 3..3"),
        ("三块钱", "price ..3"),
        ("就五十块钱", "price ..50"),
        ("五十块", "price ..50"),
        ("全部加一块", ""),
        ("加一块手表", "quantity 1..1"),
        ("雨衣粘一块了", ""),
        ("砍一刀", ""),
        ("零钱怎么提", ""),
        ("有十几个", "quantity 10..20"),
        ("几十件", "quantity 20..100"),
        ("几十块", "price 20..100"),
        ("从一到五打分", "number 1..5"),
        ("三十来个人", "number 30..30"),
        ("三百来块", "~price 300..300"),
        ("出三百", "price ..300"),
        ("一人一个", ""),
        ("你祖宗十八代", ""),
        ("十八个", "quantity 18..18"),
        ("二话不说", ""),
        ("一炒菜就冒烟", ""),
        ("由一改二", "number 1..1; number 2..2"),
        ("七上八下的", ""),
        ("一百个不愿意", ""),
        ("我都三十了", ""),
        ("七天无理由呢", ""),
        ("一天到晚推销", ""),
        ("两边都不认", ""),
        ("来两大包", "quantity 2..2"),
        ("二十多块", "price 20..30"),
        ("打了十几次", ""),
        ("他俩都喜欢", ""),
        ("八十年代", "year 1980..1989"),
        ("一问三不知", ""),
        ("一斤", "measure 500..500 GRM"),
        ("等了三天", ""),
        ("过了两个月还能退吗", ""),
        ("三个礼拜了还没到", ""),
        ("续航三天", "measure 3..3 DAY"),
        ("能用两天的", "measure 2..2 DAY"),
        ("不超过三天", "measure ..3 DAY"),
        *((f"来三{counter}", "quantity 3..3") for counter in "节卷支根枝株棵颗粒串枚朵束罐桶杯碗捆辆组盒袋"),
        ("一打", "quantity 1..1"),
        ("三节课", "number 3..3"),
        ("一口锅", "quantity 1..1"),
    ],
)
def test_an_amount_is_one_that_is_meant(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize("verb", ["出", "花", "掏"])
def test_the_verb_is_no_part_of_the_sum(verb: str, store: Lexicon) -> None:
    found = [(e["start"], e["end"]) for e in analyse(f"{verb}三百", store).entities if e["entity"] == "price"]
    assert found == [(1, 3)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("给你写评价", ""),
        ("没看评价", ""),
        ("没写过评价", ""),
        ("评价怎么样", "attribute:rating; description"),
        ("还在保修期呢", ""),
        ("保修多久", "attribute:warranty"),
        ("能装十四寸电脑的包", ""),
        ("能装多少", "attribute:capacity"),
        ("里面送电池吗", ""),
        ("电池能用多久", "attribute:battery-life"),
        ("续航多久", "attribute:battery-life"),
    ],
)
def test_a_fact_is_one_that_is_asked_for(text: str, meant: str) -> None:
    assert facts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "unsold"),
    [("里面送电池吗", "电池 > nothing"), ("电池能用多久", ""), ("有电池吗", "电池 > nothing")],
)
def test_the_words_of_a_question_of_fact_name_no_thing(text: str, unsold: str, store: Lexicon) -> None:
    assert unsold_in(text, store) == unsold
