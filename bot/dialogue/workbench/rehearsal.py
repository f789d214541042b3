"""Run the end-to-end stories against a model: what is understood, and which action comes next. No action runs.

Rasa's own test of stories is used for the actions. What was understood is compared here: the intent must be the
one that is written, and each entity that is marked must be found with its kind at its place; what else is found
(the language, say) is no difference, for nobody marks it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.test import EndToEndUserUtterance, _collect_action_executed_predictions
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates, TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.language import language_of
from bot.dialogue.workbench.jobs import Tell
from bot.dialogue.workbench.reading import Draft


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that came otherwise: `kind` is intent, entity or action; `said` is the shopper's sentence."""

    kind: str
    said: str
    expected: str
    came: str
    confidence: float | None = None


def rehearse(draft: Draft, model: Path, tell: Tell) -> dict[str, Any]:
    """Each test story of the draft with its first difference, and how many intents were right by language.

    Raises Rasa's exceptions where the model cannot be loaded.
    """
    tell("loading", 0, 0)
    agent = Agent.load(model)
    if agent.processor is None:
        raise ValueError(f"{model.name} is no model that can be used")
    rehearsal = Rehearsal(agent)
    trackers = _trackers(draft)
    stories = []
    for number, tracker in enumerate(trackers):
        tell("stories", number, len(trackers))
        stories.append({**_place(draft, tracker.sender_id), **asyncio.run(rehearsal.story(tracker))})
    return {"stories": stories, "intents": rehearsal.counted}


def _trackers(draft: Draft) -> list[TrackerWithCachedStates]:
    generator = TrainingDataGenerator(
        draft.tests,
        draft.domain,
        remove_duplicates=False,
        use_story_concatenation=False,
        augmentation_factor=0,
    )
    return list(generator.generate_story_trackers())


def _place(draft: Draft, name: str) -> dict[str, Any]:
    for path, outline in draft.outlines.items():
        for block in outline.blocks:
            if path.startswith("tests/") and block.name == name:
                return {"story": name, "path": path, "line": block.line}
    return {"story": name, "path": "", "line": 0}


class Rehearsal:
    """One loaded model, and how many intents it got right so far."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._processor: Any = agent.processor
        self.counted: dict[str, dict[str, int]] = {}

    async def story(self, tracker: DialogueStateTracker) -> dict[str, Any]:
        """Whether a story goes as it is written, and if not where it first went another way."""
        events = list(tracker.events)
        partial = DialogueStateTracker.from_events(
            tracker.sender_id, events[:1], self._agent.domain.slots if self._agent.domain else []
        )
        said, first = "", None
        for event in events[1:]:
            if isinstance(event, UserUttered):
                said = event.text or ""
                differences = list(await self._heard(event)) if said else []
                partial.update(EndToEndUserUtterance(event.text, event.intent, event.entities))
                first = first or next(iter(differences), None)
            elif isinstance(event, ActionExecuted):
                first = first or await self._acted(partial, event, said)
            else:
                partial.update(event)
        return {"passed": first is None, "difference": _json(first)}

    async def _heard(self, event: UserUttered) -> Iterator[Difference]:
        text = str(event.text)
        parsed = await self._processor.parse_message(UserMessage(text))
        wanted, came = str(event.intent.get("name")), str((parsed.get("intent") or {}).get("name"))
        count = self.counted.setdefault(language_of(text, "en"), {"right": 0, "of": 0})
        count["of"] += 1
        count["right"] += wanted == came
        differences = []
        if wanted != came:
            confidence = float(parsed["intent"].get("confidence") or 0.0)
            differences.append(Difference("intent", text, wanted, came, round(confidence, 3)))
        found = parsed.get("entities") or []
        for entity in event.entities:
            if not any(_same(entity, other) for other in found):
                marked = f"{text[entity['start'] : entity['end']]} ({entity['entity']})"
                there = ", ".join(_shown(text, other) for other in found if other["entity"] != "language")
                differences.append(Difference("entity", text, marked, there))
        return iter(differences)

    async def _acted(
        self, partial: DialogueStateTracker, event: ActionExecuted, said: str
    ) -> Difference | None:
        told, prediction, _entities = await _collect_action_executed_predictions(
            self._processor, partial, event, fail_on_prediction_errors=False
        )
        wanted, came = str(told.action_targets[0]), str(told.action_predictions[0])
        if wanted == came:
            return None
        names = {ACTION_LISTEN_NAME: ""}  # the story ends here, or the bot waits where it should go on
        confidence = round(float(prediction.max_confidence), 3) if prediction.probabilities else None
        return Difference("action", said, names.get(wanted, wanted), names.get(came, came), confidence)


def _same(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    return all(wanted[name] == found.get(name) for name in ("entity", "start", "end"))


def _shown(text: str, entity: dict[str, Any]) -> str:
    return f"{text[entity['start'] : entity['end']]} ({entity['entity']})"


def _json(difference: Difference | None) -> dict[str, Any] | None:
    if difference is None:
        return None
    return {name: getattr(difference, name) for name in Difference.__slots__}
