"""One port is open off loopback, and only where the owner says so; behind it nobody gets in without a token."""

import httpx
import psutil
import pytest
from running_shop import RunningShop

from bot.processes.ports import LOOPBACK

LOCAL = {LOOPBACK, "::1"}


def listening(shop: RunningShop) -> set[tuple[str, int]]:
    """Every address that a process of the shop can be reached at, by TCP or UDP."""
    return {
        (held.laddr.ip, held.laddr.port)
        for process in shop.processes()
        for held in process.net_connections("inet")
        if held.laddr and not held.raddr and held.status in (psutil.CONN_LISTEN, psutil.CONN_NONE)
    }


def test_nothing_is_open_to_the_network_unless_the_owner_opens_it(running_demo: RunningShop) -> None:
    found = listening(running_demo)
    assert (LOOPBACK, running_demo.port) in found
    assert {address for address, _ in found} <= LOCAL, found


def test_of_a_shop_that_is_open_to_the_network_only_the_gateway_is(fragile: RunningShop) -> None:
    open_ports = {port for address, port in listening(fragile) if address not in LOCAL}
    assert open_ports == {fragile.port}
    assert fragile.port_of("dialogue") != fragile.port != fragile.port_of("actions")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/status"),
        ("GET", "/domain"),
        ("POST", "/webhooks/rest/webhook"),
        ("GET", "/webhooks/rest/"),
        ("POST", "/model/parse"),
        ("PUT", "/model"),
        ("GET", "/conversations/c1/tracker"),
        ("POST", "/conversations/c1/tracker/events"),
    ],
)
@pytest.mark.parametrize("token", [None, "", "guessed"])
def test_the_dialogue_engine_refuses_whoever_has_no_token(
    running_demo: RunningShop, method: str, path: str, token: str | None
) -> None:
    answer = ask(running_demo, "dialogue", method, path, token)
    assert answer.status_code == 401, answer.text
    assert len(answer.text) < 200


@pytest.mark.parametrize(("method", "path"), [("GET", "/health"), ("POST", "/webhook"), ("GET", "/docs")])
@pytest.mark.parametrize("token", [None, "", "guessed"])
def test_the_actions_refuse_whoever_has_no_token(
    running_demo: RunningShop, method: str, path: str, token: str | None
) -> None:
    assert ask(running_demo, "actions", method, path, token).status_code in (401, 404)


def test_with_their_tokens_both_answer(running_demo: RunningShop) -> None:
    secrets = running_demo.secrets()
    assert ask(running_demo, "dialogue", "GET", "/status", secrets.dialogue_token).status_code == 200
    headers = {"Authorization": f"Bearer {secrets.actions_token}"}
    found = httpx.get(
        f"http://{LOOPBACK}:{running_demo.port_of('actions')}/health", headers=headers, trust_env=False
    )
    assert found.status_code == 200


def ask(shop: RunningShop, process: str, method: str, path: str, token: str | None) -> httpx.Response:
    """A request to an inner process, with the token in its address as Rasa takes it."""
    call = {
        "sender": "c1",
        "message": "/restart",
        "text": "hello",
        "next_action": "action_find",
        "tracker": {},
    }
    return httpx.request(
        method,
        f"http://{LOOPBACK}:{shop.port_of(process)}{path}",
        params={} if token is None else {"token": token},
        json=call if method != "GET" else None,
        timeout=10,
        trust_env=False,
    )
