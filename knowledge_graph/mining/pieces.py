"""In the description of a set: whether a value is said of the whole set, and not of one of its pieces.

Default: it is not. "A set with a white desk and a coral chair" is neither white nor coral.
"""

from typing import Final

from knowledge_graph.fold import fold_word
from knowledge_graph.mining.kinds_of import Kind
from knowledge_graph.mining.matcher import SENTENCE_ENDS, Hit, Text
from knowledge_graph.mining.phrases import qualifies, sentence_start
from knowledge_graph.mining.word_lists import ASIDE, BREAKS, LOOKS, MADE, SETS

_ALL: Final = frozenset({"each", "all", "every", "both"})
_NUMBERS: Final = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "dozen"}
)
_HOLDS: Final = frozenset({"features", "includes", "contains", "combines", "showcases", "boasts"})
_TOGETHER: Final = frozenset(
    {"set", "ensemble", "collection", "duo", "trio", "bundle", "kit", "assortment", "setup"}
)
_REACH: Final = 8  # words from a value to the word that says it is of all


def is_of_several(text: Text) -> bool:
    """Whether a description tells of several things: "This ensemble includes"."""
    if _TOGETHER.isdisjoint(text.words):
        return False
    return any(
        word in _HOLDS
        and text.word(at - 1) in _TOGETHER
        and {"this", "the"} & set(text.words[max(0, at - 5) : at])
        for at, word in enumerate(text.words)
    )


def is_of_whole(text: Text, hit: Hit, kind: Kind) -> bool:
    """Each bowl is blue; a set of six blue bowls; these blue bowls; this blue set; made of glass, these bowls."""
    before = text.words[sentence_start(text, hit.start) : hit.start]
    if _ALL & set(before) or _is_set_next(text, hit):
        return True
    if before and before[0] in MADE:
        return _is_of_these(text, hit)
    return _is_among_many(text, hit, kind) or _is_its_look(text, hit, kind)


def _is_its_look(text: Text, hit: Hit, kind: Kind) -> bool:
    """This set features a stunning white design."""
    end = hit.end
    while end < len(text.words) and (end in text.starts or qualifies(text, end)):
        end += 1
    at = hit.start - 1
    while at > 0 and (text.words[at] in {"a", "an"} or qualifies(text, at) or _is_in_value(text, at)):
        at -= 1
    holder = fold_word(text.word(at - 1))
    return fold_word(text.word(end)) in LOOKS and text.word(at) in _HOLDS and holder in SETS | {kind.head}


def _is_in_value(text: Text, at: int) -> bool:
    return any(hit.start <= at < hit.end for hit in text.hits)


def _is_set_next(text: Text, hit: Hit) -> bool:
    """This blue glass set."""
    for at in range(hit.end, min(len(text.words), hit.end + 4)):
        if fold_word(text.words[at]) in SETS:
            return True
        if text.words[at] in BREAKS or text.words[at] == ",":
            return False
    return False


def _is_of_these(text: Text, hit: Hit) -> bool:
    """Crafted from glass, these bowls; made of oak, this set."""
    for at in range(hit.end, len(text.words) - 2):
        if text.words[at] in SENTENCE_ENDS:
            return False
        if text.words[at] == "these":
            return True
        if text.words[at] in {"this", "our", "the"}:
            return any(fold_word(text.word(at + ahead)) in SETS for ahead in (1, 2, 3))
    return False


def _is_among_many(text: Text, hit: Hit, kind: Kind) -> bool:
    """These, this, six blue bowls, a set of blue bowls: where bowls are what the set is named by."""
    if not _is_of_head(text, hit, kind):
        return False
    for at in range(hit.start - 1, max(-1, hit.start - _REACH), -1):
        word = text.words[at]
        if word == "of" and fold_word(text.word(at - 1)) in SETS:
            return True
        if word in BREAKS:
            return word == "these" or (word == "this" and not _has_company(text, hit))
        if word in _NUMBERS or word.isdigit():
            return True
    return False


def _has_company(text: Text, hit: Hit) -> bool:
    """This blue bowl, paired with a white spoon; this blue bowl and white spoon."""
    for at in range(hit.end, len(text.words)):
        if text.words[at] in SENTENCE_ENDS:
            return False
        if text.words[at] in ASIDE or (
            text.words[at] in {"and", "with"} and text.word(at + 1) in {"a", "an"}
        ):
            return True
    return False


def _is_of_head(text: Text, hit: Hit, kind: Kind) -> bool:
    """Whether the phrase goes on to the name's head noun."""
    for at in range(hit.end, min(len(text.words), hit.end + _REACH)):
        word = text.words[at]
        if word in BREAKS:
            return False
        if fold_word(word) == kind.head:
            return True
    return False
