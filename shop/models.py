"""The recommender that serves now: read from the shop's folder, and again when a newer one takes its place.

Where there is no model yet, an empty one serves: then the fit to the request is the only reason.
"""

import contextlib
import threading
from pathlib import Path

import structlog

from recommender import Hybrid, Interactions, RecommenderError

_log = structlog.get_logger()

TRAINED_ON = "trained_on"  # the mark of the history that the model has seen


class Models:
    """The recommender models of one shop."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the shop's recommender/; its `current` points at the model that serves."""
        self._pointer = folder / "current"
        self._lock = threading.Lock()
        self._seen: Path | None = None
        self._model = _empty()

    def current(self) -> Hybrid:
        """The model that the pointer names now; an empty one, and a line in the log, where it is damaged."""
        target = self._pointer.resolve() if self._pointer.is_symlink() else None
        if target != self._seen:
            with self._lock:
                if target is not None and target != self._seen:
                    self._model = _loaded(target)
                self._seen = target
        return self._model


def _empty() -> Hybrid:
    return Hybrid().fit(Interactions.from_rows(()), explicit=False)


def _loaded(target: Path) -> Hybrid:
    try:
        return Hybrid.load(target)
    except RecommenderError as error:
        # A list in the order of fit is better than no answer; `bot serve` trains anew at its next start,
        # because the model has lost its mark.
        _log.error("recommender_unreadable", reason=str(error))
        with contextlib.suppress(OSError):
            (target.parents[1] / TRAINED_ON).unlink()
        return _empty()
