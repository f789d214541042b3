"""What Rasa says while it reads or checks, taken from its warnings and exceptions as plain sentences.

Rasa tells by Python's warnings, which are the whole process's: one at a time may listen.
"""

import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from rasa.shared.exceptions import YamlSyntaxException
from rasa.shared.utils.validation import YamlValidationException
from ruamel.yaml.error import MarkedYAMLError

from bot.dialogue.workbench.finding import Finding, error

_LISTENING = threading.RLock()
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")

# Said of our own ways of working: names come from the lexicon, not from a trained extractor.
_MEANT = (
    "Slot auto-fill has been removed in 3.0",
    "You have defined training data consisting of entity examples",
    "Entity entity ",  # how often a kind is marked in the examples
)


@contextmanager
def listening() -> Iterator[list[str]]:
    """The warnings that Rasa gives inside the block, in order and each once."""
    heard: list[str] = []
    with _LISTENING, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield heard
        for warned in caught:
            sentence = in_one_line(str(warned.message))
            of_rasa = issubclass(warned.category, UserWarning) and "/rasa/" in warned.filename
            if of_rasa and not sentence.startswith(_MEANT) and sentence not in heard:
                heard.append(sentence)


def in_one_line(text: str) -> str:
    """Rasa's sentence without colours and line breaks."""
    return " ".join(_COLOURS.sub("", text).split())


def refusal(path: str, problem: Exception) -> Finding:
    """An exception of Rasa's readers as a finding, with the line where it knows one."""
    if isinstance(problem, YamlSyntaxException):
        below = problem.underlying_yaml_exception
        mark = below.problem_mark if isinstance(below, MarkedYAMLError) else None
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        said = below.problem if isinstance(below, MarkedYAMLError) and below.problem else below
        return error("yaml", path, line, column, problem=in_one_line(str(said)))
    if isinstance(problem, YamlValidationException) and problem.validation_errors:
        first = problem.validation_errors[0]
        line = problem._line_number_for_path(problem.content, first.path) or 0
        return error("schema", path, line, said=in_one_line(str(first)))
    return error("refused", path, said=in_one_line(str(problem)))
