"""What points at the cards shown, what puts them in order, and what is asked of them."""

import pytest
from spoken import facts_in, pointers_in


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the second one", "place 2"),
        ("the 2nd", "place 2"),
        ("the last", "place -1"),
        ("second to last", "place -2"),
        ("the penultimate one", "place -2"),
        ("the middle one", "place 0"),
        ("I take the one in the middle", "place 0"),
        ("中间那个", "place 0"),
        ("number three", "place 3"),
        ("#2", "place 2"),
        ("both of them", "place 1,2"),
        ("末尾两款", "place -2,-1"),
        ("最后两把", "place -2,-1"),
        ("compare these two", "place 1,2"),
        ("take that one away", "reference one"),
        ("does the first come in grey", "place 1"),
        ("what is the first made of", "place 1"),
        ("more bags like that", "reference one"),
        ("how much for that", "reference one"),
        ("does it fit in a drawer", "reference one"),
        ("he said it, so I want that one", "reference one; reference one"),
        ("what is all of this adding up to", "reference all"),
        ("the first two", "place 1,2"),
        ("the last two", "place -2,-1"),
        ("the top three", "place 1,2,3"),
        ("the former", "place -2"),
        ("the latter", "place -1"),
        ("this one", "reference one"),
        ("these", "reference many"),
        ("them", "reference many"),
        ("cheapest first", "order price_up"),
        ("most expensive", "order price_down"),
        ("the newest ones", "order newest"),
        ("best sellers", "order popular"),
        ("cheaper", "comparative price_down"),
        ("something less expensive", "comparative price_down"),
        ("too pricey", "comparative price_down"),
        ("fancier", "comparative price_up"),
        ("better quality", "comparative price_up"),
        ("low to high", "order price_up"),
        ("I'll take the first, please", "place 1"),
        ("the first, and then the third", "place 1; place 3"),
        ("first, please", "place 1"),
        ("anything lighter", "comparative weight_down"),
        ("does it cost less", "reference one; comparative price_down"),
        ("show me better ones", "comparative price_up"),
        ("best reviewed first", "order rating"),
        ("the most bought one", "order popular"),
        ("too heavy for me", "comparative weight_down"),
        ("something heavier", "comparative weight_up"),
        ("a bit smaller", "comparative size_down"),
        ("any bigger ones", "comparative size_up"),
        ("sort by price", "order price_up"),
        ("dearest at the top", "order price_down"),
        ("第二个", "place 2"),
        ("第2款", "place 2"),
        ("最后一个", "place -1"),
        ("倒数第二个", "place -2"),
        ("前三个", "place 1,2,3"),
        ("后两款", "place -2,-1"),
        ("这两个", "place 1,2"),
        ("两个有什么不一样", "place 1,2"),
        ("再大一号的", "comparative size_up"),
        ("低点儿的", "comparative price_down"),
        ("更便宜一点儿", "comparative price_down"),
        ("更高端些", "comparative price_up"),
        ("销量最高的", "order popular"),
        ("口碑好的", "order rating"),
        ("它", "reference one"),
        ("这些", "reference many"),
        ("刚才那些", "reference many"),
        ("最便宜的", "order price_up"),
        ("最贵的", "order price_down"),
        ("最新的", "order newest"),
        ("便宜点", "comparative price_down"),
        ("太贵了", "comparative price_down"),
        ("贵一点的", "comparative price_up"),
        ("2号", "place 2"),
        ("有轻一点的吗", "comparative weight_down"),
        ("太沉了", "comparative weight_down"),
        ("再大些", "comparative size_up"),
        ("小点的", "comparative size_down"),
        ("把最贵的放在前面", "order price_down"),
        ("按价格从高到低排", "order price_down"),
        ("按价格从低到高排一下", "order price_up"),
    ],
)
def test_a_shopper_points_at_cards_or_asks_for_an_order(text: str, meant: str) -> None:
    assert pointers_in(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "first of all",
        "First, show me lamps",
        "Okay first, is it new?",
        "just a second",
        "at last",
        "第一次",
        "第三方",
        "does it last long",
        "a second hand lamp",
        "it is built to last",
    ],
)
def test_a_word_of_order_inside_a_phrase_is_no_place(text: str) -> None:
    assert "place" not in pointers_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it raining",
        "it's my sister's birthday",
        "how cold does it get up there",
        "forget it",
        "let's get this over with",
        "this is unacceptable",
        "did a human write that",
        "thanks for sorting this",
        "undo that",
        "I hope that you are open",
        "a bag that holds a laptop",
        "shoes that are warm",
        "the tent that sleeps four",
        "I was here this morning",
        "is this a real person",
        "it's been two weeks",
        "wipe everything you know of me",
        "scrap all of that",
        "grey boots it is",
        "就这样吧",
        "这个月工资没发",
        "我的资料全部删掉",
        "家里那位生日",
        "包装成这样",
    ],
)
def test_what_points_at_nothing_of_the_shops_is_no_reference(text: str) -> None:
    assert "reference" not in pointers_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "third time I ask",
        "on second thoughts",
        "scratch that last thing",
        "my last order",
        "our tenth anniversary",
        "大一号",
    ],
)
def test_a_word_of_order_that_counts_no_card_is_no_place(text: str) -> None:
    assert "place" not in pointers_in(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("how heavy is it", "attribute:weight"),
        ("is it in stock", "stock"),
        ("any left", "stock"),
        ("who makes it", "brand"),
        ("what colour is it", "attribute:colour"),
        ("tell me about it", "description"),
        ("how much does it weigh", "attribute:weight"),
        ("how long does the battery last", "attribute:battery-life"),
        ("what is it made of", "attribute:material"),
        ("多少钱", "price"),
        ("有货吗", "stock"),
        ("什么颜色", "attribute:colour"),
        ("多重", "attribute:weight"),
        ("什么材质", "attribute:material"),
        ("续航多久", "attribute:battery-life"),
        ("介绍一下", "description"),
        ("哪个牌子", "brand"),
        ("质保多久", "attribute:warranty"),
    ],
)
def test_a_question_names_the_fact_it_asks_for(text: str, asked: str) -> None:
    assert facts_in(text) == asked
