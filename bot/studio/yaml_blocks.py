"""Put lines into a YAML file's blocks without touching any other line: comments, order and quoting stay.

Knows nothing of Rasa. Raises nothing for what is not there: a block that is missing begins at the end.
"""

import json
from collections.abc import Iterator, Sequence

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from bot.studio.yaml_nodes import composed


def entries(text: str, block: str) -> list[str]:
    """The names in a block: keys of a mapping; items of a list, by their text or their first key."""
    value = _block(text, block)
    if isinstance(value, MappingNode):
        return [str(key.value) for key, _ in value.value]
    if not isinstance(value, SequenceNode):
        return []
    names = []
    for item in value.value:
        named = item.value[0][0] if isinstance(item, MappingNode) and item.value else item
        names.append(str(named.value))
    return names


def with_entry(text: str, block: str, lines: Sequence[str], *, gap: bool = False) -> str:
    """The text with `lines` as the block's last entry, indented as its first; `gap`: an empty line before it."""
    every = text.splitlines(keepends=True)
    if every and not every[-1].endswith("\n"):
        every[-1] += "\n"
    value = _block(text, block)
    if isinstance(value, MappingNode | SequenceNode) and value.value and not value.flow_style:
        first = value.value[0][0] if isinstance(value, MappingNode) else value.value[0]
        indent = " " * (first.start_mark.column - (2 if isinstance(value, SequenceNode) else 0))
        at = _last_line(value, every) + 1
    else:
        every = [line for line in every if line.split("#")[0].strip() not in {f"{block}:", f"{block}: []"}]
        every += ["\n", f"{block}:\n"] if every else [f"{block}:\n"]
        indent, at, gap = "  ", len(every), False
    new = [f"{indent}{line}\n" for line in lines]
    return "".join([*every[:at], *(["\n"] if gap else []), *new, *every[at:]])


def quoted(text: str) -> str:
    """Text as a double-quoted scalar."""
    return json.dumps(text, ensure_ascii=False)


def _block(text: str, block: str) -> Node | None:
    try:
        root = composed(text)
    except YAMLError:
        return None  # edited by hand, and not finished: saving it tells what is wrong
    if not isinstance(root, MappingNode):
        return None
    return next((value for key, value in root.value if key.value == block), None)


def _last_line(node: Node, every: Sequence[str]) -> int:
    """The last line that holds something of the node, from 0."""
    last = 0
    for leaf in _leaves(node):
        end: int = leaf.end_mark.line - (leaf.end_mark.column == 0)
        last = max(last, leaf.start_mark.line, end)
    while last > 0 and not every[last].strip():
        last -= 1
    return last


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode) and not node.flow_style:
        for key, value in node.value:
            yield key
            yield from _leaves(value)
    elif isinstance(node, SequenceNode) and not node.flow_style:
        for item in node.value:
            yield from _leaves(item)
    else:
        yield node
