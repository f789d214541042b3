"""A conversation as a text that a shopper takes away: who said what, when; one line a message, more where it has parts.

Pure functions. A further line of the same message is indented, so that nobody can write a line in another's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.gateway.typed import Language
from bot.gateway.words import words
from shop.money import Money
from shop.telling import Happening

_INDENT = "    "
Words = Mapping[str, str]


def written(happened: Sequence[Happening], language: Language, shop: str, now: datetime) -> str:
    """The text of what happened, in `language`; `shop` is who the bot speaks for. Times are UTC."""
    say = words(language).transcript
    lines = [say["title"].format(shop=shop), say["written"].format(at=f"{now:%Y-%m-%d %H:%M}")]
    day = ""
    for one in happened:
        entry = _entry(one, language, shop)
        if entry is None or one.at is None:
            continue
        if day != (day := f"{one.at:%Y-%m-%d}"):
            lines += ["", day]
        lines.append(entry)
    if not day:
        lines += ["", say["nothing"]]
    return "\n".join(lines) + "\n"


def _entry(one: Happening, language: Language, shop: str) -> str | None:
    """One message; None where there is nothing in it to read."""
    if one.at is None:
        return None
    say, payload = words(language).transcript, one.payload
    who = say["you"] if one.name == "said" else str(payload.get("name") or shop)
    parts = [one.text] if one.name == "said" else list(_read(payload, say, language))
    if not parts:
        return None
    manner = "happens" if payload.get("type") == "notice" else "says"
    text = f"\n{_INDENT}".join(line for part in parts for line in part.splitlines())
    return say[manner].format(time=f"{one.at:%H:%M}", who=who, text=text)


def _read(payload: Mapping[str, Any], say: Words, language: Language) -> Iterator[str]:
    """What can be read in a message, a line at a time; buttons and quick replies say nothing afterwards."""
    for key in ("text", "caption", "title"):
        if isinstance(text := payload.get(key), str):
            yield text
    for n, card in enumerate(payload.get("cards", ()), start=1):
        yield from _card(n, card, say, language)
    yield from _table(payload, say)
    if payload.get("type") in ("cart", "order"):
        yield from _sheet(payload, say, language)


def _card(n: int, card: Mapping[str, Any], say: Words, language: Language) -> Iterator[str]:
    """A product, and the reason for it. What is not sold has no stock, either."""
    facts = []
    if card["price"] is not None:
        facts.append(_money(card["price"], card["currency"], language))
        if (old := card.get("old_price")) is not None:
            facts.append(say["before"].format(price=_money(old, card["currency"], language)))
        facts.append(_stock(card, say))
    told = "".join(say["fact"].format(fact=fact) for fact in facts)
    yield say["card"].format(n=n, name=card["name"], facts=told)
    if card.get("reason"):
        yield card["reason"]


def _stock(card: Mapping[str, Any], say: Words) -> str:
    if not card["in_stock"]:
        return say["sold_out"]
    return say["few_left"].format(count=card["stock"]) if card.get("stock") else say["in_stock"]


def _table(payload: Mapping[str, Any], say: Words) -> Iterator[str]:
    columns = payload.get("columns", ())
    if columns:
        yield say["beside"].join(str(column["name"]) for column in columns)
    for row in payload.get("rows", ()):
        values = say["beside"].join(value or "-" for value in row["values"])
        yield say["cell"].format(label=row["label"], values=values)


def _sheet(payload: Mapping[str, Any], say: Words, language: Language) -> Iterator[str]:
    """A cart or an order, a line a product, and what it costs."""
    currency = payload["currency"]
    if payload["type"] == "order":
        status = say[f"order_{payload['status']}"]
        yield say["order"].format(number=payload["number"], status=status)
    elif not payload["lines"]:
        yield say["cart_empty"]
        return
    else:
        yield say["cart"]
    for line in payload["lines"]:
        total = _money(line["total"], currency, language)
        yield say["line"].format(quantity=line["quantity"], name=line["name"], total=total)
    if payload["type"] == "order":
        yield _delivery(payload, say, language)
    yield say["total"].format(total=_money(payload["total"], currency, language))


def _delivery(order: Mapping[str, Any], say: Words, language: Language) -> str:
    price = order["delivery_price"]
    cost = say["agreed_later"] if price is None else _money(price, order["currency"], language)
    return say["delivery"].format(name=order["delivery"], cost=cost)


def _money(amount: str, currency: str, language: Language) -> str:
    return Money.nearest(Decimal(amount), currency).spoken(language)
