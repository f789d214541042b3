"""The options by which `bot graph` is told what is wished for, in one place for all of its commands."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from knowledge_graph import Bound, Catalogue, Request

_Texts = list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The conditions of a command as they were typed; each field is an option of its name."""

    category: Annotated[_Texts, typer.Option(help="Of this category; any of several.")] = None
    brand: Annotated[_Texts, typer.Option(help="Of this brand; any of several.")] = None
    value: Annotated[
        _Texts, typer.Option(help="With this value (red, or colour=red); any of several of one attribute.")
    ] = None
    all_of: Annotated[_Texts, typer.Option(help="With this value too; all of several.")] = None
    without: Annotated[_Texts, typer.Option(help="Without this value, brand or category.")] = None
    price_from: Annotated[str | None, typer.Option(metavar="AMOUNT", help="At this price or above.")] = None
    price_to: Annotated[str | None, typer.Option(metavar="AMOUNT", help="At this price or below.")] = None
    range: Annotated[_Texts, typer.Option(metavar="RANGE", help="A range, such as 'weight<=2kg'.")] = None
    text: Annotated[str, typer.Option(help="Words to look for in names and descriptions.")] = ""
    on_sale: Annotated[bool, typer.Option("--on-sale", help="Only what costs less than its list price.")] = (
        False
    )
    in_stock: Annotated[bool, typer.Option("--in-stock", help="Only what is in stock.")] = False
    like: Annotated[str | None, typer.Option(metavar="ITEM", help="Things like this product.")] = None

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
            on_sale=self.on_sale,
            in_stock=self.in_stock,
            like=names.item(self.like) if self.like else None,
        )


def _price(low: str | None, high: str | None) -> "Bound | None":
    from bot.errors import OptionError
    from knowledge_graph import Bound

    try:
        ends = tuple(None if end is None else Decimal(end) for end in (low, high))
    except InvalidOperation:
        raise OptionError(f"{low or high!r} is no amount; write a number such as 49.90.") from None
    return None if ends == (None, None) else Bound(low=ends[0], high=ends[1])


def with_wish(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of a Wish in the place of its first parameter, which takes the Wish itself."""
    _, *others = inspect.signature(command).parameters.values()
    wished = [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type
        )
        for field in fields(Wish)
    ]
    names = [parameter.name for parameter in wished]

    @wraps(command)
    def told(**given: Any) -> None:
        command(Wish(**{name: given.pop(name) for name in names}), **given)

    # Typer reads a command's options from its signature.
    told.__signature__ = inspect.Signature([*wished, *others])  # type: ignore[attr-defined]
    return told
