"""A conversation as a text that a shopper takes away: who said what, when; one line a message, more where it has parts.

Pure functions. A further line of the same message is indented, so that nobody can write a line in another's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.gateway.typed import Language
from bot.gateway.words import words
from shop.telling import Happening

_INDENT = "    "
Words = Mapping[str, str]


def written(happened: Sequence[Happening], language: Language, shop: str, now: datetime) -> str:
    """The text of what happened, in `language`; `shop` is who the bot speaks for. Times are UTC."""
    say = words(language).transcript
    lines = [say["title"].format(shop=shop), say["written"].format(at=f"{now:%Y-%m-%d %H:%M}")]
    day = ""
    for one in happened:
        entry = _entry(one, say, shop)
        if entry is None or one.at is None:
            continue
        if day != (day := f"{one.at:%Y-%m-%d}"):
            lines += ["", day]
        lines.append(entry)
    if not day:
        lines += ["", say["nothing"]]
    return "\n".join(lines) + "\n"


def _entry(one: Happening, say: Words, shop: str) -> str | None:
    """One message; None where there is nothing in it to read."""
    if one.at is None:
        return None
    time, payload = f"{one.at:%H:%M}", one.payload
    who = say["you"] if one.name == "said" else str(payload.get("name") or shop)
    parts = [one.text] if one.name == "said" else list(_read(payload, say))
    if not parts:
        return None
    manner = "happens" if payload.get("type") == "notice" else "says"
    text = f"\n{_INDENT}".join(line for part in parts for line in part.splitlines())
    return say[manner].format(time=time, who=who, text=text)


def _read(payload: Mapping[str, Any], say: Words) -> Iterator[str]:
    """What can be read in a message, a line at a time; buttons and quick replies say nothing afterwards."""
    for key in ("text", "caption", "title"):
        if isinstance(text := payload.get(key), str):
            yield text
    if payload.get("type") == "order":
        yield say["order"].format(number=payload["number"])
    if payload.get("type") == "cart":
        yield say["cart"]
    for n, card in enumerate(payload.get("cards", ()), start=1):
        yield _card(n, card, say)
    yield from _table(payload, say)
    for line in payload.get("lines", ()):
        total = _price(line["total"], payload["currency"], say)
        yield say["line"].format(quantity=line["quantity"], name=line["name"], total=total)
    if "total" in payload:
        yield say["total"].format(total=_price(payload["total"], payload["currency"], say))


def _card(n: int, card: Mapping[str, Any], say: Words) -> str:
    facts = [] if card["price"] is None else [_price(card["price"], card["currency"], say)]
    facts.append(say["in_stock" if card["in_stock"] else "sold_out"])
    told = "".join(say["fact"].format(fact=fact) for fact in facts)
    return say["card"].format(n=n, name=card["name"], facts=told)


def _table(payload: Mapping[str, Any], say: Words) -> Iterator[str]:
    columns = payload.get("columns", ())
    if columns:
        yield say["beside"].join(str(column["name"]) for column in columns)
    for row in payload.get("rows", ()):
        values = say["beside"].join(value or "-" for value in row["values"])
        yield say["cell"].format(label=row["label"], values=values)


def _price(amount: str, currency: str, say: Words) -> str:
    return say["price"].format(amount=amount, currency=currency)
