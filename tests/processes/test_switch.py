"""A new model goes live, and the old one again, while shoppers talk: real processes, real models, no failed turn."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from bot_commands import wait_for
from releases import Crowd, given_up, go_live, pointer_of, three_versions
from running_shop import RunningShop, copy_of, served
from talking import Shopper

from bot.processes.versions import Versions

SHOPPERS = 8


@pytest.fixture(scope="module")
def versions(model: None, tmp_path_factory: pytest.TempPathFactory) -> Versions:  # noqa: ARG001 (it must be there)
    return three_versions(tmp_path_factory.mktemp("release") / "models")


@pytest.fixture(scope="module")
def shop(
    demo_shop: Path, versions: Versions, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningShop]:
    folder = copy_of(demo_shop, tmp_path_factory.mktemp("switching"))
    with served(folder, DAOGOU_MODELS=str(versions.models)) as in_service:
        yield in_service


def dialogues(shop: RunningShop) -> list[str]:
    """The models of the Rasa processes that run now."""
    found = []
    for process in shop.processes()[1:]:
        with contextlib.suppress(psutil.NoSuchProcess):  # a zombie counts as gone, too
            command = process.cmdline()
            if "bot.dialogue.launch" in command:
                found.append(Path(command[command.index("--model") + 1]).name)
    return found


def test_a_version_goes_live_and_back_under_eight_shoppers_without_a_failed_turn(
    shop: RunningShop, versions: Versions
) -> None:
    with Crowd(shop.url, SHOPPERS) as crowd:
        crowd.wait_for_turns(SHOPPERS)
        go_live(shop, versions, 2)
        crowd.wait_for_turns(5 * SHOPPERS)
        wait_for(lambda: dialogues(shop) == ["second.tar.gz"], 30, "the old process has ended")
        go_live(shop, versions, 1)
        crowd.wait_for_turns(5 * SHOPPERS)
        wait_for(lambda: dialogues(shop) == ["first.tar.gz"], 30, "the old process has ended")
    assert not crowd.failed()
    assert [one.version for one in versions.read().activations] == [1, 2, 1]


def test_a_talk_goes_on_where_it_was_when_the_model_changes(shop: RunningShop, versions: Versions) -> None:
    with Shopper(shop.url) as shopper:
        first = shopper.say("I am looking for a lamp").ids[0]
        go_live(shop, versions, 2)
        answer = shopper.say("put the first in my cart")
        assert answer.cart is not None
        assert [line["item_id"] for line in answer.cart["lines"]] == [first]
        assert shopper.say("show me others").cards


def test_a_model_that_cannot_be_loaded_changes_nothing_and_says_why(
    shop: RunningShop, versions: Versions
) -> None:
    wait_for(lambda: len(dialogues(shop)) == 1, 30, "the old process has ended")
    before, active = shop.port_of("dialogue"), versions.read().active
    with Crowd(shop.url, 2) as crowd:
        versions.activate(3, by="trainer")
        broken = given_up(versions, 3)
        crowd.wait_for_turns(4)
    assert not crowd.failed()
    assert broken.failed
    assert "Could not load model" in broken.failed
    assert versions.read().active == active
    assert shop.port_of("dialogue") == before
    assert pointer_of(shop).next is None


def test_a_shop_that_is_opened_again_goes_on_with_the_active_version(
    demo_shop: Path, versions: Versions, tmp_path: Path
) -> None:
    versions.activate(2, by="trainer")
    with served(copy_of(demo_shop, tmp_path), DAOGOU_MODELS=str(versions.models)) as reopened:
        assert dialogues(reopened) == ["second.tar.gz"]
        with Shopper(reopened.url) as shopper:
            assert shopper.say("I am looking for a lamp").cards
