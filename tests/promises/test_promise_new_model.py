"""A shop that runs ranks by the hybrid, hears a like at once, and serves a newly trained model without a restart."""

import subprocess
import time
from collections.abc import Callable

from bot_commands import bot_command, clean_environment, wait_for
from running_shop import RunningShop
from talking import Answer, Shopper

from bot.settings import ROOT

Enter = Callable[[RunningShop], Shopper]
SERVED_WITHIN_S = 5.0


def model_of(shop: RunningShop, answer: Answer) -> str:
    """The model that ranked the cards of an answer, by the shop's own log."""
    ((model_id,),) = set(
        shop.rows(
            "SELECT DISTINCT model_id FROM event WHERE name = 'recommended'"
            " AND conversation_id = ? AND turn_n = ?",
            answer.conversation,
            answer.turn,
        )
    )
    return str(model_id)


def test_a_like_changes_the_next_list(running_demo: RunningShop, enter: Enter) -> None:
    shopper = enter(running_demo)
    first = shopper.say("show me lamps, please")
    liked = first.cards[-1]
    shopper.say("I like the last one")
    events = running_demo.rows(
        "SELECT item_id FROM event WHERE conversation_id = ? AND name = 'like'", first.conversation
    )
    assert events == [(liked["item_id"],)]
    again = shopper.say("show me lamps, please")
    assert again.ids != first.ids


def test_a_newly_trained_model_is_served_in_time_without_a_restart(
    fragile: RunningShop, enter: Enter
) -> None:
    shopper = enter(fragile)
    asked = shopper.say("show me lamps, please")
    old = model_of(fragile, asked)
    shopper.say("I like the first one")
    pids = {process.pid for process in fragile.processes()}
    trained = subprocess.run(
        bot_command("recommender", "train", "--shop", str(fragile.folder)),
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    began = time.monotonic()
    new = trained.stdout.split()[-1]
    assert new != old

    def is_served() -> bool:
        return model_of(fragile, shopper.say("show me lamps, please")) == new

    wait_for(is_served, SERVED_WITHIN_S, "the new model is served")
    assert time.monotonic() - began < SERVED_WITHIN_S
    # A process that had started anew would have another number.
    assert {process.pid for process in fragile.processes()} <= pids
