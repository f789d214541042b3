"""The shop's own answers are found by other words than it wrote, and never for what it was not asked."""

from pathlib import Path

import pytest
from market_graph import MARKET, open_feed

from knowledge_graph import Catalogue, Generations, Product, read_faq
from knowledge_graph.feeds import BadRow

ASKED = [
    ("what is the shipping fee", "delivery-cost"),
    ("do I have to pay for shipping", "delivery-cost"),
    ("how many days does shipping take", "delivery-time"),
    ("when does my package arrive", "delivery-time"),
    ("can I send it back", "returns"),
    ("I don't like it, can I give it back", "returns"),
    ("how does a return work", "returns"),
    ("when will my refund be paid", "refund-time"),
    ("do you take paypal", "payment"),
    ("can I use my credit card", "payment"),
    ("do you take amex", "payment"),
    ("支持银联吗", "payment"),
    ("is it covered by a guarantee", "warranty"),
    ("my lamp broke after a month", "warranty"),
    ("please send me an invoice", "invoice"),
    ("is my personal information safe with you", "privacy"),
    ("is there a number I can call", "contact"),
    ("what are your opening hours", "opening-hours"),
    ("邮费多少钱", "delivery-cost"),
    ("发货要多久", "delivery-time"),
    ("不想要了可以退吗", "returns"),
    ("我的退款要等多久", "refund-time"),
    ("能用支付宝付钱吗", "payment"),
    ("可以刷卡吗", "payment"),
    ("保修几年", "warranty"),
    ("能开发票吗", "invoice"),
    ("你们怎么保护隐私", "privacy"),
    ("营业时间是几点", "opening-hours"),
    ("你们的电话是多少", "contact"),  # the shop wrote this one in English alone
]
NOT_ASKED = [
    "what is the weather", "tell me a joke", "do you have red lamps", "show me tents under 200 dollars",
    "something cheaper", "how heavy is the first one", "put it in my basket", "what goes with it",
    "hello", "thanks a lot", "who won the football match", "are you a robot", "how do I cook pasta",
    "recommend me something", "the second one please", "is it made of leather", "!!", "",
    "今天天气怎么样", "讲个笑话", "有没有红色的灯", "便宜一点的", "第二个多重", "加入购物车", "你是机器人吗", "谢谢",
]  # fmt: skip


@pytest.mark.parametrize(("question", "entry"), ASKED)
def test_a_question_in_other_words_finds_its_answer(market: Catalogue, question: str, entry: str) -> None:
    answer = market.answer(question, "en")
    assert answer is not None
    assert answer.faq_iri == f"urn:daogou:faq:{entry}"
    assert 0 < answer.score <= 1


@pytest.mark.parametrize("sentence", NOT_ASKED)
def test_what_is_no_question_on_the_shop_has_no_answer(market: Catalogue, sentence: str) -> None:
    assert market.answer(sentence, "en") is None


def test_the_answer_is_in_the_language_of_the_talk_where_the_shop_has_it(market: Catalogue) -> None:
    chinese, english = market.answer("运费多少", "zh"), market.answer("运费多少", "en")
    assert chinese is not None
    assert english is not None
    assert (chinese.text, chinese.language) == ("运费 4.90 欧元。", "zh")
    assert (english.text, english.language) == ("Delivery costs 4.90 euros.", "en")
    reached = market.answer("怎么联系你们", "zh")
    assert reached is not None
    assert reached.language == "en"


def test_a_shop_without_questions_has_no_answers(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    with generations.draft() as draft:
        draft.put_products([Product("a", {"en": "A"})])
        generations.publish(draft)
    assert Catalogue.open(tmp_path).answer("how much is delivery", "en") is None


def test_new_answers_take_the_place_of_all_old_ones(tmp_path: Path) -> None:
    open_feed(tmp_path, MARKET, MARKET / "faq.yml")
    feed = tmp_path / "faq.yml"
    feed.write_text(
        "sample: true\nentries:\n- slug: d\n  question: {en: What is delivery?}\n  answer: {en: Ask us.}\n"
    )
    generations = Generations(tmp_path)
    with generations.draft() as draft:
        assert draft.replace_faq(entry for entry in read_faq(feed) if not isinstance(entry, BadRow)) == 1
        generations.publish(draft)
    catalogue = Catalogue.open(tmp_path)
    answer = catalogue.answer("what is delivery", "en")
    assert answer is not None
    assert (answer.text, answer.sample) == ("Ask us.", True)
    assert catalogue.info().faqs == 1
    assert catalogue.answer("can I use my credit card", "en") is None
    assert catalogue.info().products == 13


def test_a_question_without_an_answer_is_a_bad_row(tmp_path: Path) -> None:
    feed = tmp_path / "faq.yml"
    feed.write_text(
        "entries:\n- slug: a\n  question: {en: Why?}\n- slug: a\n  question: {en: What?}\n  answer: {en: This.}\n"
    )
    bad, entry = read_faq(feed)
    assert isinstance(bad, BadRow)
    assert (bad.line, bad.column) == (2, "answer")
    assert not isinstance(entry, BadRow)


ONE_LANGUAGE = """entries:
- {slug: gift, question: {en: Do you wrap gifts?}, answer: {en: For two euros.}}
- {slug: parking, question: {en: Where can I park my car?}, answer: {en: Behind the shop.}}
- {slug: delivery, question: {en: How much does delivery cost?}, answer: {en: Four euros.}}
- {slug: student, question: {zh: 学生有优惠吗？}, answer: {zh: 学生打九折。}}
- {slug: repair, question: {zh: 可以上门维修吗？}, answer: {zh: 可以。}}
- {slug: invoice, question: {zh: 能开发票吗？}, answer: {zh: 可以开。}}
"""
ACROSS = [
    ("可以包装成礼物吗", "gift", "en"),
    ("哪里可以停车", "parking", "en"),
    ("运费多少钱", "delivery", "en"),
    ("is there a discount for students", "student", "zh"),
    ("can you come to my home to repair it", "repair", "zh"),
    ("can I get an invoice", "invoice", "zh"),
    ("今天天气怎么样", None, None),
    ("tell me a joke", None, None),
]


def test_a_question_in_one_language_finds_an_answer_written_only_in_the_other(tmp_path: Path) -> None:
    faq = tmp_path / "faq.yml"
    faq.write_text(ONE_LANGUAGE, encoding="utf-8")
    catalogue = open_feed(tmp_path / "graph", MARKET, faq)
    for question, entry, language in ACROSS:
        answer = catalogue.answer(question, "en")
        told = (answer.faq_iri.rpartition(":")[2], answer.language) if answer else (None, None)
        assert told == (entry, language), question
