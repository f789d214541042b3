"""Find the line that a thing stands on in a text whose parser does not tell it."""

import re
from bisect import bisect_right
from typing import Final

_ENOUGH: Final = 50


class Places:
    """Lines of one text, looked for in file order: each search goes on where the last one ended."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._at = 0
        self._missed = 0

    def line_of(self, *names: str) -> int:
        """The line, counted from 1, of the first of these names that is found; else the last line found."""
        for name in names:
            # A text that spells things otherwise (escapes, prefixes) would be searched to its end each time.
            if not name or self._missed > _ENOUGH:
                continue
            at = self._find(name)
            if at >= 0:
                self._at = at + 1
                return bisect_right(self._breaks, at) + 1
            self._missed += 1
        return bisect_right(self._breaks, max(self._at - 1, 0)) + 1

    def _find(self, name: str) -> int:
        """A quoted or bracketed name before a bare one, onwards before from the start."""
        for begin in (self._at, 0):
            for spelt in (f'"{name}"', f"<{name}>", f"/{name}>", f":{name} "):
                at = self._text.find(spelt, begin)
                if at >= 0:
                    return at
        return self._text.find(name)
