"""The command line as its reader meets it: help, sentences instead of tracebacks, a fast start."""

import fcntl
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from bot_commands import bot, refusal_of

from bot.settings import ROOT

COMMANDS = (
    "serve",
    "train",
    "chat",
    "gateway",
    "dialogue",
    "actions",
    "settings",
    "shop create",
    "shop demo",
    "shop info",
    "shop import products",
    "shop import ratings",
    "shop import faq",
    "recommender train",
    "recommender recommend",
    "recommender movies",
    "recommender evaluate",
    "recommender tune",
    "graph query",
    "graph info",
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    assert f"Usage: bot {command}" in bot(*command.split(), "--help").stdout


def test_the_help_loads_nothing_heavy() -> None:
    code = "import sys, bot.cli.program; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"numpy", "scipy", "sqlalchemy", "rdflib", "pydantic", "fastapi", "spacy", "structlog"}
    assert not heavy & set(loaded.stdout.split())


def test_a_folder_without_a_shop_is_one_sentence_not_a_traceback(tmp_path: Path) -> None:
    refused = refusal_of("serve", "--shop", str(tmp_path / "nowhere"))
    assert refused.count("\n") == 1
    assert "bot shop create" in refused
    assert not (tmp_path / "nowhere").exists()


def test_a_taken_port_is_named_with_its_flag_before_anything_is_started(tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_text("name: Corner shop\n")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = refusal_of("serve", "--shop", str(tmp_path), "--port", str(port))
    assert refused == f"Port {port}, wanted for the gateway, is taken; choose another with --port.\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["shop.yml"]


def test_a_shop_that_is_served_already_is_not_served_twice(tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_text("name: Corner shop\n")
    (tmp_path / "run").mkdir()
    with (tmp_path / "run/serve.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refused = refusal_of("serve", "--shop", str(tmp_path), "--port", str(free_port()))
    assert "is being served already" in refused


def test_a_setting_that_cannot_be_used_is_named_in_one_sentence() -> None:
    refused = refusal_of("serve", DAOGOU_REPLY_TIMEOUT_S="soon")
    assert refused.count("\n") == 1
    assert "DAOGOU_REPLY_TIMEOUT_S is 'soon'" in refused


def test_a_chat_without_a_running_shop_says_how_to_open_it() -> None:
    port = str(free_port())
    refused = refusal_of("chat", "--port", port, typed="hello\n")
    assert "open it with `bot serve`" in refused
