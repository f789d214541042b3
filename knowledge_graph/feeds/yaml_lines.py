"""Read YAML and keep the line that each entry stands on; scalars stay the text that is in the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds.rows import read_text


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of a YAML file; `line` is its first one, counted from 1."""

    line: int
    content: Mapping[str, "Content"]

    def text(self, name: str) -> str:
        """A scalar as it is written; empty where there is none (or null)."""
        value = self.content.get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self) -> dict[str, str]:
        """All scalars."""
        return {name: value for name, value in self.content.items() if isinstance(value, str)}

    def list(self, name: str) -> tuple[str, ...]:
        """A list of scalars; a single scalar is a list of one."""
        value = self.content.get(name, ())
        if isinstance(value, str):
            return (value,) if value else ()
        return tuple(part for part in value if isinstance(part, str)) if isinstance(value, tuple) else ()

    def entry(self, name: str) -> "Entry":
        """A mapping inside; an empty one where there is none."""
        value = self.content.get(name)
        return value if isinstance(value, Entry) else Entry(self.line, {})

    def entries(self, name: str) -> tuple["Entry", ...]:
        """A list of mappings."""
        value = self.content.get(name)
        return tuple(part for part in value if isinstance(part, Entry)) if isinstance(value, tuple) else ()

    def all_text(self) -> Iterator[str]:
        """Every scalar inside, at any depth."""
        yield from _texts_in(self)


Content: TypeAlias = str | Entry | tuple["Content", ...]


def _texts_in(content: Content) -> Iterator[str]:
    if isinstance(content, str):
        yield content
        return
    for part in content.content.values() if isinstance(content, Entry) else content:
        yield from _texts_in(part)


def read_yaml(path: Path) -> Content:
    """The content of a YAML file; raises FeedError with the line where it is no YAML."""
    try:
        node = YAML(typ="safe", pure=True).compose(read_text(path))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FeedError(
            path, f"line {line} is not YAML ({error.problem}); mend it and import again."
        ) from error
    except YAMLError as error:
        raise FeedError(path, "the file is not YAML; mend it and import again.") from error
    return _content(node) if node is not None else ()


def entries_of(path: Path, content: Content) -> tuple[Entry, ...]:
    """The content as a list of mappings; raises FeedError where it is something else."""
    if not isinstance(content, tuple) or not all(isinstance(entry, Entry) for entry in content):
        raise FeedError(
            path, "the file is not a list of entries, each with names and values; see its format."
        )
    return tuple(entry for entry in content if isinstance(entry, Entry))


def _content(node: Node) -> Content:
    if isinstance(node, ScalarNode):
        return "" if str(node.tag).endswith(":null") else str(node.value)
    if isinstance(node, SequenceNode):
        return tuple(_content(part) for part in node.value)
    assert isinstance(node, MappingNode)
    pairs = {str(name.value): _content(value) for name, value in node.value if isinstance(name, ScalarNode)}
    return Entry(node.start_mark.line + 1, pairs)
