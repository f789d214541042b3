"""Read the few marks that a shop may write into its texts: **bold**, [words](https://…) and lines that begin "- ".

Invariant: whatever is not exactly such a mark stays the text it is, and no address but one of http or https
becomes a link. Only what the shop itself wrote is read so; never a shopper's words or a product's.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from actions.messages import LONGEST_URL, BoldNode, LinkNode, ListNode, Text, TextNode

_MARK: Final = re.compile(
    r"\*\*(?P<bold>[^*\s](?:[^*\n]*[^*\s])?)\*\*|\[(?P<words>[^\[\]\n]+)\]\((?P<url>https?://[^\s()<>\"'\\]+)\)"
)
_POINT: Final = "- "

Words = TextNode | BoldNode | LinkNode


def rich_text(written: str) -> Text:
    """The message that `written` is, its marks read; raises pydantic's ValidationError where it is empty."""
    nodes = [node for is_list, lines in _blocks(written) for node in _block(list(lines), is_list=is_list)]
    if all(isinstance(node, TextNode) for node in nodes):
        return Text(text=written)
    return Text(text="".join(_plain(node) for node in nodes).strip(), nodes=nodes)


def _blocks(written: str) -> Iterator[tuple[bool, Iterator[str]]]:
    lines = written.splitlines(keepends=True)
    yield from groupby(lines, key=lambda line: line.startswith(_POINT) and bool(line[len(_POINT) :].strip()))


def _block(lines: list[str], *, is_list: bool) -> Iterator[Words | ListNode]:
    if is_list:
        yield ListNode(items=[list(_words(line.removeprefix(_POINT).strip())) for line in lines])
    else:
        yield from _words("".join(lines))


def _words(text: str) -> Iterator[Words]:
    """Marks and the text between them, in order; neighbouring texts are one."""
    start = 0
    for mark in _MARK.finditer(text):
        node = _marked(mark)
        if node is None:
            continue
        if before := text[start : mark.start()]:
            yield TextNode(text=before)
        yield node
        start = mark.end()
    if rest := text[start:]:
        yield TextNode(text=rest)


def _marked(mark: re.Match[str]) -> Words | None:
    """The node of a mark; None where its address only looks like one, or hides where it leads."""
    if bold := mark["bold"]:
        return BoldNode(text=bold)
    words, url = mark["words"].strip(), mark["url"]
    try:
        parts = urlsplit(url)
        # "https://shop.example@elsewhere.example" leads elsewhere than it seems to.
        honest = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return None
    fits = words and url.isprintable() and len(url) <= LONGEST_URL
    return LinkNode(text=words, url=url) if honest and fits else None


def _plain(node: Words | ListNode) -> str:
    if isinstance(node, ListNode):
        return "".join(f"{_POINT}{''.join(map(_plain, item))}\n" for item in node.items)
    if isinstance(node, LinkNode):
        return node.text if node.text == node.url else f"{node.text} ({node.url})"
    return node.text
