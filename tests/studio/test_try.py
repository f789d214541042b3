"""Trying a sentence: against the model in service and against what has been changed, side by side."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from pages_serving import serving
from staff_browsers import signed_in
from studio.small_training import EXAMPLES

from bot.studio.trying import alike, side
from bot.studio.workbench import Entity, Progress, Understood, Workbench

LIVE = {
    "text": "morning everyone",
    "intent": {"name": "goodbye", "confidence": 0.6},
    "intent_ranking": [{"name": "goodbye", "confidence": 0.6}, {"name": "greet", "confidence": 0.4}],
    "entities": [{"entity": "value", "start": 0, "end": 7, "value": "x"}],
}
PATIENCE_S = 240


def learnt(bench: Workbench, text: str) -> Understood:
    """What the draft understands, once it is learnt."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        answer = bench.parse(text, patience_s=PATIENCE_S)
        if isinstance(answer, Understood):
            return answer
        assert answer.state == "running", answer
        time.sleep(0.3)
    raise AssertionError("the draft was not learnt in time")


@contextmanager
def answering(parsed: dict[str, Any]) -> Iterator[str]:
    """A server that answers `POST /model/parse` as Rasa does."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            content = json.dumps(parsed).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page(
    bench: Workbench, studio_shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A trainer's browser at a shop whose workbench is the small one, and whose model in service is LIVE."""
    folder = tmp_path_factory.mktemp("try") / "shop"
    with answering(LIVE) as url, serving(studio_shop, folder, dialogue_url=url) as served:
        served.app.state.workbench = bench
        with closing(signed_in(served.url, served.folder, "trainer")) as browser:
            yield browser
        del served.app.state.workbench  # the shop closes its own; this one is every test's


def test_the_draft_understands_what_it_was_taught(bench: Workbench) -> None:
    assert learnt(bench, "good morning everyone").intent == "greet"
    assert learnt(bench, "再见了朋友").intent == "goodbye"
    price = next(one for one in learnt(bench, "a lamp under 50 dollars").entities if one.kind == "price")
    assert (price.start, price.end) == (7, 23)


def test_an_answer_comes_at_once_while_the_data_stay_as_they_are(bench: Workbench) -> None:
    learnt(bench, "hello")
    began = time.monotonic()
    learnt(bench, "hello again")
    assert time.monotonic() - began < 2


def test_checks_go_on_while_the_draft_is_being_learnt(small_training: Path, bench: Workbench) -> None:
    learnt(bench, "hello")
    file = small_training / "data/nlu/examples.yml"
    try:
        file.write_text(EXAMPLES.replace("- good morning", "- lovely evening"), encoding="utf-8")
        assert isinstance(bench.parse("hello"), Progress)
        assert bench.validate() == []
        assert learnt(bench, "a lovely evening").intent == "greet"
    finally:
        file.write_text(EXAMPLES, encoding="utf-8")


def test_sentence_vectors_are_kept_for_the_next_time(bench: Workbench, small_training: Path) -> None:
    learnt(bench, "hello")
    assert (small_training.parent / "models/vectors.npz").stat().st_size > 10_000


def test_differences_are_marked_on_both_sides() -> None:
    price = Entity("price", 0, 2, {"high": "50"})
    live = Understood("50 or so", (("find", 0.8), ("greet", 0.2)), (price, Entity("language", 0, 0, "en")))
    draft = Understood("50 or so", (("greet", 0.9),), ())
    one, other = side(live.text, live, draft), side(live.text, draft, live)
    assert (one.different, other.different) == (True, True)
    assert [(found.kind, found.words, found.different) for found in one.found] == [("price", "50", True)]
    assert not alike(one, other)
    assert alike(side(live.text, live, live), side(live.text, live, live))


def test_the_page_shows_both_sides_and_offers_the_likeliest_intent_first(
    page: httpx.Client, bench: Workbench
) -> None:
    learnt(bench, "hello")
    shown = page.get("/studio/try", params={"text": "morning everyone"}).text
    assert "The two understand it differently." in shown
    assert shown.count('class="tag warn"') >= 3  # both intents, and the words that one side alone found
    assert "<option>greet</option>" in shown
    assert shown.index("<option>greet</option>") < shown.index("<option>find</option>")
    assert 'hx-trigger="load' not in shown


def test_what_is_typed_is_shown_literally(page: httpx.Client) -> None:
    typed = '<script>alert(1)</script>" onfocus="x'
    shown = page.get("/studio/try", params={"text": typed}).text
    assert "<script>alert" not in shown
    assert 'onfocus="x"' not in shown


def test_the_page_says_so_where_nobody_answers(studio_shop: Path, tmp_path: Path, bench: Workbench) -> None:
    with serving(studio_shop, tmp_path / "shop") as served:
        served.app.state.workbench = bench
        with closing(signed_in(served.url, served.folder, "viewer", language="zh")) as browser:
            shown = browser.get("/studio/try", params={"text": "你好"}).text
        del served.app.state.workbench
    assert "线上的机器人暂时没有回应" in shown
    assert "/studio/examples/add" not in shown  # a viewer may look, and not teach
