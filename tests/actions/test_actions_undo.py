"""The last step of any kind can be taken back: a wish, cards, the cart, a word on taste, even starting over."""

from action_talk import Talk

from shop.shop import Shop


def tastes(shop: Shop, talk: Talk) -> tuple[list[str], list[str]]:
    """What the shopper is held to like, and not to like."""
    done = shop.events.doings(talk.shopper)
    return list(done.liked), list(done.disliked)


def test_undo_takes_back_a_condition_and_shows_what_was_shown_before(talk: Talk) -> None:
    first = talk.say("find", "lamps")
    assert len(first.ids) == 3
    assert talk.say("find", "under 45").ids == ["l3"]
    answer = talk.say("undo", "undo")
    assert answer.ids == first.ids
    assert "price" not in talk.slots["request"]["now"]


def test_undo_goes_back_step_by_step_to_the_beginning_and_then_says_so(talk: Talk) -> None:
    talk.say("find", "jackets")
    first = talk.slots["request"]["now"]
    talk.say("find", "no red ones")
    talk.say("find", "under 100")
    talk.say("undo", "undo")
    talk.say("undo", "undo")
    assert talk.slots["request"]["now"] == first
    assert not talk.say("undo", "undo").cards
    assert talk.slots["request"]["now"] == {}
    assert "nothing to take back" in talk.say("undo", "undo").text


def test_undo_after_other_ones_shows_the_first_ones_again(talk: Talk) -> None:
    first = talk.say("recommend", "surprise me")
    assert talk.say("more", "other ones").ids != first.ids
    assert talk.say("undo", "undo").ids == first.ids


def test_undo_brings_back_what_starting_over_cleared(talk: Talk) -> None:
    first = talk.say("find", "lamps")
    assert first.ids
    talk.say("start_over", "start over")
    assert talk.say("undo", "undo").ids == first.ids


def test_undo_restores_the_cart_line_by_line(talk: Talk) -> None:
    first, second = talk.say("recommend", "surprise me").ids[:2]
    talk.say("add_to_cart", "add the first")
    talk.say("add_to_cart", "add the second")
    talk.say("remove_from_cart", "empty my cart")
    assert talk.cart == {}
    talk.say("undo", "undo")
    assert talk.cart == {first: 1, second: 1}
    talk.say("undo", "undo")
    assert talk.cart == {first: 1}


def test_undo_takes_back_a_word_on_taste(talk: Talk, market: Shop) -> None:
    first = talk.say("recommend", "surprise me").ids[0]
    talk.say("like", "I like the first")
    assert tastes(market, talk) == ([first], [])
    talk.say("undo", "undo")
    assert tastes(market, talk) == ([], [])


def test_quantities_are_set_raised_and_lowered(talk: Talk) -> None:
    first = talk.say("recommend", "surprise me").ids[0]
    talk.say("add_to_cart", "add the first")
    for sentence, count in (
        ("make it 3", 3),
        ("one more", 4),
        ("two less please", 2),
        ("改成三个", 3),
        ("少一个", 2),
    ):
        talk.say("set_quantity", sentence)
        assert talk.cart == {first: count}, sentence
    talk.say("undo", "undo")
    assert talk.cart == {first: 3}


def test_more_than_there_are_changes_nothing_and_is_said(talk: Talk) -> None:
    first = talk.say("recommend", "surprise me").ids[0]
    talk.say("add_to_cart", "add the first")
    answer = talk.say("set_quantity", "make it 5000")
    assert talk.cart == {first: 1}
    assert "only" in answer.text


def test_of_two_lines_it_is_asked_which(talk: Talk) -> None:
    first, second = talk.say("recommend", "surprise me").ids[:2]
    talk.say("add_to_cart", "add the first and the second")
    talk.say("find", "lamps")
    answer = talk.say("set_quantity", "make it 2")
    assert talk.cart == {first: 1, second: 1}
    assert len(answer.replies) == 2
    talk.choose(next(iter(answer.replies.values())))
    assert sorted(talk.cart.values()) == [1, 2]


def test_what_is_rejected_does_not_come_back_in_this_talk(talk: Talk, market: Shop) -> None:
    shown = talk.say("recommend", "surprise me").ids
    answer = talk.say("reject", "I don't like the second one")
    assert tastes(market, talk) == ([], [shown[1]])
    assert answer.ids
    assert not set(answer.ids) & set(shown)


def test_a_refused_trait_is_a_condition(talk: Talk) -> None:
    assert "j1" in talk.say("find", "jackets").ids
    assert set(talk.say("reject", "no red ones").ids) == {"j2", "j3"}
