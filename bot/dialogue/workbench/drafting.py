"""Train the draft's understanding alone (the pipeline of config.yml, no policies), and parse with it.

Rasa's own graph of training is run, and its graph of use; nothing is packed, and no model file is written.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from copy import deepcopy
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_IMPORTER, PLACEHOLDER_MESSAGE
from rasa.engine.graph import ExecutionContext, GraphModelConfiguration, GraphNodeHook
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.data import TrainingType

from bot.dialogue.workbench.files import CONFIG, Texts, fingerprint, training_texts
from bot.dialogue.workbench.jobs import Bench, Job, Tell
from bot.dialogue.workbench.reading import Draft, DraftReader


class Progress(GraphNodeHook):
    """Tells which part of the pipeline has begun."""

    def __init__(self, tell: Tell, total: int) -> None:
        self._tell = tell
        self._total = total
        self._done = 0

    def on_before_node(
        self,
        node_name: str,
        execution_context: ExecutionContext,  # noqa: ARG002  (Rasa's names)
        config: dict[str, Any],  # noqa: ARG002
        received_inputs: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """Count the part that begins."""
        self._tell(node_name, self._done, self._total)
        self._done += 1
        return {}

    def on_after_node(
        self,
        node_name: str,
        execution_context: ExecutionContext,
        config: dict[str, Any],
        output: Any,
        input_hook_data: dict[str, Any],
    ) -> None:
        """The next one's beginning tells enough."""


class Drafts:
    """The draft's understanding: trained when somebody asks, kept until its data change."""

    def __init__(self) -> None:
        self.bench = Bench()
        self._reader = DraftReader()
        self._reading = threading.Lock()
        self._loading = threading.Lock()
        self._folder = Path(tempfile.mkdtemp(prefix="daogou-draft-"))
        self._loaded: tuple[str, DaskGraphRunner, str] | None = None

    def wanted(self, texts: Texts) -> Job:
        """The training of these files' examples: begun now, running or done."""
        learnt = {**training_texts(texts), CONFIG: texts.get(CONFIG, "")}
        key = fingerprint(learnt)
        with self._reading:
            draft = self._reader.read(texts)
        place = self._folder / key
        return self.bench.start(key, lambda tell: _train(draft, place, tell))

    def parse(self, job: Job, draft_config: str, text: str) -> dict[str, Any]:
        """What a finished draft understands: `intent`, `intent_ranking`, `entities`."""
        with self._loading:
            runner, target = self._runner(job.key, draft_config)
            messages = runner.run(inputs={PLACEHOLDER_MESSAGE: [UserMessage(text)]}, targets=[target])[target]
        understood: dict[str, Any] = messages[0].as_dict(only_output_properties=True)
        return {name: understood.get(name) for name in ("text", "intent", "intent_ranking", "entities")}

    def _runner(self, key: str, config_text: str) -> tuple[DaskGraphRunner, str]:
        if self._loaded is None or self._loaded[0] != key:
            with self._reading:
                graph = _graph(self._reader.read({CONFIG: config_text}))
            storage = LocalModelStorage(self._folder / key)
            context = ExecutionContext(graph.predict_schema)
            runner = DaskGraphRunner.create(graph.predict_schema, storage, context)
            self._loaded = (key, runner, str(graph.nlu_target))
            for old in self._folder.iterdir():
                if old.name != key and (self.bench.job is None or old.name != self.bench.job.key):
                    shutil.rmtree(old, ignore_errors=True)
        return self._loaded[1], self._loaded[2]

    def close(self) -> None:
        """End a training that runs, and take away what was trained."""
        self.bench.cancel()
        shutil.rmtree(self._folder, ignore_errors=True)


def _graph(draft: Draft) -> GraphModelConfiguration:
    recipe = DefaultV1Recipe()
    return recipe.graph_config_for_recipe(deepcopy(draft.config), {}, training_type=TrainingType.NLU)


def _train(draft: Draft, place: Path, tell: Tell) -> int:
    """Train into the folder `place`; how many examples there were."""
    if not draft.readable:
        raise ValueError(
            "; ".join(f"{one.path}:{one.line}" for one in draft.findings if one.severity == "error")
        )
    graph = _graph(draft)
    place.mkdir(parents=True, exist_ok=True)
    runner = DaskGraphRunner.create(
        graph.train_schema,
        LocalModelStorage(place),
        ExecutionContext(graph.train_schema),
        hooks=[Progress(tell, len(graph.train_schema.nodes))],
    )
    runner.run(inputs={PLACEHOLDER_IMPORTER: draft.importer()})
    return len(draft.examples.intent_examples)
