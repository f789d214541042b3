"""Rasa component: the intent of a sentence, by a logistic regression over word counts and sentence vectors.

Rasa's own regression with four differences that held-out sentences paid for (docs/decisions): its
strength of regularisation is a setting, counts are damped and brought to length 1 before the vectors
join them, the share of the vectors is a setting, and an intent with many examples is held back a little.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from bot.dialogue.regression import Columns, fit

_log = logging.getLogger("daogou.dialogue")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentRegression(LogisticRegressionClassifier):
    """One of the intents for each sentence, with a probability for each."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse of the regularisation; `vector_weight`: length of the sentence vector beside the counts' 1.

        `evenness`: how far intents with many examples are held back, 0 not at all, 1 until all are as likely.
        """
        defaults = LogisticRegressionClassifier.get_default_config()
        return {**defaults, "C": 5.0, "vector_weight": 1.5, "max_iter": 60, "evenness": 0.3}

    def __init__(
        self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, name, model_storage, resource)
        self._weights: np.ndarray[Any, np.dtype[np.float64]] | None = None
        self.clf = LogisticRegression(
            C=self.config["C"],
            max_iter=self.config["max_iter"],
            tol=self.config["tol"],
            random_state=self.config["random_state"],
        )

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the regression as scikit-learn would, in a third of the time (regression.py)."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if examples:
            labels = [str(example.get(INTENT)) for example in examples]
            fit(self.clf, self._columns(examples), labels)
            if len(self.clf.classes_) > 2:
                # How many ways of wishing are written down says nothing about how often people wish.
                shares = np.array([labels.count(name) for name in self.clf.classes_]) / len(labels)
                self.clf.intercept_ -= self.config["evenness"] * np.log(shares)
            self.persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking`, the likeliest first.

        Scikit-learn copies the whole matrix of weights at each call; picking the rows of the features that a
        sentence has takes a tenth of that.
        """
        if self._weights is None:
            self._weights = np.ascontiguousarray(self.clf.coef_.T)
        for message in messages:
            row = self._row(message).tocsr()
            scores = row.data @ self._weights[row.indices] + self.clf.intercept_
            odds = np.exp(scores - scores.max())
            shares = odds / odds.sum()
            likeliest = np.argsort(-shares, kind="stable")[: self.config["ranking_length"] or None]
            ranking = [
                {"name": str(self.clf.classes_[place]), "confidence": float(shares[place])}
                for place in likeliest
            ]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            _tell(message, ranking[0])
        return messages

    def _create_X(self, messages: list[Message]) -> csr_matrix:  # noqa: N802  (Rasa's name)
        return vstack([self._row(message) for message in messages]).tocsr()

    def _columns(self, messages: list[Message]) -> Columns:
        """The rows of `_row`, with the vectors as a dense block; one without columns where there are none."""
        whole = self._create_X(messages)
        dense = messages[0].get_dense_features(attribute=TEXT)[1]
        split = whole.shape[1] - (0 if dense is None else int(np.asarray(dense.features).shape[1]))
        return Columns(whole[:, :split], whole[:, split:].toarray())

    def _row(self, message: Message) -> csr_matrix:
        sparse = message.get_sparse_features(attribute=TEXT)[1]
        dense = message.get_dense_features(attribute=TEXT)[1]
        blocks = []
        if sparse is not None:
            blocks.append(normalize(csr_matrix(sparse.features).log1p()))
        if dense is not None:
            blocks.append(csr_matrix(np.asarray(dense.features) * self.config["vector_weight"]))
        return hstack(blocks)


def _tell(message: Message, likeliest: dict[str, Any]) -> None:
    """Log what was understood, by the numbers of conversation and turn; never the sentence."""
    metadata = message.get("metadata") or {}
    if "turn" in metadata:
        numbers = {"conversation": metadata.get("conversation"), "turn": metadata["turn"]}
        heard = {"intent": likeliest["name"], "confidence": round(likeliest["confidence"], 3)}
        _log.info("understood", extra={"fields": {**numbers, **heard}})
