"""Log lines: structured, with their turn, and silent on what a shopper typed."""

import json
import subprocess
import sys

import pytest

from bot.settings import ROOT

PROGRAM = """
import logging, sys
import structlog
from bot.logs import configure_logs
configure_logs("gateway", texts={texts})
log = structlog.get_logger()
structlog.contextvars.bind_contextvars(conversation=7, turn=3)
log.info("turn answered", ms=12, text="my secret wish")
logging.getLogger("some.library").warning("slow by %s ms", 40)
try:
    raise ValueError("cannot read my secret wish")
except ValueError:
    log.exception("turn failed")
raise ValueError("my secret wish again")
"""


def lines(texts: bool) -> list[dict[str, object]]:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(texts=texts)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "secret wish" not in run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_one_event_is_one_line_with_its_process_conversation_and_turn() -> None:
    answered, library, failed, ended = lines(texts=False)
    assert answered["event"] == "turn answered"
    assert answered["ms"] == 12
    assert (answered["process"], answered["conversation"], answered["turn"]) == ("gateway", 7, 3)
    assert (library["event"], library["level"], library["turn"]) == ("slow by 40 ms", "warning", 3)
    assert (failed["exception"], ended["exception"]) == ("ValueError", "ValueError")
    assert ended["level"] == "critical"


@pytest.mark.parametrize("texts", [False, True])
def test_what_a_shopper_typed_is_logged_only_where_the_setting_asks(texts: bool) -> None:
    assert ("secret wish" in json.dumps(lines(texts))) is texts
