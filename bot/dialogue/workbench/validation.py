"""All checks of a draft in one list: what training would refuse, and what would teach something wrong."""

import re
from collections.abc import Iterator
from copy import deepcopy

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.graph_components.validators.default_recipe_validator import DefaultV1RecipeValidator
from rasa.shared.core.domain import InvalidDomain
from rasa.shared.exceptions import RasaException
from rasa.validator import Validator

from bot.dialogue.workbench.domain_check import check_domain
from bot.dialogue.workbench.examples_check import check_examples
from bot.dialogue.workbench.files import CONFIG, Texts
from bot.dialogue.workbench.finding import Finding, error, warning
from bot.dialogue.workbench.rasa_says import in_one_line, listening
from bot.dialogue.workbench.reading import Draft, DraftReader
from bot.dialogue.workbench.story_check import check_stories


class Validation:
    """Checks drafts one after another; what has not changed is not read again. One thread at a time."""

    def __init__(self) -> None:
        self._reader = DraftReader()

    def check(self, texts: Texts) -> list[Finding]:
        """Everything found, errors first, then by place. Where a file cannot be read, that alone is told."""
        draft = self._reader.read(texts)
        findings = list(draft.findings)
        if draft.readable:
            findings += check_examples(draft)
            findings += check_domain(draft)
            known = {finding.code for finding in findings if finding.severity == "error"}
            if not known & {"step.intent", "step.action", "step.response", "step.form", "step.slot"}:
                findings += check_stories(draft)
            findings += _checks_of_rasa(draft, findings)
        each_once = {repr(finding): finding for finding in findings}.values()
        return sorted(each_once, key=lambda one: (one.severity != "error", one.path, one.line, one.code))


def _checks_of_rasa(draft: Draft, found: list[Finding]) -> Iterator[Finding]:
    """Those of Rasa's own checks that ours do not say with a place: configuration, forms, slots."""
    with listening() as heard:
        refused = ""
        try:
            graph = DefaultV1Recipe().graph_config_for_recipe(deepcopy(draft.config), {})
            DefaultV1RecipeValidator(graph.train_schema).validate(draft.importer())
        except (RasaException, InvalidDomain) as problem:
            refused = in_one_line(str(problem))
        validator = Validator(draft.domain, draft.examples, draft.stories, draft.config)
        validator.verify_form_slots()
        validator.verify_slot_mappings()
        validator.verify_domain_validity()
        validator.warn_if_config_mandatory_keys_are_not_set()
    if refused and not any(refused == finding.words.get("said") for finding in found):
        yield error("refused", CONFIG, said=refused)
    for said in heard:
        yield _placed(draft, said)


def _placed(draft: Draft, said: str) -> Finding:
    """One of Rasa's warnings, at the place of the first name that it quotes."""
    quoted = set(re.findall(r"'([^']+)'", said))
    for path, outline in draft.outlines.items():
        names = [*outline.intents, *(place for places in outline.listed.values() for place in places)]
        for place in names:
            if place.name in quoted:
                return warning("rasa", path, place.line, said=said)
    return warning("rasa", CONFIG, said=said)
