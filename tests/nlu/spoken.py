"""Short forms of what was understood, so that a table of sentences reads like one."""

from decimal import Decimal

from bot.dialogue.amounts import Amount, find_amounts
from bot.dialogue.analysis import analyse
from bot.dialogue.folding import plain_form
from bot.dialogue.lexicon import Lexicon
from bot.dialogue.references import find_facts, find_references

# What a sign or a word may mean, where it names no country.
DOLLARS = "USD/CAD/AUD/NZD/SGD/HKD/TWD/MXN"
YUAN_OR_YEN = "CNY/JPY"


def amounts_in(text: str) -> str:
    """ "price ..80; measure 20.. HUR": kind, lowest..highest, unit, currencies; ~ where it was "about"."""
    return "; ".join(_short(amount) for amount in find_amounts(plain_form(text)))


def _short(amount: Amount) -> str:
    parts = [f"{amount.kind} {_plain(amount.low)}..{_plain(amount.high)}", amount.unit or ""]
    currencies = "/".join(amount.currencies)
    parts.append({DOLLARS: "dollars", YUAN_OR_YEN: "¥"}.get(currencies, currencies))
    return ("~" if amount.about else "") + " ".join(part for part in parts if part)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def pointers_in(text: str) -> str:
    """ "place 2; order price_up": what points at things shown, and words of order."""
    return "; ".join(
        f"{mention.kind} {','.join(map(str, mention.value)) if isinstance(mention.value, list) else mention.value}"
        for mention in find_references(plain_form(text))
    )


def facts_in(text: str) -> str:
    """ "price; attribute:weight": which facts are asked for."""
    return "; ".join(str(fact.value) for fact in find_facts(plain_form(text)))


def things_in(text: str, lexicon: Lexicon) -> str:
    """ "red -fjell jackets": the last part of each thing's IRI, with a minus where it is not wanted."""
    entities = analyse(text, lexicon).entities
    things = [
        entity
        for entity in entities
        if "values" in entity and entity["entity"] != "attribute" and entity.get("sold", True)
    ]
    return " ".join(
        ("-" if thing["negated"] else "") + str(thing["value"]).replace("/", ":").split(":")[-1]
        for thing in things
    )


def unsold_in(text: str, lexicon: Lexicon) -> str:
    """ "kayak > outdoors": what the shop does not sell, and what comes nearest."""
    entities = [entity for entity in analyse(text, lexicon).entities if not entity.get("sold", True)]
    return "; ".join(
        " > ".join(
            str(iri or "nothing").replace("/", ":").split(":")[-1] for iri in (one["value"], one["nearest"])
        )
        for one in entities
    )


def words_left(text: str, lexicon: Lexicon) -> str:
    """The words that nothing knows."""
    return " ".join(e["value"] for e in analyse(text, lexicon).entities if e["entity"] == "text")
