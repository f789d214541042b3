"""From a saved example to the model that answers with it, and what a switch costs eight shoppers.

A trainer's way through the real pages of the demo shop: save, train, go live, go back; eight shoppers talk
during both switches. Models, working copy and shop lie in a folder of their own.
"""

import re
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.figures import percentile
from benchmarks.scripts import OURS, Line
from benchmarks.shop_server import ServedShop, served_shop
from benchmarks.sides import ShopTalk
from bot.gateway.words import words
from bot.processes.fingerprint import model_file
from bot.processes.pointer import POINTER_FILE, read_pointer
from bot.processes.ports import LOOPBACK
from bot.processes.versions import Version, Versions
from bot.settings import ROOT
from shop.database import Database, sqlite_url
from shop.staff.audit import TERMINAL, Actor
from shop.staff.members import Members

SHOPPERS = 8
TURNS_AROUND = 40  # of all shoppers together, before and after each switch
TRAINER, PASSWORD = "trainer", "a trainer of this benchmark"
NEW = {"intent": "thanks", "language": "en", "texts": "splendid, that settles it"}
CHECKED = "data/stories/smalltalk.yml"
AIM_S = 90
LAST_TURNS_S = 12.0  # after them the old process has ended


@dataclass(frozen=True, slots=True)
class Step:
    """What was measured; seconds where nothing else is said, and what is aimed at."""

    step: str
    value: float
    unit: str = "s"
    aim: float | None = None


def measure_switch(place: Path, deadline: Deadline) -> list[Step]:
    """All steps; `place` is an empty folder."""
    models = place / "models"
    models.mkdir()
    trained = model_file(ROOT, ROOT / "models")
    if trained.exists():
        shutil.copyfile(trained, models / trained.name)
    folders = {"DAOGOU_MODELS": str(models), "DAOGOU_TRAINING": str(place / "training")}
    with served_shop(place, deadline, **folders) as shop:
        _add_trainer(shop)
        with httpx.Client(base_url=f"http://{LOOPBACK}:{shop.port}", timeout=60, trust_env=False) as browser:
            return _measure(shop, Versions(models), _Trainer(browser), deadline)


def _measure(shop: ServedShop, versions: Versions, trainer: "_Trainer", deadline: Deadline) -> list[Step]:
    first = _active(versions)
    _wait(trainer.is_checked, deadline, "the workbench is warm")
    began = time.monotonic()
    trainer.post("/studio/examples/add", NEW)
    saved_s = time.monotonic() - began
    trainer.post("/studio/train")
    version = _new_version(versions, first, deadline)
    trained_s = time.monotonic() - began
    with _Crowd(shop.port) as crowd:
        crowd.wait_for_turns(TURNS_AROUND, deadline)
        asked = time.monotonic()
        trainer.post(f"/studio/versions/{version.id}/activate")
        _wait(lambda: _serving(shop) == version.id, deadline, "the new model answers")
        live_s, live_at = time.monotonic() - asked, time.monotonic()
        crowd.wait_for_turns(TURNS_AROUND, deadline)
        _wait(lambda: time.monotonic() - live_at > LAST_TURNS_S, deadline, "the old process has ended")
        asked = time.monotonic()
        trainer.post(f"/studio/versions/{first.id}/activate")
        _wait(lambda: _serving(shop) == first.id, deadline, "the first model answers again")
        back_s = time.monotonic() - asked
        crowd.wait_for_turns(TURNS_AROUND, deadline)
    return [
        Step("save an example", saved_s),
        Step("check and train", trained_s - saved_s),
        Step("go live, under 8 shoppers", live_s),
        Step("from save to the new model's answer", trained_s + live_s, aim=AIM_S),
        Step("go back, under 8 shoppers", back_s),
        Step("turns during both switches", len(crowd.ms), "turns"),
        Step("failed turns", len(crowd.failed), "turns", aim=0),
        Step("a turn during the switches, p50", percentile(crowd.ms, 50), "ms"),
        Step("a turn during the switches, p95", percentile(crowd.ms, 95), "ms"),
    ]


class _Trainer:
    """A signed-in browser."""

    def __init__(self, browser: httpx.Client) -> None:
        self._browser = browser
        browser.headers["Origin"] = str(browser.base_url).rstrip("/")
        self.post("/staff/login", {"name": TRAINER, "password": PASSWORD})

    def post(self, path: str, form: dict[str, str] | None = None) -> None:
        """Send a form; raises BenchmarkError where it is refused."""
        answer = self._browser.post(path, data=form or {})
        if answer.status_code != httpx.codes.SEE_OTHER:
            said = re.sub(r"<[^>]+>|\s+", " ", answer.text)[-500:]
            raise BenchmarkError(f"{path} answered {answer.status_code}: {said}")

    def is_checked(self) -> bool:
        """Whether a file is checked at once, as it is after the first minute of work in the studio."""
        form = {"path": CHECKED, "text": (ROOT / CHECKED).read_text(encoding="utf-8")}
        answer = self._browser.post("/studio/check", data=form, headers={"HX-Request": "true"})
        return answer.status_code == httpx.codes.OK and "hx-post" not in answer.text


class _Crowd:
    """Shoppers who talk without a pause until the block ends."""

    def __init__(self, port: int) -> None:
        self.ms: list[float] = []
        self.failed: list[str] = []
        self._port = port
        self._ended = threading.Event()
        self._faults = set(words("en").faults.values())
        self._threads = [threading.Thread(target=self._talk, args=(n,)) for n in range(SHOPPERS)]

    def __enter__(self) -> "_Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def wait_for_turns(self, number: int, deadline: Deadline) -> None:
        """Until so many more turns were answered."""
        wanted = len(self.ms) + number
        _wait(lambda: len(self.ms) >= wanted, deadline, "shoppers are answered")

    def _talk(self, shopper: int) -> None:
        script = OURS[shopper % len(OURS)]
        while not self._ended.is_set():
            talk = ShopTalk(self._port)
            for line in script:
                self._say(talk, line)
                if self._ended.is_set():
                    break
            talk.close()

    def _say(self, talk: ShopTalk, line: Line) -> None:
        try:
            ms, answered = talk.say(line)
        except BenchmarkError as error:
            self.failed.append(str(error))
            return
        self.ms.append(ms)
        if not answered:
            self.failed.append(line.text)


def _add_trainer(shop: ServedShop) -> None:
    database = Database(sqlite_url(shop.folder / "shop.db"))
    try:
        Members(database).add(TRAINER, "trainer", PASSWORD, Actor(TERMINAL))
    finally:
        database.close()


def _active(versions: Versions) -> Version:
    active = versions.read().active_version
    if active is None:
        raise BenchmarkError("The shop serves no version.")
    return active


def _new_version(versions: Versions, first: Version, deadline: Deadline) -> Version:
    def newest() -> Version:
        return versions.read().versions[-1]

    _wait(lambda: newest().id != first.id, deadline, "the new version is there")
    return newest()


def _serving(shop: ServedShop) -> int | None:
    pointer = read_pointer(shop.folder / POINTER_FILE)
    return pointer.version if pointer else None


def _wait(met: Callable[[], bool], deadline: Deadline, what: str) -> None:
    while not met():
        deadline.left_s(f"waiting until {what}")
        time.sleep(0.1)
