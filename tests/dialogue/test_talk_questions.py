"""A shopper asks about delivery, returns, payment: the shop's own words, and no cards then."""

import pytest
from held_talk import Talk
from ruamel.yaml import YAML
from sayings import Saying, cases

from bot.settings import ROOT


def written(file: str, entry: str, language: str) -> str:
    """The answer as the owner wrote it."""
    told = YAML(typ="safe").load((ROOT / file).read_text(encoding="utf-8"))
    return next(str(one["answer"][language]).strip() for one in told["entries"] if one["slug"] == entry)


@pytest.mark.parametrize("saying", cases("demo_questions"))
def test_a_question_to_the_demo_shop_gets_its_own_words_and_no_cards(demo: Talk, saying: Saying) -> None:
    answer = demo.say(saying.text)
    assert not answer.cards, answer
    assert written("demo/faq.yml", saying.entry, saying.language) in answer.texts, answer


@pytest.mark.parametrize("saying", cases("retail_questions"))
def test_a_new_shops_sample_answer_is_marked_as_a_sample(retail: Talk, saying: Saying) -> None:
    answer = retail.say(saying.text)
    assert not answer.cards, answer
    assert written("shop/starter/faq.yml", saying.entry, saying.language) in answer.texts, answer
    assert ("sample" if saying.language == "en" else "示例") in answer.texts[-1], answer
