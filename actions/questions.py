"""The actions that answer questions on the shop, and the one for what is not the shop's."""

from collections.abc import Iterator

from actions.action import NOTHING, Said, ShopAction
from actions.allergens import asks_of_allergens, of_allergens
from actions.answers import held_answer, told
from actions.despair import despairs, stand_by
from actions.finding import starters
from actions.handing import to_a_person
from actions.messages import Replies, Text
from actions.naming import asked_for_by_name
from actions.orders import own_order_offers
from actions.patterns import said
from actions.search import find
from actions.turn import Turn


class AnswerQuestion(ShopAction):
    """A question on delivery, returns, payment, care and the like."""

    action_name = "action_answer_question"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The shop's answer, without cards; else an honest word and a person. A product named alone is shown."""
        heard = turn.heard
        if asks_of_allergens(turn):
            yield from of_allergens(turn)
            return
        if asked_for_by_name(turn) and not (heard.words or heard.facts):
            yield from find(turn)
            return
        answer = turn.shop.catalogue.answer(turn.heard.text, turn.wording.language)
        if answer is not None:
            yield from told(turn, answer)
            yield from own_order_offers(turn)
        elif heard.names_a_kind or asked_for_by_name(turn):
            yield from find(turn)
        else:
            yield NOTHING
            yield Text(text=turn.wording.say("faq_unknown"))
            yield Replies(replies=[to_a_person(turn.wording)])


class AnswerAboutOrder(ShopAction):
    """A question on the shopper's own order."""

    action_name = "action_answer_about_order"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """That orders cannot be seen from here, and who can see them."""
        yield Text(text=turn.wording.say("order_service"))
        yield from held_answer(turn, turn.wording.say("question_contact"))
        yield Replies(replies=[to_a_person(turn.wording)])


class OffTopic(ShopAction):
    """Something that has nothing to do with the shop."""

    action_name = "action_off_topic"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """Kindly, what the bot can do; a kind of thing that is named is looked for all the same."""
        if despairs(turn):
            yield from stand_by(turn)
            return
        # "Recommend me a good novel", where none are sold: it may well have been a wish.
        wished = turn.heard.unsold and turn.heard.second in {"find", "recommend"}
        wished = wished or (bool(turn.heard.words) and said(turn, "conditions", "asked"))
        if wished or turn.heard.names("category") or asked_for_by_name(turn):
            yield from find(turn)
            return
        yield Text(text=turn.wording.say("off_topic"))
        yield Replies(replies=starters(turn))
