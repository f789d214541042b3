"""A conversation as an end-to-end test story of Rasa: what was said, what it means, which actions must follow.

Where staff corrected a turn, the story holds what was right. Turns of which nothing is known are left out.
"""

import io
import json
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, SequenceNode
from ruamel.yaml.scalarstring import LiteralScalarString

from shop.review.markup import Span, is_markable, marked
from shop.review.reading import TurnRead
from shop.review.tables import Correction

Step = dict[str, Any]
_INDENT = 2  # of the dash of a list's first story


def story_steps(turns: Iterable[TurnRead], corrected: Mapping[int, Correction]) -> list[Step]:
    """The steps of a test story; empty where no turn has an insight.

    The actions are those that ran, so after a correction of the intent only the turn itself is demanded.
    """
    steps: list[Step] = []
    for turn in turns:
        held = turn.insight
        if held is None or held.intent is None:
            continue
        right = corrected.get(turn.n)
        if right is not None and right.status == "dropped":
            right = None
        intent = right.intent if right else held.intent
        said = right.markup if right else _said(turn, held.detail)
        steps.append({"user": LiteralScalarString(said), "intent": intent})
        if intent == held.intent:
            steps += [{"action": one["name"]} for one in held.detail.get("actions", ())]
    return steps


def with_story(text: str, name: str, steps: list[Step]) -> tuple[str, str]:
    """A test file with one more story after those that it holds, and its name: a name in use gets a number.

    All that stood in the file stays as it is, letter by letter, save an empty list: `stories: []`. The file's
    text may be empty: then it begins here. In what is no YAML the story comes last.
    """
    lines = (text if text.strip() else 'version: "3.1"\n').splitlines(keepends=True)
    lines[-1] += "" if lines[-1].endswith("\n") else "\n"
    at, indent = _end_of_stories(lines)
    block = _block(name, steps, indent)
    if block in text:
        return text, name
    number = 1
    unused = name
    while f"story: {unused}\n" in text:
        number += 1
        unused = f"{name} ({number})"
    return "".join([*lines[:at], _block(unused, steps, indent), *lines[at:]]), unused


def _end_of_stories(lines: list[str]) -> tuple[int, int]:
    """Where the next story begins, as a line and the column of its dash; `lines` get a list that they lack."""
    try:
        root = YAML(pure=True).compose("".join(lines))
    except (YAMLError, ValueError, RecursionError):
        return len(lines), _INDENT
    if root is not None and not isinstance(root, MappingNode):
        return len(lines), _INDENT
    entries = root.value if root is not None else []
    place = next((n for n, (key, _) in enumerate(entries) if key.value == "stories"), None)
    if place is None:
        lines += ["\n", "stories:\n"]
        return len(lines), _INDENT
    key, held = entries[place]
    if not held.value or held.value in ("null", "~"):
        first = key.start_mark.line
        last = held.end_mark.line if isinstance(held, SequenceNode) else first
        _, _, remark = lines[last].partition("#")
        lines[first : last + 1] = [f"stories:  #{remark}" if remark else "stories:\n"]
        return first + 1, _INDENT
    if held.flow_style or not isinstance(held, SequenceNode):
        return len(lines), _INDENT
    # Of what follows, nothing but another key ends the list.
    end = entries[place + 1][0].start_mark.line if place + 1 < len(entries) else len(lines)
    return end, held.start_mark.column


def _block(name: str, steps: list[Step], indent: int) -> str:
    yaml = YAML()
    yaml.width = 4096
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump({"stories": [{"story": name, "steps": steps}]}, out)
    _, _, block = out.getvalue().partition("\n")
    return textwrap.indent(textwrap.dedent(block), " " * indent)


def _said(turn: TurnRead, detail: Mapping[str, Any]) -> str:
    """A sentence with its entities marked, or a button as what it sends."""
    entities = detail.get("entities", ())
    if turn.kind == "text":
        return marked(turn.text, _spans(entities))
    sent = {one["entity"]: one["value"] for one in entities if one.get("entity") != "language"}
    intent = detail["intent"]["name"]
    return f"/{intent}{json.dumps(sent, ensure_ascii=False)}" if sent else f"/{intent}"


def understood_spans(turn: TurnRead) -> list[Span]:
    """The entities of a sentence that staff can mark, as they were found."""
    return _spans(turn.insight.detail.get("entities", ())) if turn.insight and turn.kind == "text" else []


def _spans(entities: Iterable[Mapping[str, Any]]) -> list[Span]:
    return [
        Span(int(one["start"]), int(one["end"]), str(one["entity"]))
        for one in entities
        if is_markable(str(one.get("entity")))
    ]
