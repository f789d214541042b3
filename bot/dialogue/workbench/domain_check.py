"""Check that names agree: intents, actions and responses of domain.yml with examples, stories and tests."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rasa.shared.core.constants import DEFAULT_ACTION_NAMES, DEFAULT_INTENTS
from rasa.shared.core.domain import Domain

from bot.dialogue.workbench.files import DOMAIN, TESTS
from bot.dialogue.workbench.finding import Finding, error, warning
from bot.dialogue.workbench.outline import Block, Step
from bot.dialogue.workbench.reading import Draft

_UTTER = "utter_"
_SPOKEN_TO = "language"  # the slot by which a response chooses its variation
_ASIDE = frozenset({*DEFAULT_INTENTS, "nlu_fallback"})  # nobody writes examples for these

Placed = tuple[str, Block]


def check_domain(draft: Draft) -> Iterator[Finding]:
    """Findings about names that one file uses and another does not know, or that nobody uses."""
    placed = [(path, block) for path in draft.texts for block in draft.outlines[path].blocks]
    for path, block in placed:
        for step in block.steps:
            yield from _step(draft.domain, path, block, step)
    trained = [(path, block) for path, block in placed if not path.startswith(TESTS)]
    yield from _same_names(placed)
    yield from _unused(draft, trained)
    yield from _responses(draft)


def _step(domain: Domain, path: str, block: Block, step: Step) -> Iterator[Finding]:
    where = {"name": step.name, "story": block.name}
    if step.kind == "intent" and step.name.partition("/")[0].lstrip("/") not in domain.intents:
        yield error("step.intent", path, step.line, **where)
    elif step.kind == "action" and step.name and not _is_action(domain, step.name):
        code = "step.response" if step.name.startswith(_UTTER) else "step.action"
        yield error(code, path, step.line, **where)
    elif step.kind == "active_loop" and step.name not in ("", "null", "~", *domain.form_names):
        yield error("step.form", path, step.line, **where)
    elif step.kind == "slot_was_set" and step.name not in {slot.name for slot in domain.slots}:
        yield error("step.slot", path, step.line, **where)
    for kind in step.kinds if step.kind == "user" else ():
        if kind not in domain.entities:
            yield error("entity.unknown", path, step.line, entity=kind, text=step.name)


def _is_action(domain: Domain, name: str) -> bool:
    if name.startswith(_UTTER):
        return name in domain.responses
    return name in domain.action_names_or_texts or name in DEFAULT_ACTION_NAMES


def _same_names(placed: list[Placed]) -> Iterator[Finding]:
    counted = Counter((block.kind, block.name) for _path, block in placed)
    seen: set[tuple[str, str]] = set()
    for path, block in placed:
        key = (block.kind, block.name)
        if counted[key] > 1 and key in seen:
            yield warning("story.same_name", path, block.line, story=block.name)
        seen.add(key)


def _unused(draft: Draft, trained: list[Placed]) -> Iterator[Finding]:
    listed = draft.outlines[DOMAIN].listed
    used = {(step.kind, step.name) for _path, block in trained for step in block.steps}
    spoken = {example.intent for outline in draft.outlines.values() for example in outline.examples}
    for intent in listed.get("intents", []):
        if intent.name not in spoken and intent.name not in _ASIDE:
            yield warning("intent.no_examples", DOMAIN, intent.line, intent=intent.name)
        if ("intent", intent.name) not in used and intent.name not in DEFAULT_INTENTS:
            yield warning("intent.no_story", DOMAIN, intent.line, intent=intent.name)
    for response in listed.get("responses", []):
        if ("action", response.name) not in used and response.name != "utter_default":
            yield warning("response.unused", DOMAIN, response.line, response=response.name)


def _responses(draft: Draft) -> Iterator[Finding]:
    """A fixed reply needs a variation in Chinese, and one without a condition, which is the English one."""
    for place in draft.outlines[DOMAIN].listed.get("responses", []):
        variations = draft.domain.responses.get(place.name) or []
        spoken = {language for variation in variations for language in _languages(variation)}
        for language in ("en", "zh"):
            if language not in spoken:
                yield warning(
                    "response.one_language", DOMAIN, place.line, response=place.name, language=language
                )


def _languages(variation: dict[str, Any]) -> list[str]:
    conditions = variation.get("condition") or []
    values = [str(one.get("value")) for one in conditions if one.get("name") == _SPOKEN_TO]
    return values or ["en"]
