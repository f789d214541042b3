"""Old models go, but never one that somebody may still need."""

import os
from pathlib import Path

from bot.processes.models import drop_old, in_use


def _models(folder: Path, count: int) -> list[Path]:
    """So many models, the oldest first."""
    made = [folder / f"{number:024x}.tar.gz" for number in range(count)]
    for age, path in enumerate(made):
        path.write_text("model")
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    return made


def test_the_newest_five_are_kept_and_other_files_are_none_of_ours(tmp_path: Path) -> None:
    made = _models(tmp_path, 8)
    others = [tmp_path / "starter-676783b06ba9.tar.gz", tmp_path / ".lock"]
    for other in others:
        other.touch()
        os.utime(other, (1, 1))
    assert sorted(drop_old(made[-1])) == made[:3]
    assert sorted(tmp_path.iterdir()) == sorted([*made[3:], *others])
    assert not drop_old(made[-1])


def test_the_model_of_the_files_as_they_are_and_one_that_a_shop_serves_stay(tmp_path: Path) -> None:
    made = _models(tmp_path, 8)
    with in_use(made[1]):
        assert sorted(drop_old(made[0])) == [made[2]]
    assert drop_old(made[0]) == [made[1]]
    assert made[0].exists()
