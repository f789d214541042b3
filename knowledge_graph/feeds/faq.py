"""Read a shop's questions and answers: YAML with `sample` and `entries` (docs/catalogue-format.md)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.rows import BadCellError, BadRow, check_encoding, truth_of
from knowledge_graph.feeds.yaml_lines import Entry, read_yaml
from knowledge_graph.identifiers import FAQ, faq_iri, slug
from knowledge_graph.terms import Faq

FORMAT: Final = "faq"

_LANGUAGES: Final = ("en", "zh")


def sniff(path: Path) -> bool:
    """A YAML file that speaks of entries, questions and answers."""
    if path.suffix not in {".yaml", ".yml"} or not path.is_file():
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    return all(f"{name}:" in text for name in ("entries", "question", "answer"))


def read(path: Path) -> Iterator[Faq | BadRow]:
    """Questions in file order. Raises FeedError where the file has no list `entries`."""
    content = read_yaml(path)
    if not isinstance(content, Entry) or "entries" not in content.content:
        raise FeedError(path, "the file has no list `entries`; write the questions below that word.")
    sample = _sample(path, content)
    if isinstance(sample, BadRow):
        yield sample
    slugs = DistinctIds("slug", "a slug of its own; the question of {place} has this one")
    for entry in content.entries("entries"):
        try:
            faq = _faq(entry, sample=sample is True)
            slugs.claim(faq.iri.removeprefix(FAQ), path, entry.line)
            yield faq
        except BadCellError as bad:
            yield bad.at(path, entry.line)


def _sample(path: Path, content: Entry) -> bool | BadRow:
    try:
        return bool(truth_of(content.texts(), "sample"))
    except BadCellError as bad:
        return bad.at(path, content.line)


def _faq(entry: Entry, *, sample: bool) -> Faq:
    check_encoding(dict(_texts_by_field(entry)))
    question, answer = entry.entry("question").texts(), entry.entry("answer").texts()
    name = entry.text("slug") or question.get("en", "") or question.get("zh", "")
    if not slug(name):
        raise BadCellError("slug", name, "a short name such as returns")
    for field, texts in (("question", question), ("answer", answer)):
        if not any(texts.get(language, "").strip() for language in _LANGUAGES):
            raise BadCellError(field, "", "a text for en, for zh, or for both")
    also = entry.entry("also_asked")
    return Faq(
        iri=faq_iri(name),
        topic=entry.text("topic"),
        question={language: text.strip() for language, text in question.items() if text.strip()},
        answer={language: text.strip() for language, text in answer.items() if text.strip()},
        also_asked={language: also.list(language) for language in _LANGUAGES if also.list(language)},
        sample=sample,
    )


def _texts_by_field(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each top field with all the text inside it."""
    for name, value in entry.content.items():
        yield name, " ".join(Entry(entry.line, {name: value}).all_text())
