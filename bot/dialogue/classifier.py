"""Rasa component: the intent of a sentence, by a logistic regression over word counts and sentence vectors.

Rasa's own regression with three differences that held-out sentences paid for (docs/decisions): its
strength of regularisation is a setting, counts are damped and brought to length 1 before the vectors
join them, and the share of the vectors is a setting.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentRegression(LogisticRegressionClassifier):
    """One of the intents for each sentence, with a probability for each."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse of the regularisation; `vector_weight`: length of the sentence vector beside the counts' 1."""
        defaults = LogisticRegressionClassifier.get_default_config()
        return {**defaults, "C": 5.0, "vector_weight": 1.5, "max_iter": 60}

    def __init__(
        self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf = LogisticRegression(
            C=self.config["C"],
            max_iter=self.config["max_iter"],
            tol=self.config["tol"],
            random_state=self.config["random_state"],
        )

    def _create_X(self, messages: list[Message]) -> csr_matrix:  # noqa: N802  (Rasa's name)
        return vstack([self._row(message) for message in messages]).tocsr()

    def _row(self, message: Message) -> csr_matrix:
        sparse = message.get_sparse_features(attribute=TEXT)[1]
        dense = message.get_dense_features(attribute=TEXT)[1]
        blocks = []
        if sparse is not None:
            blocks.append(normalize(csr_matrix(sparse.features).log1p()))
        if dense is not None:
            blocks.append(csr_matrix(np.asarray(dense.features) * self.config["vector_weight"]))
        return hstack(blocks)
