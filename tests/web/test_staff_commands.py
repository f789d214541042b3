"""`bot staff`: members are made, kept out and let in from a terminal, and no password shows on a command line."""

import os
import pty
import re
import shutil
import subprocess
import time
from contextlib import nullcontext
from pathlib import Path

import httpx
import pytest
from bot_commands import bot, bot_command, clean_environment, refusal_of
from pages_serving import serving
from staff_browsers import PASSWORD
from test_staff_pages import acts

from bot.cli.training import train
from bot.processes.first_owner import tell_first_owner
from bot.processes.versions import Metrics, Trained, Versions
from bot.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, new_shop: Path) -> Path:
    return shutil.copytree(new_shop, tmp_path / "shop")


def staff(folder: Path, *arguments: str, typed: str = "") -> str:
    """What a good command prints."""
    return bot("staff", *arguments, "--shop", str(folder), typed=typed, seconds=60).stdout


def refused(folder: Path, *arguments: str, typed: str = "", returncode: int = 1) -> str:
    return refusal_of(
        "staff", *arguments, "--shop", str(folder), typed=typed, returncode=returncode, seconds=60
    )


def test_the_first_owner_is_made_by_a_command_and_can_sign_in(folder: Path, tmp_path: Path) -> None:
    added = bot(
        "staff", "add", "owner", "--role", "owner", "--shop", str(folder), typed=PASSWORD + "\n", seconds=60
    )
    assert PASSWORD not in added.stdout + added.stderr
    assert acts(folder) == [("terminal", "member.add", "owner")]
    with serving(folder, tmp_path / "served") as place:
        answer = httpx.post(f"{place.url}/staff/login", data={"name": "owner", "password": PASSWORD})
        assert answer.status_code == 303


def test_a_generated_password_is_printed_once_and_opens(folder: Path, tmp_path: Path) -> None:
    added = staff(folder, "add", "agent", "--role", "agent", "--generate")
    (password,) = re.findall(r"shown this once: (\S{20,})", added)
    with serving(folder, tmp_path / "served") as place:
        answer = httpx.post(f"{place.url}/staff/login", data={"name": "agent", "password": password})
        assert answer.headers["location"] == "/staff"


def test_a_terminal_is_asked_twice_and_shows_nothing_of_it(folder: Path) -> None:
    reader, writer = pty.openpty()
    command = bot_command("staff", "add", "owner", "--role", "owner", "--shop", str(folder))
    process = subprocess.Popen(
        command,
        stdin=writer,
        stdout=writer,
        stderr=writer,
        env=clean_environment(),
        start_new_session=True,
        close_fds=True,
    )
    os.close(writer)
    shown = b""
    for prompt in (b"Password:", b"The same again:"):
        shown += _read_until(reader, prompt)
        os.write(reader, PASSWORD.encode() + b"\n")
    shown += _read_until(reader, b"is staff now")
    assert process.wait(timeout=30) == 0
    os.close(reader)
    assert PASSWORD.encode() not in shown


def _read_until(reader: int, wanted: bytes) -> bytes:
    shown, deadline = b"", time.monotonic() + 30
    while wanted not in shown:
        assert time.monotonic() < deadline, shown
        shown += os.read(reader, 1024)
    time.sleep(0.2)  # the prompt is there before the terminal's echo is off
    return shown


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("add", "owner", "--role", "owner"), "short\n", "shorter than 12"),
        (("add", "owner", "--role", "owner"), "", "shorter than 12"),
        (("add", "owner", "--role", "owner"), "password1234\n", "tried first"),
        (("add", "Owner Of All", "--role", "owner"), PASSWORD + "\n", "cannot be a name"),
        (("disable", "nobody"), "", "No member of staff is called 'nobody'"),
        (("reset", "nobody"), PASSWORD + "\n", "No member of staff is called 'nobody'"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    folder: Path, arguments: tuple[str, ...], typed: str, said: str
) -> None:
    told = refused(folder, *arguments, typed=typed)
    assert said in told
    assert len(told.strip().splitlines()) == 1
    assert acts(folder) == []


def test_no_option_takes_a_password(folder: Path) -> None:
    for command in ("add", "reset"):
        assert "--password" not in staff(folder, command, "--help")
        refused(folder, command, "owner", "--password", PASSWORD, returncode=2)


def test_members_are_listed_disabled_enabled_and_reset(folder: Path) -> None:
    staff(folder, "add", "owner", "--role", "owner", typed=PASSWORD)
    staff(folder, "add", "viewer", "--role", "viewer", typed=PASSWORD)
    staff(folder, "disable", "viewer")
    listed = staff(folder, "list").splitlines()
    assert [line.split("\t")[:3] for line in listed] == [
        ["name", "role", "state"],
        ["owner", "owner", "enabled"],
        ["viewer", "viewer", "disabled"],
    ]
    staff(folder, "enable", "viewer")
    staff(folder, "reset", "viewer", typed="another good one\n")
    assert "the only owner" in refused(folder, "disable", "owner")
    assert [act for _, act, _ in acts(folder)] == [
        "member.add",
        "member.add",
        "member.disable",
        "member.enable",
        "member.reset",
    ]


def test_a_shop_without_an_owner_says_how_to_make_one_and_makes_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(shop=folder)
    tell_first_owner(settings)
    told = capsys.readouterr().out
    assert f"bot staff add NAME --role owner --shop {folder}" in told
    assert len(told.strip().splitlines()) == 1
    assert acts(folder) == []
    staff(folder, "add", "owner", "--role", "owner", typed=PASSWORD)
    tell_first_owner(settings)
    assert capsys.readouterr().out == ""


def test_a_model_that_goes_live_on_the_command_line_is_in_the_log(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = Versions(tmp_path / "models")
    versions.models.mkdir()
    settings = Settings(shop=folder, models=versions.models, training=tmp_path / "training")
    known = {"data_commit": "0" * 40, "fingerprint": "f", "code": "c", "settings": "s", "author": "bot train"}
    nothing = Metrics(examples={}, intents=0, stories=0, rules=0)
    for name in ("one", "two"):
        (versions.models / name).touch()
        versions.register(Trained(file=name, seconds=1, size_bytes=1, metrics=nothing, **known))
    versions.activate(1, by="owner")
    two = versions.read().versions[-1]
    monkeypatch.setattr("bot.settings.read_settings", lambda: settings)
    monkeypatch.setattr("bot.processes.training.train", lambda *_, **__: two)
    monkeypatch.setattr("bot.cli.training._alone", nullcontext)
    for activate in (False, True, True):
        train(force=False, activate=activate, served=False)
        assert acts(folder) == ([("terminal", "version.activate", "2")] if activate else [])


def test_there_is_no_shop_to_add_staff_to_yet(tmp_path: Path) -> None:
    told = refused(tmp_path / "nothing", "add", "owner", "--role", "owner", typed=PASSWORD)
    assert "holds no shop" in told
    assert not (tmp_path / "nothing").exists()
