"""Check stories against each other and against the rules, as training will.

`rasa data validate` passes stories that contradict a rule, and training then refuses them with InvalidRule.
So RulePolicy's own analysis of its rules is run here, on the same trackers, without any NLU.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.core.policies.rule_policy import InvalidRule, RulePolicy
from rasa.core.training.story_conflict import find_story_conflicts
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain, InvalidDomain
from rasa.shared.core.generator import TrackerWithCachedStates, TrainingDataGenerator
from rasa.shared.exceptions import RasaException

from bot.dialogue.workbench.files import CONFIG, training_texts
from bot.dialogue.workbench.finding import Finding, error, warning
from bot.dialogue.workbench.outline import Block
from bot.dialogue.workbench.rasa_says import in_one_line
from bot.dialogue.workbench.reading import Draft

_LEARNS_STORIES = ("Memoization", "TED")
Places = dict[str, tuple[str, int]]


class ObservedRules(RulePolicy):
    """Rasa's RulePolicy, which notes each contradiction as it meets it and keeps no model."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage | None = None) -> None:
        settings = {**self.get_default_config(), **config}
        super().__init__(settings, storage, Resource("rules"), ExecutionContext(GraphSchema({})))
        self.noted: list[tuple[str, dict[str, str]]] = []

    def persist(self) -> None:
        """There is nothing to keep."""

    def _check_rule_restriction(self, rule_trackers: list[TrackerWithCachedStates]) -> None:
        for tracker in rule_trackers:
            try:
                super()._check_rule_restriction([tracker])
            except InvalidRule:
                self.noted.append(("rule.too_long", {"story": tracker.sender_id}))

    def _error_messages_from_fingerprints(
        self, action_name: str, missing: set[str], loops: set[str], rule_name: str
    ) -> list[str]:
        told = RulePolicy._error_messages_from_fingerprints(action_name, missing, loops, rule_name)
        for said in told:
            self.noted.append(
                ("rule.incomplete", {"story": rule_name, "said": in_one_line(said.lstrip("- "))})
            )
        return list(told)

    def _check_prediction(
        self,
        tracker: TrackerWithCachedStates,
        predicted_action_name: str | None,
        gold_action_name: str,
        prediction_source: str | None,
    ) -> list[str]:
        told = super()._check_prediction(tracker, predicted_action_name, gold_action_name, prediction_source)
        if told:
            sources = self._rules_sources[prediction_source]
            rules = sorted({rule for rule, action in sources if action != gold_action_name})
            self.noted.append(
                (
                    "rule.against_rule" if tracker.is_rule_tracker else "story.against_rule",
                    {
                        "story": tracker.sender_id,
                        "action": gold_action_name,
                        "rule": ", ".join(rules),
                        "predicted": predicted_action_name or "",
                    },
                )
            )
        return list(told)


def check_stories(draft: Draft) -> Iterator[Finding]:
    """Findings about stories and rules that cannot stand together."""
    placed = [(path, block) for path in training_texts(draft.texts) for block in draft.outlines[path].blocks]
    places = _places(placed)
    yield from _against_rules(draft, places)
    stories = [(path, block) for path, block in placed if block.kind == "story"]
    if stories:
        yield from _against_stories(draft, places)
        if not _learns_stories(draft):
            path, block = stories[0]
            yield warning("story.not_learnt", path, block.line, story=block.name)


def _places(placed: list[tuple[str, Block]]) -> Places:
    return {block.name: (path, block.line) for path, block in reversed(placed)}


def _policies(draft: Draft) -> list[dict[str, Any]]:
    return [policy for policy in draft.config.get("policies") or [] if isinstance(policy, dict)]


def _learns_stories(draft: Draft) -> bool:
    return any(word in str(policy.get("name")) for policy in _policies(draft) for word in _LEARNS_STORIES)


def _against_rules(draft: Draft, places: Places) -> Iterator[Finding]:
    settings = next((dict(policy) for policy in _policies(draft) if policy.get("name") == "RulePolicy"), None)
    if settings is None:
        return
    settings.pop("name")
    rules = ObservedRules(settings)
    refused = ""
    try:
        rules.train(_trackers(draft, draft.domain), draft.domain)
    except InvalidDomain as problem:  # the action of the fallback is not there
        yield error("refused", CONFIG, said=in_one_line(str(problem)))
    except (InvalidRule, RasaException) as problem:
        refused = in_one_line(str(problem))
    seen: list[tuple[str, dict[str, str]]] = []
    for code, words in rules.noted:
        if (code, words) not in seen:
            seen.append((code, words))
            path, line = _place(places, words["story"])
            there = _place(places, words["rule"].split(", ")[0]) if "rule" in words else ("", 0)
            yield error(code, path, line, **words, other_path=there[0], other_line=str(there[1]))
    if refused and not seen:
        yield error("refused", CONFIG, said=refused)


def _place(places: Places, name: str) -> tuple[str, int]:
    """Where a story stands; Rasa joins the names of stories that go through a checkpoint."""
    return places.get(name) or next(
        (place for known, place in places.items() if known in name), ("data/stories", 0)
    )


def _trackers(draft: Draft, domain: Domain) -> list[TrackerWithCachedStates]:
    generator = TrainingDataGenerator(draft.stories, domain, remove_duplicates=True, augmentation_factor=0)
    return list(generator.generate())


def _against_stories(draft: Draft, places: Places) -> Iterator[Finding]:
    generator = TrainingDataGenerator(
        draft.stories, draft.domain, remove_duplicates=False, augmentation_factor=0
    )
    for conflict in find_story_conflicts(generator.generate_story_trackers(), draft.domain, None):
        by_action = dict(conflict._conflicting_actions)
        one, other = list(by_action)[:2]
        path, line = _place(places, by_action[other][0])
        other_path, other_line = _place(places, by_action[one][0])
        yield error(
            "story.against_story", path, line,
            story=by_action[other][0], action=other, other=by_action[one][0], predicted=one,
            other_path=other_path, other_line=str(other_line),
        )  # fmt: skip
