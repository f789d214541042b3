"""Whatever a shopper types, the rules answer; what they find lies inside the sentence."""

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.amounts import find_amounts
from bot.dialogue.analysis import analyse
from bot.dialogue.folding import plain_form
from bot.dialogue.language import language_of
from bot.dialogue.lexicon import Lexicon
from bot.dialogue.numbers import find_numbers

# Any text at all, and texts of the words that the rules look for.
_PIECES = """
0 7 12 80 1,000 3.5 1999 99999999999999999999 $ € ￥ % two hundred and to - ~ under over about between from 90s
k w g kg ml years dollars x of the one second # . / 一 两 三百 几 十 百 万 点 五 多 块 元 以内 以上
左右 到 第 个 年 年代
""".split()  # noqa: SIM905
_sentences = st.lists(st.sampled_from(_PIECES), max_size=10).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda gap: gap.join(pieces))
)
anything = st.one_of(st.text(max_size=60), _sentences)


@given(anything)
def test_amounts_are_inside_the_sentence_and_never_inside_each_other(text: str) -> None:
    plain = plain_form(text)
    end = 0
    for amount in find_amounts(plain):
        assert 0 <= amount.start <= amount.core[0] < amount.core[1] <= amount.end <= len(plain)
        assert amount.core[0] >= end
        assert amount.low is not None or amount.high is not None
        assert amount.low is None or amount.high is None or amount.low <= amount.high
        end = amount.core[1]


@given(anything)
def test_a_number_says_where_it_stands(text: str) -> None:
    plain = plain_form(text)
    for number in find_numbers(plain):
        assert 0 <= number.start < number.end <= len(plain)
        assert number.low <= number.high


@given(text=anything)
def test_every_entity_is_inside_the_sentence(lexicon: Lexicon, text: str) -> None:
    analysis = analyse(text, lexicon)
    for entity in analysis.entities:
        assert 0 <= entity["start"] < entity["end"] <= len(text)
    for before, after in zip(analysis.masks, analysis.masks[1:], strict=False):
        assert before.end <= after.start


@given(text=anything, last=st.sampled_from(["en", "zh"]))
def test_a_sentence_is_in_one_of_the_two_languages(text: str, last: str) -> None:
    assert language_of(text, last) in ("en", "zh")


def test_a_sentence_without_letters_stays_in_the_language_spoken_before() -> None:
    assert language_of("80?", "zh") == "zh"
    assert language_of("80 bucks", "zh") == "en"
    assert language_of("要 Fjell", "en") == "zh"
