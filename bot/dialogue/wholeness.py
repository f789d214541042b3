"""Tell whether a name is a word, or a few, where it stands in a Chinese sentence, which has no blanks between words.

By the cutter's dictionary alone (rjieba); what a name stands for is not known here.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import rjieba
from spacy.tokens import Span

from bot.dialogue.folding import Word
from bot.dialogue.language import HAN
from bot.dialogue.residue import carriers
from bot.dialogue.words import listed


def unbroken(spans: Sequence[Span], words: Sequence[Word]) -> Iterator[Span]:
    """All but Chinese names that cut words in two where another name does not: 套锅 in 换套锅具, beside 锅具."""
    crossing = [
        (one, other)
        for one in spans
        for other in spans
        if one.start < other.start < one.end < other.end and HAN.match(words[other.start].text)
    ]
    broken: set[tuple[int, int]] = set()
    if crossing:
        edges = _edges(words, guesses=True)
        for one, other in crossing:
            whole = [
                span for span in (one, other) if _is_a_word(span, words) or {span.start, span.end} <= edges
            ]
            if len(whole) == 1:
                broken.update((span.start, span.end) for span in (one, other) if span not in whole)
    yield from (span for span in spans if (span.start, span.end) not in broken)


def _is_a_word(span: Span, words: Sequence[Word]) -> bool:
    return bool(rjieba.has_word("".join(word.text for word in words[span.start : span.end])))


def _edges(words: Sequence[Word], *, guesses: bool) -> set[int]:
    """Places where the cutter has Chinese words begin and end."""
    return {edge for piece in _pieces(words, guesses=guesses) for edge in piece}


def _pieces(words: Sequence[Word], *, guesses: bool) -> Iterator[tuple[int, int]]:
    """Chinese words as the cutter has them: the dictionary's alone, or also those that it guesses."""
    for run in han_runs(words):
        at = run[0]
        for piece in _cut("".join(words[place].text for place in run), guesses):
            yield at, at + len(piece)
            at += len(piece)


@lru_cache(maxsize=64)
def _cut(run: str, guesses: bool) -> tuple[str, ...]:
    # A sentence is looked at several times: for what is sold, for what is not, and once more when it is mended.
    return tuple(rjieba.cut(run, guesses))


def han_runs(words: Sequence[Word]) -> Iterator[list[int]]:
    """Places of Han characters that touch, one list a run."""
    run: list[int] = []
    for place, word in enumerate(words):
        if run and (not HAN.match(word.text) or words[run[-1]].end != word.start):
            yield run
            run = []
        if HAN.match(word.text):
            run.append(place)
    if run:
        yield run


def whole(
    spans: Sequence[Span], words: Sequence[Word], names: Sequence[Span], may_be_cut: Callable[[Span], bool]
) -> list[Span]:
    """The spans without those that only begin a longer word: 咖啡 in 咖啡机, 电子 in 电子秤.

    The longer word is one of `names` or the dictionary's; what follows the name there may neither be a name itself,
    as in 皮手套, nor say nothing of its own, as in 圣诞礼物. A name that `may_be_cut` is never left out.
    """
    starts = {span.start for span in names}
    longer = [(span.start, span.end) for span in names]
    longer += _pieces(words, guesses=False) if any(map(_is_long, spans)) else ()

    def begins_another(span: Span) -> bool:
        for start, end in longer:
            if start == span.start and span.end < end and HAN.match(words[start].text):
                rest = "".join(word.text for word in words[span.end : end])
                adds = rest not in carriers() or rest in listed("makes_another")
                if adds and starts.isdisjoint(range(span.end, end)):
                    return True
        return False

    return [span for span in spans if may_be_cut(span) or not (_is_long(span) and begins_another(span))]


def standing(spans: Sequence[Span], words: Sequence[Word]) -> list[Span]:
    """The spans without those across a comma, and those that neither begin nor end where words do: 客服装死."""
    edges = _edges(words, guesses=False) if any(map(_is_long, spans)) else set()
    return [
        span
        for span in spans
        if not _is_parted(words[span.start : span.end])
        and not (
            _is_long(span)
            and all(HAN.match(word.text) for word in words[span.start : span.end])
            and edges.isdisjoint((span.start, span.end))
        )
    ]


def _is_parted(words: Sequence[Word]) -> bool:
    return any(
        one.end != other.start and HAN.match(one.text) and HAN.match(other.text)
        for one, other in pairwise(words)
    )


def _is_long(span: Span) -> bool:
    return span.end - span.start > 1
