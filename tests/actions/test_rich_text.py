"""The few marks that a shop may write; everything else stays the text that it is."""

import pytest

from actions.messages import Text, read_message
from actions.rich_text import rich_text


def nodes_of(written: str) -> list[dict[str, object]]:
    return rich_text(written).model_dump(mode="json")["nodes"]  # type: ignore[no-any-return]


def test_plain_words_have_no_nodes() -> None:
    assert rich_text("Delivery costs 4.90.\nAlways.") == Text(text="Delivery costs 4.90.\nAlways.")


def test_bold_words_and_links_stand_among_the_text() -> None:
    written = "Sent **free of charge** from 60; see [all tariffs](https://shop.example/delivery?x=1#top)."
    assert nodes_of(written) == [
        {"kind": "text", "text": "Sent "},
        {"kind": "bold", "text": "free of charge"},
        {"kind": "text", "text": " from 60; see "},
        {"kind": "link", "text": "all tariffs", "url": "https://shop.example/delivery?x=1#top"},
        {"kind": "text", "text": "."},
    ]
    assert rich_text(written).text == (
        "Sent free of charge from 60; see all tariffs (https://shop.example/delivery?x=1#top)."
    )


def test_lines_with_a_dash_are_a_list_and_keep_their_dashes_in_plain_words() -> None:
    written = "We take:\n- cards\n- **cash**\nNothing else."
    assert nodes_of(written) == [
        {"kind": "text", "text": "We take:\n"},
        {
            "kind": "list",
            "items": [[{"kind": "text", "text": "cards"}], [{"kind": "bold", "text": "cash"}]],
        },
        {"kind": "text", "text": "Nothing else."},
    ]
    assert rich_text(written).text == "We take:\n- cards\n- cash\nNothing else."


def test_chinese_words_bear_the_same_marks() -> None:
    assert [node["kind"] for node in nodes_of("满**60 美元**免运费，见[说明](http://shop.example/运费)。")] == [
        "text", "bold", "text", "link", "text",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](data:text/html,<script>alert(1)</script>)",
        "[click](//elsewhere.example)",
        "[click](/shop/lamp)",
        "[click](https://shop.example@elsewhere.example/)",
        "[click](https://)",
        "[click](https://[::1)",
        "[click](https://shop.example/\u202egnp.exe)",
        "[click](https://shop.example/ onmouseover=alert(1))",
        '[click](https://shop.example/"onmouseover="alert(1))',
        "[click](https://shop.example/" + "a" * 2000 + ")",
        "[ ](https://shop.example)",
        "<b>bold</b> <script>alert(1)</script>",
        "2 ** 3 ** 4",
        "** not bold **",
        "****",
        "**open",
        "-5 degrees\n-10 at night",
        "- ",
        "[[click]](https://shop.example)".replace("https", "ftp"),
    ],
)
def test_what_is_no_mark_stays_text(written: str) -> None:
    assert rich_text(written) == Text(text=written)


def test_what_was_read_is_a_message_of_the_contract() -> None:
    said = rich_text("- [a](https://a.example)\n- **b**")
    assert read_message(said.model_dump(mode="json")) == said


def test_a_link_of_another_kind_is_no_message() -> None:
    nodes = [{"kind": "link", "text": "x", "url": "javascript:alert(1)"}]
    with pytest.raises(ValueError, match="url"):
        read_message({"type": "text", "text": "x", "nodes": nodes})
