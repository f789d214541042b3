"""A generation's derived files as triples, so that an endpoint serves a generation whole, and back into a folder.

Lexicon, wordings with their vectors, synonyms and counts follow from the triples, but slowly; carried along they
are there in one read, and the same for all who ask. A file is parts of compressed base64, which any store takes.
"""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

_CARRIED: Final = frozenset(
    {"manifest.json", "synonyms.json", "questions.json", "questions.npy", "lexicon.jsonl"}
)
_WORDS: Final = re.compile(r"full_text/[a-z_.]+")
CONTENT: Final = "urn:daogou:vocab#content"
_PART_CHARS: Final = 200_000
_FILE: Final = "urn:daogou:file:"


def file_triples(generation: Path) -> Iterator[str]:
    """Lines of N-Triples, for those of the files that the generation has."""
    for path in sorted(path for path in generation.rglob("*") if path.is_file()):
        name = path.relative_to(generation).as_posix()
        if _is_carried(name):
            text = base64.b64encode(zlib.compress(path.read_bytes())).decode("ascii")
            for number, start in enumerate(range(0, len(text), _PART_CHARS)):
                part = text[start : start + _PART_CHARS]
                yield f'<{_FILE}{name}:{number:06}> <{CONTENT}> "{part}" .'


def write_files(folder: Path, parts: Iterable[tuple[str, str]]) -> None:
    """Write the files of (part's IRI, its content), given in the order of the IRIs.

    A name that is not one of ours is left out: an endpoint is not trusted to choose where files go.
    """
    named = ((iri.removeprefix(_FILE).rpartition(":")[0], content) for iri, content in parts)
    for name, group in groupby(named, key=lambda part: part[0]):
        if _is_carried(name):
            text = "".join(content for _, content in group)
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(zlib.decompress(base64.b64decode(text)))


def _is_carried(name: str) -> bool:
    return name in _CARRIED or _WORDS.fullmatch(name) is not None
