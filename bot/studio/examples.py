"""The examples of `data/nlu` as they stand in their files: which intent, which language, which line.

Pure: texts in, values out. A file that is no YAML holds no examples; the editor shows what is wrong with it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.studio.annotations import plain
from bot.studio.errors import ExampleTextError
from bot.studio.yaml_nodes import composed

NLU = re.compile(r"data/nlu/(?P<language>[a-z]{2,3})/(?P<topic>.+)\.ya?ml")
NEW_TOPIC = "trained"
# What YAML does not allow, and what it or Python takes for the end of a line.
_NOT_IN_A_LINE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence, annotated as it is written in its file; `line` counts from 1."""

    intent: str
    language: str
    path: str
    line: int
    text: str
    editable: bool = True  # False for the long form (`- text: …`), which is edited as YAML


@dataclass(frozen=True, slots=True)
class Section:
    """An intent's lines in a file; line numbers from 0."""

    intent: str
    start: int  # of `- intent:`
    block: int | None  # of `examples: |`, None where they are written in another way
    lines: dict[int, str]  # line -> example


@lru_cache(maxsize=256)
def examples_in(path: str, text: str) -> tuple[Example, ...]:
    """Every example of one file, in its order; none where it is no YAML or holds none."""
    found = NLU.fullmatch(path)
    if not found:
        return ()
    return tuple(
        Example(section.intent, found["language"], path, line + 1, example, section.block is not None)
        for section in sections_of(text)
        for line, example in section.lines.items()
    )


def clean(text: str) -> str:
    """The text as one line with single spaces; raises ExampleTextError where it is empty or holds a control sign."""
    one_line = " ".join(text.split())
    if not one_line or _NOT_IN_A_LINE.search(one_line):
        raise ExampleTextError(text)
    return one_line


@lru_cache(maxsize=50_000)
def same(text: str) -> str:
    """Equal for examples that say the same: without annotations, capitals and outer spaces."""
    return " ".join(plain(text).casefold().split())


def language_of(path: str) -> str:
    """The language of a file of examples, by its folder; empty for another file."""
    found = NLU.fullmatch(path)
    return found["language"] if found else ""


def topic_of(path: str) -> str:
    """A file's name without folder and ending, `cart`."""
    found = NLU.fullmatch(path)
    return found["topic"] if found else NEW_TOPIC


@lru_cache(maxsize=256)
def sections_of(text: str) -> tuple[Section, ...]:
    """The intents of a file; cached by the text itself."""
    try:
        root = composed(text)
    except YAMLError:
        return ()
    listed = _value(root, "nlu")
    if not isinstance(listed, SequenceNode):
        return ()
    return tuple(_section(item) for item in listed.value if _text(_value(item, "intent")))


def _section(item: Node) -> Section:
    intent, written = _text(_value(item, "intent")), _value(item, "examples")
    start = item.start_mark.line
    if isinstance(written, ScalarNode) and written.style == "|":
        block = written.start_mark.line
        numbered = enumerate(written.value.splitlines(), start=block + 1)
        found = {line: text[1:].strip() for line, text in numbered if text.startswith("-")}
        return Section(intent, start, block, found)
    items: Iterable[Node] = written.value if isinstance(written, SequenceNode) else ()
    long_form = {
        one.start_mark.line: _text(_value(one, "text")).strip().removeprefix("-").strip() for one in items
    }
    return Section(intent, start, None, long_form)


def _value(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.value if _text(name) == key), None)


def _text(node: Node | None) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else ""
