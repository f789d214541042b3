"""What is said: conversations of ten turns with our shop, and of ten turns with Rasa's starter bot.

Ours are all typed (a chosen reply would spare Rasa the understanding), and each kind of turn that the shop
knows is there as often in every conversation. The starter's follow its own stories, in its own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: its kind for the tables, and the type of message that a right answer holds."""

    kind: str
    text: str
    answer: str = "text"


Script = tuple[Line, ...]


def _shopping(*, greeting: str, thing: str, bound: str, fact: str, question: str, other: str) -> Script:
    return (
        Line("small talk", greeting),
        Line("find", f"I am looking for {thing}", "cards"),
        Line("refine", bound, "cards"),
        Line("cheaper", "something cheaper please", "cards"),
        Line("why", "why did you pick the first one?"),
        Line("fact", fact),
        Line("cart", "add the first one to my cart", "cart"),
        Line("question", question),
        Line("find", other, "cards"),
        Line("small talk", "thanks, bye"),
    )


OURS: Sequence[Script] = (
    _shopping(
        greeting="hello",
        thing="a backpack",
        bound="at most 150 dollars",
        fact="how much does the first one weigh?",
        question="how long does delivery take?",
        other="show me a lamp under 80 dollars",
    ),
    _shopping(
        greeting="hi there",
        thing="headphones",
        bound="under 200 dollars",
        fact="what colour is the second one?",
        question="can I send something back?",
        other="a black suitcase",
    ),
    _shopping(
        greeting="good morning",
        thing="a tent",
        bound="up to 400 dollars",
        fact="is the first one waterproof?",
        question="how can I pay?",
        other="I need running shoes for women",
    ),
    _shopping(
        greeting="hey",
        thing="a kettle",
        bound="below 90 dollars",
        fact="what is the first one made of?",
        question="how long is the warranty?",
        other="a board game under 40 dollars",
    ),
)


def _starter(*sentences: str) -> Script:
    return tuple(Line("starter", sentence) for sentence in sentences)


STARTERS: Sequence[Script] = (
    _starter(
        "hello", "I am sad", "yes", "are you a bot?", "hi", "I am great", "bye", "hey", "not very good", "no"
    ),
    _starter(
        "good morning",
        "I am feeling very good",
        "see you later",
        "hello there",
        "super sad",
        "of course",
        "am I talking to a human?",
        "hey there",
        "wonderful",
        "goodbye",
    ),
)
