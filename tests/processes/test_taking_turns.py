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

STEP = Step("dialogue_environment", Command("nothing", (), {}, Path()), lambda: False)


async def _run(folder: Path, monkeypatch: pytest.MonkeyPatch, *, held: bool) -> list[str]:
    """What was told while the lock was held by another, and once it was free."""
    monkeypatch.setattr(build, "ROOT", folder)
    (folder / "models").mkdir()
    status = Status(folder / STATUS_FILE, "http://shop", STEPS, ())
    with (folder / "models/.lock").open("w") as other:
        if held:
            fcntl.flock(other, fcntl.LOCK_EX)
        lane = asyncio.create_task(run_shared_lane([STEP], status, LogRules(folder / "logs")))
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
