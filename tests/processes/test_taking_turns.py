"""What several shops share is made by one at a time, and who waits says so."""

import asyncio
import fcntl
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.processes import build
from bot.processes.build import Step, run_shared_lane
from bot.processes.child import Command, LogRules
from bot.processes.status import STATUS_FILE, STEPS, Status, read_status


async def _run(folder: Path, monkeypatch: pytest.MonkeyPatch, *, held: bool) -> list[str]:
    """What was told while the lock was held by another, and once it was free."""
    monkeypatch.setattr(build, "ROOT", folder)
    (folder / "models").mkdir()
    status = Status(folder / STATUS_FILE, "http://shop", STEPS, ())
    with (folder / "models/.lock").open("w") as other:
        if held:
            fcntl.flock(other, fcntl.LOCK_EX)
        needed = iter([held])  # asked before the wait; by its end, the other has done the work
        step = Step("dialogue_environment", Command("nothing", (), {}, Path()), lambda: next(needed, False))
        lane = asyncio.create_task(run_shared_lane([step], status, LogRules(folder / "logs")))
        await asyncio.sleep(0.2)
        told = [read_status(folder)["what"]]
    await lane
    return [*told, read_status(folder)["what"]]


def test_who_waits_for_another_training_says_so_in_status_and_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with capture_logs() as logs:
        assert asyncio.run(_run(tmp_path, monkeypatch, held=True)) == ["another_is_at_it", "demo_shop"]
    (line,) = [line for line in logs if "another process is training" in line["event"]]
    assert line["lock"] == str(tmp_path / "models/.lock")


def test_who_need_not_wait_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with capture_logs() as logs:
        assert asyncio.run(_run(tmp_path, monkeypatch, held=False)) == ["demo_shop", "demo_shop"]
    assert not logs


def test_who_has_nothing_to_make_does_not_wait_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "ROOT", tmp_path)
    (tmp_path / "models").mkdir()
    status = Status(tmp_path / STATUS_FILE, "http://shop", STEPS, ())
    made = Step("dialogue_environment", Command("nothing", (), {}, Path()), lambda: False)
    with (tmp_path / "models/.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        lane = run_shared_lane([made], status, LogRules(tmp_path / "logs"))
        asyncio.run(asyncio.wait_for(lane, timeout=5))
