"""A question whether somebody with an allergy may have a thing: never judged here, whatever a description says."""

from collections.abc import Iterator

from actions.action import NOTHING, Said
from actions.handing import to_a_person
from actions.messages import Replies, Text
from actions.patterns import said
from actions.turn import Turn


def asks_of_allergens(turn: Turn) -> bool:
    """Whether it is asked what is safe for somebody, and not wished for something without wool."""
    return said(turn, "allergens", "spoken_of") and said(turn, "allergens", "asked")


def of_allergens(turn: Turn) -> Iterator[Said]:
    """That it cannot be told from here; and a person."""
    yield NOTHING
    yield Text(text=turn.wording.say("allergens_unknown"))
    yield Replies(replies=[to_a_person(turn.wording)])
