"""What several commands share: their options, and the settings that these change."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge_graph import Catalogue
    from shop.shop import Shop

ShopOption = Annotated[
    Path | None,
    typer.Option(
        "--shop", metavar="DIR", help="The shop's folder.", show_default="the demo shop, or DAOGOU_SHOP"
    ),
]

LanguageOption = Annotated[
    str | None, typer.Option("--language", help="Show labels in en or zh.", show_default="the shop's own")
]
JsonOption = Annotated[bool, typer.Option("--json", help="For a machine to read.")]


def settings_for(shop: Path | None, **changes: object) -> "Settings":
    """The settings with this command's options over them; an option that is None changes nothing."""
    from bot.settings import changed, read_settings

    if shop is not None:
        changes["shop"] = shop.resolve()
    return changed(read_settings(), {name: value for name, value in changes.items() if value is not None})


def folder_of(shop: Path | None) -> Path:
    """The folder of the shop that the command is about."""
    return settings_for(shop).shop_folder


def open_shop(shop: Path | None) -> "Shop":
    """The shop that the command is about, with its graph as the settings say where it is read."""
    from shop.shop import Shop

    settings = settings_for(shop)
    return Shop.open(settings.shop_folder, settings.database_url, settings.graph_url)


def catalogue_of(shop: Path | None) -> "Catalogue":
    """The published graph of the shop that the command is about."""
    return open_shop(shop).catalogue


def language_of(shop: Path | None, language: str | None) -> str:
    """The language to show labels in: the one asked for, else the shop's own."""
    from shop.profile import ShopProfile

    return language or ShopProfile.read(folder_of(shop)).language
