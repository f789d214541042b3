"""Where in a YAML file each intent, example, story, step and response stands. Knows no Rasa."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_ENTITY = re.compile(
    r"\[[^\]]+?\](?:\((?P<kind>[^:)]+?)(?::[^)]+)?\)|\{(?P<settings>[^}]+?)\}|\[(?P<several>.*?)\])"
)
_KIND_SETTING = re.compile(r"""["']entity["']\s*:\s*["']([^"']+)["']""")


class BrokenYamlError(Exception):
    """The text is no YAML. `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, problem: str) -> None:
        super().__init__(problem)
        self.line, self.column, self.problem = line, column, problem


@dataclass(frozen=True, slots=True)
class Place:
    """A name at a line."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """One example as written; `kinds` are the entity kinds of its marks."""

    intent: str
    text: str
    line: int
    kinds: tuple[str, ...]
    dashed: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story or rule: `kind` is intent, user, action, slot_was_set and so on."""

    kind: str
    name: str
    line: int
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A story or a rule."""

    kind: str
    name: str
    line: int
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Outline:
    """One file's places; what the file does not have is empty."""

    sections: dict[str, int] = field(default_factory=dict)
    intents: list[Place] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    listed: dict[str, list[Place]] = field(default_factory=dict)  # of domain.yml, by section


def outline_of(text: str) -> Outline:
    """The places of one file; raises BrokenYamlError."""
    outline = Outline()
    root = _composed(text)
    if not isinstance(root, MappingNode):
        return outline
    for key, value in root.value:
        name = str(key.value)
        outline.sections[name] = _line(key)
        if name == "nlu":
            _read_examples(outline, value)
        elif name in ("stories", "rules"):
            outline.blocks.extend(_blocks(value))
        else:
            outline.listed[name] = list(_names(value))
    return outline


def kinds_marked(text: str) -> tuple[str, ...]:
    """The entity kinds of an example's marks, in order."""
    kinds: list[str] = []
    for mark in _ENTITY.finditer(text):
        if mark["kind"]:
            kinds.append(mark["kind"])
        kinds += _KIND_SETTING.findall(mark["settings"] or mark["several"] or "")
    return tuple(kinds)


def _composed(text: str) -> Node | None:
    reader = YAML(typ="safe", pure=True)
    try:
        root: Node | None = reader.compose(text)
    except MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise BrokenYamlError(line, column, str(broken.problem or broken.context)) from None
    except YAMLError as broken:  # a character that YAML forbids has no mark
        before = text[: getattr(broken, "position", 0) or 0]
        column = len(before) - before.rfind("\n")
        raise BrokenYamlError(
            before.count("\n") + 1, column, str(getattr(broken, "reason", broken))
        ) from None
    return root


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _items(node: Node) -> list[Node]:
    return list(node.value) if isinstance(node, SequenceNode) else []


def _pairs(node: Node) -> list[tuple[Node, Node]]:
    return list(node.value) if isinstance(node, MappingNode) else []


def _field(node: Node, name: str) -> Node | None:
    return next((value for key, value in _pairs(node) if key.value == name), None)


def _names(node: Node) -> Iterator[Place]:
    """Names of a section of domain.yml: a list of names or of one-key maps, or a map."""
    for key, _value in _pairs(node):
        yield Place(str(key.value), _line(key))
    for item in _items(node):
        if isinstance(item, ScalarNode):
            yield Place(str(item.value), _line(item))
        else:
            yield from (Place(str(key.value), _line(key)) for key, _value in _pairs(item)[:1])


def _read_examples(outline: Outline, node: Node) -> None:
    for item in _items(node):
        intent = _field(item, "intent")
        if intent is None:
            continue
        name = str(intent.value).partition("/")[0]
        outline.intents.append(Place(name, _line(intent)))
        examples = _field(item, "examples")
        if isinstance(examples, ScalarNode):
            outline.examples.extend(_dashed(name, examples))
        for one in _items(examples) if examples is not None else ():
            text = _field(one, "text")
            if text is not None:
                said = str(text.value).strip()
                outline.examples.append(Example(name, said, _line(text), kinds_marked(said)))


def _dashed(intent: str, block: ScalarNode) -> Iterator[Example]:
    """The lines of a block such as `examples: |`; its first line is the one after the sign."""
    first = _line(block) + (1 if block.style in ("|", ">") else 0)
    for offset, line in enumerate(str(block.value).splitlines()):
        said = line.removeprefix("-").strip()
        yield Example(intent, said, first + offset, kinds_marked(said), dashed=line.startswith("-"))


def _blocks(node: Node) -> Iterator[Block]:
    for item in _items(node):
        for kind in ("story", "rule"):
            named = _field(item, kind)
            if named is not None:
                steps = _field(item, "steps")
                found = tuple(_steps(steps)) if steps is not None else ()
                yield Block(kind, str(named.value), _line(named), found)


def _steps(node: Node) -> Iterator[Step]:
    for item in _items(node):
        for key, value in _pairs(item):
            name = str(key.value)
            if name == "or":
                yield from _steps(value)
            elif name == "user" and isinstance(value, ScalarNode):
                yield Step(name, str(value.value).strip(), _line(key), kinds_marked(str(value.value)))
            elif isinstance(value, ScalarNode):
                yield Step(name, str(value.value).strip(), _line(key))
            elif name in ("entities", "slot_was_set"):
                yield from (Step(name, place.name, place.line) for place in _names(value))
