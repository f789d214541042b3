"""The terminal chat's screen: everything that can be chosen has a number."""

import io
from typing import Any

from rich.console import Console

from bot.cli.rendering import Screen

CARD: dict[str, Any] = {
    "item_id": "lamp-1",
    "name": "Reading lamp",
    "price": "49.90",
    "currency": "USD",
    "in_stock": True,
    "url": None,
    "image": None,
    "attributes": {"colour": "red"},
    "reason": "It costs less than 50 USD.",
    "actions": [{"title": "Add to cart", "postback": "add-lamp-1"}],
}
ANSWER: list[dict[str, Any]] = [
    {"type": "text", "text": "Here is a lamp."},
    {"type": "cards", "cards": [CARD]},
    {"type": "replies", "replies": [{"title": "Cheaper", "postback": "cheaper"}]},
    {"type": "hologram", "of": "a lamp"},
]


def shown(messages: list[dict[str, Any]]) -> tuple[Screen, str]:
    paper = io.StringIO()
    screen = Screen(Console(file=paper, width=100, markup=False, highlight=False))
    screen.show(messages)
    return screen, paper.getvalue()


def test_a_card_shows_name_price_facts_reason_and_what_can_be_done() -> None:
    _, text = shown(ANSWER)
    for part in (
        "Here is a lamp.",
        "1. Reading lamp",
        "49.90 USD",
        "colour red",
        "less than 50",
        "[1] Add to cart",
    ):
        assert part in text


def test_a_number_chooses_what_stands_beside_it() -> None:
    screen, text = shown(ANSWER)
    assert "[2] Cheaper" in text
    assert screen.chosen("1") == {"postback": "add-lamp-1"}
    assert screen.chosen("2") == {"postback": "cheaper"}
    assert screen.chosen("3") == {"text": "3"}
    assert screen.chosen("two lamps") == {"text": "two lamps"}


def test_the_next_answer_takes_the_numbers_over() -> None:
    screen, _ = shown(ANSWER)
    screen.show([{"type": "text", "text": "Goodbye."}])
    assert screen.chosen("1") == {"text": "1"}


def test_a_cart_shows_its_lines_and_its_total() -> None:
    line = {"item_id": "lamp-1", "name": "Reading lamp", "quantity": 2, "price": "49.90", "total": "99.80"}
    _, text = shown([{"type": "cart", "lines": [line], "total": "99.80", "currency": "USD"}])
    assert "2 × Reading lamp  99.80 USD" in text
    assert "= 99.80 USD" in text


def test_a_comparison_shows_what_differs_and_folds_what_is_the_same_into_one_line() -> None:
    columns = [{"item_id": name, "name": name, "actions": []} for name in ("Ember", "Polar")]
    rows = [
        {"label": "price", "values": ["$49.90", "$35.00"], "differs": True},
        {"label": "weight", "values": ["900 g", None], "differs": True},
        {"label": "Brand", "values": ["Fjell", "Fjell"], "differs": False},
        {"label": "waterproof", "values": ["no", "no"], "differs": False},
    ]
    _, text = shown([{"type": "table", "caption": "Ember and Polar", "columns": columns, "rows": rows}])
    assert "$49.90" in text
    assert "–" in text
    assert "= Brand Fjell; waterproof no" in text
