"""Turns under stress: doubled, at once, cut off, unanswered; each ends in one answer or one honest error."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from gateway_peers import (
    ACTIONS_TOKEN,
    DIALOGUE_TOKEN,
    SECRET,
    ActionsPeer,
    DialoguePeer,
    Served,
    events_of,
    texts_of,
    wait_for,
)

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings


def say(browser: httpx.Client, text: str, key: str | None = None) -> httpx.Response:
    return browser.post("/api/chat", json={"text": text}, headers={"Idempotency-Key": key} if key else {})


def test_a_doubled_key_is_one_turn_with_one_answer(browser: httpx.Client, dialogue: DialoguePeer) -> None:
    browser.get("/api/chat")
    first, second = say(browser, "a lamp", "k1"), say(browser, "a lamp", "k1")
    assert first.json() == second.json()
    assert say(browser, "a lamp", "k2").json()["turn"] == 2
    assert len(dialogue.asked) == 2
    streamed = browser.post(
        "/api/chat", json={"text": "a lamp"}, headers={"Idempotency-Key": "k1", "Accept": "text/event-stream"}
    )
    assert [data for event, data in events_of(streamed) if event == "message"] == first.json()["messages"]


def test_a_key_with_another_request_is_refused(browser: httpx.Client, dialogue: DialoguePeer) -> None:
    say(browser, "a lamp", "k1")
    answer = say(browser, "a chair", "k1")
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")
    assert len(dialogue.asked) == 1


def test_a_repeat_while_the_first_still_runs_waits_for_its_answer(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    browser.get("/api/chat")  # the token comes with the page's first look
    dialogue.script["a lamp"] = [1.6, {"text": "Here."}]
    with ThreadPoolExecutor(3) as pool:
        answers = [
            future.result() for future in [pool.submit(say, browser, "a lamp", "k1") for _ in range(3)]
        ]
    assert [texts_of(answer.json()["messages"]) for answer in answers] == [["Here."]] * 3
    assert len(dialogue.asked) == 1


def test_sentences_sent_at_once_are_answered_one_after_the_other(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    browser.get("/api/chat")
    words = ["one", "two", "three"]
    for word in words:
        dialogue.script[word] = [0.15, {"text": word.upper()}]
    with ThreadPoolExecutor(3) as pool:
        futures = []
        for word in words:
            futures.append(pool.submit(say, browser, word))
            time.sleep(0.05)
        answers = [future.result().json() for future in futures]
    assert [texts_of(answer["messages"]) for answer in answers] == [["ONE"], ["TWO"], ["THREE"]]
    assert [answer["turn"] for answer in answers] == [1, 2, 3]
    assert [asked["message"] for asked in dialogue.asked] == words
    assert dialogue.busy_at_once == 1


def test_a_shopper_who_floods_the_line_is_told_to_wait_and_nobody_else_is(
    browser: httpx.Client, gateway: Served, dialogue: DialoguePeer
) -> None:
    browser.get("/api/chat")
    dialogue.script["a lamp"] = [0.3, {"text": "Here."}]
    with ThreadPoolExecutor(8) as pool:
        flood = [pool.submit(say, browser, "a lamp") for _ in range(8)]
        wait_for(lambda: dialogue.asked)
        other = httpx.post(f"{gateway.url}/api/chat", json={"text": "hello"})
        statuses = [future.result().status_code for future in flood]
    assert other.status_code == 200
    assert statuses.count(429) == 4  # one is served, three may wait
    assert statuses.count(200) == 4


def test_silence_of_the_dialogue_becomes_an_honest_sentence_and_offers_a_person(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = []
    text, replies = say(browser, "a lamp").json()["messages"]
    assert text["text"].startswith("Sorry, something went wrong")
    browser.post("/api/chat", json={"postback": replies["replies"][0]["postback"]})
    assert dialogue.asked[-1]["message"] == "/talk_to_person"
    assert texts_of(say(browser, "hello").json()["messages"]) == ["You said: hello"]


def test_a_dialogue_that_dies_before_a_word_becomes_an_honest_sentence(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = [ConnectionError("dies")]
    assert "I can't answer just now" in texts_of(say(browser, "a lamp").json()["messages"])[0]


def test_without_the_actions_the_shop_says_that_it_cannot_look_things_up(
    browser: httpx.Client, dialogue: DialoguePeer, actions: ActionsPeer
) -> None:
    actions.up = False
    dialogue.script["来一盏台灯"] = []
    messages = say(browser, "来一盏台灯").json()["messages"]
    assert texts_of(messages) == ["抱歉，我现在查不了店里的商品。请稍后再试，或者找人工客服。"]
    assert texts_of(say(browser, "hello").json()["messages"]) == ["You said: hello"]


def test_a_dialogue_that_hangs_is_given_up_in_time_and_its_late_answer_is_never_shown(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = [2.6, {"text": "Too late."}]
    began = time.monotonic()
    slow = say(browser, "a lamp").json()["messages"]
    assert time.monotonic() - began < 2.6
    assert "too long" in texts_of(slow)[0]
    dialogue.script["hello"] = [0.9, {"text": "Hello."}]
    assert texts_of(say(browser, "hello").json()["messages"]) == ["Hello."]
    said = [texts_of(turn["messages"]) for turn in browser.get("/api/chat").json()["turns"]]
    assert said == [texts_of(slow), ["Hello."]]


def test_what_was_said_before_a_break_is_kept_and_the_break_is_owned_up_to(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = [{"text": "Here is"}, 0.2, ConnectionError("dies")]
    answer = browser.post("/api/chat", json={"text": "a lamp"}, headers={"Accept": "text/event-stream"})
    said = texts_of([data for event, data in events_of(answer) if event == "message"])
    assert said[0] == "Here is"
    assert said[1].startswith("Sorry, I could not finish")
    turn = browser.get("/api/chat").json()["turns"][0]
    assert (texts_of(turn["messages"]), turn["status"]) == (said, "failed")


def test_a_sentence_is_not_taken_before_the_dialogue_is_ready_and_is_answered_then(
    settings: GatewaySettings, dialogue: DialoguePeer
) -> None:
    dialogue.ready = False
    with Served(create_app(settings)) as served, httpx.Client(base_url=served.url) as browser:
        refused = say(browser, "来一盏台灯", "k1")
        assert (refused.status_code, refused.json()["code"]) == (503, "starting")
        assert "商店正在启动" in refused.json()["detail"]
        assert int(refused.headers["retry-after"]) > 0
        assert browser.get("/api/chat").json()["turns"] == []
        dialogue.ready = True
        wait_for(lambda: browser.get("/health").status_code == 200)
        assert say(browser, "来一盏台灯", "k1").json()["turn"] == 1


def test_a_shopper_who_leaves_while_the_answer_comes_finds_all_of_it_later(
    browser: httpx.Client, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = [{"text": "Here"}, 0.4, {"text": "it is."}]
    browser.get("/api/chat")
    with browser.stream(
        "POST", "/api/chat", json={"text": "a lamp"}, headers={"Accept": "text/event-stream"}
    ):
        pass
    wait_for(lambda: browser.get("/api/chat").json()["turns"][0]["status"] == "answered")
    assert texts_of(browser.get("/api/chat").json()["turns"][0]["messages"]) == ["Here", "it is."]


SERVE = f"""
import sys, uvicorn
from pathlib import Path
from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings
shop, dialogue, actions, port = sys.argv[1:]
uvicorn.run(create_app(GatewaySettings(
    shop=Path(shop), dialogue_url=dialogue, dialogue_token={DIALOGUE_TOKEN!r}, actions_url=actions,
    actions_token={ACTIONS_TOKEN!r}, secret={SECRET!r})), port=int(port), log_config=None, access_log=False)
"""


def test_a_turn_cut_off_by_a_kill_is_owned_up_to_and_its_repeat_runs_under_its_number(
    settings: GatewaySettings, shop: Path, dialogue: DialoguePeer, free_port: int
) -> None:
    arguments = [str(shop), settings.dialogue_url, settings.actions_url, str(free_port)]
    victim = subprocess.Popen([sys.executable, "-c", SERVE, *arguments])
    address = f"http://127.0.0.1:{free_port}"
    try:
        wait_for(lambda: _is_up(address), 60)
        with httpx.Client(base_url=address) as browser, ThreadPoolExecutor(1) as pool:
            say(browser, "hello")
            dialogue.script["a lamp"] = [30]
            pool.submit(say, browser, "a lamp", "k1")
            wait_for(lambda: len(dialogue.asked) == 2)
            victim.kill()
            victim.wait(20)
            cookies = browser.cookies
    finally:
        victim.kill()
        victim.wait(20)
    del dialogue.script["a lamp"]
    with (
        Served(create_app(settings)) as served,
        httpx.Client(base_url=served.url, cookies=cookies) as browser,
    ):
        cut_off = browser.get("/api/chat").json()["turns"][1]
        assert (cut_off["status"], cut_off["shopper"]) == ("interrupted", {"text": "a lamp"})
        assert "send it again" in texts_of(cut_off["messages"])[0]
        repeat = say(browser, "a lamp", "k1").json()
        assert (repeat["turn"], texts_of(repeat["messages"])) == (2, ["You said: a lamp"])
        assert len(browser.get("/api/chat").json()["turns"]) == 2


def _is_up(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health").status_code == 200
    except httpx.TransportError:
        return False


def test_a_gateway_that_is_stopped_lets_its_turns_end(
    settings: GatewaySettings, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = [0.8, {"text": "Here."}]
    with (
        ThreadPoolExecutor(1) as pool,
        Served(create_app(settings)) as served,
        httpx.Client(base_url=served.url, timeout=30) as browser,
    ):
        answer = pool.submit(say, browser, "a lamp")
        wait_for(lambda: dialogue.asked)
        served.__exit__()
        assert texts_of(answer.result().json()["messages"]) == ["Here."]
