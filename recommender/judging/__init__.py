"""Judge models on held-back history: accuracy, lists, fairness, costs, and how far each figure may be trusted."""

from recommender.judging.bootstrap import Draws, Interval, draw
from recommender.judging.contenders import NAMES, Train, Trained, contenders, scored, served
from recommender.judging.fairness import Accuracy, Exposure, Groups, activity_thirds
from recommender.judging.judge import Traits, evaluate
from recommender.judging.picture import picture
from recommender.judging.report import Measured, Report, Table
from recommender.judging.splits import KINDS, Split, good_from, splits_of
from recommender.judging.trial import Progress

__all__ = [
    "KINDS",
    "NAMES",
    "Accuracy",
    "Draws",
    "Exposure",
    "Groups",
    "Interval",
    "Measured",
    "Progress",
    "Report",
    "Split",
    "Table",
    "Train",
    "Trained",
    "Traits",
    "activity_thirds",
    "contenders",
    "draw",
    "evaluate",
    "good_from",
    "picture",
    "scored",
    "served",
    "splits_of",
]
