"""What a shopper typed, a product is called, or a colleague noted is text on every page, whatever it tries to be."""

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from injections import ALL, FORMULAS
from pages_serving import Serving, serving
from staff_browsers import signed_in

from shop.conversations import Conversations
from shop.database import Database, sqlite_url
from shop.review.insights import Insight
from shop.review.marks import LONGEST_LABEL
from shop.transcript import Said

INNOCENT = "a lamp for the desk"
ADDRESSING = {"href", "src", "action", "formaction", "hx-get", "hx-post", "data"}
ITEM = "item-1"
UNLIKE = {"correction", "list of a label"}  # a sentence's words, or the place among labels, make a difference


class Page(HTMLParser):
    """A page as a browser sees it: its elements with the names of their attributes, its text, its addresses."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        assert answer.status_code == 200, f"{answer.url}: {answer.status_code}"
        self.skeleton: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.values: list[str] = []
        self.addresses: list[str] = []
        self.others: list[str] = []
        self.feed(answer.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skeleton.append((tag, tuple(sorted(name for name, _ in attrs))))
        for name, value in attrs:
            self.values.append(value or "")
            if name in ADDRESSING:
                self.addresses.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, text: str) -> int:
        """How often it says `text`; white space aside, for a page may set each word by itself."""
        return "".join(self.text.split()).count("".join(text.split()))

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


def label_of(text: str) -> str:
    """As much of it as a label may hold."""
    return squeezed(text[:LONGEST_LABEL])


def card(name: str) -> dict[str, Any]:
    return {
        "item_id": ITEM,
        "name": name,
        "price": "12.90",
        "currency": "USD",
        "in_stock": True,
        "url": None,
        "image": None,
        "attributes": {name: name},
        "reason": name,
        "actions": [{"title": name, "postback": "opaque"}],
    }


def insight(text: str) -> Insight:
    """A turn's insight in which every name that can come from a catalogue or a trainer is `text`."""
    told = {
        "intent": {"name": "find", "confidence": 0.9},
        "ranking": [{"name": "find", "confidence": 0.9}],
        "entities": [{"entity": "brand", "start": 0, "end": len(text), "value": text, "negated": False}],
        "request": {"before": {}, "after": {}},
        "actions": [{"name": "action_find", "policy": "RulePolicy", "confidence": 1.0, "ms": 3.0}],
        "shown": [{"rank": 1, "item": ITEM, "parts": {"request": 1.0}, "evidence": [], "matched": []}],
        "ms": {"whole": 10.0, "understanding": 5.0, "policies": 1.0, "actions": 3.0},
        "model": {"id": "model", "file": "model.tar.gz"},
        "fallback": False,
        "no_result": False,
        "failure": None,
    }
    kept = Insight.read(told)
    assert kept is not None
    return kept


def talk_of(database: Database, text: str, key: str) -> int:
    """A conversation in which the shopper says `text`, and every word of the answer is `text` too."""
    conversations = Conversations(database)
    talk = conversations.open_new(key, "en").conversation
    turn = conversations.begin_turn(talk, Said("text", text, "en", key))
    answer = [
        {"version": 1, "type": "text", "text": text},
        {"version": 1, "type": "cards", "cards": [card(text)]},
        {"version": 1, "type": "replies", "replies": [{"title": text, "postback": "opaque"}]},
        {
            "version": 1,
            "type": "cart",
            "lines": [{"item_id": ITEM, "name": text, "quantity": 1, "price": "12.90", "total": "12.90"}],
            "total": "12.90",
            "currency": "USD",
        },
    ]
    conversations.finish_turn(talk, turn.n, "answered", answer, insight=insight(text))
    return talk


class Console:
    """The console of a shop in which everything above was said, noted and labelled."""

    def __init__(self, browser: httpx.Client, talks: dict[str, int]) -> None:
        self.browser = browser
        self.talks = talks
        self._innocent: dict[str, Page] = {}
        self._elements: set[tuple[str, tuple[str, ...]]] = set()

    def pages(self, text: str) -> dict[str, Page]:
        """Every page on which the conversation of `text` is seen, by name."""
        talk = f"/console/talks/{self.talks[text]}"
        piece = {"HX-Request": "true"}
        asked = {
            "talk": self.browser.get(talk),
            "turns": self.browser.get(f"{talk}/turns", params={"before": 2}, headers=piece),
            "insight": self.browser.get(f"{talk}/turns/1", headers=piece),
            "insight's page": self.browser.get(f"{talk}/turns/1"),
            "correction": self.browser.get(f"{talk}/turns/1/correct"),
            "list of a label": self.browser.get("/console", params={"label": label_of(text)}),
        }
        return {name: Page(answer) for name, answer in asked.items()}

    def innocent(self) -> dict[str, Page]:
        """The same pages of a conversation in which nothing was tried."""
        if not self._innocent:
            self._innocent = self.pages(INNOCENT)
        return self._innocent

    def found_and_not_found(self) -> set[tuple[str, tuple[str, ...]]]:
        """Every element that the list has, where words are found and where they are not."""
        if not self._elements:
            for words in (INNOCENT, "nothing of the kind", "alert", ""):
                asked = {"words": words}
                self._elements |= set(Page(self.browser.get("/console", params=asked)).skeleton)
        return self._elements


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory, new_shop: Path) -> Iterator[Console]:
    with serving(new_shop, tmp_path_factory.mktemp("injected") / "shop") as place:
        talks = _say_all(place)
        with closing(signed_in(place.url, place.folder, "owner")) as browser:
            for text, talk in talks.items():
                for address, data in (
                    ("notes", {"text": text}),
                    ("labels", {"label": label_of(text)}),
                    ("turns/1/flag", {"position": "0"}),
                ):
                    done = browser.post(f"/console/talks/{talk}/{address}", data=data)
                    assert done.status_code == 303, f"{address} of {text!r}: {done.status_code}"
            yield Console(browser, talks)


def _say_all(place: Serving) -> dict[str, int]:
    database = Database(sqlite_url(place.folder / "shop.db"))
    talks = {text: talk_of(database, text, f"key {n}") for n, text in enumerate((INNOCENT, *ALL))}
    database.close()
    return talks


def test_there_are_at_least_sixty_kinds() -> None:
    assert len(set(ALL)) == len(ALL) >= 60


@pytest.mark.parametrize("text", ALL, ids=range(len(ALL)))
def test_it_is_shown_as_text_wherever_it_was_said_named_or_noted(console: Console, text: str) -> None:
    for name, page in console.pages(text).items():
        innocent = console.innocent()[name]
        if name in UNLIKE:
            assert set(page.skeleton) <= set(innocent.skeleton), name
        else:
            assert page.skeleton == innocent.skeleton, f"{name}: elements or attributes that were not meant"
        assert page.others == innocent.others, name
        for address in page.addresses:
            assert address.startswith(("/", "#", "?")), f"{name}: {address}"
            assert not address.startswith("//"), f"{name}: {address}"
        # A label holds less than all of it, and stands there twice.
        wanted = 1 if name in UNLIKE else innocent.count(INNOCENT) - 2 * (label_of(text) != squeezed(text))
        assert page.count(text) >= max(1, wanted), f"{name}: not shown as it was typed"


def squeezed(text: str) -> str:
    """With every run of white space as one blank, as a browser shows it."""
    return " ".join(text.split())


@pytest.mark.parametrize("text", ALL, ids=range(len(ALL)))
def test_it_can_be_searched_for_without_becoming_part_of_the_page(console: Console, text: str) -> None:
    page = Page(console.browser.get("/console", params={"words": text}))
    assert set(page.skeleton) <= console.found_and_not_found()
    assert not page.others
    assert any(squeezed(text) == squeezed(value) for value in page.values), (
        "the field shows what was asked for"
    )


def test_the_list_shows_all_of_them_as_text(console: Console) -> None:
    seen, address = "", "/console"
    for _ in range(30):
        answer = console.browser.get(address)
        page = Page(answer)
        seen += " " + squeezed(page.text)
        older = [one for one in page.addresses if "after=" in one]
        if not older:
            break
        address = older[-1]
    for text in ALL:
        assert squeezed(text) in seen, text
    assert not {"script", "iframe", "svg", "object", "embed", "math", "img", "style"} & {
        tag for tag, attributes in page.skeleton if "nonce" not in attributes
    }


def test_the_log_and_the_pages_of_staff_show_it_as_text(console: Console) -> None:
    for address in ("/staff/audit", "/staff/audit?act=talk.label", "/staff/members"):
        page = Page(console.browser.get(address))
        tags = {tag for tag, attributes in page.skeleton if "nonce" not in attributes}
        assert (
            not {"script", "iframe", "svg", "object", "embed", "math", "img", "style", "b", "template"} & tags
        )
    for text in ALL[:40]:
        answer = console.browser.post("/staff/members", data={"name": text, "role": "agent"})
        assert answer.status_code == 422
        assert "alert(1)>" not in answer.text.replace("&gt;", "")


def test_no_cell_of_an_export_is_a_formula(console: Console) -> None:
    answer = console.browser.get("/console/export.csv")
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) > len(ALL)
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")), cell
    everything = "\n".join(cell for row in rows for cell in row)
    for text in FORMULAS:
        assert text in everything
