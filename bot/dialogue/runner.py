"""How a training runs: as Rasa's does, but for the fingerprint of all examples after each component.

Rasa's cache is the only one that asks for those, and it is switched off: it does not know when our components
change. They took a third of a training's time.
"""

from __future__ import annotations

from rasa.engine.graph import ExecutionContext, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.storage import ModelStorage
from rasa.engine.training.hooks import TrainingHook


class UncachedRunner(DaskGraphRunner):
    """Runs a training's components one after the other and keeps no results between trainings."""

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> UncachedRunner:
        """Rasa's way to make a runner."""
        kept = [hook for hook in hooks or [] if not isinstance(hook, TrainingHook)]
        return cls(graph_schema, model_storage, execution_context, kept)
