"""What lies in a shop's folder: no pickle, secrets for the owner alone, and no secret anywhere else."""

import json
import stat
from pathlib import Path

import numpy as np
import psutil
from running_shop import RunningShop
from talking import Shopper

PICKLED = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


def test_a_recommender_is_arrays_and_json(demo_shop: Path) -> None:
    model = (demo_shop / "recommender/current").resolve()
    files = [path for path in model.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".npy", ".json"}
    for file in files:
        assert not file.read_bytes().startswith(PICKLED)
        if file.suffix == ".npy":
            assert np.load(file, allow_pickle=False).dtype != object
        else:
            json.loads(file.read_text(encoding="utf-8"))


def test_the_secrets_are_the_owners_alone(running_demo: RunningShop) -> None:
    mode = stat.S_IMODE((running_demo.folder / "secrets.env").stat().st_mode)
    assert mode == 0o600


def test_no_secret_is_in_a_log_a_command_line_or_the_database(running_demo: RunningShop) -> None:
    secrets = running_demo.secrets()
    with Shopper(running_demo.url) as shopper:
        shopper.say("show me lamps, please")
        shopper.post({"text": ""})
        token = shopper.token
    kept = [
        secrets.conversation_key,
        secrets.dialogue_token,
        secrets.actions_token,
        token,
        token.split(".")[0],
    ]
    files = [
        path
        for path in [*running_demo.folder.rglob("*"), running_demo.terminal]
        if path.is_file() and not path.is_symlink() and path.name != "secrets.env"
    ]
    assert any(path.suffix == ".log" for path in files)
    for path in files:
        content = path.read_bytes()
        assert not [place for place, secret in enumerate(kept) if secret.encode() in content], path
    for process in running_demo.processes():
        line = " ".join(process.cmdline())
        assert not any(secret in line for secret in kept), process


def test_the_conversations_token_is_long_and_in_a_cookie_that_scripts_cannot_read(
    running_demo: RunningShop,
) -> None:
    with Shopper(running_demo.url) as shopper:
        answer = shopper.say("hello there")
        token = shopper.token
        assert len(token.split(".")[0]) * 6 >= 128
        assert token not in json.dumps(answer.body)
        assert token not in json.dumps(shopper.history())


def test_two_shops_on_one_machine_have_different_secrets(
    running_demo: RunningShop, fragile: RunningShop
) -> None:
    ours, theirs = running_demo.secrets(), fragile.secrets()
    assert ours.conversation_key != theirs.conversation_key
    assert ours.dialogue_token != theirs.dialogue_token
    assert psutil.Process(running_demo.processes()[0].pid).is_running()
