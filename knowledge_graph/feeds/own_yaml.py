"""Read our own format from YAML: a list of products with the fields of the CSV, each as a row of such a table.

Several things in a field are a list; languages may be a mapping ({en: …, zh: …} is name_en and name_zh);
attributes may stand by themselves or in a mapping `attributes`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from knowledge_graph.feeds.tables import TableRow
from knowledge_graph.feeds.yaml_lines import Entry, entries_of, read_yaml

SUFFIXES: Final = frozenset({".yaml", ".yml"})
_SHARED: Final = "|"
_HEAD: Final = re.compile(r"^(?:#.*\n|---.*\n|\s*\n)*-\s+\{?\s*(?:[\w-]+:.*\n(?:\s.*\n)*?\s*)?item_id:")
_ATTEMPT: Final = 8192


def is_product_list(path: Path) -> bool:
    """Whether a YAML file begins with a list whose first entry has an item_id."""
    if path.suffix not in SUFFIXES or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_ATTEMPT).decode("utf-8-sig", errors="replace")
    return _HEAD.match(head) is not None


def read_entries(path: Path) -> Iterator[TableRow]:
    """The entries as rows, in file order; raises FeedError where the file is no list of entries."""
    for entry in entries_of(path, read_yaml(path)):
        yield TableRow(entry.line, _cells(entry))


def _cells(entry: Entry) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, content in entry.content.items():
        if isinstance(content, str):
            cells[name] = content
        elif isinstance(content, tuple):
            cells[name] = _SHARED.join(entry.list(name))
        elif name == "attributes":
            cells |= _cells(content)
        else:
            cells |= {f"{name}_{language}": text for language, text in content.texts().items()}
    return cells
