"""All examples of the working copy: searched and counted, and edited with one commit a change."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.studio.annotations import plain
from bot.studio.commits import Commit
from bot.studio.example_edits import Edit, edited
from bot.studio.examples import NLU, Example, examples_in, same
from bot.studio.working_copy import WorkingCopy


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the examples that were asked for, and how many there are in all."""

    examples: tuple[Example, ...]
    total: int


class ExampleBook:
    """The examples of one working copy, read anew at every call."""

    def __init__(self, copy: WorkingCopy) -> None:
        self._copy = copy

    def all(self) -> list[Example]:
        """Every example, file by file."""
        paths = [path for path in self._copy.files() if NLU.fullmatch(path)]
        documents = self._copy.documents(*paths) if paths else []
        return [one for document in documents for one in examples_in(document.path, document.text)]

    def _newest_first(self, intent: str) -> list[Example]:
        """The last of each file first; before others the file with most of the intent, where new ones go."""
        every = self.all()[::-1]
        held = Counter(one.path for one in every if one.intent == intent)
        return sorted(every, key=lambda one: -held[one.path])

    def find(
        self, *, intent: str = "", language: str = "", words: str = "", start: int = 0, limit: int = 100
    ) -> Found:
        """Examples of an intent and a language (empty: any) that hold each of the words.

        The last of a file comes first: what was just added is seen at once.
        """
        wanted = words.casefold().split()
        found = [
            one
            for one in self._newest_first(intent)
            if intent in ("", one.intent)
            and language in ("", one.language)
            and all(word in plain(one.text).casefold() for word in wanted)
        ]
        return Found(tuple(found[start : start + limit]), len(found))

    def counts(self) -> dict[str, Counter[str]]:
        """intent -> language -> number of examples."""
        counted: dict[str, Counter[str]] = {}
        for one in self.all():
            counted.setdefault(one.intent, Counter())[one.language] += 1
        return counted

    def twins(self) -> dict[tuple[str, str], Example]:
        """Every example by its language and by what it says, `same(text)`."""
        return {(one.language, same(one.text)): one for one in self.all()}

    def twin(self, language: str, text: str) -> Example | None:
        """The example of this language that says the same, if there is one."""
        return self.twins().get((language, same(text)))

    def apply(self, edits: Sequence[Edit], *, author: str, reason: str) -> Commit:
        """Make the edits as one commit; raises as `edited` and `WorkingCopy.save` do."""
        paths = [path for path in self._copy.files() if NLU.fullmatch(path)]
        documents = self._copy.documents(*paths) if paths else []
        texts = edited({document.path: document.text for document in documents}, edits)
        revisions = {document.path: document.revision for document in documents}
        return self._copy.save(texts, based_on=revisions, author=author, reason=reason)
