"""Where the gateway finds Rasa: where the supervisor says, as soon as it says so."""

import os
from pathlib import Path

import pytest

from bot.gateway.whereabouts import Whereabouts
from bot.processes.pointer import POINTER_FILE, Pointer, read_pointer, write_pointer

SETTLED = "http://127.0.0.1:5005"


@pytest.fixture
def whereabouts(tmp_path: Path) -> Whereabouts:
    return Whereabouts(tmp_path, SETTLED + "/")


def say(shop: Path, port: int, supervisor: int | None = None) -> None:
    """As the supervisor does, which is this process's parent unless said otherwise."""
    keeper = os.getppid() if supervisor is None else supervisor
    write_pointer(shop / POINTER_FILE, Pointer(port, 1, "one.tar.gz", keeper, 0.0))


def test_without_a_supervisor_the_settings_count(whereabouts: Whereabouts) -> None:
    assert whereabouts() == SETTLED


def test_the_next_turn_goes_where_the_supervisor_points(whereabouts: Whereabouts, tmp_path: Path) -> None:
    for port in (5006, 5005, 5007):
        say(tmp_path, port)
        assert whereabouts() == f"http://127.0.0.1:{port}"
    (tmp_path / POINTER_FILE).unlink()
    assert whereabouts() == SETTLED


def test_what_a_killed_supervisor_left_behind_points_nowhere(
    whereabouts: Whereabouts, tmp_path: Path
) -> None:
    say(tmp_path, 5006, supervisor=1 << 22)
    assert whereabouts() == SETTLED


def test_a_pointer_that_cannot_be_read_changes_nothing(whereabouts: Whereabouts, tmp_path: Path) -> None:
    say(tmp_path, 5006)
    assert whereabouts().endswith(":5006")
    (tmp_path / POINTER_FILE).write_text("{")
    assert whereabouts().endswith(":5006")
    assert read_pointer(tmp_path / POINTER_FILE) is None
