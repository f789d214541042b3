"""A new intent with its examples, its fixed answer and its rule: what a trainer adds without code.

One set of texts for one commit. Pure: `texts` holds the working copy's files by path.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.studio import folder as plain
from bot.studio.errors import IntentNameError, UnknownFileError
from bot.studio.example_edits import Add, edited
from bot.studio.yaml_blocks import entries, quoted, with_entry

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
DOMAIN = "domain.yml"
LONGEST_NAME = 50
# The language whose answer has no condition: it is given where a conversation has none of the others.
_FALL_BACK = "en"


@dataclass(frozen=True, slots=True)
class NewIntent:
    """What the trainer fills in; `topic` is the name of the files it goes to, `cart`."""

    name: str
    topic: str
    examples: Mapping[str, Sequence[str]]  # language -> annotated sentences
    answers: Mapping[str, str]  # language -> the fixed answer


def with_intent(texts: Mapping[str, str], intent: NewIntent) -> dict[str, str]:
    """The new texts of domain, rules and examples.

    Raises IntentNameError where the name is no name or taken, UnknownFileError where no file can be called
    like the topic, and what `edited` raises for the examples.
    """
    domain = texts.get(DOMAIN, "")
    answer = f"utter_{intent.name}"
    taken = {*_names(domain, "intents"), *_names(domain, "responses"), *_names(domain, "actions")}
    if not _NAME.fullmatch(intent.name) or len(intent.name) > LONGEST_NAME or {intent.name, answer} & taken:
        raise IntentNameError(intent.name)
    stories = f"data/stories/{intent.topic}.yml"
    if not plain.allowed(stories):
        raise UnknownFileError(stories)
    domain = with_entry(domain, "intents", [f"- {intent.name}:", "    use_entities: []"])
    domain = with_entry(domain, "responses", [f"{answer}:", *_variations(intent.answers)])
    rule = [
        f"- rule: {intent.name.replace('_', ' ')}",
        "  steps:",
        f"    - intent: {intent.name}",
        f"    - action: {answer}",
    ]
    rules = with_entry(texts.get(stories, 'version: "3.1"\n'), "rules", rule, gap=True)
    adds = [
        Add(intent.name, language, text, topic=intent.topic)
        for language, sentences in intent.examples.items()
        for text in sentences
    ]
    return {DOMAIN: domain, stories: rules, **edited(texts, adds)}


def _names(text: str, block: str) -> list[str]:
    return entries(text, block) if text else []


def _variations(answers: Mapping[str, str]) -> list[str]:
    """The answer's variations, those with a condition first, as the domain has them."""
    lines: list[str] = []
    for language, text in sorted(answers.items(), key=lambda one: one[0] == _FALL_BACK):
        lines.append(f"  - text: {quoted(' '.join(text.split()))}")
        if language != _FALL_BACK:
            lines += [
                "    condition:",
                "      - type: slot",
                "        name: language",
                f"        value: {language}",
            ]
    return lines
