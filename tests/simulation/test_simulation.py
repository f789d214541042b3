"""Simulated shoppers: drawn by seed from the graph, speaking sentences of their own, judged by the graph."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from bot_commands import bot, refusal_of
from ruamel.yaml import YAML
from running_shop import RunningShop

from bot.settings import ROOT
from bot.simulation.goals import Goals
from bot.simulation.phrasing import Phrasing, words
from knowledge_graph import Catalogue

ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
PLACE = re.compile(r"\{(\w+)\}")
LANGUAGES = ("en", "zh")


def plain(sentence: str) -> str:
    """Letters and digits alone, with every name and amount as the same mark: what is left is the template."""
    masked = PLACE.sub(" thing ", ANNOTATION.sub(" thing ", sentence))
    return re.sub(r"[\W_]+", " ", masked.lower()).strip()


def trained_on() -> Iterator[str]:
    """Every sentence that the dialogue learns from, as it stands and with what is marked in it masked."""
    for file in (ROOT / "data/nlu").rglob("*.yml"):
        for block in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in str(block.get("examples", "")).splitlines():
                yield plain(line.removeprefix("- "))
                yield plain(ANNOTATION.sub(r"\1", line.removeprefix("- ")))


def sentences(language: str) -> dict[str, list[str]]:
    """What simulated shoppers say, by act."""
    return {act: told for act, told in words(language).items() if isinstance(told, list) and act != "places"}


def test_no_sentence_of_simulated_shoppers_was_used_to_train_the_dialogue() -> None:
    learnt = set(trained_on())
    said = {plain(one) for language in LANGUAGES for told in sentences(language).values() for one in told}
    assert len(said) >= 100
    assert not sorted(said & learnt)


def test_both_languages_say_the_same_things() -> None:
    english, chinese = (sentences(language) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for act, told in english.items():
        places = {frozenset(PLACE.findall(one)) for one in (*told, *chinese[act])}
        assert len(places) == 1, f"{act}: each sentence must tell the same"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_goal_can_be_met_by_what_is_wanted_and_comes_again_with_its_seed(
    demo_shop: Path, language: str
) -> None:
    catalogue = Catalogue.open(demo_shop / "graph")
    goals = Goals(catalogue)
    for number in range(100):
        goal = goals.draw(Random(number), language)
        assert goal == goals.draw(Random(number), language)
        fitting = {match.item_id for match in catalogue.search_graph(goal.request, 10_000)}
        assert goal.wanted.item_id in fitting, goal
        for other in filter(None, (goal.other_value, goal.without)):
            assert not catalogue.holds(goal.wanted, other), goal


def test_slips_change_a_sentence_without_losing_it() -> None:
    for language in LANGUAGES:
        said = [
            Phrasing(language, "USD", Random(n)).say("tell_value", {"value": "water"}) for n in range(200)
        ]
        careful = {one.format(value="water") for one in sentences(language)["tell_value"]}
        slipped = [one for one in said if one not in careful]
        assert 5 < len(slipped) < 60, slipped
        assert all(min(abs(len(one) - len(other)) for other in careful) <= 1 for one in slipped)


def run(shop: RunningShop, file: Path, *more: str) -> tuple[str, dict[str, Any]]:
    """What a small run prints, and what it writes."""
    at = ("--shop", str(shop.folder), "--port", str(shop.port), "--json", str(file))
    told = bot("simulate", "--talks", "12", "--seed", "7", *at, *more, seconds=240).stdout
    return told, json.loads(file.read_text(encoding="utf-8"))


def test_a_small_run_finds_what_was_wanted_and_shows_nothing_that_was_not(
    running_demo: RunningShop, tmp_path: Path
) -> None:
    told, written = run(running_demo, tmp_path / "run.json")
    figures = written["figures"]["all"]
    assert figures["talks"] == len(written["talks"]) == 12
    assert {one["language"] for one in written["talks"]} == set(LANGUAGES)
    assert figures["success"] >= 0.75, told
    assert figures["refused"] == 0, told
    assert figures["cards_checked"] > 40
    assert figures["constraint_violations"] <= figures["cards_checked"] * 0.05, told
    assert re.search(rf"^success\t{figures['success']:g}\t", told, re.MULTILINE), told


def test_a_seed_draws_the_same_shoppers_again(running_demo: RunningShop, tmp_path: Path) -> None:
    first, second = (
        run(running_demo, tmp_path / f"{name}.json", "--language", "en")[1] for name in ("one", "two")
    )
    assert [(talk["wanted"], talk["turns"][0]["said"]) for talk in first["talks"]] == [
        (talk["wanted"], talk["turns"][0]["said"]) for talk in second["talks"]
    ]


def test_a_simulation_in_a_folder_that_is_no_shop_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert "is no shop" in refusal_of("simulate", "--talks", "1", "--shop", str(tmp_path))
