"""Words of the shop's things, and numbers, that mean something else in what English shoppers say; and wishes."""

from collections.abc import Iterator
from typing import Any

import pytest
from spoken import amounts_in, facts_in, pointers_in, things_in, unsold_in

from bot.dialogue.analysis import analyse
from bot.dialogue.lexicon import Lexicon
from bot.dialogue.mending import is_used

CATEGORIES = """
bag basket bin boot bottle suit dummy glove purse wallet lemonade socks shirt chair book bar saw takeaway
table tea pot stocking flat makeup beauty rabbit maker train set overalls sweater cooler wind sauce formal scale
pet tights light sign key map pin net boxing print stamp food cookie computer drill wrap egg music watch kettle football
tree
bear wood plant tool spanner backpack mirror accessories chip salad lamp hoodie grape blender jeans landline coat case
ring
dress headphones camera mug trip filter paint home"""
VALUES = {
    "pattern": "check", "use": "business running exercise trip office work-out",
    "colour": "clear gold golden silver mint cream grey gray red black",
    "occasion": "christmas easter holiday wedding",
    "audience": "wife kids ladies men man", "material": "paper glass iron metal cotton copper diamond",
    "season": "summer fall all-year",
}  # fmt: skip

# What names nothing, by why it does not; sentences are parted by semicolons.
NOTHING = {
    "the cart": """bag?; bag pls; view bag; remove from bag; what's in my bag; pop it in the bag; half price, basket;
        basket show pls; in basket now""",
    "something done": """bin it; bin them please; it won't suit the room; I'd suit the second; it suits;
        they saw me coming;
        can't make up my mind; the one I just set; do I have to sign; shall I key in my card number;
        the label won't print;
        do you watch what I click; can I book a slot; do you plant trees; take away the third; take away every filter;
        which cleans better; I'd trip over it; don't fall out with me; let me work out the cost; it didn't work out;
        can I exercise the 30 days; please clear my search; she lights up a room; let me check""",
    "an insult or an endearment": """explain to a dummy; you absolute tool; he's a tool; what a spanner; thanks pet;
        what a beaut; that's a beauty""",
    "a saying": """fits like a glove; heavy on the wallet; I'm on a lemonade budget; knock my socks off;
        keep my shirt on;
        she'll fall off her chair; I'm in his bad books; any brand bar nike; a Bar mitzvah; what's the tea on both;
        I've 150 in the pot; is this a wind-up; that's weak sauce; on a scale of one to five; computer says no;
        no more computer; what's the drill; that's a wrap; sure as eggs; music to my ears; lights out, good night;
        not on my watch; worth your weight in gold; kettle's on; hurry, the football's on; barking up the wrong tree;
        does a bear live in the woods; mirror mirror on the wall; you've had your chips; in my salad days;
        a chip off the old block; good as gold; stay golden; the cream of the crop; that is mint; it's scrap metal;
        a poor man's rolex; it's out of the running; down to business""",
    "a shop's talk": """a table of all three; stocking fillers under 10; from the same maker; show me the next set;
        it's too tight;
        any sign of my parcel; is there someone who signs BSL; the map pin is off; do you do net 30;
        do you use cookies;
        is it open on Boxing Day; do you take food stamps; I want to file a formal grievance; how much a bottle;
        what do you have on your books; overall which is better; check-out; chek out; check please; check order 5512;
        clear filters; clear every filter; that clears it up; what accessories go with the second;
        the bin men took it;
        do you sell these all year; does it fit in the boot""",
    "a greeting": """merry christmas; happy easter; happy holidays everyone; have a great summer;
        christmas came early;
        ladies and gentlemen; ye man""",
    "a story": """my wife agrees; the kids had the phone; the wife would kill me; saving up for a holiday;
        I'm writing to the papers; I have a stock of paper already""",
    "a colour of speech": """I'm seeing red; a bit of a grey area; she has green fingers; the red van; my gold card""",
    "a street": """gold street, not silver street; deliver it to our home please""",
    "an address or a name": """our first flat; add flat 2 to my address; send it to our office; my name is Jean;
        I live on Gray's road; call my landline""",
    "done or told": """bag that for me; I felt ignored; carry on scrolling; the daylight is going; wife says no""",
    "a proverb": """don't put all your eggs in one basket; you hit the nail on the head; hold your horses;
        hats off to you;
        that rings a bell; he kicked the bucket; ring the changes;
        I'd sooner watch paint dry; lights are on but nobody's home; ring 0800 123 4567; my train leaves soon""",
    "a word of its own": """abit cheaper; something sweeter; something cooler; ok backtrack; it gapes at the back;
        he copped it""",
}  # fmt: skip

# What is meant beside all that.
WISHES = """a bag = bag; a leather bag = bag; bags pls = bag; bag the boots = boot; basket the lamp = lamp;
a basket please = basket;
a bag that fits a laptop = bag; remove the bag = bag; take the red bag out = red bag; gold watch = gold watch;
a watch that counts steps = watch; that watch please = watch; which watches are waterproof = watch;
what suits do you have = suit;
how much is that suit = suit; socks = socks; christmas lights = christmas light; a table = table; a bar = bar;
a set for kids = set kids;
I'd like a glove = glove; a hand saw on sale = saw; a kettle = kettle; a black book that is big = black book;
is the case in stock = case;
a sign for the door = sign; a clear case = clear case; anything in check = check;
a business shirt = business shirt; the gold ones = gold;
a silver wedding ring = silver wedding ring; our golden wedding = wedding; a fall coat = fall coat;
for the wife = wife;
a bag for my wife = bag wife; christmas cookies = christmas cookie; paper bags = paper bag;
a metal watch = metal watch;
never mind red = -red; I tapped red = red; an office chair = office chair; a cooler in black = cooler black;
tights = tights;
accessories = accessories; a mint dress = mint dress; running socks = running socks;
a holiday dress = holiday dress;
a ring = ring; a train = train; chips = chip; red glasses = red; an iron with steam = ;
mint tea = tea; a mint lamp = mint lamp;
an iron lamp = iron lamp; a glass lamp = glass lamp"""


def rows() -> Iterator[dict[str, Any]]:
    for text in CATEGORIES.split():
        yield {"text": text, "kind": "category", "iri": f"urn:daogou:category:{text}", "attribute": None}
    for attribute, texts in VALUES.items():
        for slug in texts.split():
            yield {
                "text": slug.replace("-", " "),
                "kind": "value",
                "iri": f"urn:daogou:value:{attribute}/{slug}",
                "attribute": f"urn:daogou:attribute:{attribute}",
            }


@pytest.fixture(scope="module")
def store() -> Lexicon:
    return Lexicon(rows())


def parted(texts: str) -> list[str]:
    return [" ".join(text.split()) for text in texts.split(";")]


@pytest.mark.parametrize(
    ("why", "text"), [(why, text) for why, texts in NOTHING.items() for text in parted(texts)]
)
def test_a_word_that_says_something_else_names_nothing(why: str, text: str, store: Lexicon) -> None:
    assert things_in(text, store) == "", why


@pytest.mark.parametrize("case", parted(WISHES))
def test_a_thing_that_is_meant_is_found_all_the_same(case: str, store: Lexicon) -> None:
    text, _, meant = case.partition(" =")
    assert things_in(text, store) == meant.strip()


@pytest.mark.parametrize("word", ["gapes", "blunder", "howdy", "copped", "landline", "backtrack", "collars"])
def test_a_word_that_neither_list_of_the_encoders_holds_may_be_known_by_our_own(word: str) -> None:
    assert is_used(word)


@pytest.mark.parametrize(
    "text",
    parted("""that's grand; grand, that second one; sizes up to 13; for a 10 yr old; <3; love this <3;
    I live at 14 Elm Road; deliver it at 14; the status for 4410; any help with 20931; worth more than a 1;
    one back; I'm seventy;
    a thousand times yes; I want one of these; I've asked twice; three times now; for a three year old;
    ten years together;
    he is six foot five; is it rated 5 stars;
    my train leaves in ten minutes; call me on 555 21 99; my number is 0161 496 0123; flat 2"""),
)
def test_a_number_that_is_no_amount_is_left_alone(text: str) -> None:
    assert amounts_in(text) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("drop the price limit to 80", "price ..80"),
        ("we booked a table at nine", ""),
        ("the light one of the two", "number 2..2"),
        ("lower it to 80", "number 80..80"),
        ("a customer for ten years", ""),
        ("with 12 volts", "measure 12..12 VLT"),
        ("at least 8 gigs of ram", "measure 8.. E34"),
        ("for twelve kids", "number 12..12"),
        ("for 60 clients", "number 60..60"),
        ("we have thirty delegates", "number 30..30"),
        ("make it a quartet", "quantity 4..4"),
        ("make that 22", "number 22..22"),
        ("half a grand tops", "price ..500"),
        ("for a grand", "price ..1000"),
        ("two grand max", "price ..2000"),
        ("headphones for 300", "price ..300"),
        ("got 60 quid", "price ..60"),
        ("rated at least 4 stars", "measure 4.. star"),
        ("ten years warranty", "measure 10..10 ANN"),
        ("between 1000 and 2000", "price 1000..2000"),
        ("something round a tenner", "~price 10..10"),
        ("we have been married fifty years", ""),
    ],
)
def test_an_amount_beside_them_is_what_it_is(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("items 1 to 3", "place 1,2,3"),
        ("options 2-4", "place 2,3,4"),
        ("numbers two and five", "place 2,5"),
        ("second tier brands", ""),
        ("number one seller", ""),
        ("number one please", "place 1"),
        ("number one on my list", ""),
        ("I still don't get it", ""),
        ("we've been over this", ""),
        ("put a sock in it", ""),
        ("I've got bigger fish to fry", ""),
        ("please stop asking me that", ""),
        ("why is it so slow today", ""),
        ("a longer one", "comparative size_up"),
        ("I can wait no longer", ""),
        ("a clear vase", ""),
        ("that'll be a no from me", ""),
        ("that ship has sailed", ""),
        ("clear", "emptying all"),
    ],
)
def test_places_and_comparisons_are_told_from_other_talk(text: str, meant: str) -> None:
    assert pointers_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("we need to cut costs", ""),
        ("I have stock of paper", ""),
        ("what it costs", "price"),
        ("best rated lamps", ""),
        ("sort them by price", ""),
        ("do you stock trays", ""),
        ("from the same brand", ""),
        ("I'm not made of money", ""),
        ("it cost me an arm and a leg", ""),
        ("a king-size duvet", ""),
        ("which size", "attribute:size"),
        ("is there stock of it", "stock"),
    ],
)
def test_a_fact_is_asked_for_or_not(text: str, meant: str) -> None:
    assert facts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a lamp made of paper", False),
        ("is it made of paper", True),
        ("socks for kids", False),
        ("is it for kids", True),
    ],
)
def test_words_that_lead_to_a_value_ask_a_fact_only_in_a_question(
    text: str, asked: bool, store: Lexicon
) -> None:
    assert any(entity["entity"] == "fact" for entity in analyse(text, store).entities) == asked


def test_what_is_not_sold_only_tells_of_which_kind_a_thing_is_right_before_it() -> None:
    kinds = Lexicon(
        [*rows(), {**next(rows()), "text": "wine", "iri": "urn:daogou:category:wine", "sold": False}]
    )
    assert (things_in("a wine glove", kinds), unsold_in("a wine glove", kinds)) == ("glove", "")
    assert unsold_in("a glove and wine", kinds) == "wine > nothing"
