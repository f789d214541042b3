"""The end-to-end stories of en/ and zh/, run against a trained model by the command that anybody runs."""

import re
from pathlib import Path

from bot_commands import bot, refusal_of
from running_shop import copy_of

WRONG = """version: "3.1"
stories:
  - story: a greeting taken for a farewell
    steps:
      - user: |-
          good morning to you
        intent: goodbye
      - action: utter_goodbye
  - story: thanks
    steps:
      - user: |-
          thanks a lot
        intent: thanks
      - action: utter_thanks
      - action: action_ask_for_stars
"""


def test_every_story_goes_as_it_is_written(model: None, demo_shop: Path, tmp_path: Path) -> None:  # noqa: ARG001
    told = bot("test", "--shop", str(copy_of(demo_shop, tmp_path)), seconds=180).stdout
    assert re.search(r"^(\d+) of \1 stories go as they are written", told, re.MULTILINE), told
    assert int(told.split(" of ", 1)[0].split()[-1]) >= 30, told


def test_a_failing_story_is_told_with_its_place_its_step_and_what_came(
    model: None,  # noqa: ARG001
    demo_shop: Path,
    tmp_path: Path,
) -> None:
    stories = tmp_path / "mine"
    stories.mkdir()
    (stories / "wrong.yml").write_text(WRONG, encoding="utf-8")
    shop = copy_of(demo_shop, tmp_path)
    told = bot("test", str(stories), "--passed", "--shop", str(shop), seconds=180, returncode=1).stdout
    assert "FAILED  mine/wrong.yml:3  a greeting taken for a farewell" in told, told
    assert re.search(r"said +good morning to you\n +expected +intent goodbye\n +came +greet", told), told
    assert "passed  mine/wrong.yml:9  thanks" in told, told
    assert "1 of 2 stories go as they are written" in told, told


def test_a_folder_without_stories_is_refused_in_one_sentence(tmp_path: Path, model: None) -> None:  # noqa: ARG001
    assert "holds no stories" in refusal_of("test", str(tmp_path))
