"""What /health says, and that no part's fault makes it hang."""

import asyncio
import json
import shutil
import time
from dataclasses import replace

import httpx
from gateway_peers import ActionsPeer, DialoguePeer, Served, wait_for

from bot.gateway.app import create_app
from bot.gateway.parts import dialogue_part
from bot.gateway.settings import GatewaySettings


def test_health_is_503_with_each_part_and_step_until_a_sentence_can_be_answered(
    settings: GatewaySettings, dialogue: DialoguePeer, actions: ActionsPeer
) -> None:
    dialogue.ready = actions.up = False
    steps = {"step": 3, "of": 6, "what": "dialogue_model", "since": 1.5, "started": 1.0}
    (settings.shop / "run").mkdir()
    (settings.shop / "run" / "status.json").write_text(
        json.dumps({**steps, "state": {"dialogue": "waiting"}})
    )
    with Served(create_app(settings)) as served, httpx.Client(base_url=served.url) as browser:
        answer = browser.get("/health")
        assert answer.status_code == 503
        assert answer.json() == {
            "status": "starting",
            "parts": {"shop": "ok", "dialogue": "starting", "actions": "starting"},
            "steps": steps,
        }
        dialogue.ready = True
        wait_for(lambda: browser.get("/health").json()["parts"]["dialogue"] == "ok")
        assert browser.get("/health").status_code == 503
        actions.up = True
        wait_for(lambda: browser.get("/health").status_code == 200)
        assert browser.get("/health").json()["steps"] is None
        actions.up = False
        assert browser.get("/health").status_code == 503  # at once: nobody may be sent to a shop that is down
        assert browser.get("/health").json()["status"] == "degraded"
        assert browser.get("/health").json()["parts"]["actions"] == "down"


def test_the_page_is_up_before_there_is_a_shop_and_sells_once_there_is_one(
    settings: GatewaySettings,
) -> None:
    empty = settings.shop.with_name("not yet")
    with (
        Served(create_app(replace(settings, shop=empty))) as served,
        httpx.Client(base_url=served.url) as browser,
    ):
        assert browser.get("/").status_code == 200
        assert browser.get("/api/chat").json()["conversation"] is None
        assert browser.get("/health").json()["parts"]["shop"] == "starting"
        refused = browser.post("/api/chat", json={"text": "hello"})
        assert (refused.status_code, refused.json()["code"]) == (503, "starting")
        assert not empty.exists()
        shutil.copytree(settings.shop, empty)
        wait_for(lambda: browser.get("/health").status_code == 200)
        assert browser.post("/api/chat", json={"text": "hello"}).status_code == 200


def test_parts_that_are_not_there_or_hang_do_not_hold_health_up(
    settings: GatewaySettings, free_port: int
) -> None:
    nobody = f"http://127.0.0.1:{free_port}"
    hanging = "http://192.0.2.1:9"  # an address that no one may have: nothing ever comes back
    lonely = replace(settings, dialogue_url=nobody, actions_url=hanging)
    with Served(create_app(lonely)) as served:
        began = time.monotonic()
        answer = httpx.get(f"{served.url}/health", timeout=10)
        assert time.monotonic() - began < 3
    assert answer.status_code == 503
    assert answer.json()["parts"]["dialogue"] == "starting"


def test_many_who_look_at_once_cost_one_question_and_a_turn_takes_what_was_seen() -> None:
    asked = 0

    async def answer(_: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.05)
        return httpx.Response(200)

    async def look() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            part = dialogue_part(client, lambda: "http://rasa", "token")
            assert set(await asyncio.gather(*(part.look(fresh_s=0) for _ in range(20)))) == {"ok"}
            assert asked == 1
            await part.look()
            assert asked == 1
            await part.look(fresh_s=0)
            assert asked == 2

    asyncio.run(look())


def test_health_holds_no_secret(browser: httpx.Client, settings: GatewaySettings) -> None:
    told = browser.get("/health").text
    for secret in (settings.secret, settings.dialogue_token, settings.actions_token):
        assert secret not in told
        assert secret not in repr(settings)
