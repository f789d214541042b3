"""The shop's processes under one roof: small real processes, started, killed and stopped."""

import asyncio
import signal
import time
from collections.abc import Callable
from typing import Any

import psutil

from bot.processes.health import Check
from bot.processes.service import Pauses

Open = Callable[..., Any]  # opens a SmallShop, see conftest.py


def test_the_address_is_said_once_all_processes_answer(open_shop: Open) -> None:
    shop = open_shop()
    shop.wait_for(lambda: "the shop answers" in shop.said.read_text())
    assert f"http://127.0.0.1:{shop.ports[0]}" in shop.said.read_text()
    assert len(shop.children()) == 3


def test_the_page_is_up_while_the_shop_is_still_being_built(open_shop: Open) -> None:
    shop = open_shop(GRAPH_STEP="import time; time.sleep(4)")
    shop.wait_for(lambda: "open this page" in shop.said.read_text())
    status = shop.status()
    assert status["what"] == "graph"
    assert status["step"] == 4
    assert status["of"] == 6
    assert time.time() - float(str(status["since"])) < 10
    assert status["state"]["gateway"] == "ready"
    assert status["state"]["actions"] == "waiting"


def test_a_process_that_dies_is_started_again_and_the_log_says_so(open_shop: Open) -> None:
    shop = open_shop()
    shop.wait_for(lambda: shop.said.read_text().count("ended, starting again") >= 2)
    said = shop.said.read_text()
    assert "process=dialogue" in said
    assert "out of memory" in said
    assert "pause_s=0.5" in said
    assert "pause_s=1.0" in said


def test_a_process_that_is_killed_is_started_again(open_shop: Open) -> None:
    shop = open_shop()
    shop.wait_for(shop.ready)
    gateway = next(child for child in shop.children() if str(shop.ports[0]) in child.cmdline())
    answers = Check("127.0.0.1", shop.ports[0], "/")
    gateway.kill()
    psutil.wait_procs([gateway], timeout=5)
    shop.wait_for(lambda: asyncio.run(answers.passes()))


def test_ctrl_c_stops_every_process_even_one_that_will_not_listen(open_shop: Open) -> None:
    shop = open_shop()
    shop.wait_for(shop.ready)
    children = shop.children()
    shop.process.send_signal(signal.SIGINT)
    assert shop.process.wait(timeout=15) == 0
    assert not [child for child in children if child.is_running()]
    assert shop.status()["state"] == {"gateway": "stopped", "dialogue": "stopped", "actions": "stopped"}


def test_no_process_outlives_a_supervisor_that_is_killed(open_shop: Open) -> None:
    shop = open_shop()
    shop.wait_for(shop.ready)
    children = shop.children()
    shop.process.kill()
    shop.process.wait()
    _, alive = psutil.wait_procs(children, timeout=5)
    assert not alive


def test_a_step_that_fails_ends_the_start_with_its_last_words(open_shop: Open) -> None:
    shop = open_shop(GRAPH_STEP="import sys; sys.exit('feed.csv:3: price is missing')")
    assert shop.process.wait(timeout=15) != 0
    assert "graph could not be made (feed.csv:3: price is missing)" in shop.said.read_text()


def test_a_warning_of_a_process_reaches_the_terminal_without_what_a_shopper_typed(open_shop: Open) -> None:
    shop = open_shop()
    shop.wait_for(shop.ready)
    assert "about to listen" in shop.said.read_text()
    assert "what a shopper typed" not in shop.said.read_text()
    assert "about to listen" in (shop.folder / "logs/gateway.log").read_text()


def test_the_pause_doubles_to_half_a_minute_and_starts_over_after_a_healthy_minute() -> None:
    pauses = Pauses()
    waited = [0.0]
    for _ in range(8):
        waited.append(pauses.after(waited[-1], lived_s=1))
    assert waited[1:] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert pauses.after(30, lived_s=61) == 0.5
