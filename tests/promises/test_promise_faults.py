"""Parts that hang, die or fail in the middle of a talk: each turn ends in one honest word, and the talk goes on."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
from errands import assert_context_kept, cart_of, conversation_of, look_for_lamps, take_one
from ruamel.yaml import YAML
from running_shop import RunningShop
from talking import LONGEST_TURN_S, Answer, Shopper

from bot.settings import ROOT

Enter = Callable[[RunningShop], Shopper]


def honest_words() -> set[str]:
    """Every sentence with which a turn may say that it could not be answered."""
    read = YAML(typ="safe").load
    gateway = read((ROOT / "bot/gateway/words/en.yml").read_text(encoding="utf-8"))
    actions = read((ROOT / "actions/words/en.yml").read_text(encoding="utf-8"))
    return {*gateway["faults"].values(), actions["apology"], actions["still_looking"]}


def assert_honest(answer: Answer) -> None:
    """One sentence, and it says that this was not answered."""
    assert len(answer.texts) == 1, answer
    assert answer.text in honest_words(), answer
    assert not answer.cards, answer


@contextmanager
def hanging(process: psutil.Process) -> Iterator[None]:
    """The process is there, and does nothing."""
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


@contextmanager
def pointing_nowhere(pointer: Path) -> Iterator[None]:
    """The shop's graph cannot be read, as after a careless `rm`."""
    target = os.readlink(pointer)
    _point(pointer, "generations/999999")
    try:
        yield
    finally:
        _point(pointer, target)


def _point(pointer: Path, target: str) -> None:
    aside = pointer.with_name(".aside")
    aside.symlink_to(target)
    os.replace(aside, pointer)


def actions_of(shop: RunningShop) -> psutil.Process:
    process = shop.process("actions")
    assert process is not None
    return process


def test_actions_that_hang_end_the_turn_with_an_honest_word(fragile: RunningShop, enter: Enter) -> None:
    shopper = enter(fragile)
    look_for_lamps(shopper)
    with hanging(actions_of(fragile)):
        assert_honest(shopper.say("and something cheaper?"))
    assert_context_kept(shopper)


def test_what_a_hanging_part_was_asked_is_not_done_behind_the_shoppers_back(
    fragile: RunningShop, enter: Enter
) -> None:
    shopper = enter(fragile)
    card = look_for_lamps(shopper).cards[0]
    with hanging(actions_of(fragile)):
        assert_honest(shopper.say("put the first in my cart"))
    again = shopper.say("put the first in my cart")
    assert again.cart is not None
    assert cart_of(fragile, again.conversation) == {card["item_id"]: 1}


def test_small_talk_goes_on_while_the_actions_hang(fragile: RunningShop, enter: Enter) -> None:
    shopper = enter(fragile)
    with hanging(actions_of(fragile)):
        assert shopper.say("good evening!").text not in honest_words()


def test_actions_that_are_killed_come_back_and_the_talk_goes_on(fragile: RunningShop, enter: Enter) -> None:
    shopper = enter(fragile)
    item, quantity = take_one(shopper)
    killed = fragile.kill("actions")
    assert_honest(shopper.say("what else is there?"))
    fragile.wait_until_back("actions", killed)
    assert_context_kept(shopper)
    assert cart_of(fragile, conversation_of(shopper)) == {item: quantity}


def test_actions_that_fail_say_so_and_the_talk_goes_on(fragile: RunningShop, enter: Enter) -> None:
    shopper = enter(fragile)
    item, quantity = take_one(shopper)
    with pointing_nowhere(fragile.folder / "graph/current"):
        for sentence in ("what else is there?", "how heavy is the second?", "can I pay by card?"):
            assert_honest(shopper.say(sentence))
    assert_context_kept(shopper)
    assert cart_of(fragile, conversation_of(shopper)) == {item: quantity}


def test_a_dialogue_engine_that_hangs_ends_the_turn_with_an_honest_word(
    fragile: RunningShop, enter: Enter
) -> None:
    shopper = enter(fragile)
    look_for_lamps(shopper)
    dialogue = fragile.process("dialogue")
    assert dialogue is not None
    with hanging(dialogue):
        assert_honest(shopper.say("and something cheaper?"))
    assert_context_kept(shopper)


def test_a_dialogue_engine_that_is_killed_is_said_to_be_away_until_it_is_back(
    fragile: RunningShop, enter: Enter
) -> None:
    shopper = enter(fragile)
    item, quantity = take_one(shopper)
    killed = fragile.kill("dialogue")
    answer = shopper.post({"text": "and something cheaper?"})
    assert answer.seconds < LONGEST_TURN_S
    assert answer.status == 503 or answer.text in honest_words(), answer
    fragile.wait_until_back("dialogue", killed)
    assert_context_kept(shopper)
    assert cart_of(fragile, conversation_of(shopper)) == {item: quantity}


def test_a_database_that_is_held_by_another_ends_the_turn_in_time(fragile: RunningShop, enter: Enter) -> None:
    shopper = enter(fragile)
    look_for_lamps(shopper)
    with closing(sqlite3.connect(fragile.folder / "shop.db", timeout=5)) as books:
        books.execute("BEGIN IMMEDIATE")
        answer = shopper.post({"text": "and something cheaper?"})
        books.execute("ROLLBACK")
    assert answer.seconds < LONGEST_TURN_S, answer
    assert answer.status == 503, answer
    assert answer.body["detail"], answer
    assert_context_kept(shopper)
