"""A models' folder with three versions, the last one broken, and shoppers who talk while models change."""

import shutil
import threading
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Self

from bot_commands import wait_for
from ruamel.yaml import YAML
from running_shop import RunningShop
from talking import Answer, Shopper

from bot.processes.fingerprint import code_fingerprint
from bot.processes.pointer import POINTER_FILE, Pointer, read_pointer
from bot.processes.versions import Metrics, Trained, Version, Versions
from bot.settings import ROOT

SWITCHED_WITHIN_S = 90
TALK = ("I am looking for a lamp", "something cheaper please", "show me others", "hello", "why the first?")


def trained(file: str, *, seconds: float = 60) -> Trained:
    """A model of a commit, by the code as it is now."""
    return Trained(
        file=file,
        data_commit="0" * 40,
        fingerprint=file[:24],
        code=code_fingerprint(ROOT),
        settings="0" * 24,
        author="trainer",
        seconds=seconds,
        size_bytes=1,
        metrics=Metrics(examples={"en": 2, "zh": 1}, intents=1, stories=1, rules=0),
    )


def three_versions(models: Path) -> Versions:
    """Two good ones, of which the first is active, and one whose file was cut off."""
    project = Versions(ROOT / "models")
    active = project.read().active_version
    assert active is not None
    models.mkdir()
    for name in ("first.tar.gz", "second.tar.gz"):
        shutil.copyfile(project.path(active), models / name)
    (models / "broken.tar.gz").write_bytes(project.path(active).read_bytes()[:1_000_000])
    versions = Versions(models)
    for name in ("first.tar.gz", "second.tar.gz", "broken.tar.gz"):
        versions.register(trained(name))
    versions.activate(1, by="owner")
    return versions


def pointer_of(shop: RunningShop) -> Pointer:
    pointer = read_pointer(shop.folder / POINTER_FILE)
    assert pointer is not None
    return pointer


def go_live(shop: RunningShop, versions: Versions, number: int) -> None:
    """Activate a version and wait until it answers."""
    versions.activate(number, by="trainer")
    wait_for(lambda: pointer_of(shop).version == number, SWITCHED_WITHIN_S, f"version {number} answers")


def given_up(versions: Versions, number: int) -> Version:
    """The version, once it is known that it cannot be started."""
    wait_for(
        lambda: versions.read().version(number).failed, SWITCHED_WITHIN_S, f"version {number} is given up"
    )
    return versions.read().version(number)


class Crowd(AbstractContextManager["Crowd"]):
    """Shoppers who talk all the time, each in a conversation of their own, until the block ends."""

    def __init__(self, url: str, shoppers: int) -> None:
        self.answers: list[Answer] = []
        self.broken: list[str] = []
        self._url = url
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._talk) for _ in range(shoppers)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def wait_for_turns(self, number: int) -> None:
        """Until so many more turns were answered."""
        wanted = len(self.answers) + number
        wait_for(lambda: len(self.answers) >= wanted, 60, f"{number} more turns")

    def failed(self) -> list[str]:
        """Every turn that was not answered as it should be."""
        return self.broken + [str(answer) for answer in self.answers if not _is_good(answer)]

    def _talk(self) -> None:
        with Shopper(self._url) as shopper:
            while not self._ended.is_set():
                for sentence in TALK:
                    try:
                        self.answers.append(shopper.post({"text": sentence}))
                    except Exception as error:
                        self.broken.append(f"{sentence}: {error!r}")
                    if self._ended.wait(0.1):
                        return


def _is_good(answer: Answer) -> bool:
    wants_cards = answer.said == TALK[0]  # there may be nothing cheaper any more
    return answer.status == 200 and answer.text not in _faults() and bool(answer.cards or not wants_cards)


@cache
def _faults() -> set[str]:
    """Every sentence with which a turn may say that it could not be answered."""
    read = YAML(typ="safe").load
    gateway = read((ROOT / "bot/gateway/words/en.yml").read_text(encoding="utf-8"))
    actions = read((ROOT / "actions/words/en.yml").read_text(encoding="utf-8"))
    return {*gateway["faults"].values(), actions["apology"], actions["still_looking"]}
