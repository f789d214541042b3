"""Learn what shoppers like from what they did, rank items for them, and say why.

It knows users, items, their tokens, values and times; it knows nothing of a dialogue, a database or a graph."""

from recommender.content import Content
from recommender.diversity import diversified
from recommender.errors import (
    ModelFileError,
    NotFittedError,
    RatingsError,
    RecommenderError,
    SettingError,
    UnknownItemError,
    UnknownShopperError,
)
from recommender.evaluation import Evaluation, evaluate
from recommender.events import EVENT_SCALE, INTERACTION_WEIGHTS, event_value
from recommender.hybrid import Hybrid
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.model_files import drop_unfinished
from recommender.popularity import Popularity
from recommender.ranking import Recommender
from recommender.reason import Reason
from recommender.scorer import Scorer
from recommender.settings import (
    ContentSettings,
    HybridSettings,
    NeighbourSettings,
    PopularitySettings,
)

__all__ = [
    "EVENT_SCALE",
    "INTERACTION_WEIGHTS",
    "Content",
    "ContentSettings",
    "Evaluation",
    "Hybrid",
    "HybridSettings",
    "Interactions",
    "ItemNeighbours",
    "ModelFileError",
    "NeighbourSettings",
    "NotFittedError",
    "Popularity",
    "PopularitySettings",
    "RatingsError",
    "Reason",
    "Recommender",
    "RecommenderError",
    "Scorer",
    "SettingError",
    "UnknownItemError",
    "UnknownShopperError",
    "diversified",
    "drop_unfinished",
    "evaluate",
    "event_value",
]
