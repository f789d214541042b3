"""Rasa's fixed replies, with one difference: the variations of a reply take turns, where Rasa draws lots.

So nobody reads the same sentence twice in a row. Which one it is depends on the turn's number alone: a turn that
is repeated after a kill says what it said before.
"""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig


class RepliesInTurn(TemplatedNaturalLanguageGenerator):
    """Chooses among the variations that fit the channel and the slots by the number of the turn."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:  # noqa: ARG002 (Rasa's call)
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The variation whose turn it is, filled in; None where there is no such reply."""
        if utter_action not in self.responses:
            return None
        slots = tracker.current_slot_values()
        fitting = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        if not fitting:
            return None
        chosen = copy.deepcopy(fitting[_turn(tracker) % len(fitting)])
        filled: dict[str, Any] = self._fill_response(chosen, slots, **kwargs)
        return filled


def _turn(tracker: DialogueStateTracker) -> int:
    heard = tracker.latest_message
    metadata = (heard.metadata or {}) if heard is not None else {}
    return int(metadata.get("turn") or 0)
