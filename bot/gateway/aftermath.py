"""What follows an answer: a person is offered after two failures, an overdue shopper is asked for a message,
one who wants to be forgotten is forgotten.
"""

import asyncio
from collections.abc import Sequence

from actions.handing import offer_of_a_person
from actions.wording import Wording
from bot.gateway.attended import Attended
from bot.gateway.forgetting import Forgetting
from bot.gateway.shopfront import known_language
from bot.gateway.tokens import Tokens
from bot.gateway.utterances import Payload, offer_reply, say_text
from bot.gateway.words import words
from shop.database import Database
from shop.handovers import Handing
from shop.review.insights import Insight, failures_before
from shop.transcript import TurnRecord

_PERSON = "/talk_to_person"


class Aftermath:
    """What one shop adds behind its answers."""

    def __init__(
        self, database: Database, attended: Attended, forgetting: Forgetting, tokens: Tokens
    ) -> None:
        self._database = database
        self._attended = attended
        self._forgetting = forgetting
        self._tokens = tokens

    async def add(
        self, turn: TurnRecord, said: Sequence[Payload], insight: Insight | None, handing: Handing | None
    ) -> list[Payload]:
        """What the answer ends with besides; `handing` is as it stood when the turn began."""
        if handing is not None:
            if not handing.is_due:
                return []
            return await asyncio.to_thread(self._attended.due, turn.conversation, turn.said.language)
        if insight is None or not insight.failed or self._is_offered(turn, said):
            return []
        return await asyncio.to_thread(self._offer, turn)

    async def forget(self, turn: TurnRecord) -> list[Payload]:
        """Forget the shopper of a turn that has ended; what is said then is kept nowhere."""
        whole = await self._forgetting.forget(self._database, turn.conversation)
        spoken = words(known_language(turn.said.language) or "en")
        return [say_text(spoken.forgotten if whole else spoken.forgotten_soon)]

    def _is_offered(self, turn: TurnRecord, said: Sequence[Payload]) -> bool:
        offers = [reply["postback"] for message in said for reply in message.get("replies", ())]
        read = [self._tokens.read_offer(turn.conversation, token) for token in offers]
        return any(one is not None and one.message == _PERSON for one in read)

    def _offer(self, turn: TurnRecord) -> list[Payload]:
        """Every second failure in a row: who fails once more has just been offered a person."""
        with self._database.read() as books:
            before = failures_before(books, turn.conversation, turn.n)
        if before % 2 == 0 or self._attended.of(turn.conversation) is not None:
            return []
        sentence, reply = offer_of_a_person(Wording.of(turn.said.language, turn.n))
        return [
            say_text(sentence.text),
            offer_reply(reply.title, _PERSON, turn.conversation, self._tokens),
        ]
