"""Rasa component: the intent of a sentence, by a logistic regression over word counts and sentence vectors.

Rasa's own regression with five differences that held-out sentences paid for (docs/decisions): its
strength of regularisation is a setting, it counts words and pieces itself and damped (counting.py), the share of
each kind of vectors is a setting, their directions are evened out (whitening.py), and an intent with many
examples is held back a little.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.linalg import block_diag
from sklearn.linear_model import LogisticRegression

from bot.dialogue.counting import Counts
from bot.dialogue.regression import Columns, fit
from bot.dialogue.whitening import evening

Vector = np.ndarray[Any, np.dtype[np.float64]]

_COUNTED = "counted.json"
_UNNAMED = 1.5  # length of vectors that the configuration does not name

_log = logging.getLogger("daogou.dialogue")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentRegression(LogisticRegressionClassifier):
    """One of the intents for each sentence, with a probability for each."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse of the regularisation.

        `vector_weights`: length of each encoder's sentence vector beside the counts' 1; 1.5 where the
        encoder is not named. `evenness`: how far intents with many examples are held back, 0 not at all, 1 until all
        are as likely. `words`, `pieces`: the longest runs of words, and the longest pieces of them, that are counted;
        0 for none. `vector_evenness`: how far the directions of the vectors are evened out, from 0 to 1.
        """
        defaults = LogisticRegressionClassifier.get_default_config()
        counted = {"words": 3, "pieces": 5}
        vectors = {"vector_weights": {}, "vector_evenness": 0.5}
        return {**defaults, **counted, **vectors, "C": 20.0, "max_iter": 30, "evenness": 0.3}

    @classmethod
    def required_components(cls) -> list[type]:
        """It reads tokens; sentence vectors where there are any."""
        return [Tokenizer]

    def __init__(
        self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, name, model_storage, resource)
        self._weights: np.ndarray[Any, np.dtype[np.float64]] | None = None
        self._counted = Counts(config["words"], config["pieces"])
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
        sentences = [_sentence(example) for example in examples]
        counts = self._counted.learn(sentences)
        split, parts = counts.shape[1], zip(*map(self._parts, examples), strict=True)
        blocks = [np.vstack(block) for block in parts]  # of each encoder, shape (examples, width)
        evened = [evening(block, self.config["vector_evenness"]) for block in blocks]
        vectors = [block @ matrix.astype(block.dtype) for block, matrix in zip(blocks, evened, strict=True)]
        fit(self.clf, Columns(counts, np.hstack([np.empty((len(examples), 0)), *vectors])), labels)
        if evened:
            self.clf.coef_[:, split:] = self.clf.coef_[:, split:] @ block_diag(*evened).T  # stays single

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking`, the likeliest first.

        Scikit-learn copies the whole matrix of weights at each call; picking the rows of the features that a
        sentence has takes a tenth of that.
        """
        if self._weights is None:
            self._weights = np.ascontiguousarray(self.clf.coef_.T)
            self.clf.coef_ = self._weights.T  # the same numbers, which take 30 MB
        for message in messages:
            columns, counts = self._counted.of(_sentence(message))
            scores = counts @ self._weights[columns] + self.clf.intercept_
            scores += self._vector(message) @ self._weights[self._counted.width :]
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

    def persist(self) -> None:
        """Keep the weights as Rasa does, and beside them what is counted."""
        super().persist()
        with self._model_storage.write_to(self._resource) as folder:
            self._counted.keep(folder / _COUNTED)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentRegression:
        """As Rasa's; a model that was trained on nothing is untrained."""
        loaded: IntentRegression = super().load(config, model_storage, resource, execution_context, **kwargs)
        if hasattr(loaded.clf, "classes_"):
            with model_storage.read_from(resource) as folder:
                loaded._counted = Counts.kept(folder / _COUNTED, config["words"], config["pieces"])
        return loaded

    def _vector(self, message: Message) -> Vector:
        """The sentence vectors of all encoders, one after the other, each at its weight."""
        return np.concatenate([np.empty(0), *self._parts(message)])

    def _parts(self, message: Message) -> list[Vector]:
        weights = self.config["vector_weights"]
        return [
            float(weights.get(part.origin, _UNNAMED)) * part.features[0]
            for part in message.features
            if part.is_dense() and part.attribute == TEXT and part.type == FEATURE_TYPE_SENTENCE
        ]


def _sentence(message: Message) -> str:
    """The tokens as they are counted, those that stand for signs among them."""
    return " ".join(token.text for token in message.get(TOKENS_NAMES[TEXT]) or ()).lower()


def _tell(message: Message, likeliest: dict[str, Any]) -> None:
    """Log what was understood, by the numbers of conversation and turn; never the sentence."""
    metadata = message.get("metadata") or {}
    if "turn" in metadata:
        numbers = {"conversation": metadata.get("conversation"), "turn": metadata["turn"]}
        heard = {"intent": likeliest["name"], "confidence": round(likeliest["confidence"], 3)}
        _log.info("understood", extra={"fields": {**numbers, **heard}})
