"""What is said to a sentence of which nothing is sure: never a dead end, and never twice in a row the same.

First what it may have meant is asked, in the shopper's own words; then it is said what the bot can do; then a
person is offered. A turn that is understood begins it anew.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from actions.action import Said, ShopAction
from actions.answers import held_answer
from actions.despair import despairs, stand_by
from actions.finding import starters
from actions.gift_words import answers_a_gift
from actions.gifts import advise
from actions.handing import to_a_person
from actions.messages import Replies, Reply, Text
from actions.postbacks import reply
from actions.search import find
from actions.turn import Turn
from knowledge_graph import Request

MOST_ASKED = 2  # meanings that are asked between
_LONGEST = 40  # characters of the shopper's words on a quick reply
_ABOUT_A_WISH = frozenset({"find", "recommend"})


class NotUnderstood(ShopAction):
    """A sentence of which nothing is sure."""

    action_name = "action_not_understood"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What can be made of it all the same: a wish, a question of the FAQ; else a question, help, a person."""
        if despairs(turn):
            yield from stand_by(turn)
            return
        if answers_a_gift(turn):
            yield from advise(turn)
            return
        if turn.heard.things or turn.heard.amount("price"):
            yield from find(turn)
            return
        answered = list(held_answer(turn, turn.heard.text))
        if answered:
            yield from answered
            return
        memory = turn.memory.puzzled_in(turn.ref.n)
        yield memory
        meanings = _meanings(turn)
        if len(memory.puzzled) == 1 and meanings:
            yield Text(text=turn.wording.say("which_meaning"))
            yield Replies(
                replies=[*meanings, reply(turn.wording.say("reply_other_meaning"), "what_can_you_do")]
            )
        elif len(memory.puzzled) <= 2:
            yield Text(text=turn.wording.say("not_understood"))
            yield Replies(replies=starters(turn))
        else:
            yield Text(text=turn.wording.say("still_not_understood"))
            yield Replies(replies=[to_a_person(turn.wording), *starters(turn)])


def _meanings(turn: Turn) -> list[Reply]:
    """The likeliest intents that can be asked about, as replies that do what they say with what was named."""
    words = turn.wording.words("meanings")
    said = " ".join(turn.heard.text.split())
    if len(said) > _LONGEST:
        said = said[:_LONGEST].rstrip() + "…"
    named = turn.heard.pointers
    chosen = [intent for intent in turn.heard.ranking if intent in words][:MOST_ASKED]
    return [reply(words[intent].format(said=said), intent, **_kept(turn, intent, named)) for intent in chosen]


def _kept(turn: Turn, intent: str, named: Mapping[str, Any]) -> Mapping[str, Any]:
    """What goes with the intent: for a search the words, for all else what was pointed at."""
    if intent not in _ABOUT_A_WISH:
        return named
    words = turn.heard.words or " ".join(turn.heard.text.split())
    return {"offer": Request(text=words).to_json()} if intent == "find" else {}
