"""The recommender that serves now: read from the shop's folder, and again when a newer one takes its place.

Where there is no model yet, an empty one serves: then the fit to the request is the only reason.
"""

import contextlib
import threading
from dataclasses import dataclass
from pathlib import Path

import structlog

from recommender import Hybrid, Interactions, RecommenderError
from shop.provenance import Provenance

_log = structlog.get_logger()

POINTER = "current"  # the link to the model that serves
TRAINED_ON = "trained_on"  # the mark of the history that the model has seen


@dataclass(frozen=True, slots=True)
class Served:
    """A model, and what is told of its training; None where nothing is."""

    model: Hybrid
    provenance: Provenance | None


class Models:
    """The recommender models of one shop."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the shop's recommender/; its `current` points at the model that serves."""
        self._pointer = folder / POINTER
        self._lock = threading.Lock()
        self._seen: Path | None = None
        self._served = _empty()

    def current(self) -> Hybrid:
        """The model of `serving`."""
        return self.serving().model

    def serving(self) -> Served:
        """The model that the pointer names now; an empty one, and a line in the log, where it is damaged."""
        target = self._pointer.resolve() if self._pointer.is_symlink() else None
        if target != self._seen:
            with self._lock:
                if target is not None and target != self._seen:
                    self._served = _loaded(target)
                self._seen = target
        return self._served


def _empty() -> Served:
    return Served(Hybrid().fit(Interactions.from_rows(()), explicit=False), None)


def _loaded(target: Path) -> Served:
    try:
        return Served(Hybrid.load(target), Provenance.read(target))
    except RecommenderError as error:
        # A list in the order of fit is better than no answer; `bot serve` trains anew at its next start,
        # because the model has lost its mark.
        _log.error("recommender_unreadable", reason=str(error))
        with contextlib.suppress(OSError):
            (target.parents[1] / TRAINED_ON).unlink()
        return _empty()
