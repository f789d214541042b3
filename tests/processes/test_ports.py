"""Ports: asked for, taken, or following the gateway's."""

import socket

import pytest

from bot.errors import PortTakenError
from bot.processes.ports import choose_ports, is_free
from bot.settings import Settings


def settings(**changes: object) -> Settings:
    return Settings.model_validate({"dialogue_port": None, "actions_port": None, **changes})


def test_a_port_that_is_taken_is_named_with_the_flag_that_changes_it(free_ports: list[int]) -> None:
    with socket.create_server(("127.0.0.1", free_ports[0])):
        with pytest.raises(PortTakenError, match=f"Port {free_ports[0]}.*--port"):
            choose_ports(settings(port=free_ports[0]))
        with pytest.raises(PortTakenError, match="--dialogue-port"):
            choose_ports(settings(port=free_ports[1], dialogue_port=free_ports[0]))
        with pytest.raises(PortTakenError, match="--actions-port"):
            choose_ports(settings(port=free_ports[1], actions_port=free_ports[0]))


def test_inner_ports_follow_the_gateways_and_step_aside_where_they_are_taken() -> None:
    first = next(
        port for port in range(20000, 30000) if all(is_free("127.0.0.1", port + n) for n in range(4))
    )
    chosen = choose_ports(settings(port=first))
    assert (chosen.gateway, chosen.dialogue, chosen.actions) == (first, first + 1, first + 2)
    with socket.create_server(("127.0.0.1", first + 1)):
        chosen = choose_ports(settings(port=first))
    assert (chosen.dialogue, chosen.actions) == (first + 2, first + 3)


def test_two_shops_side_by_side_share_no_port(free_ports: list[int]) -> None:
    ours = choose_ports(settings(port=free_ports[0]))
    with (
        socket.create_server(("127.0.0.1", ours.gateway)),
        socket.create_server(("127.0.0.1", ours.dialogue)),
        socket.create_server(("127.0.0.1", ours.actions)),
    ):
        theirs = choose_ports(settings(port=free_ports[1]))
    assert (
        len({ours.gateway, ours.dialogue, ours.actions, theirs.gateway, theirs.dialogue, theirs.actions}) == 6
    )
