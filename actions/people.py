"""The actions between a shopper and the shop's people: calling one, a complaint, an insult, how the talk was.

Who is called answers in the gateway; while a shopper waits, the bot goes on.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from actions.action import Said, ShopAction
from actions.answers import held_answer
from actions.finding import starters
from actions.handing import nobody_came, offer_of_a_person
from actions.messages import Rating, Replies, Text
from actions.patterns import said
from actions.postbacks import reply
from actions.turn import Turn

MOST_STARS = 5
_SCALES = (5, 10, 100)  # of "two out of five", "8/10" and "90 out of 100"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class CallPerson(ShopAction):
    """A person is wanted."""

    action_name = "action_call_person"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The conversation waits for one; how long that may take, and how else the shop is reached."""
        if turn.ref.conversation:
            yield from _call(turn)
        yield from held_answer(turn, turn.wording.say("question_contact"))


def _call(turn: Turn) -> Iterator[Said]:
    say, handovers = turn.wording.say, turn.shop.handovers
    known = handovers.of(turn.ref.conversation)
    if (turn.heard.postback or {}).get("given") or (known is not None and known.state == "message"):
        yield Text(text=say("person_message_kept"))
        return
    handing = handovers.ask(turn.ref.conversation)
    if handing.state == "taken":
        yield Text(text=say("person_is_here", name=handing.taken_by))
    elif handing.is_overdue:
        handovers.offer_message(turn.ref.conversation)
        yield from nobody_came(turn.wording)
    else:
        minutes = f"{turn.shop.profile.person_wait_min:g}"
        yield Text(text=say("person_called" if known is None else "person_waiting", minutes=minutes))


class OfferPerson(ShopAction):
    """The shopper complains."""

    action_name = "action_offer_person"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """After the apology, which is a fixed reply: a person."""
        yield from _offer_person(turn)


class StayCalm(ShopAction):
    """The shopper is abusive."""

    action_name = "action_stay_calm"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """A calm word and a person, once; after that a short word in other words each time."""
        if not turn.ref.conversation or turn.shop.courtesies.first(turn.ref, "calmed"):
            yield Text(text=turn.wording.say("abuse_calm"))
            yield from _offer_person(turn)
        else:
            yield Text(text=turn.wording.say("abuse_again"))
            yield Replies(replies=starters(turn))


def _offer_person(turn: Turn) -> Iterator[Said]:
    if turn.ref.conversation and turn.shop.handovers.of(turn.ref.conversation) is not None:
        yield from _call(turn)  # one is called already: how that stands
        return
    sentence, person = offer_of_a_person(turn.wording)
    yield sentence
    yield Replies(replies=[person])


class AskForStars(ShopAction):
    """The shopper says thanks or goodbye."""

    action_name = "action_ask_for_stars"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """How the talk was, if anything was done in it."""
        if turn.ref.conversation and turn.shop.courtesies.did_something(turn.ref.conversation):
            yield from ask_for_stars(turn)


def ask_for_stars(turn: Turn) -> Iterator[Said]:
    """The question how the talk was, once a conversation."""
    if turn.ref.conversation and turn.shop.courtesies.first(turn.ref, "asked_for_stars"):
        yield _question(turn)


def _question(turn: Turn) -> Rating:
    say = turn.wording.say
    return Rating(
        text=say("stars_question"),
        stars=[
            reply(say("stars_title", stars=stars), "rate_talk", stars=stars)
            for stars in range(1, MOST_STARS + 1)
        ],
    )


class TakeStars(ShopAction):
    """The shopper says how the talk was."""

    action_name = "action_take_stars"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Thanks for the stars; where none can be told from the words, the question with its five answers."""
        stars = _stars(turn)
        if stars is None:
            yield _question(turn)
            return
        if turn.ref.conversation:
            turn.shop.courtesies.rate(turn.ref, stars)
        few = stars <= MOST_STARS // 2
        yield Text(text=turn.wording.say("stars_few" if few else "stars_kept", stars=stars))
        if few:
            yield from _offer_person(turn)


def _stars(turn: Turn) -> int | None:
    """One to five, of "4 stars", "two out of five", "9/10", 打五分; None where the words tell no number."""
    posted = (turn.heard.postback or {}).get("stars")
    if posted is not None:
        return int(posted) if str(posted) in {"1", "2", "3", "4", "5"} else None
    if said(turn, "rating_words", "none"):
        return 1  # fewer than one star cannot be given
    numbers = _numbers(turn)
    if len(numbers) == 1 and numbers[0] <= MOST_STARS:
        return max(1, int(numbers[0]))
    if len(numbers) == 2 and numbers[1] in _SCALES and numbers[0] <= numbers[1]:
        return max(1, round(MOST_STARS * numbers[0] / numbers[1]))
    return None


def _numbers(turn: Turn) -> list[Decimal]:
    """The numbers of a sentence, in words too, in the order they were said; no prices."""
    bounds = [amount.bound for amount in turn.heard.amounts if amount.kind != "price"]
    exact = [bound.low for bound in bounds if bound.low is not None and bound.low == bound.high]
    return exact or [Decimal(number) for number in _NUMBER.findall(turn.heard.text)]
