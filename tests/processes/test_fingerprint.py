"""The Rasa model's name: it follows what training reads, and nothing else."""

from pathlib import Path

import pytest

from bot.processes.fingerprint import model_file, model_fingerprint

INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu/en/search.yml",
    "data/rules.yml",
    "bot/dialogue/amounts.py",
    "bot/dialogue/words/en.yml",
    "bot/dialogue/requirements.lock",
)
OTHERS = (
    "README.md",
    "bot/dialogue/.venv/lib/x.py",
    "bot/dialogue/__pycache__/amounts.pyc",
    "bot/settings.py",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in (*INPUTS, *OTHERS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"this is {name}")
    return tmp_path


@pytest.mark.parametrize("name", INPUTS)
def test_a_changed_input_asks_for_a_new_model(project: Path, name: str) -> None:
    before = model_fingerprint(project)
    (project / name).write_text("changed")
    assert model_fingerprint(project) != before


@pytest.mark.parametrize("name", OTHERS)
def test_what_training_does_not_read_keeps_the_model(project: Path, name: str) -> None:
    before = model_fingerprint(project)
    (project / name).write_text("changed")
    assert model_fingerprint(project) == before


def test_a_moved_file_asks_for_a_new_model(project: Path) -> None:
    before = model_fingerprint(project)
    (project / "data/rules.yml").rename(project / "data/other.yml")
    assert model_fingerprint(project) != before


def test_the_model_of_unchanged_files_is_found_again(project: Path) -> None:
    assert model_file(project) == model_file(project)
    assert model_file(project).parent == project / "models"
