"""How Rasa logs here: one JSON object a line on stdout, as our other processes do.

Rasa's own lines may quote what a shopper typed, its errors the whole tracker. So unless log_texts is set, a
structured line keeps only its name, an exception only its type and place, and a token is never shown.
"""

import json
import logging
import re
import sys
import traceback
import warnings
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import structlog

INNERMOST_FRAMES = 6
TOKEN = re.compile(r"(token=)[^&\s'\"]+")


class JsonLines(logging.Formatter):
    """One record as one JSON object. `texts` lets through what a shopper typed."""

    def __init__(self, texts: bool) -> None:
        super().__init__()
        self._texts = texts

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "process": "dialogue",
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "event": TOKEN.sub(r"\1...", record.getMessage()),
            "logger": record.name,
            **getattr(record, "fields", {}),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error and self._texts:
            line["exception"] = "".join(traceback.format_exception(error))
        elif error:
            frames = traceback.extract_tb(error.__traceback__)[-INNERMOST_FRAMES:]
            line["exception"] = type(error).__name__
            line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def configure(level: str, *, texts: bool) -> None:
    """Call it before Rasa is imported, and `hush_sanic` once sanic is."""
    # skops, with which Rasa keeps its classifier, looks each of its types up in every module loaded so far:
    # 1 s here, 4.5 s after Rasa. It also draws in numpy.distutils, which makes the root logger print bare text.
    import skops.io  # noqa: F401

    logging.getLogger().__class__ = logging.RootLogger
    warnings.showwarning = _show_warning if texts else _show_nothing
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(texts))
    handler.addFilter(lambda record: "missing TensorBoard" not in record.getMessage())  # left out on purpose
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for noisy in (
        "matplotlib",
        "asyncio",
        "apscheduler",
        "tensorflow",
        "h5py",
        "faker",
        "urllib3",
        "pymongo",
    ):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _with_fields if texts else _name_alone],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def hush_sanic() -> None:
    """Let sanic's errors reach our handler, and nothing else of it: its access lines hold tokens."""
    for name in ("sanic.root", "sanic.error", "sanic.access"):
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = True
        logger.setLevel(logging.ERROR)


def _show_nothing(*_warning: Any, **_place: Any) -> None:
    pass


def _show_warning(message: Warning | str, category: type[Warning], *_place: Any, **_options: Any) -> None:
    """Only where texts may be shown: Rasa puts a sentence that it cannot parse into a warning."""
    if not issubclass(category, DeprecationWarning | PendingDeprecationWarning):
        logging.getLogger("py.warnings").warning(str(message))


def _name_alone(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> tuple[Any, ...]:
    return (str(event["event"]),), {"exc_info": event.get("exc_info")}


def _with_fields(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> tuple[Any, ...]:
    error = event.pop("exc_info", None)
    return (" ".join(f"{key}={value}" for key, value in event.items()),), {"exc_info": error}
