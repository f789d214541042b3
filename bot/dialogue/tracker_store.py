"""Rasa's SQL tracker store, which remembers the conversations it has just served and keeps them short.

Every event is written to SQL before a turn ends, as ever. What is spared is reading and rebuilding the whole
conversation for each sentence, which took a third of a turn and grew with it, and opening the file anew for each
save. One Rasa process serves a shop: with several, another process might have written meanwhile, and Rasa's own
store must be used.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

REMEMBERED = 500  # conversations
EVENTS = 120  # of one conversation, about twelve turns: no rule looks further back, and slots outlive events


class RememberingTrackerStore(SQLTrackerStore):
    """Gives out the tracker that it saved last; after a failed turn, or a restart, the one in SQL."""

    engine: Any

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._is_file = self.engine.dialect.name == "sqlite"
        if self._is_file:
            # Rasa's engine closes the file after each use, and the last one to close it folds the log into it.
            self.engine = create_engine(
                self.engine.url, poolclass=QueuePool, connect_args={"check_same_thread": False}
            )
            self.sessionmaker = sessionmaker(bind=self.engine)
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        self._remembered: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._last_saved: dict[str, Event | None] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was after its last saved turn; None for a new one."""
        # Taken out while a turn runs: one that fails half-way is forgotten, and SQL has what came before.
        tracker = self._remembered.pop(sender_id, None)
        if tracker is None:
            tracker = await super().retrieve(sender_id)
            self._last_saved[sender_id] = tracker.events[-1] if tracker and tracker.events else None
        return tracker

    async def forget(self, sender_id: str) -> None:
        """Erase a conversation from memory and from SQL; one that is not there is forgotten already."""
        self._remembered.pop(sender_id, None)
        self._last_saved.pop(sender_id, None)
        with self.session_scope() as session:
            if self._is_file:
                # What was deleted must not lie about in the file's free pages, nor in its log.
                session.execute(text("PRAGMA secure_delete = ON"))
            session.query(self.SQLEvent).filter_by(sender_id=sender_id).delete()
            session.commit()
            if self._is_file:
                session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def _additional_events(self, _session: Any, tracker: DialogueStateTracker) -> Iterator[Event]:
        """The events since the last save, told by the event that was last then."""
        last = self._last_saved.get(tracker.sender_id)
        since: list[Event] = list(takewhile(lambda event: event is not last, reversed(tracker.events)))
        return iter(since[::-1])

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the new events in one statement, and remember the conversation, shortened."""
        await self.stream_events(tracker)
        if rows := [_row(tracker.sender_id, event) for event in self._additional_events(None, tracker)]:
            with self.engine.begin() as connection:
                connection.execute(self.SQLEvent.__table__.insert(), rows)
        while len(tracker.events) > EVENTS:
            tracker.events.popleft()
        self._last_saved[tracker.sender_id] = tracker.events[-1] if tracker.events else None
        self._remembered[tracker.sender_id] = tracker
        while len(self._remembered) > REMEMBERED:
            forgotten, _ = self._remembered.popitem(last=False)
            self._last_saved.pop(forgotten, None)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    """The event as Rasa's own store would keep it."""
    told = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": told.get("timestamp"),
        "intent_name": told.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": told.get("name"),
        "data": json.dumps(told),
    }
