"""A shopper who knows the product: it is found by its catalogued name, and the talk goes on about it."""

import pytest
from held_talk import Talk
from sayings import Saying, cases, sayings
from talking import Answer

from knowledge_graph import Product, Related

ATTRIBUTE = "urn:daogou:attribute:"


def of_the_demo(talk: Talk, saying: Saying) -> Product:
    return talk.rules.products[saying.item]


def asked_for(talk: Talk, product: Product, asking: Saying) -> Answer:
    """The answer to the product's name in a sentence: its card, and no other."""
    name = product.name(asking.language)
    answer = talk.say(asking.text.format(name=name))
    assert answer.ids == [product.item_id], answer
    assert name in answer.cards[0]["reason"], "the whole name is what was asked for"
    return answer


@pytest.mark.parametrize("asking", cases("by_name"))
@pytest.mark.parametrize("item", ["tent-02", "bank-03", "case-13", "torch-15"])
def test_a_product_is_found_by_its_whole_name(demo: Talk, item: str, asking: Saying) -> None:
    asked_for(demo, demo.rules.products[item], asking)


@pytest.mark.parametrize("asking", cases("by_name"))
def test_an_imported_product_is_found_by_its_whole_name(retail: Talk, asking: Saying) -> None:
    if asking.language == "en":
        asked_for(retail, retail.rules.products["6579c22f-be2b-444c-a52b-0116dd82df6c"], asking)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_then_the_one_that_is_spoken_of(demo: Talk, language: str) -> None:
    tent = demo.rules.products["tent-02"]
    asked_for(demo, tent, sayings("by_name", language)[0])
    for saying in sayings("about_it", language):
        assert tent.name(language) in demo.say(saying.text).text, saying.text
    (adding,) = sayings("adding_it", language)
    cart = demo.say(adding.text).cart
    assert cart is not None
    assert [line["item_id"] for line in cart["lines"]] == [tent.item_id]


@pytest.mark.parametrize("saying", cases("companions"))
def test_what_goes_with_a_product_named_in_full_is_what_the_catalogue_says(
    demo: Talk, saying: Saying
) -> None:
    product = of_the_demo(demo, saying)
    catalogue = demo.rules.catalogue
    hows: tuple[Related, ...] = ("accessories", "consumables", "complements")
    belongs = {other for how in hows for other in catalogue.related(product.item_id, how)}
    answer = demo.say(saying.text)
    assert product.name(saying.language) in answer.text, answer
    assert answer.cards, answer
    assert set(answer.ids) <= belongs


@pytest.mark.parametrize("saying", cases("companions_of_it"))
def test_what_goes_with_it_is_asked_after_it_was_shown_by_name(demo: Talk, saying: Saying) -> None:
    product = of_the_demo(demo, saying)
    asked_for(demo, product, sayings("by_name", saying.language)[1])
    answer = demo.say(saying.text)
    assert product.name(saying.language) in answer.text, answer
    assert answer.cards, answer


@pytest.mark.parametrize("saying", cases("compared_by_measure"))
def test_lighter_or_bigger_ones_are_so_by_the_catalogue(demo: Talk, saying: Saying) -> None:
    (opening,) = sayings("another_kind", saying.language)
    before = measures(demo, demo.say(opening.text), saying.fact)
    answer = demo.say(saying.text)
    assert answer.cards, answer
    after = measures(demo, answer, saying.fact)
    assert len(after) == len(answer.cards), "each has the figure"
    if saying.place < 0:
        assert max(after) < max(before)
        assert sum(after) / len(after) < sum(before) / len(before)
    else:
        assert min(after) > min(before)
        assert sum(after) / len(after) > sum(before) / len(before)


def measures(talk: Talk, answer: Answer, slug: str) -> list[float]:
    held = [product.numbers for product in talk.products(answer)]
    return [float(one.amount) for numbers in held for one in numbers if one.attribute == ATTRIBUTE + slug]


@pytest.mark.parametrize("saying", cases("not_measured"))
def test_what_nobody_measured_is_said_to_be_beyond_comparing(retail: Talk, saying: Saying) -> None:
    retail.open(saying.language)
    answer = retail.say(saying.text)
    assert not answer.cards, answer
    assert ("can't tell" if saying.language == "en" else "没法比") in answer.text, answer


@pytest.mark.parametrize("saying", cases("for_so_many"))
def test_a_tent_for_so_many_people_sleeps_so_many(demo: Talk, saying: Saying) -> None:
    answer = demo.say(saying.text)
    assert answer.cards, answer
    assert set(measures(demo, answer, "sleeps")) == {saying.quantity}
    assert len(measures(demo, answer, "sleeps")) == len(answer.cards)
