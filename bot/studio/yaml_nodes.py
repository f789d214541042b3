"""YAML as nodes with their places, parsed once a text: what checks, lists and edits the files all read."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


@lru_cache(maxsize=128)
def composed(text: str) -> Node | None:
    """The root of a text, None of an empty one; raises ruamel.yaml.error.YAMLError, and ValueError for odd bytes.

    An alias (`*name`) is refused: a few lines of them stand for more than anybody can walk, and no file here
    needs one. So the nodes are a tree. They are shared: read them, never change them.
    """
    parser: Any = YAML(typ="rt", pure=True)
    try:
        root: Node | None = parser.compose(text)
        _refuse_doubles(root, set())
    except RecursionError as error:
        raise MarkedYAMLError(problem="this is nested too deeply, or in itself") from error
    return root


def _refuse_doubles(node: Node | None, met: set[int]) -> None:
    """A key that stands twice hides the first one's value; a node that does is an alias."""
    if id(node) in met:
        raise MarkedYAMLError(
            problem="aliases (*name) are not taken here, write it out", problem_mark=node and node.start_mark
        )
    met.add(id(node))
    if isinstance(node, SequenceNode):
        for item in node.value:
            _refuse_doubles(item, met)
    elif isinstance(node, MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            _refuse_doubles(key, met)
            if isinstance(key, ScalarNode):
                if key.value in seen:
                    raise MarkedYAMLError(
                        problem=f"the key {key.value!r} stands twice", problem_mark=key.start_mark
                    )
                seen.add(key.value)
            _refuse_doubles(value, met)
