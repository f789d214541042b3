"""The long talk of the widget's benchmark: 200 messages and 40 carousels of five products."""

from typing import Any

from tests.widget.messages import card, custom, reply

TURNS = 40
TEXTS = 4  # of the shop's in a turn, beside the shopper's own sentence
CARDS = 5
TALK = tuple(f"show me backpacks, part {number}" for number in range(TURNS))
SENTENCE = (
    "Here is something for longer tours, which keeps its weight on the hips and holds all for two nights."
)


def steps_of(number: int, site: str) -> list[dict[str, Any]]:
    """What is answered to one sentence: texts, a carousel whose pictures are of `site`, and replies."""
    texts = [{"text": f"{SENTENCE} ({number}.{n})"} for n in range(TEXTS)]
    cards = [
        card(f"b{number}-{n}", f"Trail backpack {number}.{n}", image=f"{site}/picture.png")
        for n in range(CARDS)
    ]
    replies = custom(
        {"type": "replies", "replies": [reply("Cheaper", "/cheaper"), reply("In red", "/in_red")]}
    )
    return [*texts, custom({"type": "cards", "cards": cards}), replies]
