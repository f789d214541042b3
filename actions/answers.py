"""Say what the shop itself has written on a question; never more, and never a guess."""

from collections.abc import Iterator

from actions.action import Said
from actions.messages import Text
from actions.rich_text import rich_text
from actions.turn import Turn
from knowledge_graph import Answer


def held_answer(turn: Turn, question: str) -> Iterator[Said]:
    """The shop's own words on a question; nothing where it has none."""
    answer = turn.shop.catalogue.answer(question, turn.wording.language)
    if answer is not None:
        yield from told(turn, answer)


def told(turn: Turn, answer: Answer) -> Iterator[Said]:
    """The shop's words, marked where they are only the sample of a new shop."""
    yield rich_text(answer.text)
    if answer.sample:
        yield Text(text=turn.wording.say("faq_sample"))
