"""Tell what the names found in a sentence mean there: something else, or only by the way.

"Check out" speaks of no check pattern, "made of marble" asks for no material, and the glass of glass vases is no thing
to drink from. Reads the words around a name, and what else is named; it looks nothing up.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bot.dialogue.folding import fold_word
from bot.dialogue.language import HAN
from bot.dialogue.lexicon import Found
from bot.dialogue.residue import says_nothing
from bot.dialogue.words import any_of, keyed, listed


def inside(start: int, end: int, *taken: Sequence[tuple[int, int]]) -> bool:
    """Whether `start:end` touches one of the places taken."""
    return any(start < stop and begin < end for spans in taken for begin, stop in spans)


def without_other_senses(text: str, found: Sequence[Found]) -> list[Found]:
    """What was found, less the words that say something else where they stand: "check out", in a shop of shirts."""
    others = [match.span() for family in _not_names() for match in family.finditer(text)]
    return [thing for thing in found if not any(a <= thing.start and thing.end <= b for a, b in others)]


@cache
def _not_names() -> tuple[re.Pattern[str], ...]:
    families: Mapping[str, list[str]] = keyed("not_names")
    return (*(re.compile(any_of(family), re.IGNORECASE) for family in families.values()), *_done())


def _done() -> tuple[re.Pattern[str], ...]:
    """Words of things that tell what is done: "won't print", "it suits", "bag the boots"."""
    before, after, third, word = (
        any_of(listed("done", name)) for name in ("before", "after", "third", "words")
    )
    between = rf"(?: {any_of(listed('done', 'between'))})?"
    start = "|".join(listed("done", "start"))
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{before}{between} {word}",
            rf"{third} (?:{'|'.join(listed('done', 'words'))})s(?![a-z])",
            rf"(?:{start}){word} {after}",
        )
    )


def meant(text: str, found: Sequence[Found], amounts: Sequence[tuple[int, int]]) -> list[Found]:
    """What was found, less what its words name only by the way, where other things tell what is meant."""
    values = {(thing.start, thing.end): thing for thing in found if thing.kind == "value"}
    kinds = [(thing.start, thing.end) for thing in found if thing.kind == "category"]
    traits = frozenset(listed("traits"))
    kept: list[Found] = []
    for thing in found:
        span = (thing.start, thing.end)
        value = values.get(span)
        if thing.kind == "attribute":
            # "made of marble" and 红色颜色 ask no fact; "waterproof" is a value and asks for one.
            by_the_way = value is None and (
                _leads_on(text, span, amounts)
                or (not amounts and _is_wished(text, span))
                or any(_touch(text, span, other) for other in values)
            )
        elif thing.kind == "category" and _is_many_of(text, span, found):
            by_the_way = True
        elif thing.kind == "item":
            by_the_way = span in kinds  # "pizza" is any pizza, though one of them is called no more than that
        else:
            # Glass is a material of vases, and a thing to drink from where no other thing is named.
            # Christmas, an occasion too, is no other thing.
            elsewhere = any(kind != span and kind not in values for kind in kinds)
            trait = (value.attribute or "").rpartition(":")[2] if value is not None else ""
            by_the_way = thing.kind == "category" and trait in traits and elsewhere
            if thing.kind == "value" and span not in kinds and _is_of_stuff(text, span):
                by_the_way = trait in traits
            if trait and span in kinds and not elsewhere and _is_a_thing_alone(text, span, trait):
                by_the_way = thing.kind == ("category" if _is_stuff(text, span) else "value")
            elif trait in listed("occasions") and span in kinds and not elsewhere:
                # 圣诞 alone is the shop's 圣诞用品, and the occasion of 圣诞礼物.
                if HAN.match(text, span[0]):
                    by_the_way = thing.kind == ("category" if _is_an_occasion(text, span) else "value")
                elif _leads_a_noun(text, span) or _of_one().search(text[: span[0]]):
                    by_the_way = thing.kind == "category"
        if not by_the_way:
            kept.append(thing)
    return kept


def tells_by_the_way(text: str, fact: tuple[int, int], asked: str, thing: Found) -> bool:
    """Whether words of a fact only lead to `thing`, the value wished for: "made of wool", "for kids"."""
    if thing.kind != "value" or asked != f"attribute:{(thing.attribute or '').rpartition(':')[2]}":
        return False
    leads = inside(thing.start, thing.end, [fact]) or text[fact[1] : thing.start] == " "
    return leads and re.search(any_of(listed("facts_asked")), text, re.IGNORECASE) is None


def _is_many_of(text: str, span: tuple[int, int], found: Sequence[Found]) -> bool:
    """Whether a word only says that several are sold together: the set of "a mug set", in a shop of tool sets."""
    if re.fullmatch(any_of(listed("collective")), text[slice(*span)], re.IGNORECASE) is None:
        return False
    return any(thing.end < span[0] and text[thing.end : span[0]] == " " for thing in found)


def _is_of_stuff(text: str, span: tuple[int, int]) -> bool:
    """Whether the name of a material is said as one of things: "glasses" are not glass."""
    return any(inside(*span, [match.span()]) for match in _of_stuff().finditer(text))


@cache
def _of_stuff() -> re.Pattern[str]:
    return re.compile(any_of(listed("things_of_stuff")), re.IGNORECASE)


def _is_a_thing_alone(text: str, span: tuple[int, int], trait: str) -> bool:
    """Whether a word of two kinds is a thing where it stands alone: chocolate and glasses, but not glass."""
    said = text[slice(*span)].lower()
    return trait in listed("shades") or (trait in listed("traits") and fold_word(said) != said)


def _is_stuff(text: str, span: tuple[int, int]) -> bool:
    """Whether the word before says that something is made or has the colour of this: "in glass"."""
    return re.search(rf"{any_of(listed('stuff_before'))} $", text[: span[0]], re.IGNORECASE) is not None


@cache
def _of_one() -> re.Pattern[str]:
    """What stands before an occasion where things of the kind that is spoken of are meant: "and one for camping"."""
    return re.compile(rf"{any_of(listed('for_an_occasion_of_one'))} $", re.IGNORECASE)


def _leads_a_noun(text: str, span: tuple[int, int]) -> bool:
    """Whether a word that names something follows, as in "christmas fillers"."""
    following = re.compile(r" ([a-z]{4,})", re.IGNORECASE).match(text, span[1])
    return following is not None and not says_nothing(following[1].lower())


def _is_an_occasion(text: str, span: tuple[int, int]) -> bool:
    """Whether a name of goods and of an occasion is the occasion: 下周去露营, and not 有露营的东西吗."""
    start, end = span
    goods = all(says_nothing(re.sub(r"\W", "", side)) for side in (text[:start], text[end:]))
    return not goods or _for_an_occasion().match(text, end) is not None


@cache
def _for_an_occasion() -> re.Pattern[str]:
    return re.compile(any_of(listed("for_an_occasion")))


def _is_wished(text: str, span: tuple[int, int]) -> bool:
    """Whether the words beside an attribute say how it should be: "with long battery life", 容量大一点."""
    before, after = _wished()
    return before.search(text[: span[0]]) is not None or after.match(text, span[1]) is not None


@cache
def _wished() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = (any_of(listed("wished", side)) for side in ("before", "after"))
    return re.compile(rf"{before} $", re.IGNORECASE), re.compile(after)


def _touch(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    return first[1] <= second[0] and _between().fullmatch(text, first[1], second[0]) is not None


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"[ -]?(?:{any_of(listed('links'))} ?)?", re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf".*{any_of(listed('leading'))}", re.IGNORECASE)


def _leads_on(text: str, span: tuple[int, int], amounts: Sequence[tuple[int, int]]) -> bool:
    """Whether what follows an attribute's words is its value: velvet after "made of", 12 after "size"."""
    number = re.compile(r" ?\d+").match(text, span[1])
    if number is not None:
        return not inside(number.end() - 1, number.end(), amounts)
    return _leading().fullmatch(text, *span) is not None and re.match(r" \w", text[span[1] :]) is not None
