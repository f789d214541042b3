"""Rasa component: the intent of a sentence, by a logistic regression over word counts and sentence vectors.

Rasa's own regression with five differences that held-out sentences paid for (docs/decisions): its
strength of regularisation is a setting, counts are damped and brought to length 1 before the vectors
join them, the share of each kind of vectors is a setting, their directions are evened out (whitening.py), and an intent
with many examples is held back a little.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.linalg import block_diag
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from bot.dialogue.regression import Columns, fit
from bot.dialogue.whitening import evening

Vector = np.ndarray[Any, np.dtype[np.float64]]

_UNNAMED = 1.5  # length of vectors that the configuration does not name

_log = logging.getLogger("daogou.dialogue")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentRegression(LogisticRegressionClassifier):
    """One of the intents for each sentence, with a probability for each."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse of the regularisation.

        `vector_weights`: length of each featurizer's sentence vector beside the counts' 1, by its alias; 1.5
        where it is not named. `evenness`: how far intents with many examples are held back, 0 not at all, 1 until all
        are as likely. `vector_evenness`: how far the directions of the vectors are evened out, from 0 to 1.
        """
        defaults = LogisticRegressionClassifier.get_default_config()
        ours = {"C": 2.0, "vector_weights": {}, "vector_evenness": 0.5, "max_iter": 60, "evenness": 0.3}
        return {**defaults, **ours}

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
            self._fit(examples, labels)
            if len(self.clf.classes_) > 2:
                # How many ways of wishing are written down says nothing about how often people wish.
                shares = np.array([labels.count(name) for name in self.clf.classes_]) / len(labels)
                self.clf.intercept_ -= self.config["evenness"] * np.log(shares)
            self.persist()
        return self._resource

    def _fit(self, examples: list[Message], labels: list[str]) -> None:
        """Fit on evened vectors, and fold what evens them into the weights."""
        columns = self._columns(examples)
        split = columns.sparse.shape[1]
        evened = [evening(block, self.config["vector_evenness"]) for block in self._blocks(examples)]
        matrix = block_diag(*evened) if evened else np.eye(0)
        fit(self.clf, Columns(columns.sparse, columns.dense @ matrix), labels)
        self.clf.coef_[:, split:] = self.clf.coef_[:, split:] @ matrix.T

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking`, the likeliest first.

        Scikit-learn copies the whole matrix of weights at each call; picking the rows of the features that a
        sentence has takes a tenth of that.
        """
        if self._weights is None:
            self._weights = np.ascontiguousarray(self.clf.coef_.T)
            self.clf.coef_ = self._weights.T  # the same numbers, which take 30 MB
        for message in messages:
            counts, vector = self._counts(message), self._vector(message)
            scores = counts.data @ self._weights[counts.indices] + self.clf.intercept_
            scores += vector @ self._weights[counts.shape[1] :]
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

    def _columns(self, messages: list[Message]) -> Columns:
        counts = vstack([self._counts(message) for message in messages]).tocsr()
        return Columns(counts, np.vstack([self._vector(message) for message in messages]))

    def _blocks(self, messages: list[Message]) -> list[Vector]:
        """The vectors of each featurizer, shape (messages, width), in the order in which `_vector` has them."""
        parts = [self._parts(message) for message in messages]
        return [np.vstack(block) for block in zip(*parts, strict=True)]

    def _counts(self, message: Message) -> csr_matrix:
        """Shape (1, kinds of words and pieces), of length 1; no columns where nothing is counted."""
        counted = message.get_sparse_features(attribute=TEXT)[1]
        return csr_matrix((1, 0)) if counted is None else normalize(csr_matrix(counted.features).log1p())

    def _vector(self, message: Message) -> Vector:
        """The sentence vectors of all featurizers, one after the other, each at its weight."""
        return np.concatenate([np.empty(0), *self._parts(message)])

    def _parts(self, message: Message) -> list[Vector]:
        weights = self.config["vector_weights"]
        return [
            float(weights.get(part.origin, _UNNAMED)) * part.features[0]
            for part in message.features
            if part.is_dense() and part.attribute == TEXT and part.type == FEATURE_TYPE_SENTENCE
        ]


def _tell(message: Message, likeliest: dict[str, Any]) -> None:
    """Log what was understood, by the numbers of conversation and turn; never the sentence."""
    metadata = message.get("metadata") or {}
    if "turn" in metadata:
        numbers = {"conversation": metadata.get("conversation"), "turn": metadata["turn"]}
        heard = {"intent": likeliest["name"], "confidence": round(likeliest["confidence"], 3)}
        _log.info("understood", extra={"fields": {**numbers, **heard}})
