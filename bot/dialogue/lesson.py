"""What Rasa learns from: the files' examples, rules and domain, each read once, the examples by two processes.

Rasa's own importer reads all examples twice and copies them seven times, for a learning policy over whole
sentences that this project does not have. Nothing is checked here but what Rasa checks as it reads.
"""

from __future__ import annotations

import ctypes
import logging
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.extractor import ShoppingExtractor

_PROCESSES = 2
_PR_SET_PDEATHSIG = 1

_log = logging.getLogger("daogou.dialogue")


class Lesson(RasaFileImporter):
    """The lesson of a folder with config.yml, domain.yml and data/."""

    def __init__(self, root: Path) -> None:
        super().__init__(str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data")])

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:  # noqa: ARG002 (Rasa gives it)
        """The examples of all files; the language of each is seen in its letters."""
        return self._examples

    def get_domain(self) -> Domain:
        """Raises RasaException where domain.yml cannot be read."""
        return self._domain

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The rules, and stories where a trainer has written any."""
        return self._stories if exclusion_percentage is None else super().get_stories(exclusion_percentage)

    @cached_property
    def _examples(self) -> TrainingData:
        _log.info("Reading the examples")
        # The longest first, so that no process is left with one at the end.
        files = sorted(self._nlu_files, key=lambda file: -Path(file).stat().st_size)
        try:
            with ProcessPoolExecutor(_PROCESSES, initializer=_end_with_parent) as processes:
                read = dict(zip(files, processes.map(_read, files), strict=True))
        except RasaException as error:
            raise error from None  # its cause would be the other process's traceback, which tells people nothing
        return together([read[file] for file in self._nlu_files])

    @cached_property
    def _domain(self) -> Domain:
        return super().get_domain()

    @cached_property
    def _stories(self) -> StoryGraph:
        return super().get_stories()


def _end_with_parent() -> None:
    """Whoever waits for the next file would wait for ever where a training is killed; the kernel ends it on Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _read(file: str) -> TrainingData:
    """The examples of a file, with what the rules find in each."""
    return ShoppingExtractor("en").process_training_data(load_data(file))


def together(parts: Sequence[TrainingData]) -> TrainingData:
    """One set of training data; TrainingData.merge would copy every example once a file."""
    whole = TrainingData([example for part in parts for example in part.training_examples])
    for part in parts:
        whole.entity_synonyms.update(part.entity_synonyms)
        whole.regex_features += part.regex_features
        whole.lookup_tables += part.lookup_tables
        whole.responses.update(part.responses)
    return whole
