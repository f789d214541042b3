"""Cut many texts of a catalogue into index words at the price of a look-up for each word.

Gives what `words.index_words_of` gives: folding looks no further than one run of letters, so what a run
becomes is worked out once. Han texts are cut whole, because Chinese words run on.
"""

from collections.abc import Callable
from functools import cache

from knowledge_graph.words import index_words_of, is_chinese


def cutter() -> Callable[[str], frozenset[str]]:
    """A function from a text to its index words, which remembers texts and runs as long as it is held."""
    of_run = cache(index_words_of)

    @cache
    def cut(text: str) -> frozenset[str]:
        if not text.isascii() and is_chinese(text):
            return index_words_of(text)
        return frozenset().union(*map(of_run, text.split()))

    return cut
