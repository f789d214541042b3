"""An insight that cannot be made costs nobody the answer: our channel, in Rasa's own environment."""

import json
import os
import subprocess
from pathlib import Path

from bot.processes.commands import DIALOGUE_PYTHON, rasa_environment
from bot.settings import ROOT

SCRIPT = Path(__file__).with_name("channel_script.py")


def test_an_answer_is_sent_whole_where_its_insight_fails() -> None:
    done = subprocess.run(
        [DIALOGUE_PYTHON, SCRIPT],
        cwd=ROOT,
        env=rasa_environment(os.environ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    name, untold, failed = json.loads(done.stdout.splitlines()[-1])
    assert name == "rest"  # the address that the gateway asks
    for said in (untold, failed):
        assert [one["text"] for one in said[:-1]] == ["an answer"]
        assert said[-1] == "DONE"
