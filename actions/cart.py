"""The actions of the cart: put in, take out, show. What is ordered is in checkout.py."""

from collections.abc import Iterator, Mapping, Sequence

from actions.action import Said, ShopAction
from actions.dropping import lets_go
from actions.finding import starters
from actions.heard import TRAITS, Heard
from actions.memory import Memory
from actions.messages import Cart, CartLine, Replies, Reply, Text
from actions.pointing import (
    Pointed,
    ask_which,
    at_place,
    names_what_is_not_shown,
    point,
    speaks_of_two,
)
from actions.postbacks import reply
from actions.search import find
from actions.turn import Turn
from knowledge_graph import Product, Request
from knowledge_graph.identifiers import item_iri
from shop.carts import CART_EFFECT, Line
from shop.errors import NotSoldError, OutOfStockError

ADD_QUESTION = "add"  # which one shall go in
SURE = 0.5  # of having been told to take something out: below it, the shopper is asked which


def cart_message(turn: Turn, lines: Sequence[Line]) -> Cart:
    """The cart as it stands, with names in the reply's language."""
    return Cart(
        lines=[
            CartLine(
                item_id=line.item_id,
                name=name_of(turn, line.item_id),
                quantity=line.quantity,
                price=line.price.decimal(),
                total=line.total.decimal(),
            )
            for line in lines
        ],
        total=turn.shop.carts.total(lines).decimal(),
        currency=turn.shop.profile.currency,
    )


def held(turn: Turn) -> dict[str, int]:
    """How many of each item the cart holds now."""
    return {line.item_id: line.quantity for line in turn.shop.carts.of(shopper(turn))}


def changed(turn: Turn, before: Mapping[str, int]) -> Memory:
    """What is remembered once the cart is another than `before`: how to have that back."""
    after = held(turn)
    touched = sorted({*before, *after})
    return turn.memory.having_held(
        {item_id: before.get(item_id, 0) for item_id in touched if before.get(item_id) != after.get(item_id)}
    )


def name_of(turn: Turn, item_id: str) -> str:
    """What it is called in the reply's language; its id where the catalogue has it no more."""
    known = turn.shop.catalogue.known([item_id])
    return known[0].name(turn.wording.language) if known else item_id


def shopper(turn: Turn) -> str:
    """Whose cart it is; "nobody" where Rasa is asked without the gateway."""
    return turn.shopper_id or "nobody"


class AddToCart(ShopAction):
    """Put one or more of what is pointed at in the cart."""

    action_name = "action_add_to_cart"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What was put in and the cart; or which one is meant."""
        if _names_another_kind(turn) or turn.heard.only_bounds_a_price:
            yield from find(turn)
            return
        pointed = point(turn)
        products = turn.shop.catalogue.known(pointed.items)
        if _are_meant(products, turn.heard) or (products and speaks_of_two(turn)):
            yield from self._add_all(turn, products)
        else:
            yield from _ask_what_to_add(turn, pointed)

    def _add_all(self, turn: Turn, products: Sequence[Product]) -> Iterator[Said]:
        quantity = _quantity(turn)
        if quantity < 1:
            yield Text(text=turn.wording.say("add_none"))
            return
        before = held(turn)
        for effect, product in enumerate(products, start=CART_EFFECT):
            yield Text(text=self._add(turn, product, quantity, effect))
        lines = turn.shop.carts.of(shopper(turn))
        yield changed(turn, before).about(products[-1].item_id)
        if lines:
            yield cart_message(turn, lines)
            yield Replies(replies=cart_replies(turn))

    def _add(self, turn: Turn, product: Product, quantity: int, effect: int) -> str:
        say, name = turn.wording.say, product.name(turn.wording.language)
        try:
            count = turn.shop.carts.add(turn.ref, shopper(turn), product.item_id, quantity, effect=effect)
        except NotSoldError:
            return say("add_not_sold", name=name)
        except OutOfStockError as error:
            return say("add_too_many" if error.left else "add_out_of_stock", name=name, left=error.left)
        return say("added" if count == quantity else "added_more", name=name, quantity=count)


def _are_meant(products: Sequence[Product], heard: Heard) -> bool:
    """Whether these shall go in: one alone; several by their places only, or where "these" are two."""
    several = bool(heard.places) or (heard.reference == "many" and len(products) == 2)
    return len(products) == 1 or (bool(products) and several)


def _ask_what_to_add(turn: Turn, pointed: Pointed) -> Iterator[Said]:
    """Which of what was shown is meant; where nothing was shown, what fits the sentence."""
    choice = Pointed(candidates=pointed.items) if pointed.items else pointed
    asked = ask_which(turn, choice, "add_to_cart", "add_which")
    if asked is not None:
        yield turn.memory.asking(ADD_QUESTION, str(_quantity(turn)), turn.ref.n)
        yield from asked
    elif turn.heard.names_a_wish and not (speaks_of_two(turn) or _only_points(turn.heard)):
        yield from find(turn)
    else:
        yield Text(text=turn.wording.say("add_nothing_shown"))


def _only_points(heard: Heard) -> bool:
    """Whether it is said which, and not what: "pop that one in my basket"."""
    return heard.reference is not None and not heard.names(*TRAITS, "item")


def _names_another_kind(turn: Turn) -> bool:
    """Whether a kind of thing is named that nothing shown is of, and nothing is pointed at besides."""
    points = bool(turn.heard.places) or turn.heard.names("item")
    return not points and names_what_is_not_shown(turn)


def says_which_to_add(turn: Turn) -> bool:
    """Whether this only says which one, right after that was asked: "the second one"."""
    question, heard = turn.memory.question, turn.heard
    asked = question is not None and question.kind == ADD_QUESTION and question.is_fresh(turn.ref.n)
    # "Is the second one waterproof" asks, and puts nothing in.
    asks = heard.intent == "ask_fact" or heard.facts or heard.words or heard.postback
    return asked and not asks and bool(point(turn).items)


def _quantity(turn: Turn) -> int:
    question = turn.memory.question
    if turn.heard.count is None and question is not None and says_which_to_add(turn):
        return int(question.about)
    # "The cheaper of the two" is one.
    return 1 if turn.heard.count is None or speaks_of_two(turn) else turn.heard.count


def cart_replies(turn: Turn) -> list[Reply]:
    """What leads on from a cart that was changed."""
    say = turn.wording.say
    return [reply(say("reply_checkout"), "checkout"), reply(say("reply_more"), "more")]


class RemoveFromCart(ShopAction):
    """Take something out of the cart, or everything."""

    action_name = "action_remove_from_cart"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What was taken out, and the cart as it is then; or which line is meant; or a condition is let go of."""
        if lets_go(turn):
            yield from find(turn)
            return
        lines = turn.shop.carts.of(shopper(turn))
        if not lines:
            yield from _nothing_to_take_out(turn)
            return
        going = _going(turn, lines)
        if not going:
            yield from _ask_what_to_remove(turn, lines)
        elif turn.heard.reference == "all" and len(going) == len(lines):
            before = held(turn)
            turn.shop.carts.clear(turn.ref, shopper(turn))
            yield changed(turn, before)
            yield Text(text=turn.wording.say("cart_cleared"))
        else:
            yield from _remove(turn, going)


def _nothing_to_take_out(turn: Turn) -> Iterator[Said]:
    if turn.memory.items and turn.heard.names("category"):
        # "Forget the table, I want a chair": what is let go of is a wish.
        yield turn.memory.wishing(Request(price=turn.memory.request.price))
        yield Text(text=turn.wording.say("wish_let_go"))
        return
    yield Text(text=turn.wording.say("cart_empty"))
    yield Replies(replies=starters(turn))


def _ask_what_to_remove(turn: Turn, lines: Sequence[Line]) -> Iterator[Said]:
    yield Text(text=turn.wording.say("remove_which"))
    yield Replies(
        replies=[reply(name_of(turn, one.item_id), "remove_from_cart", item=one.item_id) for one in lines]
    )


def _remove(turn: Turn, going: Sequence[str]) -> Iterator[Said]:
    say, carts = turn.wording.say, turn.shop.carts
    names = turn.wording.listed([name_of(turn, item_id) for item_id in going])
    before = held(turn)
    carts.remove(turn.ref, shopper(turn), going)
    yield changed(turn, before)
    yield Text(text=say("removed", names=names))
    left = carts.of(shopper(turn))
    yield cart_message(turn, left) if left else Text(text=say("cart_empty"))


def _going(turn: Turn, lines: Sequence[Line]) -> list[str]:
    """What goes. Nothing goes on a guess: what was spoken of last counts only where the sentence points at it."""
    if turn.heard.confidence < SURE:
        return []
    return _of_all(turn, lines) if turn.heard.reference == "all" else in_cart(turn, lines)


def _of_all(turn: Turn, lines: Sequence[Line]) -> list[str]:
    """What goes when everything is to go: only the lamps where they are named, and not what is excepted."""
    catalogue, things = turn.shop.catalogue, turn.heard.things
    wanted = [iri for t in things if not t.negated and t.kind != "attribute" for iri in t.iris]
    spared = [iri for t in things if t.negated for iri in t.iris]

    def is_of(product: Product, iris: Sequence[str]) -> bool:
        return item_iri(product.item_id) in iris or any(catalogue.holds(product, iri) for iri in iris)

    ids = [line.item_id for line in lines]
    products = catalogue.known(ids)
    staying = [p.item_id for p in products if (wanted and not is_of(p, wanted)) or is_of(p, spared)]
    return [item_id for item_id in ids if item_id not in staying]


def in_cart(turn: Turn, lines: Sequence[Line]) -> list[str]:
    """The lines that are pointed at: by a chosen reply or a name, a place in the cart, a trait, or as "it"."""
    heard, ids = turn.heard, [line.item_id for line in lines]
    if heard.places:
        there = [at_place(place, ids) for place in heard.places]
        return [item_id for item_id in dict.fromkeys(there) if item_id is not None]
    named = _named_items(heard)
    if named:
        return [item_id for item_id in ids if item_id in named]
    wanted = [iri for kind in TRAITS for thing in heard.named(kind) for iri in thing.iris]
    if wanted:
        catalogue = turn.shop.catalogue
        return [p.item_id for p in catalogue.known(ids) if any(catalogue.holds(p, iri) for iri in wanted)]
    if heard.order in ("price_up", "price_down"):
        return [_by_price(lines, dearest=heard.order == "price_down")]
    if heard.reference is None:
        says_what = heard.things or heard.unsold or heard.words
        return ids if len(ids) == 1 and not says_what else []
    spoken_of = [item_id for item_id in point(turn).items if item_id in ids]
    return spoken_of or (ids if len(ids) == 1 else [])


def _named_items(heard: Heard) -> tuple[str, ...]:
    if heard.postback is not None and "item" in heard.postback:
        return (str(heard.postback["item"]),)
    return heard.items


def _by_price(lines: Sequence[Line], *, dearest: bool) -> str:
    ordered = sorted(lines, key=lambda line: (line.price.minor, line.item_id))
    return ordered[-1 if dearest else 0].item_id


class ShowCart(ShopAction):
    """What is in the cart."""

    action_name = "action_show_cart"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The cart, with its total."""
        lines = turn.shop.carts.of(shopper(turn))
        if not lines:
            yield Text(text=turn.wording.say("cart_empty"))
            yield Replies(replies=starters(turn))
            return
        total = turn.shop.carts.total(lines).spoken(turn.wording.language)
        yield Text(text=turn.wording.say("cart_now", total=total))
        yield cart_message(turn, lines)
        say = turn.wording.say
        yield Replies(
            replies=[
                reply(say("reply_checkout"), "checkout"),
                reply(say("reply_clear"), "remove_from_cart", reference="all"),
            ]
        )
