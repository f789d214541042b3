"""Write bot/dialogue/words/said.txt anew: the words that the English examples say outside of names, by how often.

A word that is seldom said counts only where people at large use it, so that the examples' own slips stay out. Run in
the dialogue's environment: `bot/dialogue/.venv/bin/python -m tests.nlu.said_words`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from bot.dialogue.mending import is_used

_ROOT = Path(__file__).parents[2]
_LIST = _ROOT / "bot" / "dialogue" / "words" / "said.txt"
_SHORTEST = 4
_OFTEN, _VERY_OFTEN = 4, 15  # times that a word is said which people use, and any word
_NAME = re.compile(r"\[[^\]]*\]\([^)]*\)")


def main() -> None:
    """Write the list, one word a line, the most frequent first."""
    said: Counter[str] = Counter()
    for file in sorted((_ROOT / "data" / "nlu" / "en").glob("*.yml")):
        examples = (line.strip() for line in file.read_text("utf-8").splitlines())
        for example in examples:
            if example.startswith("- "):
                said.update(re.findall(r"[a-z]+(?:['’][a-z]+)*", _NAME.sub(" ", example.lower())))
    long = {word: times for word, times in said.items() if len(word) >= _SHORTEST and word.isalpha()}
    kept = [w for w, n in long.items() if n >= _VERY_OFTEN or (n >= _OFTEN and is_used(w))]
    kept.sort(key=lambda word: (-long[word], word))
    _LIST.write_text("\n".join(kept) + "\n", "ascii")


if __name__ == "__main__":
    main()
