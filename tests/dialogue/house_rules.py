"""What holds of every answer of a shop, whatever was asked: its language, its cards, its prices, its log.

The catalogue and the database are read as they lie on disk; nothing of the answer is taken on trust.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from figures import numbers_in, unexplained
from ruamel.yaml import YAML
from running_shop import rows_of
from talking import Answer

from bot.settings import ROOT
from knowledge_graph import Catalogue, Product
from knowledge_graph.identifiers import words_of_iri
from shop.money import Money
from shop.profile import ShopProfile

HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]")
TWO_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}")
QUOTED = re.compile("“[^”]*”")
MOST_CARDS = 5
POPULAR = {"en": "popular", "zh": "欢迎"}
PRICE_LABEL = {"en": "price", "zh": "价格"}
# How many fit in all: that it is so many is tested where a quick reply with a count is chosen.
COUNTED = {
    "en": [re.compile(r"^(\d+) fit:"), re.compile(r"I found (\d+):")],
    "zh": [re.compile(r"(\d+)款")],
}
SIMULATED = {"en": "simulated", "zh": "模拟"}


def language_of(text: str) -> str:
    """Han text is Chinese."""
    return "zh" if HAN.search(text) else "en"


def _apologies() -> set[str]:
    read = YAML(typ="safe").load
    told: set[str] = set()
    for language in ("en", "zh"):
        gateway = read((ROOT / f"bot/gateway/words/{language}.yml").read_text(encoding="utf-8"))
        actions = read((ROOT / f"actions/words/{language}.yml").read_text(encoding="utf-8"))
        told |= {*gateway["faults"].values(), actions["apology"], actions["still_looking"]}
    return told


class HouseRules:
    """The rules of one shop, held against its catalogue and its database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = Catalogue.open(folder / "graph")
        self.profile = ShopProfile.read(folder)
        self._apologies = _apologies()
        ids = [row[0] for row in self.catalogue.query(_ALL_IDS).rows]
        self.products = {
            product.item_id: product for product in self.catalogue.products([str(item_id) for item_id in ids])
        }
        catalogued = {
            words
            for product in self.products.values()
            for words in (*product.names.values(), *product.descriptions.values(), *self._brand(product))
        }
        catalogued |= {name for way in self.profile.ordering.deliveries for name in way.names.values()}
        self._written = self._shops_own_words()
        self._measured = {
            number.attribute for product in self.products.values() for number in product.numbers
        }
        self._catalogued = sorted(catalogued, key=len, reverse=True)  # a name may hold a shorter one

    def check(self, answer: Answer, language: str, said: Iterable[Decimal] = ()) -> None:
        """All rules; fails naming the answer. `said` are the numbers that the shopper may have in mind."""
        assert not self._apologies & set(answer.texts), f"it ended in an error: {answer}"
        self._is_in_one_language(answer, language)
        self._cards_are_true(answer, language)
        self._cart_adds_up(answer)
        self._table_is_true(answer, language)
        self._figures_are_held(answer, language, set(said))
        self._cards_are_logged(answer)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the shop's database holds."""
        return rows_of(self.folder, query, *values)

    def _shops_own_words(self) -> set[str]:
        """What the shop has written itself in answer to questions, and the fixed replies: their numbers are theirs."""
        fixed = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
        told = {way["text"] for ways in fixed.values() for way in ways}
        return told | {str(row[0]) for row in self.catalogue.query(_ALL_ANSWERS).rows}

    def _brand(self, product: Product) -> Iterator[str]:
        if product.brand is not None:
            yield self.catalogue.label(product.brand, "en")
            yield words_of_iri(product.brand)

    def _is_in_one_language(self, answer: Answer, language: str) -> None:
        for said in self._our_words(answer):
            rest = QUOTED.sub("", said)
            for words in self._catalogued:
                if words in rest:
                    rest = rest.replace(words, " ")
            if not re.search(r"\w", rest):
                continue
            where = f"{said!r} in {answer}"
            if language == "en":
                assert not HAN.search(rest), f"Chinese in an English reply: {where}"
            else:
                assert HAN.search(rest) or (rest.strip().isascii() and rest.strip().isupper()), (
                    f"no Chinese: {where}"
                )
                assert not TWO_LATIN_WORDS.search(rest), f"English in a Chinese reply: {where}"

    @staticmethod
    def _our_words(answer: Answer) -> Iterator[str]:
        """All that is worded by the shop's assistant: sentences, quick replies, reasons, labels, buttons."""
        yield from answer.texts
        for reply in answer.replies:
            yield reply["title"]
        for card in answer.cards:
            yield card["reason"]
            yield from card["attributes"]
            yield from (action["title"] for action in card["actions"])

    def _cards_are_true(self, answer: Answer, language: str) -> None:
        cards = answer.cards
        assert len(cards) <= MOST_CARDS, answer
        assert len(set(answer.ids)) == len(cards), f"a product twice: {answer}"
        names = [card["name"].casefold() for card in cards]
        assert len(set(names)) == len(names), f"a name twice: {answer}"
        for card in cards:
            product = self.products[card["item_id"]]
            assert card["name"] == product.name(language)
            assert product.price is not None
            assert Decimal(card["price"]) == product.price, card
            assert card["currency"] == self.profile.currency
            assert card["in_stock"] is (self.stock(product.item_id) > 0), card
            assert card["image"] == product.image
            assert card["actions"], card
            assert not any(action["postback"].startswith("/") for action in card["actions"]), card
            self._reason_is_honest(card["reason"], language)

    def stock(self, item_id: str) -> int:
        """How many are left by the database's newest word."""
        found = self.rows("SELECT quantity FROM stock WHERE item_id = ? ORDER BY generation DESC", item_id)
        return int(found[0][0]) if found else 1

    def _reason_is_honest(self, reason: str, language: str) -> None:
        assert reason
        if POPULAR[language] in reason.lower():
            assert self.profile.simulated, f"nobody bought here yet, and it says: {reason}"
            assert SIMULATED[language] in reason.lower(), f"a simulated history is not named so: {reason}"

    def _cart_adds_up(self, answer: Answer) -> None:
        if answer.cart is None:
            return
        for line in answer.cart["lines"]:
            assert Decimal(line["price"]) == self.products[line["item_id"]].price, answer
            assert Decimal(line["total"]) == Decimal(line["price"]) * line["quantity"], answer
        assert Decimal(answer.cart["total"]) == sum(Decimal(line["total"]) for line in answer.cart["lines"])
        assert answer.cart["currency"] == self.profile.currency

    def _table_is_true(self, answer: Answer, language: str) -> None:
        """Each price and each figure of a comparison is the catalogue's."""
        table = answer.message("table")
        if table is None:
            return
        labels = {self.catalogue.label(attribute, language): attribute for attribute in self._measured}
        for row in table["rows"]:
            for column, value in zip(table["columns"], row["values"], strict=True):
                product = self.products[column["item_id"]]
                if row["label"] == PRICE_LABEL[language]:
                    assert list(numbers_in(value or "")) == [product.price], (row, answer)
                elif row["label"] in labels and value is not None:
                    held = {
                        round(n.amount, 2) for n in product.numbers if n.attribute == labels[row["label"]]
                    }
                    assert set(numbers_in(value)) <= held, (row, answer)

    def _figures_are_held(self, answer: Answer, language: str, said: set[Decimal]) -> None:
        """No sentence has a number that neither the shop holds nor the shopper said."""
        said = {*said, *self._deliveries(answer), *self._prices_offered(answer), *self._kept(answer)}
        for text in answer.texts:
            if text in self._written:
                continue
            about = self._products_in(text, answer)
            rest = text
            for words in self._catalogued:
                rest = rest.replace(words, " ") if words in rest else rest
            for pattern in COUNTED[language]:
                rest = self._less_what_is_counted(pattern, rest, answer)
            known = set(said)
            for number, dated in self._orders_named(rest, answer):
                rest, known = rest.replace(number, " "), known | dated
            stock = [self.stock(product.item_id) for product in about]
            made_up = unexplained(QUOTED.sub(" ", rest), answer, known, about, stock)
            assert not made_up, f"where do {made_up} come from? {text!r} in {answer}"

    def _kept(self, answer: Answer) -> Iterator[Decimal]:
        """How long a person may take to come, and how much was said in this conversation until now."""
        yield Decimal(str(self.profile.person_wait_min))
        yield Decimal(answer.turn or 0)

    def _deliveries(self, answer: Answer) -> Iterator[Decimal]:
        """What each way of delivery costs, and the cart with it."""
        for delivery in self.profile.ordering.deliveries:
            if delivery.price is not None:
                price = Decimal(delivery.price.decimal())
                yield from (price, price + Decimal(answer.cart["total"] if answer.cart else 0))

    def _prices_offered(self, answer: Answer) -> set[Decimal]:
        """Of the numbers on quick replies, those that something here costs: "From $34.90"."""
        offered = {number for reply in answer.replies for number in numbers_in(reply["title"])}
        return offered & {product.price for product in self.products.values() if product.price is not None}

    def _orders_named(self, text: str, answer: Answer) -> Iterator[tuple[str, set[Decimal]]]:
        """The shopper's own orders that a sentence names, by their numbers, each with its day and its total."""
        query = (
            "SELECT number, placed_at, goods_minor + COALESCE(delivery_minor, 0), currency"
            " FROM customer_order WHERE conversation_id = ?"
        )
        for number, placed_at, total, currency in self.rows(query, answer.conversation):
            if number in text:
                day = set(numbers_in(str(placed_at)[:10].replace("-", " ")))
                yield number, {*day, Decimal(Money(total, currency).decimal())}

    def _less_what_is_counted(self, pattern: re.Pattern[str], text: str, answer: Answer) -> str:
        """The sentence without its count of all that fits, which no more than the shop's products can be."""
        for match in pattern.finditer(text):
            assert len(answer.cards) <= int(match[1]) <= len(self.products), answer
        return pattern.sub(" ", text)

    def _products_in(self, text: str, answer: Answer) -> list[Product]:
        """What a sentence is about: what it names, and what is shown beside it."""
        table = answer.message("table")
        shown = [*answer.ids, *(column["item_id"] for column in (table or {"columns": []})["columns"])]
        named = [p for p in self.products.values() if any(name in text for name in p.names.values())]
        return [*named, *(self.products[item_id] for item_id in shown)]

    def _cards_are_logged(self, answer: Answer) -> None:
        logged = self.rows(
            "SELECT item_id, rank, model_id FROM event WHERE name = 'recommended'"
            " AND conversation_id = ? AND turn_n = ? ORDER BY rank",
            answer.conversation,
            answer.turn,
        )
        shown = [(item_id, rank, self.model_id) for rank, item_id in enumerate(answer.ids, start=1)]
        assert logged == shown, f"logged as recommended: {logged}; shown: {answer}"

    @property
    def model_id(self) -> str:
        """The recommender that serves, by its folder."""
        return (self.folder / "recommender/current").resolve().name


_ALL_ANSWERS = (
    "PREFIX schema: <https://schema.org/> SELECT ?text WHERE { ?answer a schema:Answer ; schema:text ?text }"
)
_ALL_IDS = (
    "PREFIX schema: <https://schema.org/> SELECT ?id WHERE { ?p a schema:Product ; schema:productID ?id }"
)
