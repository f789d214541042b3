"""How all processes log: one JSON object a line on stdout, with conversation and turn where they are bound.

What a shopper typed never gets into a line unless the setting `log_texts` asks for it: keys that could hold
it are dropped, and an exception is told by its type and its place, not by its message.
"""

import logging
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HOLDS_TEXT = frozenset(
    {"text", "message", "messages", "body", "query", "slots", "entities", "input", "question"}
)
INNERMOST_FRAMES = 6


def configure_logs(process: str, level: str = "info", *, texts: bool = False) -> None:
    """Send every line of this process, ours and our libraries', to stdout as JSON; call it once, at start."""
    _configure(
        [_named(process), *_shared(texts), structlog.processors.JSONRenderer(ensure_ascii=False)], level
    )
    sys.excepthook = _log_uncaught


def configure_terminal(level: str = "info") -> None:
    """The same lines for a person at a terminal: time, weight, event, then the fields."""
    colours = sys.stdout.isatty()
    _configure(
        [*_shared(texts=True), structlog.dev.ConsoleRenderer(colors=colours, pad_event_to=0)],
        level,
        "%H:%M:%S",
    )


def _configure(processors: Sequence[Processor], level: str, time_format: str = "iso") -> None:
    stamp = structlog.processors.TimeStamper(fmt=time_format, utc=time_format == "iso", key="timestamp")
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        stamp,
    ]
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*before, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *processors],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for noisy in ("httpx", "httpcore", "uvicorn.access", "sanic.access", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _shared(texts: bool) -> list[Processor]:
    return [structlog.processors.format_exc_info] if texts else [_drop_texts, _place_of_exception]


def _named(process: str) -> Processor:
    def add_process(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {"process": process, **event}

    return add_process


def _log_uncaught(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
    structlog.get_logger().critical("ended by an error", exc_info=(kind, error, place))


def _drop_texts(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: value for key, value in event.items() if key not in HOLDS_TEXT}


def _place_of_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Put type and innermost frames in the place of a traceback, whose messages may quote a shopper."""
    told = event.pop("exc_info", None)
    if told is True:
        told = sys.exc_info()
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-INNERMOST_FRAMES:]
        event["exception"] = type(error).__name__
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event
