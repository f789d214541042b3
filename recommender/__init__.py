"""Learn what shoppers like from what they did, rank items for them, and say why.

It knows users, items, their tokens, values and times; it knows nothing of a dialogue, a database or a graph."""

from recommender.content import Content
from recommender.diversity import diversified
from recommender.ease import Ease
from recommender.errors import (
    ModelFileError,
    NotFittedError,
    RatingsError,
    RecommenderError,
    SettingError,
    UnknownItemError,
    UnknownShopperError,
)
from recommender.events import EVENT_CONFIDENCES, EVENT_SCALE, INTERACTION_WEIGHTS, event_value
from recommender.factor_settings import FactorSettings, RatingBlendSettings
from recommender.factors import Factors
from recommender.feedback import Feedback
from recommender.folding import HistoryScorer
from recommender.hybrid import Hybrid
from recommender.implicit_neighbours import ImplicitNeighbours
from recommender.interactions import Interactions
from recommender.item_neighbours import ItemNeighbours
from recommender.linear import suited
from recommender.model_files import drop_unfinished
from recommender.popularity import Popularity
from recommender.ranking import Recommender
from recommender.rating_blend import RatingBlend
from recommender.reason import Reason
from recommender.scorer import Scorer
from recommender.settings import (
    EVERY,
    ContentSettings,
    EaseSettings,
    FeedbackSettings,
    HistorySettings,
    HybridSettings,
    ImplicitSettings,
    NeighbourSettings,
    PopularitySettings,
)
from recommender.user_neighbours import UserNeighbours

__all__ = [
    "EVENT_CONFIDENCES",
    "EVENT_SCALE",
    "EVERY",
    "INTERACTION_WEIGHTS",
    "Content",
    "ContentSettings",
    "Ease",
    "EaseSettings",
    "FactorSettings",
    "Factors",
    "Feedback",
    "FeedbackSettings",
    "HistoryScorer",
    "HistorySettings",
    "Hybrid",
    "HybridSettings",
    "ImplicitNeighbours",
    "ImplicitSettings",
    "Interactions",
    "ItemNeighbours",
    "ModelFileError",
    "NeighbourSettings",
    "NotFittedError",
    "Popularity",
    "PopularitySettings",
    "RatingBlend",
    "RatingBlendSettings",
    "RatingsError",
    "Reason",
    "Recommender",
    "RecommenderError",
    "Scorer",
    "SettingError",
    "UnknownItemError",
    "UnknownShopperError",
    "UserNeighbours",
    "diversified",
    "drop_unfinished",
    "event_value",
    "suited",
]
