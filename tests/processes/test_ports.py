"""Ports: asked for, taken, or following the gateway's."""

import socket

import pytest

from bot.errors import NotReadyError, PortTakenError
from bot.processes.ports import claimed_ports, free_row
from bot.settings import Settings


def settings(**changes: object) -> Settings:
    return Settings.model_validate({"dialogue_port": None, "actions_port": None, **changes})


@pytest.mark.parametrize(
    ("process", "flag"),
    [("port", "--port"), ("dialogue_port", "--dialogue-port"), ("actions_port", "--actions-port")],
)
def test_a_port_that_is_taken_is_named_with_the_flag_that_changes_it(
    free_ports: list[int], process: str, flag: str
) -> None:
    taken = free_ports[0]
    asked = settings(**{"port": free_ports[1], process: taken})
    with (
        socket.create_server(("127.0.0.1", taken)),
        pytest.raises(PortTakenError, match=f"Port {taken}.*{flag}"),
        claimed_ports(asked),
    ):
        pytest.fail("the port was given away twice")


def test_inner_ports_step_aside_where_they_are_taken(free_ports: list[int]) -> None:
    with claimed_ports(settings(port=free_ports[0])) as first:
        pass
    with (
        socket.create_server(("127.0.0.1", first.dialogue)),
        claimed_ports(settings(port=free_ports[0])) as second,
    ):
        assert second.gateway == first.gateway
        assert len({first.dialogue, second.dialogue, second.actions}) == 3


def test_inner_ports_follow_the_port_that_was_asked_for(free_ports: list[int]) -> None:
    with claimed_ports(settings(port=free_ports[0])) as ports:
        assert ports.gateway < ports.dialogue < ports.actions


def test_two_shops_share_no_port_even_before_anything_listens(free_ports: list[int]) -> None:
    with (
        claimed_ports(settings(port=free_ports[0])) as ours,
        claimed_ports(settings(port=free_ports[1])) as theirs,
    ):
        every = (ours.gateway, ours.dialogue, ours.actions, theirs.gateway, theirs.dialogue, theirs.actions)
        assert len(set(every)) == 6
        with (
            pytest.raises(PortTakenError, match=str(ours.dialogue)),
            claimed_ports(settings(port=ours.dialogue)),
        ):
            pytest.fail("another shop took the place of our Rasa")


def test_ports_are_free_again_once_the_shop_is_closed(free_ports: list[int]) -> None:
    for _ in range(2):
        with claimed_ports(settings(port=free_ports[0])) as ports:
            assert ports.gateway == free_ports[0]


def test_a_row_of_free_ports_is_free_and_none_is_an_error_in_words() -> None:
    first = free_row(32700, 32760)
    assert (first - 32700) % 10 == 0
    probes = [socket.create_server(("127.0.0.1", first + step)) for step in range(4)]
    with pytest.raises(NotReadyError, match="No 4 free ports in a row"):
        free_row(first, first + 4)
    for probe in probes:
        probe.close()
