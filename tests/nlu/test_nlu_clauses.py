"""Where one sentence may hold several wishes, and what tells that it does."""

from typing import Any

import pytest

from bot.dialogue.clauses import are_apart, pieces


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("put the first in the cart and show me socks", ["put the first in the cart", "show me socks"]),
        ("Add it. What about delivery?", ["Add it", "What about delivery?"]),
        ("remove the lamp, then show my cart", ["remove the lamp", "show my cart"]),
        ("把第一个加入购物车，然后看看袜子", ["把第一个加入购物车", "看看袜子"]),
        ("第二个多重，有没有便宜点的", ["第二个多重", "有没有便宜点的"]),
        ("red and blue backpacks", ["red and blue backpacks"]),
        ("a lamp with a dimmer and a shade", ["a lamp with a dimmer and a shade"]),
        ("我想要红色和蓝色的双肩包", ["我想要红色和蓝色的双肩包"]),
        ("", [""]),
    ],
)
def test_a_sentence_is_cut_where_a_request_may_begin(sentence: str, wanted: list[str]) -> None:
    assert [sentence[start:end] for start, end in pieces(sentence)] == wanted


def parsed(intent: str, *entities: str, confidence: float = 0.9) -> dict[str, Any]:
    found = [{"entity": kind, "value": "x"} for kind in entities]
    return {"intent": {"name": intent, "confidence": confidence}, "entities": found}


def test_two_different_wishes_are_two() -> None:
    assert are_apart(parsed("add_to_cart", "place"), parsed("find", "category"))
    assert are_apart(parsed("ask_faq"), parsed("ask_faq"))
    assert are_apart(parsed("add_to_cart", "quantity"), parsed("add_to_cart", "category"))
    assert not are_apart(parsed("add_to_cart", "reference"), parsed("add_to_cart", "quantity"))


def test_one_search_in_two_halves_stays_one_save_where_each_names_its_kind() -> None:
    assert not are_apart(parsed("find", "category"), parsed("find", "value"))
    assert not are_apart(parsed("find", "category"), parsed("cheaper"))
    assert are_apart(parsed("find", "category"), parsed("find", "category"))


def test_pleasantries_and_guesses_are_no_wish_of_their_own() -> None:
    assert not are_apart(parsed("greet"), parsed("find", "category"))
    assert not are_apart(parsed("find", "category"), parsed("out_of_scope"))
    assert not are_apart(parsed("add_to_cart", confidence=0.2), parsed("find", "category"))


def test_what_a_thing_may_cost_is_no_wish_of_its_own_before_a_kind() -> None:
    assert not are_apart(parsed("find", "price"), parsed("goes_with", "category", "reference"))
    assert are_apart(parsed("find", "price"), parsed("add_to_cart", "place"))
    assert are_apart(parsed("find", "price", "category"), parsed("goes_with", "category"))
