"""Where each number of an answer may come from: the graph, the shop's books, or the shopper's own mouth.

A number in a sentence that none of these bears out is made up, and fails.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import combinations

from talking import Answer

from bot.dialogue.folding import plain_form
from bot.dialogue.numbers import read_chinese
from bot.dialogue.words import keyed
from knowledge_graph import Product

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
IN_HAN = re.compile("[零〇一二两三四五六七八九十百千万]+")
IN_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip
NEARLY = Decimal("0.2")


def numbers_in(text: str) -> Iterator[Decimal]:
    """Each number that is written in digits, sign and thousands' commas left out."""
    for match in NUMBER.finditer(plain_form(text)):
        try:
            yield Decimal(match[0].replace(",", ""))
        except InvalidOperation:  # a row of digits in another script
            continue


def numbers_said(text: str) -> set[Decimal]:
    """What a shopper may have meant by a sentence, with a fifth more and less, for "around"."""
    said = set(numbers_in(text))
    in_words = {**IN_WORDS, **{word: abs(place) for word, place in keyed("ordinals").items()}}
    said |= {Decimal(in_words[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in in_words}
    for match in IN_HAN.finditer(text):
        read = read_chinese(match[0])
        said |= {Decimal(read[0])} if read is not None else set()
    return {number * factor for number in said for factor in (1, 1 - NEARLY, 1 + NEARLY)}


def unexplained(
    text: str, answer: Answer, said: Iterable[Decimal], products: Sequence[Product], stock: Iterable[int]
) -> list[Decimal]:
    """The numbers of a sentence that neither the products it is about, nor the answer's own parts, nor `said` hold."""
    known = {*said, *map(Decimal, stock), *_of_products(products), *_of_parts(answer)}
    known = {number.normalize() for number in known}
    return [number for number in numbers_in(text) if number.normalize() not in known]


def _of_products(products: Sequence[Product]) -> Iterator[Decimal]:
    """Prices and what they differ by, and every figure that is held, as it is written to two places."""
    prices = [product.price for product in products if product.price is not None]
    yield from prices
    yield from (abs(one - other) for one, other in combinations(prices, 2))
    for product in products:
        for number in product.numbers:
            yield round(number.amount, 2)


def _of_parts(answer: Answer) -> Iterator[Decimal]:
    """How many there are of what the answer lists, and the sums of a cart and of an order, delivery too."""
    yield from (Decimal(len(answer.cards)), Decimal(len(answer.replies)))
    for kind in ("cart", "order"):
        part = answer.message(kind)
        if part is None:
            continue
        yield Decimal(part["total"])
        yield Decimal(part.get("delivery_price") or 0)
        for line in part["lines"]:
            yield from (Decimal(line["quantity"]), Decimal(line["total"]), Decimal(line["price"]))
