"""The gateway is killed while shoppers talk: what was acknowledged is there afterwards, and nothing is there twice."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from bot_commands import wait_for
from errands import assert_context_kept, cart_of, look_for_lamps
from running_shop import RunningShop
from talking import Answer, Shopper
from test_promise_faults import hanging

Enter = Callable[[RunningShop], Shopper]
SHOPPERS = 4


def test_a_turn_that_was_cut_off_ends_honestly_and_its_repeat_does_nothing_twice(
    fragile: RunningShop, enter: Enter
) -> None:
    shopper = enter(fragile)
    first = look_for_lamps(shopper)
    card = first.cards[0]
    actions = fragile.process("actions")
    assert actions is not None
    with hanging(actions), ThreadPoolExecutor(1) as hands:
        cut_off = hands.submit(shopper.post, {"text": "put the first in my cart"}, "cut off")
        wait_for(lambda: _turns(fragile, first.conversation)[-1] == (2, "pending"), 5, "the turn is taken")
        time.sleep(0.7)  # by now the actions have been asked, and do not answer
        killed = fragile.kill("gateway")
        with pytest.raises(httpx.HTTPError):
            cut_off.result(timeout=10)
    fragile.wait_until_back("gateway", killed)
    turn = shopper.history()["turns"][-1]
    assert (turn["turn"], turn["status"]) == (2, "interrupted")
    assert "again" in turn["messages"][-1]["text"]
    repeated = shopper.say("put the first in my cart", key="cut off")
    assert repeated.turn == 2
    assert repeated.cart is not None
    assert cart_of(fragile, first.conversation) == {card["item_id"]: 1}
    assert shopper.say("put the first in my cart", key="cut off").body == repeated.body
    assert_context_kept(shopper)


def _turns(shop: RunningShop, conversation: int) -> list[tuple[int, str]]:
    rows = shop.rows("SELECT n, status FROM turn WHERE conversation_id = ? ORDER BY n", conversation)
    return [(n, status) for n, status in rows]


class Busy:
    """A shopper who puts the first lamp in the cart, again and again, until told to stop."""

    def __init__(self, shopper: Shopper) -> None:
        self.shopper = shopper
        self.opening = look_for_lamps(shopper)
        self.acknowledged: list[Answer] = []
        self.tried = 0

    def talk(self, stop: threading.Event) -> None:
        """Ends at the first request that fails, too."""
        while not stop.is_set():
            self.tried += 1
            try:
                answer = self.shopper.post({"text": "put the first in my cart"}, f"try {self.tried}")
            except httpx.HTTPError:
                return
            if answer.status != 200:
                return
            self.acknowledged.append(answer)


def test_what_was_acknowledged_before_a_kill_is_there_after_it(fragile: RunningShop, enter: Enter) -> None:
    everybody = [Busy(enter(fragile)) for _ in range(SHOPPERS)]
    stop = threading.Event()
    with ThreadPoolExecutor(SHOPPERS) as hands:
        talks = [hands.submit(one.talk, stop) for one in everybody]
        wait_for(lambda: all(len(one.acknowledged) >= 2 for one in everybody), 30, "all have added something")
        killed = fragile.kill("gateway")
        stop.set()
        for talk in talks:
            talk.result(timeout=30)
    fragile.wait_until_back("gateway", killed)
    for one in everybody:
        _assert_kept(fragile, one)


def _assert_kept(shop: RunningShop, one: Busy) -> None:
    turns = {turn["turn"]: turn for turn in one.shopper.history()["turns"]}
    for answer in one.acknowledged:
        assert turns[answer.turn]["messages"] == answer.messages
    assert all(turn["status"] != "pending" and turn["messages"] for turn in turns.values())
    last = one.shopper.say("put the first in my cart", key=f"try {one.tried}")
    assert last.turn >= len(one.acknowledged) + 1
    added = [answer for answer in (*one.acknowledged, last) if answer.cart is not None]
    turns_that_added = {answer.turn for answer in added}
    (quantity,) = cart_of(shop, one.opening.conversation).values()
    assert quantity == len(turns_that_added)
    assert [n for n, _ in _turns(shop, one.opening.conversation)] == list(range(1, last.turn + 1))
