"""`bot recommender recommend`, `score`, `similar` and `explain`: ask a model, and see what its answer is made of."""

from math import isnan
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import JsonOption, ShopOption
from bot.cli.sources import ItemsOption, ModelOption, RatingsOption, Source, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recommender import Reason

UserOption = Annotated[str, typer.Option("--user", help="The shopper's id, as in the history.")]
NumberOption = Annotated[int, typer.Option("-n", min=1, max=500, help="How many items.")]
ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="The item's id, as in the history.")]
_NONE = "–"


def add_to(app: typer.Typer) -> None:
    """The commands of this file."""
    for command in (recommend, score, similar, explain):
        app.command()(command)


def recommend(
    user: UserOption,
    *,
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    items: ItemsOption = None,
    model: ModelOption = None,
    number: NumberOption = 10,
    as_json: JsonOption = False,
) -> None:
    """Recommend to one shopper what that shopper has not rated yet, with scores and reasons."""
    from bot.cli.tables import show_json, show_rows

    asked = source_of(shop, ratings, items, model)
    reasons = asked.model.recommend(asked.shopper(user), number)
    named = asked.named([one for reason in reasons for one in (reason.item_id, *_because(reason))])
    if as_json:
        show_json([_as_json(reason, named) for reason in reasons])
        return
    words = _worded(asked, reasons) if asked.served is not None else [_told(one, named) for one in reasons]
    show_rows(
        ("", "item", "title", "score", "reason"),
        [
            (place, one.item_id, named.get(one.item_id, one.item_id), f"{one.score:.2f}", why)
            for place, (one, why) in enumerate(zip(reasons, words, strict=True), start=1)
        ],
    )


def score(
    item_ids: Annotated[list[str], typer.Argument(metavar="ITEM...", help="The items' ids.")],
    user: UserOption,
    *,
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    items: ItemsOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score items for one shopper, in the order asked for."""
    from bot.cli.tables import show_json, show_rows

    asked = source_of(shop, ratings, items, model)
    wanted = [asked.item(one) for one in item_ids]
    scores = asked.model.score(asked.shopper(user), wanted).tolist()
    named = asked.named(wanted)
    rows = [(one, named.get(one, one), value) for one, value in zip(wanted, scores, strict=True)]
    if as_json:
        show_json([{"item_id": one, "title": title, "score": _number(value)} for one, title, value in rows])
    else:
        show_rows(("item", "title", "score"), [(one, title, _shown(value)) for one, title, value in rows])


def similar(
    item: ItemArgument,
    *,
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    items: ItemsOption = None,
    model: ModelOption = None,
    number: NumberOption = 10,
    as_json: JsonOption = False,
) -> None:
    """The items most like one, the nearest first."""
    from bot.cli.tables import show_json, show_rows

    asked = source_of(shop, ratings, items, model)
    found = asked.model.similar(asked.item(item), number)
    named = asked.named([one for one, _ in found])
    if as_json:
        show_json([{"item_id": one, "title": named.get(one, one), "likeness": like} for one, like in found])
        return
    show_rows(
        ("", "item", "title", "likeness"),
        [
            (place, one, named.get(one, one), f"{like:.3f}")
            for place, (one, like) in enumerate(found, start=1)
        ],
    )
    if not found:
        typer.echo(f"{asked.name(item)}: this model knows nothing like it.", err=True)


def explain(
    item: ItemArgument,
    user: UserOption,
    *,
    shop: ShopOption = None,
    ratings: RatingsOption = None,
    items: ItemsOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the score of one item is made of for one shopper: parts that add up to it."""
    from bot.cli.tables import show_json, show_rows

    asked = source_of(shop, ratings, items, model)
    reason = asked.model.explain(asked.shopper(user), asked.item(item))
    named = asked.named([item, *_because(reason)])
    if as_json:
        show_json(_as_json(reason, named))
        return
    print(f"{named.get(item, item)}, for shopper {user}:")
    show_rows(
        ("part", "amount", "share", "because of"),
        [
            *(
                (code, f"{value:+.4f}", _share(value, reason), _evidence(code, reason, named))
                for code, value in reason.parts.items()
            ),
            ("total", f"{reason.score:+.4f}", _share(reason.score, reason), ""),
        ],
    )


def _worded(asked: Source, reasons: "Sequence[Reason]") -> list[str]:
    """The reasons as the shop itself words them."""
    from actions.reasons import word_reason
    from actions.wording import Wording
    from knowledge_graph import Request

    assert asked.served is not None
    catalogue, profile = asked.served.catalogue, asked.served.profile
    wording = Wording.of(profile.language)
    return [
        word_reason(
            reason.parts,
            reason.evidence,
            (),
            Request(),
            alike=reason.alike,
            tokens=reason.tokens,
            catalogue=catalogue,
            profile=profile,
            wording=wording,
        )
        for reason in reasons
    ]


def _told(reason: "Reason", named: "Mapping[str, str]") -> str:
    """The parts, and the items that bear them out."""
    parts = ", ".join(f"{code} {value:+.2f}" for code, value in reason.parts.items())
    because = "; ".join(named.get(one, one) for one in _because(reason))
    return f"{parts} (because of {because})" if because else parts


def _because(reason: "Reason") -> list[str]:
    return list(dict.fromkeys((*reason.evidence, *reason.alike)))


def _evidence(code: str, reason: "Reason", named: "Mapping[str, str]") -> str:
    from recommender import reason as codes

    behind = {
        codes.NEIGHBOURS: reason.evidence,
        codes.SHOPPERS_ALIKE: reason.evidence,
        codes.CONTENT: reason.alike,
    }
    return "; ".join(named.get(one, one) for one in behind.get(code, ()))


def _share(value: float, reason: "Reason") -> str:
    return f"{100 * value / reason.score:.1f} %" if abs(reason.score) > 1e-9 else _NONE


def _as_json(reason: "Reason", named: "Mapping[str, str]") -> dict[str, object]:
    def listed(item_ids: "Sequence[str]") -> list[dict[str, str]]:
        return [{"item_id": one, "title": named.get(one, one)} for one in item_ids]

    return {
        "item_id": reason.item_id,
        "title": named.get(reason.item_id, reason.item_id),
        "score": reason.score,
        "parts": dict(reason.parts),
        "evidence": listed(reason.evidence),
        "alike": listed(reason.alike),
        "tokens": list(reason.tokens),
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else value  # JSON has no NaN


def _shown(value: float) -> str:
    return _NONE if isnan(value) else f"{value:.4f}"
