"""What a shopper wants, and what not. `-` marks what is refused."""

import pytest
from spoken import things_in, words_left

from bot.dialogue.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a tent, not red", "tents -red"),
        ("no red ones please", "-red"),
        ("a jacket without red", "jackets -red"),
        ("anything but Fjell", "-fjell"),
        ("everything except Fjell", "-fjell"),
        ("I don't want a red one", "-red"),
        ("I don't like grey", "-grey"),
        ("not Fjell but Brook", "-fjell brook"),
        ("I hate red", "-red"),
        ("leave out the red ones", "-red"),
        ("get rid of the grey ones", "-grey"),
        ("jackets, no Fjell, no red", "jackets -fjell -red"),
        ("jackets that are not red or grey", "jackets -red -grey"),
        ("a red one, not a grey one", "red -grey"),
        ("nothing red", "-red"),
        ("no red, green please", "-red green"),
        ("other than Fjell", "-fjell"),
        ("a tent for men, not for women", "tents men -women"),
        ("not lamps, kettles", "-lamp kettles"),
        ("neither red nor grey", "-red -grey"),
        ("it can't be red", "-red"),
        ("avoid grey", "-grey"),
        ("a jacket in any colour but red", "jackets -red"),
        ("any make except Fjell", "-fjell"),
        ("red, no thanks", "-red"),
        ("grey no thank you, a green one", "-grey green"),
        ("he already has kettles", "-kettles"),
        ("I already have a tent, I need a lamp", "-tents lamp"),
        ("I already have kettles so a lamp please", "-kettles lamp"),
        ("not waterproof", "-yes"),
        ("帐篷，不要红色的", "tents -red"),
        ("红色的不要", "-red"),
        ("红色除外", "-red"),
        ("红的绿的都不要", "-red -green"),
        ("红色和绿色的都不要", "-red -green"),
        ("夹克红色的都不要", "jackets -red"),
        ("除了红色都行", "-red"),
        ("除了Fjell以外的夹克", "-fjell jackets"),
        ("红色以外的夹克", "-red jackets"),
        ("不喜欢灰色", "-grey"),
        ("别给我红色的", "-red"),
        ("要绿色不要红色", "green -red"),
        ("不要红色，要绿色", "-red green"),
        ("不要红色要绿色", "-red green"),
        ("红色的就算了", "-red"),
        ("红色的去掉吧", "-red"),
        ("把灰色的去掉", "-grey"),
        ("绿色排除掉", "-green"),
        ("不防水的帐篷", "-yes tents"),
        ("讨厌灰色", "-grey"),
        ("不要台灯，要水壶", "-table-lamp kettles"),
    ],
)
def test_what_is_refused_is_known_and_the_rest_is_still_wanted(
    text: str, meant: str, lexicon: Lexicon
) -> None:
    assert things_in(text, lexicon) == meant
    assert not words_left(text, lexicon)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I can't stand grey", "-grey"),
        ("no red jackets", "-red jackets"),
        ("no red or green jackets", "-red -green jackets"),
        ("no Fjell tents", "-fjell tents"),
        ("不要红色的夹克", "-red jackets"),
        ("不要红色夹克", "-red jackets"),
    ],
)
def test_refusing_a_colour_of_a_thing_does_not_refuse_the_thing(
    text: str, meant: str, lexicon: Lexicon
) -> None:
    assert things_in(text, lexicon) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("no thanks, show me red lamps", "red lamp"),
        ("no problem, I'll take the red one", "red"),
        ("not only red but green too", "red green"),
        ("nothing but red", "red"),
        ("do you not have red tents?", "red tents"),
        ("why not red?", "red"),
        ("isn't there a red one?", "red"),
        ("I can't find a red tent", "red tents"),
        ("no more than 80 for a red lamp", "red lamp"),
        ("有没有红色的帐篷", "red tents"),
        ("要不要红色的", "red"),
        ("是不是红色的", "red"),
        ("没有红色的吗", "red"),
        ("怎么没有红色的", "red"),
        ("非常喜欢红色", "red"),
        ("特别喜欢红色的", "red"),
        ("不错的红色帐篷", "red tents"),
        ("不锈钢红色水壶", "red kettles"),
        ("无线红色台灯", "red table-lamp"),
        ("不好意思我要红色的", "red"),
        ("不管红色绿色都行", "red green"),
        ("不超过80的红色台灯", "red table-lamp"),
        ("别超过50块，红色的", "red"),
    ],
)
def test_a_no_that_is_not_about_the_thing_refuses_nothing(text: str, meant: str, lexicon: Lexicon) -> None:
    assert things_in(text, lexicon) == meant
