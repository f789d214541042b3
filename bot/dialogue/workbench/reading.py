"""Read the files of a draft as Rasa does, and remember by content what was read: a save changes one file.

Gives what training would see, without writing it to disk, and the findings of the reading itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import rasa.shared.utils.io
from rasa.shared.constants import MODEL_CONFIG_SCHEMA_FILE
from rasa.shared.core.domain import Domain, InvalidDomain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph, StoryStep
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.validation import validate_yaml_schema

from bot.dialogue.lesson import together
from bot.dialogue.workbench.files import CONFIG, DOMAIN, Texts, fingerprint, test_texts, training_texts
from bot.dialogue.workbench.finding import Finding, error, warning
from bot.dialogue.workbench.outline import BrokenYamlError, Outline, outline_of
from bot.dialogue.workbench.rasa_says import listening, refusal

_REMEMBERED = (
    2000  # results of reading one file, two or three of each: the present draft and hundreds of edits
)
_NLU = frozenset({"nlu", "responses"})
_STORIES = frozenset({"stories", "rules"})

T = TypeVar("T")
_REFUSED = (RasaException, InvalidDomain, ValueError, KeyError, TypeError, AttributeError)


@dataclass(slots=True)
class Draft:
    """The files of a draft as Rasa reads them; what cannot be read is left out, and `findings` say so."""

    texts: Texts
    outlines: dict[str, Outline] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    domain: Domain = field(default_factory=Domain.empty)
    examples: TrainingData = field(default_factory=TrainingData)
    stories: StoryGraph = field(default_factory=lambda: StoryGraph([]))
    tests: StoryGraph = field(default_factory=lambda: StoryGraph([]))
    findings: list[Finding] = field(default_factory=list)

    @property
    def readable(self) -> bool:
        """Whether every file could be read: only then do checks between files make sense."""
        return not any(finding.severity == "error" for finding in self.findings)

    def importer(self) -> TrainingDataImporter:
        """The draft as Rasa's training asks for it."""
        return DraftImporter(self)


class DraftImporter(TrainingDataImporter):
    """Gives training what was read, from memory. Rasa's own importers copy all examples several times."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def get_domain(self) -> Domain:
        """What domain.yml says."""
        return self._draft.domain

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:  # noqa: ARG002 (Rasa's name)
        """All stories and rules below data/."""
        return self._draft.stories

    def get_config(self) -> dict[str, Any]:
        """What config.yml says."""
        return self._draft.config

    def get_config_file_for_auto_config(self) -> str | None:
        """None: nothing is ever written into config.yml."""
        return None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:  # noqa: ARG002 (Rasa's name)
        """All examples below data/, in all languages."""
        return self._draft.examples


class DraftReader:
    """Reads drafts, remembering what it read by its content."""

    def __init__(self) -> None:
        self._read: OrderedDict[Hashable, Any] = OrderedDict()

    def read(self, texts: Texts) -> Draft:
        """The draft of these files."""
        draft = Draft(texts)
        for path, text in texts.items():
            outline, findings = self._once(("outline", path, text), partial(_outline, path, text))
            draft.outlines[path] = outline
            draft.findings += findings
        broken = {finding.path for finding in draft.findings}
        sound = {path: text for path, text in texts.items() if path not in broken}
        self._read_config(draft, sound)
        self._read_domain(draft, sound)
        self._read_examples(draft, training_texts(sound))
        draft.stories = self._stories(draft, training_texts(sound))
        draft.tests = self._stories(draft, test_texts(sound))
        return draft

    def _once(self, key: Hashable, read: Callable[[], T]) -> T:
        if key in self._read:
            self._read.move_to_end(key)
            found: T = self._read[key]
            return found
        fresh = self._read[key] = read()
        while len(self._read) > _REMEMBERED:
            self._read.popitem(last=False)
        return fresh

    def _read_config(self, draft: Draft, sound: Mapping[str, str]) -> None:
        if CONFIG not in draft.texts:
            draft.findings.append(error("file.missing", CONFIG))
        elif CONFIG in sound:
            config, findings = self._once(("config", sound[CONFIG]), lambda: _config(sound[CONFIG]))
            draft.config = dict(config)
            draft.findings += findings

    def _read_domain(self, draft: Draft, sound: Mapping[str, str]) -> None:
        if DOMAIN not in draft.texts:
            draft.findings.append(error("file.missing", DOMAIN))
        elif DOMAIN in sound:
            draft.domain, findings = self._once(("domain", sound[DOMAIN]), lambda: _domain(sound[DOMAIN]))
            draft.findings += findings

    def _read_examples(self, draft: Draft, sound: Mapping[str, str]) -> None:
        parts: list[TrainingData] = []
        for path, text in sound.items():
            if _NLU & draft.outlines[path].sections.keys():
                part, findings = self._once(("examples", path, text), partial(_examples, path, text))
                parts.append(part)
                draft.findings += findings
        draft.examples = self._once(("all", fingerprint(sound)), lambda: together(parts))

    def _stories(self, draft: Draft, sound: Mapping[str, str]) -> StoryGraph:
        steps: list[StoryStep] = []
        about = draft.texts.get(DOMAIN, "")
        for path, text in sound.items():
            if _STORIES & draft.outlines[path].sections.keys():
                found, findings = self._once(
                    ("stories", path, text, about), partial(_steps, path, text, draft.domain)
                )
                steps += found
                draft.findings += findings
        return StoryGraph(steps)


def _outline(path: str, text: str) -> tuple[Outline, list[Finding]]:
    try:
        return outline_of(text), []
    except BrokenYamlError as broken:
        return Outline(), [error("yaml", path, broken.line, broken.column, problem=broken.problem)]


def _config(text: str) -> tuple[dict[str, Any], list[Finding]]:
    try:
        validate_yaml_schema(text, MODEL_CONFIG_SCHEMA_FILE)
        return dict(rasa.shared.utils.io.read_yaml(text)), []
    except _REFUSED as problem:
        return {}, [refusal(CONFIG, problem)]


def _domain(text: str) -> tuple[Domain, list[Finding]]:
    with listening() as heard:
        try:
            domain, findings = Domain.from_yaml(text, DOMAIN), []
        except _REFUSED as problem:
            domain, findings = Domain.empty(), [refusal(DOMAIN, problem)]
    return domain, findings + [warning("rasa", DOMAIN, said=said) for said in heard]


def _examples(path: str, text: str) -> tuple[TrainingData, list[Finding]]:
    reader = RasaYAMLReader()
    reader.filename = path
    with listening() as heard:
        try:
            data, findings = reader.reads(text), []
        except _REFUSED as problem:
            data, findings = TrainingData(), [refusal(path, problem)]
    # A line without its dash has a finding of its own, with its place.
    told = [said for said in heard if "doesn't start with a '-'" not in said]
    return data, findings + [warning("rasa", path, said=said) for said in told]


def _steps(path: str, text: str, domain: Domain) -> tuple[list[StoryStep], list[Finding]]:
    with listening() as heard:
        try:
            steps, findings = YAMLStoryReader(domain, path).read_from_string(text), []
        except _REFUSED as problem:
            steps, findings = [], [refusal(path, problem)]
    # An intent that the domain lacks has a finding of its own, with its place.
    told = [said for said in heard if "in stories which is not part of the domain" not in said]
    return steps, findings + [warning("rasa", path, said=said) for said in told]
