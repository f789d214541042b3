"""Read one sentence: every entity with its value, in one list, and what each stands for to the classifier.

A pure function of the sentence and the lexicon; it keeps nothing between sentences.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from bot.dialogue.amounts import Amount, find_amounts
from bot.dialogue.folding import plain_form, words_of
from bot.dialogue.language import HAN
from bot.dialogue.lexicon import Found, Lexicon
from bot.dialogue.meaning import inside, meant, tells_by_the_way, without_other_senses
from bot.dialogue.references import Mention, find_facts, find_references
from bot.dialogue.residue import residue, says_nothing, stories
from bot.dialogue.scope import is_context, is_gone, is_negated
from bot.dialogue.spelling import Spelt, spelt
from bot.dialogue.words import listed

Entity = dict[str, Any]
_OWNING = re.compile("['’`]s?$")


@dataclass(frozen=True, slots=True)
class Mask:
    """`spelt[start:end]` is shown to the classifier as its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found: `entities` as docs/contracts/entities.schema.json says, `masks` left to right.

    `signs` name the kinds of thing that the rules found, for the classifier to weigh beside the words. Places of
    entities are those of the sentence as it was typed, places of masks those of `spelt`, the sentence as it is meant.
    """

    entities: list[Entity] = field(default_factory=list)
    masks: list[Mask] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    spelt: str = ""


def analyse(text: str, lexicon: Lexicon) -> Analysis:
    """All entities of `text`; each has `entity`, `value`, `start` and `end`, a found thing also `negated`."""
    written = spelt(plain_form(text), lexicon)
    plain = written.text
    words = words_of(plain)
    known = without_other_senses(plain, lexicon.find(words))
    named = [thing for thing in known if thing.sold]
    pointed = find_references(plain)
    amounts = [
        one for one in find_amounts(plain) if not (_in_a_name(one, named) or _in_a_place(one, pointed))
    ]
    spans = [(amount.start, amount.end) for amount in amounts]
    found = meant(plain, [one for one in named if not inside(one.start, one.end, spans)], spans)
    names = [(thing.start, thing.end) for thing in found]
    mentions = [m for m in pointed if not inside(m.start, m.end, names, spans)]
    entities = [_of_amount(amount, text[slice(*written.typed(*amount.core))]) for amount in amounts]
    entities += [{"entity": m.kind, "value": m.value, "start": m.start, "end": m.end} for m in mentions]
    asked = find_facts(plain)
    facts = _facts(plain, asked, [*found, *_longer_than(asked, known)], spans)
    entities += facts
    # "A more elegant lamp": where nothing was shown yet, elegant is a word to look for.
    said = [(m.start, m.end) for m in mentions if m.value != "quality"]
    covered = [*spans, *((thing.start, thing.end) for thing in named), *said]
    missing = [thing for thing in known if not inside(thing.start, thing.end, covered)]
    things = [thing for thing in _things(plain, found, spans) if not _leads_to(plain, thing, missing)]
    gone = {thing["start"] for thing in things if thing.get("gone")}
    here = [thing for thing in known if thing.start not in gone]
    wished = min((thing.start for thing in here if thing.kind == "category"), default=0)
    told = stories(plain, words, [*spans, *((thing.start, thing.end) for thing in here)], gone, wished)
    things = [thing for thing in things if not inside(thing["start"], thing["end"], told)]
    entities += things
    occasions = [thing for thing in things if thing.get("context") and not thing.get("gone")]
    kinds = [thing for thing in found if thing.kind == "category"]
    is_refused = partial(is_negated, plain, blocked=[*spans, *names])
    entities += residue(plain, words, [*covered, *told], occasions, is_refused)
    absent = [one for one in missing if not (_is_asked(one, facts) or _is_modifier(plain, one, kinds))]
    entities += _unsold(plain, absent)
    entities = [_as_typed(entity, written) for entity in entities if not entity.get("context")]
    entities.sort(key=lambda entity: entity["start"])
    masks = masks_of([*found, *_shown_by_kind(plain, absent)], amounts)
    return Analysis(entities, masks, signs_of(amounts, mentions, asked), plain)


def _as_typed(entity: Entity, written: Spelt) -> Entity:
    start, end = written.typed(entity["start"], entity["end"])
    return {**entity, "start": start, "end": end}


def signs_of(amounts: Sequence[Amount], mentions: Sequence[Mention], asked: Sequence[Mention]) -> list[str]:
    """One word for each kind of amount, reference and question found, whatever the language."""
    found = {f"has{amount.kind}" for amount in amounts}
    found |= {f"has{mention.kind}" for mention in mentions}
    found |= {f"asks{str(fact.value).partition(':')[0]}" for fact in asked}
    return sorted(found)


def _in_a_name(amount: Amount, named: Sequence[Found]) -> bool:
    """Whether the number is a part of a longer name: the 三 of 三脚架, the 65 of "Bolt 65 W Charger"."""
    start, end = amount.core
    return any(
        name.start <= start and end <= name.end and (name.start, name.end) != (start, end) for name in named
    )


def _in_a_place(amount: Amount, pointed: Sequence[Mention]) -> bool:
    """Whether the number only tells which or how many are pointed at: the "two" of "these two", "compare 1 and 3"."""
    return inside(*amount.core, [(one.start, one.end) for one in pointed if one.kind == "place"])


def _of_amount(amount: Amount, said: str) -> Entity:
    value = {
        "low": _plain(amount.low),
        "high": _plain(amount.high),
        "about": amount.about,
        "currencies": list(amount.currencies),
        "unit": amount.unit,
        "said": said,
    }
    return {"entity": amount.kind, "value": value, "start": amount.start, "end": amount.end}


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _facts(
    text: str, asked: Sequence[Mention], found: Sequence[Found], amounts: Sequence[tuple[int, int]]
) -> list[Entity]:
    """What is asked: not "for men" where that is a value, nor the weight of a product called "Weight Vest"."""
    return [
        {"entity": "fact", "value": fact.value, "start": fact.start, "end": fact.end}
        for fact in asked
        if not any(start <= fact.start and fact.end <= end for start, end in amounts)
        and not any(
            thing.start <= fact.start and fact.end <= thing.end - (thing.kind == "attribute")
            for thing in found
        )
        and not any(tells_by_the_way(text, (fact.start, fact.end), str(fact.value), thing) for thing in found)
    ]


def _longer_than(asked: Sequence[Mention], known: Sequence[Found]) -> list[Found]:
    """Names of what is not sold in which words of a fact are only a part: the maker of "coffee maker"."""
    return [
        thing
        for thing in known
        if not thing.sold and any(fact.end - fact.start < thing.end - thing.start for fact in asked)
    ]


def _leads_to(text: str, thing: Entity, missing: Sequence[Found]) -> bool:
    """Whether a kind only tells which things that are not sold are meant: "oven gloves"."""
    return thing["entity"] == "category" and any(
        other.kind == "category" and text[thing["end"] : other.start] == " " for other in missing
    )


def _is_asked(thing: Found, facts: Sequence[Entity]) -> bool:
    """Whether a name is the words of a question of fact: the 电池 of 电池能用多久."""
    return any(fact["start"] <= thing.start and thing.end <= fact["end"] for fact in facts)


def _things(text: str, found: Sequence[Found], amounts: Sequence[tuple[int, int]]) -> list[Entity]:
    categories = [thing for thing in found if thing.kind == "category"]
    entities: list[Entity] = []
    for thing in found:
        others = [(other.start, other.end) for other in found if other.start != thing.start]
        entity: Entity = {
            "entity": thing.kind,
            "value": thing.iris[0],
            "values": list(thing.iris),
            "attribute": thing.attribute,
            "negated": is_negated(text, thing.start, thing.end, [*amounts, *others]),
            "start": thing.start,
            "end": thing.end - _owns(text, thing),
        }
        if thing.kind == "category" and len(categories) > 1:
            if is_gone(text, thing.start, thing.end):
                entity |= {"context": True, "gone": True}
            elif _is_modifier(text, thing, categories) or is_context(
                text, thing.start, thing.end, any(c.start < thing.start for c in categories)
            ):
                entity["context"] = True
        if thing.kind == "category" and any(_describes(text, other, entity) for other in entities):
            entity["negated"] = False
        entities.append(entity)
    return entities


def _owns(text: str, thing: Found) -> int:
    """How many characters at the name's end only say whose something is: "my girlfriend's birthday"."""
    owning = _OWNING.search(text, thing.start, thing.end) if thing.kind in ("category", "value") else None
    return len(owning[0]) if owning else 0


def _unsold(text: str, known: Sequence[Found]) -> list[Entity]:
    """What is not sold here, as entities: its words stay in the residue, where a product may still have them."""
    unsold = {thing.start: thing for thing in _named_missing(text, known)}
    entities = _things(text, list(unsold.values()), [])
    return [
        {**entity, "sold": False, "nearest": unsold[entity["start"]].nearest}
        for entity in entities
        if not entity.get("context")
    ]


def _named_missing(text: str, known: Sequence[Found]) -> list[Found]:
    return [thing for thing in known if not thing.sold and not says_nothing(text[thing.start : thing.end])]


def _shown_by_kind(text: str, absent: Sequence[Found]) -> list[Found]:
    """A bare 雨伞 says little to the encoder of both languages; the English one knows what an umbrella is."""
    return _named_missing(text, absent) if HAN.search(text) else []


def _describes(text: str, other: Entity, category: Entity) -> bool:
    # "no red jackets" refuses red, and not jackets.
    between = text[other["end"] : category["start"]].strip()
    return other["entity"] in ("value", "brand") and other["negated"] and between in ("", "的")


def _is_modifier(text: str, thing: Found, categories: Sequence[Found]) -> bool:
    # "camera bag" is a bag: in both languages the last of the words that touch is the thing itself.
    return any(
        0 <= other.start - thing.end <= 1 and not text[thing.end : other.start].strip()
        for other in categories
    )


def masks_of(found: Sequence[Found], amounts: Sequence[Amount]) -> list[Mask]:
    """What the classifier shall not see by name: one mask a place."""
    masks = {
        (thing.start, thing.end): Mask(thing.start, thing.end, thing.kind)
        for thing in reversed(found)
        if (thing.attribute or "").rpartition(":")[2] not in listed("shown_as_said")
    }
    for amount in amounts:
        if amount.kind == "price":
            masks[amount.core] = Mask(*amount.core, "price")
    return sorted(masks.values(), key=lambda mask: mask.start)
