"""`bot graph facts`, `compare`, `related`, `path` and `answer`: what is known of products, and the shop's answers."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import JsonOption, LanguageOption, ShopOption, catalogue_of, folder_of, language_of

if TYPE_CHECKING:
    from knowledge_graph import Catalogue, Fact, Row

ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="A product's id, or its name in full.")]


class How(StrEnum):
    """What `bot graph related` can look for."""

    ACCESSORIES = "accessories"
    CONSUMABLES = "consumables"
    SUBSTITUTES = "substitutes"
    COMPLEMENTS = "complements"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (facts, compare, related, path, answer):
        app.command()(command)


def facts(
    item: ItemArgument,
    attribute: Annotated[str | None, typer.Argument(help="One attribute; all of them without.")] = None,
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what is held of a product, and where what no column states was read."""
    from bot.cli.graph_names import Names
    from bot.cli.tables import show_json, show_rows
    from knowledge_graph.facts import CODES

    opened, spoken = catalogue_of(shop), language_of(shop, language)
    names = Names.of(opened)
    item_id = names.item(item)
    held = opened.facts(item_id, spoken)
    if attribute is not None:
        wanted = attribute if attribute in CODES else names.attribute(attribute)
        held = [fact for fact in held if fact.attribute == wanted]
    if as_json:
        show_json(held)
        return
    show_rows(
        ("attribute", "value", "source", "sure"),
        (
            (
                _named(fact.attribute, opened, spoken),
                _cell(fact, spoken),
                fact.source or "stated",
                "" if fact.confidence is None else f"{fact.confidence:.2f}",
            )
            for fact in held
        ),
    )


def compare(
    items: Annotated[list[str], typer.Argument(metavar="ITEM...", help="Two products or more.")],
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set products side by side, what differs first; + is the better end of a row, - the worse."""
    from bot.cli.graph_names import Names
    from bot.cli.tables import show_json, show_rows
    from shop.profile import ShopProfile

    opened, spoken = catalogue_of(shop), language_of(shop, language)
    names = Names.of(opened)
    comparison = opened.compare([names.item(item) for item in items], spoken)
    if as_json:
        show_json(comparison)
        return
    products = opened.products(comparison.items)
    currency = ShopProfile.read(folder_of(shop)).currency
    show_rows(
        ("", *(product.name(spoken) for product in products)),
        (
            (_named(row.attribute, opened, spoken), *_row_cells(row, spoken, currency))
            for row in comparison.rows
        ),
    )


def related(
    item: ItemArgument,
    how: Annotated[How, typer.Argument(help="What to look for.")] = How.ACCESSORIES,
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what belongs to a product, each with the reason that the graph has for it."""
    from bot.cli.graph_names import Names
    from bot.cli.tables import show_json, show_rows

    opened, spoken = catalogue_of(shop), language_of(shop, language)
    item_id = Names.of(opened).item(item)
    found = opened.related(item_id, how.value)
    if as_json:
        show_json(found)
        return
    show_rows(
        ("item", "name", "reason"),
        (
            (product.item_id, product.name(spoken), _sentence(opened, item_id, product.item_id, spoken))
            for product in opened.products(found)
        ),
    )


def path(
    one: ItemArgument,
    other: ItemArgument,
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell why two products go together, in one sentence and step by step."""
    from bot.cli.graph_names import Names
    from bot.cli.tables import show_json, show_rows

    opened, spoken = catalogue_of(shop), language_of(shop, language)
    names = Names.of(opened)
    ends = names.item(one), names.item(other)
    paths = opened.paths(*ends)
    if as_json:
        steps = [{"cost": path.cost, "steps": [step._asdict() for step in path.steps]} for path in paths]
        show_json({"sentence": _sentence(opened, *ends, spoken), "paths": steps})
        return
    print(
        _sentence(opened, *ends, spoken) or "Nothing that is rare enough to be a reason lies between the two."
    )
    show_rows(
        ("path", "subject", "relation", "object"),
        ((number, *step) for number, path in enumerate(paths, start=1) for step in path.steps),
    )


def answer(
    question: Annotated[str, typer.Argument(help="A question in English or Chinese.")],
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the shop's own answer to a question, with how sure that is; or say that there is none."""
    from bot.cli.tables import show_facts, show_json

    found = catalogue_of(shop).answer(question, language_of(shop, language))
    if as_json:
        show_json(found)
    elif found is None:
        print("The shop has no answer to that.")
    else:
        show_facts(found.question, {"answer": found.text, "score": f"{found.score:.2f}"})


def _sentence(catalogue: "Catalogue", one: str, other: str, language: str) -> str:
    """Why two go together, as a sentence; empty for no reason."""
    from actions.pairing import path_sentence
    from actions.wording import Wording

    return path_sentence(catalogue.paths(one, other), catalogue, Wording.of(language))


def _cell(fact: "Fact", language: str, currency: str = "") -> str:
    """A fact's value as a person reads it; a price is in `currency` where the feed names none."""
    from actions.phrases import number_words, price_words
    from actions.wording import Wording

    wording = Wording.of(language)
    if isinstance(fact.value, bool):
        return wording.say("true_word" if fact.value else "false_word")
    if fact.attribute == "price" and not isinstance(fact.value, str):
        return price_words(fact.value, fact.unit or currency, wording)
    return fact.value if isinstance(fact.value, str) else number_words(fact.value, fact.unit, wording)


def _named(attribute: str, catalogue: "Catalogue", language: str) -> str:
    return catalogue.label(attribute, language) if attribute.startswith("urn:") else attribute


def _row_cells(row: "Row", language: str, currency: str) -> list[str]:
    marks = dict.fromkeys(row.better, "+ ") | dict.fromkeys(row.worse, "- ")
    return [
        "" if fact is None else marks.get(place, "") + _cell(fact, language, currency)
        for place, fact in enumerate(row.cells)
    ]
