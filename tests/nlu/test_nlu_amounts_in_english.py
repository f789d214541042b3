"""How much, how many and since when, as English says it."""

import pytest
from spoken import amounts_in


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a lamp under 80", "price ..80"),
        ("my budget is around 80", "~price 80..80"),
        ("a lamp under $80", "price ..80 dollars"),
        ("lamps below 80 bucks", "price ..80"),
        ("at most 49.90", "price ..49.9"),
        ("no more than 1,200 dollars", "price ..1200 dollars"),
        ("not over 50", "price ..50"),
        ("something over 100", "price 100.."),
        ("at least 30 euros", "price 30.. EUR"),
        ("from 20 to 40", "price 20..40"),
        ("between 20 and 40 dollars", "price 20..40 dollars"),
        ("20-40 euros", "price 20..40 EUR"),
        ("$20 to $40", "price 20..40 dollars"),
        ("$20 - 40", "price 20..40 dollars"),
        ("around 50", "~price 50..50"),
        ("about fifty bucks", "~price 50..50"),
        ("roughly 30 euros", "~price 30..30 EUR"),
        ("80-ish", "~price 80..80"),
        ("50 or so", "~price 50..50"),
        ("100 or less", "price ..100"),
        ("100 max", "price ..100"),
        ("50 tops", "price ..50"),
        ("60 and up", "price 60.."),
        ("£20 or more", "price 20.. GBP"),
        ("max 35", "price ..35"),
        ("my budget is 200", "price ..200"),
        ("I have 50 bucks", "price ..50"),
        ("I can spend 75", "price ..75"),
        ("I've got 60 to spend", "price ..60"),
        ("for 40 dollars", "price ..40 dollars"),
        ("a hundred dollars", "price ..100 dollars"),
        ("two hundred and fifty bucks", "price ..250"),
        ("under two hundred", "price ..200"),
        ("1.5k max", "price ..1500"),
        ("under 2 grand", "price ..2000"),
        ("50 us dollars", "price ..50 USD"),
        ("US$50", "price ..50 USD"),
        ("300 yen", "price ..300 JPY"),
        ("under ¥300", "price ..300 ¥"),
        ("100 yuan", "price ..100 CNY"),
        ("500 rupees", "price ..500 INR"),
        ("12 canadian dollars", "price ..12 CAD"),
        ("the first one under 50", "price ..50"),
        ("lamps under 80 and over 20", "price 20..80"),
        ("under 80, no, under 60", "price ..80; price ..60"),
        ("nothing over 50", "price ..50"),
        ("nothing under 50", "price 50.."),
        ("cheaper than 40", "price ..40"),
        ("more than 10 but less than 30", "price 10..30"),
        ("under 20, over 80", "price ..20; price 80.."),
        ("I have 100, something over 50 euros", "price 50..100 EUR"),
        ("40 dollars or less", "price ..40 dollars"),
        ("a budget of 80", "price ..80"),
        ("up to eighty euros", "price ..80 EUR"),
        ("2 lamps under 80", "number 2..2; price ..80"),
        ("a tent for 2 people under 200", "measure 2..2 person; price ..200"),
        ("lamp 80$", "price ..80 dollars"),
        ("80€", "price ..80 EUR"),
        ("50 quid", "price ..50"),
        ("between 20-40", "price 20..40"),
        ("between fifty and a hundred", "price 50..100"),
        ("my budget's 150", "price ..150"),
        ("twenty-five euros", "price ..25 EUR"),
        ("two to three hundred", "price 200..300"),
        ("two to three hundred euros", "price 200..300 EUR"),
        ("40-50", "price 40..50"),
        ("under 2000", "price ..2000"),
        ("$5", "price ..5 dollars"),
        ("less than 5", "price ..5"),
        ("£ 30", "price ..30 GBP"),
        ("not more than thirty", "price ..30"),
        ("no less than 25", "price 25.."),
        ("a lamp for one hundred", "price ..100"),
        ("nothing above 60 please", "price ..60"),
        ("I don't want to spend more than 60", "price ..60"),
        ("I don't want to pay over 60", "price ..60"),
        ("I won't go over 60", "price ..60"),
        ("it must not exceed 60", "price ..60"),
        ("50 and under", "price ..50"),
        ("under 50 bucks or so", "price ..50"),
        ("40 pounds", "price ..40 GBP"),
        ("more than 2", "price 2.."),
    ],
)
def test_a_price_is_bounded_as_the_shopper_said_it(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("at least 20 hours", "measure 20.. HUR"),
        ("lighter than 2 kg", "measure ..2 KGM"),
        ("under 500 g", "measure ..500 GRM"),
        ("a 50 litre backpack", "measure 50..50 LTR"),
        ("10000 mah power bank", "measure 10000..10000 E09"),
        ("27 inch", "measure 27..27 INH"),
        ("around 1.5 litres", "~measure 1.5..1.5 LTR"),
        ("between 10 and 20 litres", "measure 10..20 LTR"),
        ("at least 600 lumens", "measure 600.. LUM"),
        ("a tent for 2 people", "measure 2..2 person"),
        ("2-person tent", "measure 2..2 person"),
        ("a game for 4 players", "measure 4..4 person"),
        ("100ml bottle", "measure 100..100 MLT"),
        ('12" pan', "measure 12..12 INH"),
        ("6ft cable", "measure 6..6 FOT"),
        ("a 2000 mah power bank", "measure 2000..2000 E09"),
        ("5 stars", "measure 5..5 star"),
        ("over 4 stars", "measure 4.. star"),
        ("3 days", "measure 3..3 DAY"),
        ("2 years warranty", "measure 2..2 ANN"),
        ("in 5 minutes", "measure 5..5 MIN"),
        ("1500 mAh", "measure 1500..1500 E09"),
        ("20,000 mah", "measure 20000..20000 E09"),
        ("1.75 m", "measure 1.75..1.75 MTR"),
        ("40 pounds in weight", "measure 40..40 LBR"),
        ("65W charger", "measure 65..65 WTT"),
        ("at least 10 litres, at most 20 litres", "measure 10..20 LTR"),
        ("over 20 hours and under 2 kg", "measure 20.. HUR; measure ..2 KGM"),
    ],
)
def test_a_measure_keeps_its_unit(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("films from the 90s", "year 1990..1999"),
        ("a movie from the 1980s", "year 1980..1989"),
        ("movies before 1995", "year ..1994"),
        ("anything after 2010", "year 2010.."),
        ("released in 2020", "year 2020..2020"),
        ("from 2019", "year 2019..2019"),
        ("films between 1990 and 2000", "year 1990..2000"),
        ("from 1990 to 2000", "year 1990..2000"),
        ("films of 1994", "year 1994..1994"),
        ("the 90s", "year 1990..1999"),
    ],
)
def test_a_year_is_no_price(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("lamp 80", "number 80..80"),
        ("I'll take two of them", "quantity 2..2"),
        ("two of the first", "quantity 2..2"),
        ("add 3 pieces", "quantity 3..3"),
        ("3 pairs please", "quantity 3..3"),
        ("USB-C 3.2 cable", "number 3.2..3.2"),
        ("iphone 15", "number 15..15"),
        ("a couple of lamps", "quantity 2..2"),
        ("a dozen of them", "quantity 12..12"),
        ("give me two", "number 2..2"),
        ("add two more", "number 2..2"),
        ("make it 3", "number 3..3"),
        ("bump the candles up to ten", "quantity 10..10"),
        ("raise my budget up to 80", "price ..80"),
        ("budget is 40 but I can push it up to 60", "price ..40; price ..60"),
        ("a serving bowl for 30 dollars", "price ..30 dollars"),
        ("scarves for the boys 50 dollars", "price ..50 dollars"),
        ("school, my son is 12", ""),
        ("1994", "number 1994..1994"),
        ("one lamp", "number 1..1"),
        ("exactly 50", "number 50..50"),
        ("USB 3", "number 3..3"),
    ],
)
def test_a_bare_number_or_a_count_is_no_price_yet(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "the second one",
        "the 2nd",
        "number 2",
        "option 3",
        "the first two",
        "that one",
        "show me the last one",
        "4k monitor",
        "#2",
        "size 42",
        "A4 paper",
        "18/10 steel",
        "20% off",
        "10% off",
        "can I have one",
        "first 3",
        "top 3",
        "item 2",
        "second",
    ],
)
def test_a_place_in_the_list_or_a_part_of_a_word_is_no_amount(text: str) -> None:
    assert amounts_in(text) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tent for two", "measure 2..2 person"),
        ("a tent for 2 people", "measure 2..2 person"),
        ("a stove for four, under 90", "measure 4..4 person; price ..90"),
        ("a tent that sleeps three", "measure 3..3 person"),
        ("a table for six please", "measure 6..6 person"),
        ("a lamp for 80", "price ..80"),
        ("I'll need it for two weeks", "measure 2..2 WEE"),
        ("for 5 dollars", "price ..5 dollars"),
    ],
)
def test_so_many_people_are_neither_a_price_nor_a_count(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("something for a fiver", "price ..5"),
        ("a tenner for a mug", "price ..10"),
        ("two grand", "price ..2000"),
        ("a couple of hundred bucks tops", "price ..200"),
        ("a few hundred at most", "price ..500"),
        ("50 odd quid", "~price 50..50"),
        ("for about fifty", "~price 50..50"),
        ("up to about 50", "price ..50"),
        ("I can stretch to 70", "price ..70"),
        ("nothing dearer than 60", "price ..60"),
        ("pricier than 500", "price 500.."),
        ("80 at a push", "price ..80"),
        ("between forty and sixty quid", "price 40..60"),
        ("£30-£50", "price 30..50 GBP"),
        ("half a dozen", "quantity 6..6"),
        ("make the first one three", "number 3..3"),
        ("actually make it one", "number 1..1"),
        ("leave that one", ""),
        ("raise them from 4 to 6", "quantity 6..6"),
        ("paid over three months", "measure 3.. MON"),
        ("10 miles", "measure 10..10 SMI"),
    ],
)
def test_a_sum_is_read_as_people_name_it(text: str, meant: str) -> None:
    assert amounts_in(text) == meant


@pytest.mark.parametrize("text", ["once more from zero", "a grand piano"])
def test_nothing_and_a_part_of_a_name_are_no_amount(text: str) -> None:
    assert amounts_in(text) == ""
