"""What is said to somebody who may hurt himself: that others can help, and nothing of the shop's goods."""

from collections.abc import Iterator

from actions.action import Said
from actions.handing import to_a_person
from actions.messages import Replies, Text
from actions.patterns import said
from actions.turn import Turn


def despairs(turn: Turn) -> bool:
    """Whether the sentence speaks of not wanting to live."""
    return said(turn, "despair", "said")


def stand_by(turn: Turn) -> Iterator[Said]:
    """Whom to turn to at once; and a person of the shop, where one is wanted."""
    yield Text(text=turn.wording.say("despair_heard"))
    yield Replies(replies=[to_a_person(turn.wording)])
