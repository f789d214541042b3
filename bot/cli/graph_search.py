"""`bot graph search`: find products by conditions that are named as people name them."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import JsonOption, LanguageOption, ShopOption, catalogue_of, language_of

if TYPE_CHECKING:
    from knowledge_graph import Bound, Catalogue, Order, Request

CategoryOption = Annotated[
    list[str] | None, typer.Option("--category", help="Of this category; any of several.")
]
BrandOption = Annotated[list[str] | None, typer.Option("--brand", help="Of this brand; any of several.")]
ValueOption = Annotated[
    list[str] | None,
    typer.Option("--value", help="With this value (red, or colour=red); any of several of one attribute."),
]
AllOption = Annotated[list[str] | None, typer.Option("--all-of", help="With this value too; all of several.")]
WithoutOption = Annotated[
    list[str] | None, typer.Option("--without", help="Without this value, brand or category.")
]
FromOption = Annotated[
    str | None, typer.Option("--price-from", metavar="AMOUNT", help="At this price or above.")
]
ToOption = Annotated[str | None, typer.Option("--price-to", metavar="AMOUNT", help="At this price or below.")]
RangeOption = Annotated[
    list[str] | None, typer.Option("--range", metavar="RANGE", help="A range, such as 'weight<=2kg'.")
]
TextOption = Annotated[str, typer.Option("--text", help="Words to look for in names and descriptions.")]
StockOption = Annotated[bool, typer.Option("--in-stock", help="Only what is in stock.")]
LikeOption = Annotated[str | None, typer.Option("--like", metavar="ITEM", help="Things like this product.")]
OrderOption = Annotated[
    str, typer.Option("--order", help="fit, price_up, price_down, newest, rating or popular.")
]


@dataclass(frozen=True, slots=True)
class Wish:
    """The conditions of a command as they were typed."""

    category: list[str] | None
    brand: list[str] | None
    value: list[str] | None
    all_of: list[str] | None
    without: list[str] | None
    price_from: str | None
    price_to: str | None
    range: list[str] | None
    text: str
    in_stock: bool
    like: str | None
    order: str = "fit"
    page: int = 1
    page_size: int | None = None

    def request(self, catalogue: "Catalogue") -> "Request":
        """The request that they mean; raises NameUnknownError and OptionError."""
        from bot.cli.graph_names import Names
        from knowledge_graph import Request

        names = Names.of(catalogue)
        return Request(
            categories=tuple(iri for name in self.category or () for iri in names.categories(name)),
            brands=tuple(names.brand(name) for name in self.brand or ()),
            values=tuple(names.value(name) for name in self.value or ()),
            all_of=tuple(names.value(name) for name in self.all_of or ()),
            without=tuple(iri for name in self.without or () for iri in names.anything(name)),
            price=_price(self.price_from, self.price_to),
            ranges=tuple(names.range(text) for text in self.range or ()),
            text=self.text,
            in_stock=self.in_stock,
            like=names.item(self.like) if self.like else None,
            order=_order(self.order),
            page=self.page,
            page_size=self.page_size,
        )


def _price(low: str | None, high: str | None) -> "Bound | None":
    from bot.errors import OptionError
    from knowledge_graph import Bound

    try:
        ends = tuple(None if end is None else Decimal(end) for end in (low, high))
    except InvalidOperation:
        raise OptionError(f"{low or high!r} is no amount; write a number such as 49.90.") from None
    return None if ends == (None, None) else Bound(low=ends[0], high=ends[1])


def _order(name: str) -> "Order":
    from bot.errors import OptionError
    from knowledge_graph import Order

    try:
        return Order(name)
    except ValueError:
        raise OptionError(f"{name!r} is no order; choose one of {', '.join(Order)}.") from None


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(search)


def search(
    *,
    category: CategoryOption = None,
    brand: BrandOption = None,
    value: ValueOption = None,
    all_of: AllOption = None,
    without: WithoutOption = None,
    price_from: FromOption = None,
    price_to: ToOption = None,
    range: RangeOption = None,
    text: TextOption = "",
    in_stock: StockOption = False,
    like: LikeOption = None,
    order: OrderOption = "fit",
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    page_size: Annotated[int, typer.Option(min=1, help="How many on a page.")] = 10,
    shop: ShopOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find products that meet every condition, with what each of them met."""
    from bot.cli.tables import show_json, show_rows

    wish = Wish(
        category, brand, value, all_of, without, price_from, price_to, range, text, in_stock, like,
        order, page, page_size,
    )  # fmt: skip
    opened = catalogue_of(shop)
    matches = opened.search(wish.request(opened))
    if as_json:
        show_json(matches)
        return
    spoken = language_of(shop, language)
    products = opened.products([match.item_id for match in matches])
    show_rows(
        ("item", "name", "price", "met"),
        (
            (match.item_id, product.name(spoken), match.price or "", _met(opened, match.matched, spoken))
            for match, product in zip(matches, products, strict=True)
        ),
    )


def _met(catalogue: "Catalogue", matched: tuple[str, ...], language: str) -> str:
    words = (
        catalogue.label(one, language) if one.startswith("urn:") else one.removeprefix("text:")
        for one in matched
    )
    return ", ".join(dict.fromkeys(words))
