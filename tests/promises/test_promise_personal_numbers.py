"""Numbers that are nobody's business are masked before anything is kept: no file of the shop ever holds one."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from running_shop import RunningShop
from talking import Shopper

MARK = "zyzzyva"  # a word of the same sentences that is kept, to show that the search finds what is there
NUMBERS = {
    "a card": ("4539578763621486", "my card is 4539578763621486, {mark}, charge it"),
    "a card in groups": ("5425233430109903", "pay with 5425 2334 3010 9903 {mark}"),
    "a card with dashes": ("374245455400126", "amex 3742-454554-00126 {mark} please"),
    "a card in full width": ("6011000991300009", "卡号６０１１０００９９１３００００９，{mark}"),
    "a card digit by digit": ("4007702835532454", "4 0 0 7 7 0 2 8 3 5 5 3 2 4 5 4 is the {mark} number"),
    "an ID card": ("11010519491231002X", "我的身份证是11010519491231002X {mark}"),
    "an e-mail address": (
        "inkwell@letterbox.example.org",
        "write to inkwell@letterbox.example.org {mark}",
    ),
    "a mobile number": ("13912345678", "打我电话 139-1234-5678 {mark}"),
    "a phone number abroad": ("4402079460123", "call +44 020 7946 0123 {mark}"),
    "a bank account": ("DE89370400440532013000", "refund to DE89 3704 0044 0532 0130 00 {mark}"),
}


@pytest.fixture(scope="module")
def after_the_talk(running_demo: RunningShop) -> dict[Path, str]:
    """All that lies on disk once every number was typed, and typed again in ways that are refused."""
    with Shopper(running_demo.url) as shopper:
        shopper.say("lamps, please")
        for place, (_, sentence) in enumerate(NUMBERS.values()):
            said = sentence.format(mark=MARK)
            assert shopper.say(said).texts
            assert shopper.post({"text": f"{said} " * 120}).status == 422, "too long"
            assert shopper.post({"text": said, "postback": said}).status == 422
            assert shopper.post({"postback": said}).status == 400
            assert shopper.say(said, key=f"number {place}").texts
        history = str(shopper.history())
    files = {
        path: folded(path.read_bytes())
        for path in [*running_demo.folder.rglob("*"), running_demo.terminal]
        if path.is_file() and not path.is_symlink()
    }
    files[Path("what a reload shows")] = folded(history.encode())
    return files


def folded(raw: bytes) -> str:
    """Bytes as text in which no way of writing a number hides it: no escapes, no widths, no separators."""
    text = raw.decode("utf-8", "ignore")
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return re.sub(r"[\s\-_,/·+()]", "", unicodedata.normalize("NFKC", text)).lower()


@pytest.mark.parametrize("what", NUMBERS)
def test_a_personal_number_is_found_nowhere_on_disk(after_the_talk: dict[Path, str], what: str) -> None:
    number = folded(NUMBERS[what][0].encode())
    holding = [path.name for path, text in after_the_talk.items() if number in text]
    assert not holding, f"{what} is in {holding}"


def test_the_search_would_have_found_them(after_the_talk: dict[Path, str]) -> None:
    holding = {path.name for path, text in after_the_talk.items() if MARK in text}
    assert any(name.startswith("shop.db") for name in holding), holding
    assert any(name.startswith("dialogue.db") for name in holding), holding
    assert "what a reload shows" in holding


def test_no_log_holds_what_shoppers_type(after_the_talk: dict[Path, str]) -> None:
    holding = [path.name for path, text in after_the_talk.items() if path.suffix == ".log" and MARK in text]
    assert not holding


def test_an_ordinary_number_is_kept_as_it_is(
    running_demo: RunningShop, enter: Callable[[RunningShop], Shopper]
) -> None:
    shopper = enter(running_demo)
    shopper.say("lamps under 120 dollars from 2024, order 2024-000123")
    (turn,) = shopper.history()["turns"]
    assert turn["shopper"]["text"] == "lamps under 120 dollars from 2024, order 2024-000123"
