"""Orders under stress: the last ten items, a kill in the middle, and who orders is known to SQL alone."""

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from buyers import PERSONAL, READER, come_to_the_question, number_in, take, yes_of
from running_shop import RunningShop
from talking import Answer, Shopper
from test_promise_personal_numbers import folded

Enter = Callable[[RunningShop], Shopper]
LAMP = "Lumivarre Orbit Pendant Lamp"
SHOPPERS = 64
CARD = "5425233430109903"
MARK = "quokkaword"


def _item(shop: RunningShop) -> str:
    with Shopper(shop.url) as shopper:
        return str(next(card for card in shopper.say(LAMP).cards if card["name"] == LAMP)["item_id"])


def set_stock(shop: RunningShop, item_id: str, left: int) -> None:
    """As a feed would; the shop goes on."""
    with closing(sqlite3.connect(shop.folder / "shop.db", timeout=10)) as books, books:
        books.execute("UPDATE stock SET quantity = ? WHERE item_id = ?", (left, item_id))


def left_of(shop: RunningShop, item_id: str) -> int:
    return int(
        shop.rows("SELECT quantity FROM stock WHERE item_id = ? ORDER BY generation DESC", item_id)[0][0]
    )


def orders_of(shop: RunningShop, conversation: int) -> list[str]:
    rows = shop.rows("SELECT number FROM customer_order WHERE conversation_id = ?", conversation)
    return [number for (number,) in rows]


def insist(shopper: Shopper, body: dict[str, str]) -> Answer:
    """The answer, however often the shop is too busy or the line breaks first, as a page does by itself."""
    key, end = uuid4().hex, time.monotonic() + 120
    while time.monotonic() < end:
        with suppress(httpx.TransportError):
            answer = shopper.post(body, key)
            if answer.status not in (429, 503):
                assert answer.status == 200, answer
                return answer
        time.sleep(1)
    raise AssertionError("no answer in two minutes")


def test_of_the_last_ten_items_sixty_four_shoppers_get_exactly_ten(
    fragile: RunningShop, enter: Enter
) -> None:
    item_id = _item(fragile)
    set_stock(fragile, item_id, 10)
    before = len(fragile.rows("SELECT 1 FROM customer_order"))
    crowd = [enter(fragile) for _ in range(SHOPPERS)]
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda one: take(one, LAMP), crowd))
        questions = list(hands.map(come_to_the_question, crowd))
    starting = threading.Barrier(SHOPPERS)

    def buy(told: tuple[Shopper, dict[str, str]]) -> str | None:
        shopper, yes = told
        starting.wait()
        answer = insist(shopper, {"postback": yes["postback"]})
        # Under such a rush a turn may end in an honest "that took too long": then it is asked for again.
        while number_in(answer) is None and "sold out" not in answer.text:
            answer = insist(shopper, {"text": "I want to check out"})
            if any(reply["title"] == yes["title"] for reply in answer.replies):
                answer = insist(shopper, {"postback": yes_of(answer)["postback"]})
        return number_in(answer)

    with ThreadPoolExecutor(SHOPPERS) as hands:
        numbers = list(hands.map(buy, zip(crowd, map(yes_of, questions), strict=True)))
    assert len({number for number in numbers if number}) == 10
    assert len(fragile.rows("SELECT 1 FROM customer_order")) == before + 10
    assert left_of(fragile, item_id) == 0
    set_stock(fragile, item_id, 50)


@pytest.mark.parametrize("name", ["gateway", "actions", "dialogue"])
@pytest.mark.parametrize("after_s", [0.0, 0.03])
def test_an_order_whose_process_is_killed_is_placed_once(
    fragile: RunningShop, enter: Enter, name: str, after_s: float
) -> None:
    shopper, item_id = enter(fragile), _item(fragile)
    before = left_of(fragile, item_id)
    take(shopper, LAMP)
    question = come_to_the_question(shopper)
    with ThreadPoolExecutor(1) as hands:
        cut_off = hands.submit(shopper.post, {"text": "yes"}, "the yes")
        time.sleep(after_s)
        killed = fragile.kill(name)
        with suppress(httpx.HTTPError):
            cut_off.result(timeout=20)
    fragile.wait_until_back(name, killed)
    answer = shopper.say("yes", key="the yes")
    if (
        number_in(answer) is None
    ):  # it ended in an honest word: the shopper asks once more, and is told how it stands
        answer = shopper.say("I want to check out")
    if number_in(answer) is None:
        answer = shopper.choose(yes_of(answer))
    assert orders_of(fragile, question.conversation) == [number_in(answer)]
    assert left_of(fragile, item_id) == before - 1


def test_who_orders_is_in_the_shops_database_alone(running_demo: RunningShop, enter: Enter) -> None:
    shopper = enter(running_demo)
    take(shopper, LAMP)
    shopper.say(f"I want to check out, {MARK}")
    half = {name: READER[name] for name in ("name", "email", "street")}
    assert shopper.fill_in(half, done=False).status == 200
    shopper.say("how long does delivery take?")
    assert shopper.form() == half, "left, and taken up again"
    assert shopper.fill_in({**READER, "email": "quillfeather@"}).status == 422
    question = shopper.fill_in(READER, key="the form")
    assert shopper.fill_in(READER, key="the form").body == question.body
    shopper.say(f"here is my card: 5425 2334, and then 3010 9903 {MARK}")
    shopper.say("how long does delivery take?")
    answer = shopper.say("yes")  # the question is not the last thing that was said: it is asked again
    assert number_in(answer) is None
    number = number_in(shopper.choose(yes_of(answer)))
    assert number is not None
    changed = {**READER, "street": "18 Zyzzyva Lane"}
    assert shopper.say("change the address of my order").message("form") is not None
    assert number in shopper.fill_in(changed, form=f"address:{number}").text
    assert shopper.form(f"address:{number}")["street"] == "18 Zyzzyva Lane"
    shopper.say("where is my order?")
    _assert_in_one_place(running_demo, str(shopper.history()))


def _assert_in_one_place(shop: RunningShop, history: str) -> None:
    files = {
        path: folded(path.read_bytes())
        for path in [*shop.folder.rglob("*"), shop.terminal]
        if path.is_file() and not path.is_symlink()
    }
    files[Path("what a reload shows")] = folded(history.encode())
    for value in PERSONAL:
        holding = {path.name for path, text in files.items() if folded(value.encode()) in text}
        assert holding <= {"shop.db", "shop.db-wal"}, f"{value} is in {holding}"
    assert not [path.name for path, text in files.items() if CARD in text]
    assert any(MARK in text for path, text in files.items() if path.name.startswith("dialogue.db"))
    tables = {
        name
        for (name,) in shop.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if "index" not in name
        for row in shop.rows(f'SELECT * FROM "{name}"')
        if any(value in str(row) for value in PERSONAL)
    }
    assert "customer_order" in tables
    assert tables <= {"customer_order", "checkout_form"}
