"""Personal numbers are hidden before anything is kept, logged or sent on; what shops are full of is not."""

import string
from pathlib import Path

import httpx
import pytest
from gateway_peers import DialoguePeer, Served, texts_of
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import luhn

from bot.gateway.app import create_app
from bot.gateway.digits import fold
from bot.gateway.masking import mask
from bot.gateway.settings import GatewaySettings
from bot.gateway.words import words

ENGLISH = words("en").masked
CARD, ID_CARD, IBAN, EMAIL, PHONE = (
    f"[{ENGLISH[kind]}]" for kind in ("card", "id_card", "iban", "email", "phone")
)

HIDDEN = [
    ("4111111111111111", CARD),
    ("4111 1111 1111 1111", CARD),
    ("4111-1111-1111-1111 please", f"{CARD} please"),
    ("my card is 5555 5555 5555 4444, exp 12/27", f"my card is {CARD}, exp 12/27"),
    ("2 of them, card 4111 1111 1111 1111", f"2 of them, card {CARD}"),
    ("4111 1111 1111 1111 2", f"{CARD} 2"),
    ("3782 822463 10005", CARD),
    ("３７８２８２２４６３１０００５", CARD),
    ("４１１１　１１１１　１１１１　１１１１", CARD),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", CARD),
    ("41 11 11 11 11 11 11 11", CARD),
    ("411 111 111 111 111 1", CARD),
    ("4111.1111.1111.1111", CARD),
    ("4111/1111/1111/1111", CARD),
    ("4111—1111—1111—1111", CARD),
    ("4111\n1111\n1111\n1111", CARD),
    ("卡号6222021234567890128付款", f"卡号{CARD}付款"),
    ("6222 0212 3456 7890 128", CARD),
    ("𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏", CARD),
    ("四一一一一一一一一一一一一一一一", CARD),
    ("11010519491231002X", ID_CARD),
    ("身份证11010519491231002x。", f"身份证{ID_CARD}。"),
    ("110105 19491231 002X", ID_CARD),
    ("１１０１０５１９４９１２３１００２Ｘ", ID_CARD),
    ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", ID_CARD),
    ("GB82 WEST 1234 5698 7654 32 please", f"{IBAN} please"),
    ("gb82west12345698765432", IBAN),
    ("iban: DE89-3704-0044-0532-0130-00 thanks", f"iban: {IBAN} thanks"),
    ("write to me@example.com.", f"write to {EMAIL}."),
    ("我的邮箱是foo.bar+x@shop.example.cn谢谢", f"我的邮箱是{EMAIL}谢谢"),
    ("ｍｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", EMAIL),
    ("me @ example.com", EMAIL),
    ("me[at]example.com", EMAIL),
    ("用户@例子.公司", EMAIL),
    ("a@b.co, c@d.org", f"{EMAIL}, {EMAIL}"),
    ("138 1234 5678", PHONE),
    ("我的电话是13812345678谢谢", f"我的电话是{PHONE}谢谢"),
    ("１３８１２３４５６７８", PHONE),
    ("1 3 8 1 2 3 4 5 6 7 8", PHONE),
    ("一三八一二三四五六七八", PHONE),
    ("010-62345678", PHONE),
    ("call 212-555-0123", f"call {PHONE}"),
    ("(415) 555-2671", PHONE),
    ("+44 20 7946 0958", PHONE),
    ("07911 123456", PHONE),
    ("+86-138-1234-5678", PHONE),
    (
        "ring 07911 123456 or mail me@example.com, card 4111111111111111",
        f"ring {PHONE} or mail {EMAIL}, card {CARD}",
    ),
]

LEFT_ALONE = [
    "under 80 dollars",
    "$1,299.99",
    "1299.00 and 1399.00",
    "199 299 399 499 599",
    "3999 4999 5999 6999",
    "3999元 4999元 5999元",
    "2 000 000 000",
    "1,000,000,000 items",
    "2 @ 50.00 each",
    "between 100-200",
    "2019 2020 2021 2022",
    "2021 2022 2023 2024",
    "in 1999 or 2000",
    "2024-11-24 10:00",
    "2024-11-24T10:00:00Z",
    "2024/11/24 至 2025/01/03",
    "二〇二四年十一月",
    "三千五百块",
    "size 38 39 40 41 42 43 44",
    "36 37 38 39 40 41 42",
    "1 2 3 4 5 6 7 8 9 10 11 12 13",
    "120 240 360 480",
    "64GB 128GB 256GB 512GB",
    "12.5 x 30.5 x 40",
    "1920x1080",
    "1920 1080 2560 1440",
    "5000 mAh 20000 mAh",
    "order 2024-000123",
    "order number 20240001234",
    "订单号 20240001234",
    "订单20241124000123",
    "order 4155552671",
    "SKU: 8005551234",
    "WH-1000XM5",
    "iPhone 15 Pro Max 256GB",
    "RTX 4090 24GB 3200",
    "EAN 4006381333931",
    "6901234567892",
    "ISBN 978-3-16-148410-0",
    "item A1234567890",
    "1732406400000",
    "GB 2024 model 12",
    "DE 10 lamps of 2024 and 2025",
    "10086",
    "@daogou on sale",
    "see you @ home",
    "4111 1111 1111 1112",
]


@pytest.mark.parametrize(("typed", "kept"), HIDDEN)
def test_a_personal_number_is_hidden_however_it_is_written(typed: str, kept: str) -> None:
    assert mask(typed, ENGLISH) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "4111 then 1111 then 1111 then 1111",
        "4111 1111 and the rest is 1111 1111",
        "前四位4111，接着1111，再1111，最后1111",
        "4111杠1111杠1111杠1111",
        "4111:1111:1111:1111",
        "(4111)(1111)(1111)(1111)",
        "4111 • 1111 • 1111 • 1111",
        "四一一一，一一一一，一一一一，一一一一",
        "肆壹壹壹、壹壹壹壹、壹壹壹壹、壹壹壹壹",
        "four one one one, one one one one, one one one one, one one one one",
        "④①①①①①①①①①①①①①①①",
    ],
)
def test_a_card_number_is_hidden_whatever_stands_between_its_digits(typed: str) -> None:
    assert "[card number]" in mask(f"charge {typed}, please", ENGLISH)
    assert "111" not in fold(mask(f"charge {typed}, please", ENGLISH))


@pytest.mark.parametrize(
    "typed",
    [
        "one or two of the third, or three or four of the first",
        "between 4000 and 5000, or 6000 and 7000",
        "3000 mAh, 4000 mAh, 5000 mAh or 9999 mAh",
        "from 2019, 2020, 2021 or 2022",
    ],
)
def test_amounts_with_words_between_them_are_left_alone(typed: str) -> None:
    assert mask(typed, ENGLISH) == typed


@pytest.mark.parametrize("typed", LEFT_ALONE)
def test_prices_sizes_years_models_and_orders_are_left_alone(typed: str) -> None:
    assert mask(typed, ENGLISH) == typed


@given(
    start=st.sampled_from(["4", "5", "6", "34", "37", "2221", "35"]),
    rest=st.text(string.digits, min_size=11, max_size=14),
    between=st.sampled_from(["", " ", "-", "  ", ".", " - "]),
    around=st.sampled_from([("", ""), ("pay with ", " now"), ("请用", "付款"), ("1 x lamp, ", "!")]),
)
def test_every_card_number_is_hidden_in_groups_of_four_and_in_one_piece(
    start: str, rest: str, between: str, around: tuple[str, str]
) -> None:
    number = f"{start}{rest}"
    number += luhn.calc_check_digit(number)
    assume(len(number) > 13 or number[0] in "45")  # else a barcode
    written = between.join(number[i : i + 4] for i in range(0, len(number), 4))
    kept = mask(f"{around[0]}{written}{around[1]}", ENGLISH)
    assert number not in kept.replace(between, "")
    assert written not in kept


@given(st.text(st.characters(exclude_categories=["Nd", "No"], exclude_characters="@＠[("), max_size=60))
def test_a_sentence_without_a_digit_or_an_at_sign_is_kept_as_it_is(text: str) -> None:
    assert mask(text, ENGLISH) == text


def test_a_personal_number_is_found_nowhere_on_disk_in_no_log_and_not_in_the_dialogue(
    settings: GatewaySettings, dialogue: DialoguePeer, capfd: pytest.CaptureFixture[str]
) -> None:
    secrets = {
        "pay with 4111 1111 1111 1111 please": ("4111 1111 1111 1111", "4111111111111111"),
        "身份证号是11010519491231002X": ("11010519491231002X",),
        "４１１１１１１１１１１１１１１１": ("４１１１１１１１１１１１１１１１", "4111111111111111"),
        "mail me@example.com or call 212-555-0123": ("me@example.com", "212-555-0123", "2125550123"),
        "from GB82 WEST 1234 5698 7654 32": ("GB82 WEST 1234 5698 7654 32",),
        "4111\u200b1111\u200b1111\u200b1111": ("4111\u200b1111", "4111111111111111"),
    }
    with Served(create_app(settings)) as served, httpx.Client(base_url=served.url, timeout=20) as browser:
        for number, text in enumerate(secrets):
            answer = browser.post("/api/chat", json={"text": text}, headers={"Idempotency-Key": f"k{number}"})
            assert answer.status_code == 200
            browser.post("/api/chat", json={"text": text, "postback": text})
        told = [turn["shopper"]["text"] for turn in browser.get("/api/chat").json()["turns"]]
    assert told[0] == "pay with [card number] please"
    assert told[1] == "身份证号是[身份证号]"
    logged = "".join(capfd.readouterr())
    on_disk = b"".join(file.read_bytes() for file in settings.shop.rglob("*") if file.is_file())
    for hidden in (hidden for several in secrets.values() for hidden in several):
        assert hidden.encode() not in on_disk
        assert hidden not in logged
        assert not any(hidden in asked["message"] for asked in dialogue.asked)


def test_the_token_and_the_key_are_on_disk_only_as_hashes_and_in_no_log(
    settings: GatewaySettings, capfd: pytest.CaptureFixture[str]
) -> None:
    with Served(create_app(settings)) as served, httpx.Client(base_url=served.url) as browser:
        browser.post("/api/chat", json={"text": "hello"}, headers={"Idempotency-Key": "a-key-of-mine"})
        token = next(iter(browser.cookies.values()))
        browser.post("/api/chat", json={"text": "hello"}, headers={"Authorization": "Bearer forged"})
    logged = "".join(capfd.readouterr())
    on_disk = b"".join(file.read_bytes() for file in Path(settings.shop).rglob("*") if file.is_file())
    for secret in (token, token.split(".")[0], "a-key-of-mine"):
        assert secret.encode() not in on_disk
        assert secret not in logged
    for secret in (settings.dialogue_token, settings.actions_token):
        assert secret not in logged


def test_what_is_typed_is_logged_only_if_a_setting_asks_for_it(
    browser: httpx.Client, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = browser.post("/api/chat", json={"text": "a purple lamp"})
    assert texts_of(answer.json()["messages"]) == ["You said: a purple lamp"]
    assert "purple" not in "".join(capfd.readouterr())
