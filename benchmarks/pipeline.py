"""What each part of the understanding's pipeline earns: trained with it and without it, on held-out sentences.

Only the half that nobody looks at is asked. Each variant is trained as `bot train` does, in a process of its own.
"""

import shutil
import subprocess
import time
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from bot.processes.commands import DIALOGUE_PYTHON, clean_environment, rasa_environment
from bot.settings import ROOT
from bot.understanding.hearing import hear
from bot.understanding.held_out import Sentence, read_sentences
from bot.understanding.report import Report

_HELD_OUT: Final = (ROOT / "tests/nlu/heldout/en.yml", ROOT / "tests/nlu/heldout/zh.yml")
_CLASSIFIER: Final = "bot.dialogue.classifier.IntentRegression"
_VECTORS: Final = "bot.dialogue.sentence_vectors.SentenceVectorFeaturizer"
_BOTH: Final = ("universal", "english")
# Variant: the encoders that are asked, and settings of the classifier that are another.
VARIANTS: Final[dict[str, tuple[tuple[str, ...], dict[str, Any]]]] = {
    "all (chosen)": (_BOTH, {}),
    "without words": (_BOTH, {"words": 0}),
    "without pieces of words": (_BOTH, {"pieces": 0}),
    "without English vectors": (("universal",), {}),
    "without vectors of both languages": (("english",), {}),
    "without sentence vectors": ((), {}),
    "sentence vectors alone": (_BOTH, {"words": 0, "pieces": 0}),
    "directions not evened out": (_BOTH, {"vector_evenness": 0.0}),
}


def measure_pipeline(shop: Path, place: Path, deadline: Deadline) -> dict[str, list[dict[str, Any]]]:
    """A row a variant; `shop` is the folder of the shop whose words are known.

    Raises BenchmarkError where there are no held-out sentences, or a variant cannot be trained in time.
    """
    if not all(file.is_file() for file in _HELD_OUT):
        raise BenchmarkError("there are no held-out sentences in tests/nlu/heldout")
    sentences = read_sentences(_HELD_OUT, "test")
    lexicon = shop / "graph" / "current" / "lexicon.jsonl"
    if not lexicon.is_file():
        raise BenchmarkError(f"{shop} is no shop with a catalogue; name one with --shop")
    rows = [
        {"pipeline": name, **_measured(place / f"variant{n}", variant, lexicon, sentences, deadline)}
        for n, (name, variant) in enumerate(VARIANTS.items())
    ]
    return {"The pipeline with and without its parts, held-out sentences": rows}


def _measured(
    folder: Path,
    variant: tuple[tuple[str, ...], dict[str, Any]],
    lexicon: Path,
    sentences: list[Sentence],
    deadline: Deadline,
) -> dict[str, Any]:
    _write_lesson(folder, *variant)
    model = folder / "model.tar.gz"
    began = time.perf_counter()
    done = subprocess.run(
        (str(DIALOGUE_PYTHON), "-m", "bot.dialogue.train", "--root", str(folder), "--out", str(model)),
        cwd=ROOT,
        env=rasa_environment(clean_environment()),
        capture_output=True,
        text=True,
        timeout=deadline.left_s("The pipeline"),
        check=False,
    )
    if done.returncode:
        raise BenchmarkError(f"a variant cannot be trained: {done.stderr.strip()[-400:]}")
    seconds = time.perf_counter() - began
    report = Report.of(sentences, hear(model, [lexicon], [one.text for one in sentences]), examples=False)
    told: dict[str, Any] = {}
    for one in report.scores:
        told[f"accuracy, {one.language}"] = round(one.accuracy, 3)
        told[f"off-topic, {one.language}"] = round(one.off_topic_recall, 3)
        told[f"false alarms, {one.language}"] = round(one.false_alarms, 3)
    told["ms a sentence"] = max(one.median_ms for one in report.scores)
    return told | {"memory MB": report.memory_mb, "training s": round(seconds)}


def _write_lesson(folder: Path, encoders: tuple[str, ...], settings: dict[str, Any]) -> None:
    """The project's files, with a config.yml that has these encoders and other settings of the classifier."""
    folder.mkdir()
    shutil.copy(ROOT / "domain.yml", folder)
    shutil.copytree(ROOT / "data", folder / "data")
    yaml = YAML()
    config = yaml.load((ROOT / "config.yml").read_text("utf-8"))
    for part in config["pipeline"]:
        if part["name"] == _VECTORS:
            part["encoders"] = list(encoders)
        if part["name"] == _CLASSIFIER:
            part.update(settings)
    with (folder / "config.yml").open("w", encoding="utf-8") as file:
        yaml.dump(config, file)
