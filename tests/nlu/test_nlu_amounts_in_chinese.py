"""How much, how many and since when, as Chinese says it."""

import pytest
from spoken import amounts_in


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("八十以内的台灯", "price ..80"),
        ("80块以内", "price ..80"),
        ("80元以下的灯", "price ..80"),
        ("不超过一百块", "price ..100"),
        ("别超过200", "price ..200"),
        ("最多三百", "price ..300"),
        ("预算500", "price ..500"),
        ("预算五百左右", "~price 500..500"),
        ("我有五十块", "price ..50"),
        ("就五十块钱", "price ..50"),
        ("一百块左右", "~price 100..100"),
        ("大概两百", "~price 200..200"),
        ("差不多150块", "~price 150..150"),
        ("五百来块", "~price 500..500"),
        ("两三百块的背包", "price 200..300"),
        ("一百到两百", "price 100..200"),
        ("100-200元", "price 100..200"),
        ("从50到80块", "price 50..80"),
        ("在100和200之间", "price 100..200"),
        ("一千以上", "price 1000.."),
        ("至少三百块", "price 300.."),
        ("不低于50元", "price 50.."),
        ("三千五以内", "price ..3500"),
        ("一百五以下", "price ..150"),
        ("两万块", "price ..20000"),
        ("1万以内", "price ..10000"),
        ("1.5万以内", "price ..15000"),
        ("50美元以内", "price ..50 USD"),
        ("100欧元左右", "~price 100..100 EUR"),
        ("20英镑", "price ..20 GBP"),
        ("三百日元", "price ..300 JPY"),
        ("那一百美元以内", "price ..100 USD"),
        ("这五百块", "price ..500"),
        ("那两百以下的", "price ..200"),
        ("那五块钱的", "price ..5"),
        ("那就换一百以内的", "price ..100"),
        ("那三百到五百的", "price 300..500"),
        ("100港币", "price ..100 HKD"),
        ("50人民币", "price ..50 CNY"),
        ("￥99以内", "price ..99 ¥"),
        ("50刀以下", "price ..50 USD"),
        ("来一个80块以内的台灯", "quantity 1..1; price ..80"),
        ("８０块以内", "price ..80"),
        ("一百二十块", "price ..120"),
        ("一百零五元", "price ..105"),
        ("十块钱", "price ..10"),
        ("二十几块", "price 20..30"),
        ("几十块", "price 20..100"),
        ("一千出头", "~price 1000..1000"),
        ("80起", "price 80.."),
        ("一百多块", "price 100..200"),
        ("100多块", "price 100..200"),
        ("二十多块", "price 20..30"),
        ("十几块", "price 10..20"),
        ("几百块的灯", "price 200..1000"),
        ("三五百", "price 300..500"),
        ("三四十块", "price 30..40"),
        ("两百到三百", "price 200..300"),
        ("200到300", "price 200..300"),
        ("两到三百", "price 200..300"),
        ("二三百块", "price 200..300"),
        ("1千块", "price ..1000"),
        ("99元包邮", "price ..99"),
        ("80块钱以内", "price ..80"),
        ("80以下，50以上", "price 50..80"),
        ("50以上80以下", "price 50..80"),
        ("2w以内", "price ..20000"),
        ("兩百以内", "price ..200"),
        ("不贵于80", "price ..80"),
        ("100块上下", "~price 100..100"),
        ("一百出头", "~price 100..100"),
        ("五十块不到", "price ..50"),
        ("不到五十块", "price ..50"),
        ("不到100", "price ..100"),
        ("100元封顶", "price ..100"),
        ("50块起", "price 50.."),
        ("100元左右的", "~price 100..100"),
        ("一百元", "price ..100"),
    ],
)
def test_a_price_is_bounded_as_the_shopper_said_it(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("续航至少20小时", "measure 20.. HUR"),
        ("能用30个小时的耳机", "measure 30..30 HUR"),
        ("轻于两公斤", "measure ..2 KGM"),
        ("500克以内", "measure ..500 GRM"),
        ("50升的背包", "measure 50..50 LTR"),
        ("一万毫安时的充电宝", "measure 10000..10000 E09"),
        ("两人帐篷", "measure 2..2 person"),
        ("四个人玩的桌游", "measure 4..4 person"),
        ("27寸显示器", "measure 27..27 INH"),
        ("一点五升", "measure 1.5..1.5 LTR"),
        ("五斤以内", "measure ..2500 GRM"),
        ("两天", "measure 2..2 DAY"),
        ("十分钟", "measure 10..10 MIN"),
        ("60w的灯泡", "measure 60..60 WTT"),
        ("大于20小时", "measure 20.. HUR"),
        ("防水30米", "measure 30..30 MTR"),
        ("20000毫安", "measure 20000..20000 E09"),
        ("3人帐篷", "measure 3..3 person"),
        ("适合4人", "measure 4..4 person"),
    ],
)
def test_a_measure_keeps_its_unit(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("九十年代的电影", "year 1990..1999"),
        ("90年代的电影", "year 1990..1999"),
        ("2010年以后的", "year 2010.."),
        ("1995年之前的电影", "year ..1994"),
        ("2020年的", "year 2020..2020"),
    ],
)
def test_a_year_is_no_price(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("两千三", "number 2300..2300"),
        ("来两个", "quantity 2..2"),
        ("要三件", "quantity 3..3"),
        ("买两双", "quantity 2..2"),
        ("第一个来两件", "quantity 2..2"),
        ("给我一个台灯", "quantity 1..1"),
        ("要2个", "quantity 2..2"),
        ("再来一件", "quantity 1..1"),
        ("一百二", "number 120..120"),
        ("3万", "number 30000..30000"),
    ],
)
def test_a_bare_number_or_a_count_is_no_price_yet(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "第二个",
        "第2款",
        "2号",
        "前两个",
        "这两个",
        "那一款",
        "一样的",
        "哪一个便宜",
        "倒数第二个",
        "换一批",
        "便宜一点",
        "看一下",
        "一起买",
        "万一",
        "半价",
        "打八折",
        "十分满意",
        "百搭的包",
        "万能充电器",
        "千万别要红色",
        "双十一",
        "一次充电",
        "万一坏了",
        "就要这个",
        "一共多少钱",
        "一会儿",
        "一直",
        "一般",
        "不一样",
        "唯一",
        "星期三",
        "三号",
        "买一送一",
        "八零后",
        "二手",
        "七夕",
        "三脚架",
    ],
)
def test_a_place_in_the_list_or_a_part_of_a_word_is_no_amount(text: str) -> None:
    assert amounts_in(text) == ""
