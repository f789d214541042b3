"""Every error the recommender raises, in one tree; each message says where, what, and what to do."""

from pathlib import Path


class RecommenderError(Exception):
    """The recommender cannot do what was asked; catch this one to catch them all."""


class RatingsError(RecommenderError):
    """A value that was handed in cannot be used: not a number, off the scale, or given twice."""

    def __init__(self, where: str, what: str, wanted: str) -> None:
        """`where` names the row or pair, `what` its fault, `wanted` what to write instead."""
        super().__init__(f"{where}: {what}; {wanted}.")


class SettingError(RecommenderError):
    """A model was asked to work with a setting that makes no sense."""

    def __init__(self, setting: str, value: object, wanted: str) -> None:
        """`setting` is its name, `value` what was given, `wanted` what to give instead."""
        super().__init__(f"{setting} is {value!r}; give {wanted}.")


class UnknownShopperError(RecommenderError):
    """The model was fitted without any rating of this shopper."""

    def __init__(self, shopper_id: str) -> None:
        """`shopper_id` is the id that was asked for."""
        self.shopper_id = shopper_id
        super().__init__(
            f"shopper {shopper_id!r}: the model has no rating of theirs; "
            "train again with their history, or rank without a shopper."
        )


class UnknownItemError(RecommenderError):
    """The model was fitted without any rating of this item, so that no reason can be given."""

    def __init__(self, item_id: str) -> None:
        """`item_id` is the id that was asked for."""
        self.item_id = item_id
        super().__init__(f"item {item_id!r}: the model has no rating of it; train again, or ask for another.")


class NotFittedError(RecommenderError):
    """A model was used before `fit` or `load`."""

    def __init__(self, model: str) -> None:
        """`model` is the class's name."""
        super().__init__(f"{model}: nothing has been learnt yet; call fit() or load() first.")


class ModelFileError(RecommenderError):
    """A stored model is missing, cut short, altered, or of another format."""

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        """`path` is the file at fault, `what` its fault, `remedy` what to do about it."""
        self.path = path
        super().__init__(f"{path}: {what}; {remedy}.")


class EngineError(RecommenderError):
    """What trains beyond this process is not there, or stopped before it was done."""

    def __init__(self, what: str, remedy: str) -> None:
        """`what` is missing or went wrong, `remedy` what to do about it."""
        super().__init__(f"{what}; {remedy}.")
