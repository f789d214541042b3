"""Cut a text into the words that are looked for: English by spaces, Chinese by rjieba, all folded.

Words that carry no meaning of their own are left out, so that "a lamp for the desk" asks for two words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import rjieba

from knowledge_graph.fold import fold

STOP_WORDS: Final = frozenset(
    """a an the and or of for with in on at by to from as is are be it its this that these those i me my we us
    our you your some any something anything one thing have has do does can could would will want need like
    please show get got give find look looking really very so just there here what which who
    的 了 吗 呢 吧 啊 和 与 或 在 是 有 我 你 他 她 它 们 我们 你们 要 想 想要 给 请 一个 一件 一款 一些 这 那
    个 件 款 把 被 就 也 都 很 什么 有没有 可以 能 能不能""".split()  # noqa: SIM905 - a list of words is read most easily as words
)
_HAN_RUN: Final = re.compile(r"[\u3400-\u9fff]+")


def is_chinese(text: str) -> bool:
    """Whether `text` holds a Han character: one makes it Chinese."""
    return _HAN_RUN.search(text) is not None


def language_of(text: str) -> str:
    """Give "zh" for a text with Han characters, else "en"."""
    return "zh" if is_chinese(text) else "en"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a request or a question, in their order, folded, each once."""
    return tuple(dict.fromkeys(word for word in _cut(text, for_index=False) if word not in STOP_WORDS))


@lru_cache(maxsize=4096)
def index_words_of(text: str) -> frozenset[str]:
    """The words under which a text of the catalogue is found; Chinese words also by their parts."""
    return frozenset(word for word in _cut(text, for_index=True) if word not in STOP_WORDS)


def surfaces_of(text: str) -> dict[str, str]:
    """Each word of `words_of(text)` with its spelling in `text`, lower case, for showing it again."""
    spellings: dict[str, str] = {}
    for spelling in re.findall(r"[\w'’.]+", text.lower()):
        spellings.setdefault(fold(spelling, "und"), spelling)
    return {word: spellings.get(word, word) for word in words_of(text)}


def _cut(text: str, *, for_index: bool) -> Iterator[str]:
    """Folded words, with repeats and stop words."""
    for run in fold(text, language_of(text)).split():
        position = 0
        for han in _HAN_RUN.finditer(run):
            if han.start() > position:
                yield run[position : han.start()]
            cut = rjieba.cut_for_search if for_index else rjieba.cut
            yield from cut(han.group(), True)
            position = han.end()
        if position < len(run):
            yield run[position:]
