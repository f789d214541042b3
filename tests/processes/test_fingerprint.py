"""The Rasa model's name: it follows what training reads, and nothing else."""

from pathlib import Path

import pytest

from bot.processes.fingerprint import code_fingerprint, model_file, model_fingerprint

INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu/en/search.yml",
    "data/rules.yml",
    "bot/dialogue/amounts.py",
    "bot/dialogue/words/en.yml",
    "bot/dialogue/words/said.txt",
    "bot/dialogue/shop_talk.safetensors",
    "bot/dialogue/requirements.lock",
)
OTHERS = (
    "README.md",
    "bot/dialogue/.venv/lib/x.py",
    "bot/dialogue/__pycache__/amounts.pyc",
    "bot/dialogue/launch.py",
    "bot/dialogue/workbench/story_check.py",
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
    models = project / "models"
    assert model_file(project, models) == model_file(project, models)
    assert model_file(project, models).parent == models


def test_files_taught_from_another_folder_give_the_model_of_the_same_files_here(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for name in INPUTS[:4]:
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / name).write_bytes((project / name).read_bytes())
    assert model_fingerprint(project, elsewhere) == model_fingerprint(project)
    (elsewhere / "data/rules.yml").write_text("changed")
    assert model_fingerprint(project, elsewhere) != model_fingerprint(project)


@pytest.mark.parametrize("name", INPUTS)
def test_only_code_asks_for_a_model_of_the_same_data_to_be_trained_anew(project: Path, name: str) -> None:
    before = code_fingerprint(project)
    (project / name).write_text("changed")
    assert (code_fingerprint(project) != before) == name.startswith("bot/dialogue/")
