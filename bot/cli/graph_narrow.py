"""`bot graph facets` and `bot graph relax`: what would narrow a wish best, and what to give up where nothing fits."""

from typing import TYPE_CHECKING

import typer

from bot.cli.graph_wish import Wish, with_wish
from bot.cli.options import JsonOption, LanguageOption, ShopOption, catalogue_of, language_of

if TYPE_CHECKING:
    from knowledge_graph import Catalogue
    from knowledge_graph.results import Choice, Relaxation


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(facets)
    app.command()(relax)


@with_wish
def facets(
    wish: Wish,
    *,
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what would narrow these conditions best, with how many products each answer keeps."""
    from bot.cli.tables import show_json, show_rows

    opened, spoken = catalogue_of(shop), language_of(shop, language)
    found = opened.facets(wish.request(opened))
    if as_json:
        show_json(found)
        return
    show_rows(
        ("question", "score", "answers"),
        (
            (
                _question(facet.subject, opened, spoken),
                f"{facet.score:.2f}",
                ", ".join(f"{_choice(choice, opened, spoken)} ({choice.count})" for choice in facet.choices),
            )
            for facet in found
        ),
    )


@with_wish
def relax(
    wish: Wish,
    *,
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Where nothing meets these conditions: which one to drop or move, and how many products that finds."""
    from bot.cli.tables import show_json, show_rows

    opened, spoken = catalogue_of(shop), language_of(shop, language)
    request = wish.request(opened)
    met = opened.count(request)
    steps = () if met else opened.relax(request)
    if as_json:
        show_json(
            {"met": met, "steps": [{**_plain(step), "request": step.request.to_json()} for step in steps]}
        )
        return
    print(f"{met or 'nothing'} meets all of this")
    show_rows(("give up or move", "to", "finds"), (_step(step, opened, spoken) for step in steps))


def _question(subject: str, catalogue: "Catalogue", language: str) -> str:
    """An attribute's label with its unit; "price" and the like as they are."""
    from actions.wording import Wording

    if not subject.startswith("urn:"):
        return subject
    attribute = catalogue.attribute(subject)
    unit = Wording.of(language).unit(attribute.unit if attribute else None)
    return f"{catalogue.label(subject, language)} ({unit})" if unit else catalogue.label(subject, language)


def _choice(choice: "Choice", catalogue: "Catalogue", language: str) -> str:
    """An answer's label, or the ends of its band."""
    if choice.iri is not None or choice.bound is None:
        return catalogue.label(choice.iri or "", language)
    low, high = choice.bound.low, choice.bound.high
    return f"{'' if low is None else f'{low:f}'}..{'' if high is None else f'{high:f}'}"


def _plain(step: "Relaxation") -> dict[str, object]:
    names = ("kind", "count", "subject", "price", "amount", "wider")
    return {name: getattr(step, name) for name in names}


def _step(step: "Relaxation", catalogue: "Catalogue", language: str) -> tuple[object, ...]:
    """What is given up or moved, where to, and how many that finds."""
    subject = catalogue.label(step.subject, language) if step.subject.startswith("urn:") else step.subject
    moved = step.price if step.price is not None else step.amount
    wider = "" if step.wider is None else catalogue.label(step.wider, language)
    given_up = step.kind if subject in ("", step.kind) else f"{step.kind}: {subject}"
    return given_up, wider if moved is None else f"{moved:f}", step.count
