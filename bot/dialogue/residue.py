"""What is left of a sentence when all that was understood is taken away: it may name a thing.

"got any kayaks?" leaves "kayaks", which the lexicon of a shop without kayaks does not know. Words and phrases that
only carry a wish (words/*.yml, `carriers` and `carrying`) are left out, and so is the story that leads to a wish.
Nothing is claimed of what is left.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

import rjieba

from bot.dialogue.folding import Word, fold_word, words_of
from bot.dialogue.language import HAN
from bot.dialogue.words import any_of, keyed, languages, words

_CLAUSE = re.compile(r"[^,;.!?，；。！？]+")
# Of a clause that tells a story and is no name: its words, and the carriers among them.
_STORY_WORDS, _STORY_CARRIERS = 4, 2


@cache
def carriers() -> frozenset[str]:
    """All carrier words, folded and as written."""
    found: set[str] = set()
    for language in languages():
        for word in words(language)["carriers"].split():
            found |= {word, fold_word(word)}
    return frozenset(found)


@cache
def _carrying() -> re.Pattern[str]:
    return re.compile(any_of(chain.from_iterable(keyed("carrying").values())), re.IGNORECASE)


def residue(
    text: str,
    all_words: Sequence[Word],
    covered: Sequence[tuple[int, int]],
    occasions: Sequence[Mapping[str, Any]],
    is_refused: Callable[[int, int], bool],
) -> list[dict[str, Any]]:
    """One `text` entity for the words left, joined by blanks, with the occasions' words; none where none are.

    Words that `is_refused` says are not wanted make a `refused` entity of their own.
    """
    spoken = [match.span() for match in _carrying().finditer(text)]
    left = _cut(text, all_words, [*covered, *spoken])
    refused = [(word.start, word.text) for word in left if is_refused(word.start, word.end)]
    kept = [(word.start, word.text) for word in left if (word.start, word.text) not in refused]
    kept += [(occasion["start"], text[occasion["start"] : occasion["end"]]) for occasion in occasions]
    return [*_joined("text", kept), *_joined("refused", refused)]


def _joined(kind: str, words: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    if not words:
        return []
    ordered = sorted(words)
    start, (last_start, last) = ordered[0][0], ordered[-1]
    value = " ".join(word for _, word in ordered)
    return [{"entity": kind, "value": value, "start": start, "end": last_start + len(last)}]


def stories(
    text: str, all_words: Sequence[Word], found: Sequence[tuple[int, int]], gone: Collection[int], wished: int
) -> list[tuple[int, int]]:
    """Clauses before the place of what is `wished` that hold nothing found: "we moved house, so we need a rug".

    Or that tell of a thing that is `gone`, of which the places are given, whatever else is found in them.
    """
    told: list[tuple[int, int]] = []
    for clause in _CLAUSE.finditer(text, 0, wished):
        start, end = clause.span()
        inside = [word for word in all_words if start <= word.start and word.end <= end]
        is_of_gone = any(start <= place < end for place in gone)
        holds = any(a < end and start < b for a, b in found)
        if end < wished and (is_of_gone or (_tells(inside) and not holds)):
            told.append((start, end))
    return told


def _tells(clause: Sequence[Word]) -> bool:
    carrying = sum(word.text.lower() in carriers() for word in clause)
    least = 1 if any(HAN.match(word.text) for word in clause) else _STORY_CARRIERS
    return len(clause) >= _STORY_WORDS and carrying >= least


def _cut(text: str, all_words: Sequence[Word], covered: Sequence[tuple[int, int]]) -> list[Word]:
    free = [word for word in all_words if not any(a < word.end and word.start < b for a, b in covered)]
    found: list[Word] = []
    run: list[Word] = []
    for word in [*free, None]:
        if word is not None and HAN.match(word.text) and (not run or run[-1].end == word.start):
            run.append(word)
            continue
        found += _han_words(text, run)
        run = [word] if word is not None and HAN.match(word.text) else []
        if word is not None and not run and not _carries(word):
            found.append(word)
    return found


def _han_words(text: str, run: Sequence[Word]) -> list[Word]:
    if not run:
        return []
    found, start = [], run[0].start
    for piece in rjieba.cut(text[start : run[-1].end]):
        if len(piece) > 1 and not _made_of_carriers(piece):
            found.append(Word(piece, start, start + len(piece), piece))
        start += len(piece)
    return found


def _made_of_carriers(piece: str) -> bool:
    """Whether a Chinese word is nothing but carriers one after another: 买个 is 买 and 个."""
    if piece in carriers():
        return True
    return any(piece[:cut] in carriers() and _made_of_carriers(piece[cut:]) for cut in range(1, len(piece)))


def says_nothing(text: str) -> bool:
    """Whether a phrase is nothing but carriers: "basket" in "add both to my basket"."""
    return _made_of_carriers(text) if HAN.search(text) else all(_carries(word) for word in words_of(text))


def _carries(word: Word) -> bool:
    lowered = word.text.lower().replace("’", "'")
    return lowered in carriers() or word.folded in carriers() or lowered.isdigit() or len(lowered) < 2
