"""Where a value stands in an English sentence: the noun that it describes, and what is said before it."""

from enum import Enum, auto

from knowledge_graph.fold import fold_word
from knowledge_graph.mining.kinds_of import Kind
from knowledge_graph.mining.matcher import SENTENCE_ENDS, Hit, Text
from knowledge_graph.mining.word_lists import (
    ALONG,
    ANYTHING,
    ASIDE,
    BREAKS,
    CONTAINERS,
    FAKES,
    LOOKS,
    MADE,
    MADE_OF,
    MAKINGS,
    MISLEADING,
    NEGATIONS,
    PARTS,
    PLACES,
    SAME_AFTER_HYPHEN,
    SAME_BEFORE_HYPHEN,
    SHADES,
    TINTS,
)

_ADJECTIVE = (
    "ed",
    "ing",
    "y",
    "ic",
    "al",
    "ish",
    "ous",
    "ful",
    "less",
    "ive",
    "ern",
    "ant",
    "ent",
    "ble",
    "en",
)
_REACH = 9  # words from a value to its noun
_PURPOSE = frozenset({"perfect", "ideal", "great", "suited", "suitable", "essential", "must", "meant", "fit"})
_TURNS = SENTENCE_ENDS | ASIDE | _PURPOSE


class Noun(Enum):
    """What the noun behind a value is."""

    PRODUCT = auto()
    LOOK = auto()
    OTHER = auto()
    NONE = auto()


def noun_after(text: Text, hit: Hit, kind: Kind) -> Noun:
    """The first telling noun of the phrase that the value stands in; NONE where the phrase ends before one."""
    words, glued = text.words, text.glued
    if hit.end in glued and not _same_behind(text, hit):
        return Noun.OTHER
    for at in range(hit.end, min(len(words), hit.end + _REACH)):
        word = words[at]
        if word in {"and", "or", "&", ","} or (word == "to" and at in glued):
            if not _goes_on(text, at + 1, hit, comma=word == ","):
                return Noun.NONE
        elif word in BREAKS:
            return Noun.NONE
        elif (found := _telling(text, at, kind)) is not None:
            return Noun.OTHER if found is Noun.LOOK and _is_of_a_mark(text, hit, at) else found
    return Noun.NONE


def _same_behind(text: Text, hit: Hit) -> bool:
    """Gold-toned is golden; copper-toned is of another stuff than copper."""
    return hit.end in text.starts or (hit.lexeme.kind != "material" and same_after_hyphen(text, hit.end))


def _is_of_a_mark(text: Text, hit: Hit, at: int) -> bool:
    """Before the noun of a look at a position: a red heart design, a white grid pattern, a copper finish."""
    if hit.lexeme.kind == "material":
        coated = text.words[hit.start] in {"wood", "enamel"} and fold_word(text.words[at]) == "finish"
        return fold_word(text.words[at]) in TINTS and not coated
    if hit.lexeme.kind != "colour" or _is_joined(text, hit):
        return False
    return any(
        text.starts[between].lexeme.kind == "pattern"
        if between in text.starts
        else not (_in_hit(text, between) or qualifies(text, between))
        for between in range(hit.end, at)
    )


def _is_joined(text: Text, hit: Hit) -> bool:
    """One of several colours: a black and white plaid pattern."""
    joints = {"and", "or", "&", ",", "to"}
    return text.word(hit.end) in joints or text.word(hit.start - 1) in joints


def qualifies(text: Text, at: int) -> bool:
    """Whether a word adds to the noun behind it and is none itself, as far as its ending tells."""
    word = text.words[at]
    return word in SHADES or word in {"and", "or", "&", ","} or at in text.glued or word.endswith(_ADJECTIVE)


def _telling(text: Text, at: int, kind: Kind) -> Noun | None:
    """What the word at a position says of the value before it; None if it says nothing yet."""
    if at + 1 in text.glued:
        return None  # the first half of a word such as button-down
    noun = fold_word(text.words[at])
    after = text.word(at + 1)
    if noun in LOOKS and fold_word(after) in kind.nouns:
        return None
    if noun == "heel" and text.words[at] == noun:
        return Noun.OTHER  # a black heel is one of two parts; black heels are shoes
    if noun in kind.nouns or noun in ANYTHING or noun in LOOKS or noun in kind.own_parts:
        if _is_part(after, kind) or fold_word(after) in {"box", "stand", "cleaner", "holder"}:
            return Noun.OTHER
        if noun in kind.nouns and _is_first_of_two(text, at, kind):
            return Noun.OTHER
        if noun in kind.nouns or noun in kind.own_parts or noun in ANYTHING:
            return Noun.PRODUCT
        of_another = after in {"of", "on"} and not any(
            fold_word(text.word(at + ahead)) in kind.nouns for ahead in (2, 3, 4)
        )
        return Noun.OTHER if of_another else Noun.LOOK
    if (noun in MAKINGS or noun in PARTS) and fold_word(after) in kind.nouns:
        return None  # a ribbon bracelet, strap shoes
    misleads = noun in MISLEADING and at not in text.starts and at not in text.glued
    return Noun.OTHER if misleads or _is_part(noun, kind) else None


def _is_first_of_two(text: Text, at: int, kind: Kind) -> bool:
    """A desk mat, where the product is a desk: what follows a singular noun is one too, unless it may be a verb."""
    after = text.word(at + 1)
    return not (
        at + 1 in text.starts
        or fold_word(text.words[at]) != text.words[at]
        or after in BREAKS
        or not after.isalpha()
        or after in {"and", "or"}
        or after.endswith(("s", "ed", "ing", "ly", *_ADJECTIVE))
        or fold_word(after) in kind.nouns
        or fold_word(after) in ANYTHING
        or fold_word(after) in LOOKS
    )


def _is_part(word: str, kind: Kind) -> bool:
    noun = fold_word(word)
    return noun in PARTS and noun not in kind.own_parts and noun not in kind.nouns


def same_after_hyphen(text: Text, at: int) -> bool:
    """Whether a value stays what it is with what a hyphen adds behind it: gold-toned, but not leather-trimmed."""
    return text.words[at] in SAME_AFTER_HYPHEN or at in text.starts


def _goes_on(text: Text, at: int, hit: Hit, *, comma: bool) -> bool:
    """Whether a list of values or of adjectives goes on behind "and" or a comma."""
    while at not in text.starts and (text.word(at) in SHADES or text.word(at) in {"and", "or"}):
        at += 1
    other = text.starts.get(at)
    if other is not None:
        return other.lexeme.kind == hit.lexeme.kind or comma
    word = text.word(at)
    return comma and bool(word) and word not in BREAKS and not word.endswith("ing") and word[0].isalpha()


def is_barred(text: Text, hit: Hit) -> bool:
    """Whether the words before a value deny it, fake it, liken it or tell it of something else."""
    if hit.end in text.glued and hit.end in text.starts:
        return True  # purple-brown is a brown
    if hit.start in text.glued and not _same_before_hyphen(text, hit.start - 1):
        return True
    if text.word(hit.start - 1) in FAKES or text.word(hit.end) in {"free", "alternative", "lookalike"}:
        return True
    return is_denied(text, hit) or is_aside(text, hit)


def is_elsewhere(text: Text, hit: Hit) -> bool:
    """On a weathered wooden surface, against a white wall; the included black mat."""
    for at in range(hit.start - 1, max(-1, hit.start - 8), -1):
        word = text.words[at]
        if word in ALONG:
            return True
        if word in BREAKS and word not in {"a", "an", "the"}:
            return word in PLACES and text.word(at - 1) != "based"
    return False


def _same_before_hyphen(text: Text, at: int) -> bool:
    return text.words[at] in SAME_BEFORE_HYPHEN or any(hit.end == at + 1 for hit in text.hits)


def is_denied(text: Text, hit: Hit) -> bool:
    """No, not, without, free of: up to four words before, in the same clause."""
    words = text.words
    for at in range(hit.start - 1, max(-1, hit.start - 5), -1):
        word = words[at]
        if word in SENTENCE_ENDS or word == ",":
            return False
        if word in NEGATIONS:
            return True
    return False


def is_aside(text: Text, hit: Hit) -> bool:
    """Whether the sentence has turned to something beside the product before the value comes."""
    words = text.words
    for at in range(hit.start - 1, -1, -1):
        word = words[at]
        if word not in _TURNS:
            continue
        if word in SENTENCE_ENDS:
            return False
        if word in ASIDE or (text.word(at + 1) in {"for", "to", "with", "as"}):
            return True
    return False


def sentence_start(text: Text, at: int) -> int:
    """The position of the first word of the sentence that holds a position."""
    while at > 0 and text.words[at - 1] not in SENTENCE_ENDS:
        at -= 1
    return at


def part_before(text: Text, at: int, kind: Kind, reach: int = 5) -> bool:
    """Whether a part is named shortly before a position, in its clause: "straps in black"."""
    for position in range(at - 1, max(-1, at - 1 - reach), -1):
        word = text.words[position]
        if word in SENTENCE_ENDS or (word == "," and text.word(position - 1) not in SHADES):
            return False
        shaded = word == "shades" and text.word(position + 1) == "of"
        if _is_part(word, kind) and not shaded and position not in text.starts:
            return True
    return False


def is_made_of(text: Text, hit: Hit, kind: Kind) -> bool:
    """Whether the product, and no part of it, is said to be made of the value."""
    bound = max(sentence_start(text, hit.start), hit.start - 9)
    for at in range(hit.start - 1, bound - 1, -1):
        word = text.words[at]
        if word in MADE:
            of = text.word(at + 1) in MADE_OF or text.word(at + 2) in MADE_OF
            return of and _ends_list(text, hit) and not part_before(text, at, kind, 4)
        if word in BREAKS and word not in MADE_OF and word not in {"a", "the", "is", "are"}:
            return False
    return False


def _ends_list(text: Text, hit: Hit) -> bool:
    """Crafted from cotton, a cotton blend or cotton and silk, but not from copper bowls."""
    word = text.word(hit.end)
    ends = (
        word in BREAKS or not word.isalpha() or word in {"and", "or", "blend", "blends", "fabric", "material"}
    )
    return ends or hit.end in text.starts or fold_word(word) in LOOKS


def is_said(text: Text, hit: Hit, kind: Kind) -> bool:
    """It is black; the bag comes in rich black: the value ends its clause."""
    end = hit.end
    while (other := text.starts.get(end)) is not None:
        end = other.end
    if text.word(end) not in {"", ".", ",", "!", ";", "and", "or", "&", ")"} or hit.end in text.glued:
        return False
    at = hit.start - 1
    while at >= 0 and (
        text.words[at] in SHADES or text.words[at] in {",", "and", "or", "&"} or _in_hit(text, at)
    ):
        at -= 1
    before = text.word(at - 1)
    if text.word(at) == "in":
        sold = before in {"available", "comes", "come", "finished", "offered", "dyed", "painted"}
        return (sold or fold_word(before) in kind.nouns) and not part_before(text, at, kind, 3)
    is_it = before in {"it", "they"} or fold_word(before) in kind.nouns
    return text.word(at) in {"is", "are"} and is_it


def is_pointed_at(text: Text, hit: Hit) -> bool:
    """This pristine white pullover: "this", "these" and "our" mean the product, whatever noun follows."""
    for at in range(hit.start - 1, max(-1, hit.start - 8), -1):
        word = text.words[at]
        if word in {"this", "these", "our"}:
            noun = text.word(hit.end)
            named = noun not in BREAKS and noun not in CONTAINERS and noun.isalpha()
            return named and text.word(at - 1) not in {"in", "on", "of", "by"}
        if word in BREAKS or word in {"and", "or"}:
            return False
    return False


def is_one_of_its_looks(text: Text, hit: Hit) -> bool:
    """In shades of charcoal and light grey; a pattern in black, white and gold; in bold colours: red, teal."""
    at = hit.start - 1
    while at >= 0 and (
        text.words[at] in SHADES or text.words[at] in {",", "and", "or", "&"} or _in_hit(text, at)
    ):
        at -= 1
    end = hit.end
    while text.word(end) in {",", "and", "or", "&"} or text.word(end) in SHADES or _in_hit(text, end):
        end += 1
    after = text.word(end)
    ends = after in BREAKS or fold_word(after) in LOOKS or not after.isalpha()
    if not ends and (end == hit.end or text.word(end - 1) in SHADES or _in_hit(text, end - 1)):
        return False  # a design of a golden reindeer
    joined = text.word(at) in {"of", "in", ":", "-", "–", "—"} or (
        text.word(at) == "as" and text.word(at - 1) == "such"
    )
    return joined and any(fold_word(text.word(at - back)) in LOOKS for back in (1, 2))


def _in_hit(text: Text, at: int) -> bool:
    return any(hit.start <= at < hit.end for hit in text.hits)
