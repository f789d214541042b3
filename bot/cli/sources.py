"""Which model a command asks: what a shop serves, one that was kept in a folder, or one learnt for this question.

It trains where it must, and answers nothing itself."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import folder_of

if TYPE_CHECKING:
    from recommender import Scorer
    from shop.judging import Material
    from shop.shop import Shop

_NEAR = 3  # ids that are offered for one that nobody has

RatingsOption = Annotated[
    Path | None,
    typer.Option(
        "--ratings",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Take these ratings (userId, itemId or movieId, rating, timestamp) in place of a shop's history.",
    ),
]
ItemsOption = Annotated[
    Path | None,
    typer.Option("--items", metavar="FILE", exists=True, help="The feed of what --ratings speak of."),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME|FOLDER",
        help="A model by name, learnt now, or the folder where `train --to` kept one.",
        show_default="what the shop serves; of --ratings, hybrid",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="OPTION=VALUE", help="A setting of the model; may be given several times."),
]


@dataclass(frozen=True, slots=True)
class Source:
    """A model to ask, and what its ids stand for."""

    model: "Scorer"
    users: Sequence[str]
    items: Sequence[str]
    named: Callable[[Sequence[str]], Mapping[str, str]]  # names of items, of those that have one
    served: "Shop | None" = None  # whose own model it is

    def shopper(self, user: str) -> str:
        """The id itself, where the model knows it; IdUnknownError with what comes near."""
        return _known("shopper", user, self.users)

    def item(self, item: str) -> str:
        """As `shopper`, of an item."""
        return _known("item", item, self.items)

    def name(self, item: str) -> str:
        """The item's name, else its id."""
        return self.named([item]).get(item, item)


def source_of(shop: Path | None, ratings: Path | None, items: Path | None, model: str | None) -> Source:
    """The model that the options mean; raises BadParameter where they contradict each other."""
    from recommender import MODELS, load_model

    if model is not None and model not in MODELS:
        folder = Path(model)
        if ratings is not None or not folder.is_dir():
            raise typer.BadParameter(
                f"{model!r} is no model{' to learn from ratings' if ratings else ' and no folder of one'}; "
                f"name one of {', '.join(MODELS)}{'' if ratings else ', or a folder of `train --to`'}."
            )
        return Source(load_model(folder), *_ids(folder), _names(shop, items))
    if ratings is None and model is None:
        if items is not None:
            raise typer.BadParameter("--items goes with --ratings or a model's folder.")
        return _served(folder_of(shop))
    return _learnt(material_of(shop, ratings, items), model or "hybrid")


def material_of(
    shop: Path | None, ratings: Path | None, items: Path | None, users: Path | None = None
) -> "Material":
    """What there is to learn from: a shop's history, or files; raises BadParameter where both are named."""
    from shop.judging import of_files, of_shop

    if ratings is not None and shop is not None:
        raise typer.BadParameter("a shop's history or a file of ratings can be learnt from, not both.")
    if ratings is not None:
        return of_files(ratings, items=items, users=users)
    if items is not None:
        raise typer.BadParameter("--items goes with --ratings; a shop knows its own products.")
    return of_shop(folder_of(shop), users)


def options_in(settings: Sequence[str] | None) -> dict[str, str]:
    """Settings written as OPTION=VALUE; raises BadParameter for another form, or one that is given twice."""
    told: dict[str, str] = {}
    for one in settings or ():
        name, sign, value = (part.strip() for part in one.partition("="))
        if not (name and sign and value):
            raise typer.BadParameter(f"--set {one!r} is no setting; write OPTION=VALUE, such as k=80.")
        if name in told:
            raise typer.BadParameter(f"--set {name} is given twice; give it once.")
        told[name] = value
    return told


def _learnt(material: "Material", name: str) -> Source:
    from recommender import train_model

    told = material.interactions
    items = sorted({*told.item_ids, *material.tokens})
    model = train_model(name, material.told)
    return Source(model, told.user_ids, items, lambda _wanted: material.titles)


def _served(folder: Path) -> Source:
    from shop.shop import RECOMMENDER, Shop
    from shop.training import is_current, train_recommender

    if not is_current(folder):
        train_recommender(folder)
    shop = Shop.open(folder)
    users, items = _ids(folder / RECOMMENDER / "current")
    return Source(shop.models.current(), users, items, lambda wanted: _of_catalogue(shop, wanted), shop)


def _names(shop: Path | None, items: Path | None) -> Callable[[Sequence[str]], Mapping[str, str]]:
    """What a kept model's items are called: by a feed, by a shop, or by nobody."""
    from shop.judging import titles_of
    from shop.shop import Shop

    if items is not None:
        titles = titles_of(items)
        return lambda _wanted: titles
    if shop is None:
        return lambda _wanted: {}

    def ask(wanted: Sequence[str]) -> Mapping[str, str]:
        with closing(Shop.open(folder_of(shop))) as opened:
            return _of_catalogue(opened, wanted)

    return ask


def _of_catalogue(shop: "Shop", wanted: Sequence[str]) -> Mapping[str, str]:
    language = shop.profile.language
    return {one.item_id: one.name(language) for one in shop.catalogue.known(list(wanted))}


def _ids(folder: Path) -> tuple[list[str], list[str]]:
    """The users and the items that the model in a folder, read already, knows."""

    def told(name: str) -> list[str]:
        file = folder / f"{name}.json"
        return list(json.loads(file.read_bytes())) if file.is_file() else []

    return told("users"), sorted({*told("items"), *told("content_items")})


def _known(what: str, said: str, ids: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process

    from bot.errors import IdUnknownError

    known = ids if isinstance(ids, (set, frozenset)) else set(ids)
    if said not in known:
        near = [one for one, _, _ in process.extract(said, sorted(known), scorer=fuzz.ratio, limit=_NEAR)]
        raise IdUnknownError(what, said, near or sorted(known)[:_NEAR])
    return said
