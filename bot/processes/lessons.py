"""What a model is taught: a folder of plain Rasa files, which state of them it is, and how much it holds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.processes.versions import Metrics


@dataclass(frozen=True, slots=True)
class Lesson:
    """The folder of config.yml, domain.yml and data/; its commit in the working copy; who asks for a model."""

    taught: Path
    data_commit: str | None  # None: the project's own files
    author: str
    renews: int | None = None  # the version whose data is taught once more


def count(taught: Path) -> Metrics:
    """How much is taught; files that cannot be read count nothing."""
    examples: Counter[str] = Counter()
    intents: set[str] = set()
    stories = rules = 0
    for file in sorted((taught / "data").rglob("*.y*ml")):
        held = _read(file)
        language = _language(file, taught)
        for intent, text in _examples(held):
            intents.add(intent)
            examples[language] += sum(line.lstrip().startswith("- ") for line in text.splitlines())
        stories += len(held.get("stories") or ())
        rules += len(held.get("rules") or ())
    counted = {language: number for language, number in sorted(examples.items()) if number}
    return Metrics(examples=counted, intents=len(intents), stories=stories, rules=rules)


def _examples(held: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for block in held.get("nlu") or ():
        if isinstance(block, dict) and "intent" in block:
            yield str(block["intent"]), str(block.get("examples") or "")


def _language(file: Path, taught: Path) -> str:
    """`en` of data/nlu/en/cart.yml; "" where the folder says none."""
    parts = file.relative_to(taught).parts
    return parts[2] if len(parts) > 3 else ""


def _read(file: Path) -> dict[str, Any]:
    parser: Any = YAML(typ="safe")
    try:
        held = parser.load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, YAMLError):
        return {}
    return held if isinstance(held, dict) else {}
