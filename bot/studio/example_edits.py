"""Edit the examples of `data/nlu`, line by line.

An edit touches its own lines and no other: comments, order and quoting stay as they are. An example is
known by its intent and its text, not by its line, so that an edit holds although others edited the file.
Pure: texts in, texts out; `ExampleBook` lays it over the working copy.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.studio.errors import DoubleExampleError, UnknownExampleError
from bot.studio.examples import (
    NEW_TOPIC,
    NLU,
    Section,
    clean,
    examples_in,
    language_of,
    same,
    sections_of,
    topic_of,
)

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Add:
    """A new example, at the end of its intent's."""

    intent: str
    language: str
    text: str
    topic: str = ""  # the file to begin the intent in, where the language has none of it yet


@dataclass(frozen=True, slots=True)
class Change:
    """Another text in an example's place."""

    path: str
    intent: str
    text: str
    new: str


@dataclass(frozen=True, slots=True)
class Move:
    """The example, as one of another intent."""

    path: str
    intent: str
    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Delete:
    """The example, gone."""

    path: str
    intent: str
    text: str


Edit = Add | Change | Move | Delete


@dataclass(slots=True)
class _Page:
    """One file while it is being edited."""

    sections: list[Section]
    lines: list[str]
    replaced: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    added: dict[int, list[str]] = field(default_factory=dict)  # number of the section -> texts
    begun: dict[str, list[str]] = field(default_factory=dict)  # intent -> texts, in a new section


def edited(texts: Mapping[str, str], edits: Sequence[Edit]) -> dict[str, str]:
    """The new texts of the files that the edits change; `texts` holds all files of `data/nlu`.

    Raises UnknownExampleError, DoubleExampleError for a sentence that is an example already,
    ExampleTextError.
    """
    desk = _Desk(texts)
    for edit in edits:
        desk.do(edit)
    return desk.texts()


class _Desk:
    """All files opened for one set of edits."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {path: text for path, text in texts.items() if NLU.fullmatch(path)}
        self._pages: dict[str, _Page] = {}
        self._known = {
            (one.language, same(one.text)): one.intent
            for path, text in self._texts.items()
            for one in examples_in(path, text)
        }

    def do(self, edit: Edit) -> None:
        match edit:
            case Add():
                self._learn(edit.language, edit.intent, edit.text)
                self._add(edit.intent, edit.language, clean(edit.text), edit.topic)
            case Change():
                new = clean(edit.new)
                line = self._line(edit)
                if same(new) != same(edit.text):
                    self._forget(edit.path, edit.text)
                    self._learn(language_of(edit.path), edit.intent, new)
                self._page(edit.path).replaced[line] = new
            case Move():
                self._take_out(edit)
                self._learn(language_of(edit.path), edit.to, edit.text)
                self._add(edit.to, language_of(edit.path), edit.text, topic_of(edit.path))
            case Delete():
                self._take_out(edit)

    def texts(self) -> dict[str, str]:
        new = {path: _written(page) for path, page in self._pages.items()}
        return {path: text for path, text in new.items() if text != self._texts.get(path)}

    def _take_out(self, edit: Move | Delete) -> None:
        self._page(edit.path).gone.add(self._line(edit))
        self._forget(edit.path, edit.text)

    def _line(self, edit: Change | Move | Delete) -> int:
        if edit.path in self._texts:
            page = self._page(edit.path)
            for section in page.sections:
                if section.intent != edit.intent or section.block is None:
                    continue
                for line, text in section.lines.items():
                    if text == edit.text and line not in page.gone and line not in page.replaced:
                        return line
        raise UnknownExampleError(edit.intent, edit.text)

    def _add(self, intent: str, language: str, text: str, topic: str) -> None:
        path, number = self._home(intent, language)
        if path:
            self._page(path).added.setdefault(number, []).append(text)
            return
        path = f"data/nlu/{language}/{topic or self._topic_elsewhere(intent)}.yml"
        self._page(path).begun.setdefault(intent, []).append(text)

    def _home(self, intent: str, language: str) -> tuple[str, int]:
        """The file and the section with the most examples of an intent; ("", 0) where there is none."""
        best = ("", 0)
        most = -1
        for path in sorted(self._texts):
            if language_of(path) != language:
                continue
            for number, section in enumerate(self._page(path).sections):
                if section.intent == intent and section.block is not None and len(section.lines) > most:
                    best, most = (path, number), len(section.lines)
        return best

    def _topic_elsewhere(self, intent: str) -> str:
        for path in sorted(self._texts):
            if any(section.intent == intent for section in self._page(path).sections):
                return topic_of(path)
        return NEW_TOPIC

    def _page(self, path: str) -> _Page:
        if path not in self._pages:
            text = self._texts.get(path, "")
            self._pages[path] = _Page(list(sections_of(text)), text.splitlines(keepends=True))
        return self._pages[path]

    def _learn(self, language: str, intent: str, text: str) -> None:
        key = (language, same(clean(text)))
        if key in self._known:
            raise DoubleExampleError(self._known[key], text)
        self._known[key] = intent

    def _forget(self, path: str, text: str) -> None:
        self._known.pop((language_of(path), same(text)), None)


def _written(page: _Page) -> str:
    """The page's text after its edits."""
    out = list(page.lines)
    for line, text in page.replaced.items():
        out[line] = f"{_lead(page.lines[line])}{text}{_ending(page.lines[line])}"
    gone = set(page.gone)
    for number, section in enumerate(page.sections):
        if not section.lines or section.block is None:
            continue
        added = page.added.get(number, [])
        if not added and gone.issuperset(section.lines):
            gone |= _whole(page, number)
            continue
        last = max(section.lines)
        ending = _ending(page.lines[last]) or "\n"
        if added and not _ending(out[last]):
            out[last] += ending
        out[last] = (out[last] if last not in gone else "") + "".join(
            f"{_lead(page.lines[last])}{text}{ending}" for text in added
        )
        if added:
            gone.discard(last)
    text = "".join(line for number, line in enumerate(out) if number not in gone)
    return _begun(text, page.begun, left=_any_left(page, gone))


def _any_left(page: _Page, gone: set[int]) -> bool:
    return any(section.start not in gone for section in page.sections)


def _whole(page: _Page, number: int) -> set[int]:
    """All lines of a section, with the empty ones and the comments right before the next left alone."""
    section = page.sections[number]
    end = max(section.lines)
    lines = set(range(section.start, end + 1))
    before = section.start - 1
    if before >= 0 and not page.lines[before].strip():
        lines.add(before)
    return lines


def _begun(text: str, begun: Mapping[str, list[str]], *, left: bool) -> str:
    """The text with new intents at its end."""
    if not left and not begun:
        return re.sub(r"(?m)^nlu:[ \t]*$", "nlu: []", text)
    for intent, texts in begun.items():
        text = text if not text or text.endswith("\n") else f"{text}\n"
        text = re.sub(r"(?m)^nlu:[ \t]*\[\][ \t]*$", "nlu:", text)
        if not re.search(r"(?m)^nlu:", text):
            text += ("\n" if text else 'version: "3.1"\n\n') + "nlu:\n"
        found = re.search(r"(?m)^( *)- intent:", text)
        indent = found[1] if found else ""
        lines = "".join(f"{indent}{_INDENT}- {one}\n" for one in texts)
        gap = "" if text.endswith(("nlu:\n", "\n\n")) else "\n"
        text += f"{gap}{indent}- intent: {intent}\n{indent}  examples: |\n{lines}"
    return text


def _lead(line: str) -> str:
    """The spaces and the dash before an example."""
    found = re.match(r"\s*-\s*", line)
    return found[0] if found else f"{_INDENT}- "


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
