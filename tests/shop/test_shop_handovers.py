"""Who waits for a person, and who for too long."""

from shop.conversations import Conversations
from shop.database import Database
from shop.handovers import Handovers
from shop.transcript import Said

HELLO = Said(kind="text", text="hello", language="zh", body_hash="h")


def test_only_the_overdue_of_those_who_are_asked_after_are_told(database: Database) -> None:
    conversations = Conversations(database)
    talks = [conversations.open_new(f"t{n}", "zh").conversation for n in range(250)]
    for talk in talks[:3]:
        conversations.begin_turn(talk, HELLO)
        Handovers(database, 0).ask(talk)
    patient, hasty = Handovers(database, 5), Handovers(database, 0)
    patient.ask(talks[3])
    hasty.ask(talks[249])
    assert [talk.conversation for talk in hasty.overdue(talks[1:])] == [talks[1], talks[2], talks[249]]
    hasty.offer_message(talks[1])
    assert [talk.conversation for talk in hasty.overdue(talks[:3])] == [talks[0], talks[2]]
    assert list(hasty.overdue(())) == []
