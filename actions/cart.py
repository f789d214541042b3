"""The actions of the cart: put in, take out, show, and order (which this shop does not do in chat yet)."""

from collections.abc import Iterator, Sequence

from actions.action import Said, ShopAction
from actions.answers import held_answer
from actions.messages import Cart, CartLine, Replies, Reply, Text
from actions.pointing import Pointed, ask_which, point
from actions.postbacks import reply
from actions.search import find
from actions.turn import Turn
from knowledge_graph import Product
from knowledge_graph.identifiers import item_iri
from shop.carts import CART_EFFECT, Line
from shop.errors import NotSoldError, OutOfStockError

SURE = 0.5  # of having been told to take something out: below it, the shopper is asked which


def cart_message(turn: Turn, lines: Sequence[Line]) -> Cart:
    """The cart as it stands, with names in the reply's language."""
    return Cart(
        lines=[
            CartLine(
                item_id=line.item_id,
                name=_name(turn, line.item_id),
                quantity=line.quantity,
                price=line.price.decimal(),
                total=line.total.decimal(),
            )
            for line in lines
        ],
        total=turn.shop.carts.total(lines).decimal(),
        currency=turn.shop.profile.currency,
    )


def _name(turn: Turn, item_id: str) -> str:
    known = turn.shop.catalogue.known([item_id])
    return known[0].name(turn.wording.language) if known else item_id


def _shopper(turn: Turn) -> str:
    return turn.shopper_id or "nobody"


class AddToCart(ShopAction):
    """Put one or more of what is pointed at in the cart."""

    action_name = "action_add_to_cart"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What was put in and the cart; or which one is meant."""
        if _names_another_kind(turn):
            yield from find(turn)
            return
        pointed = point(turn)
        meant = turn.shop.catalogue.known(pointed.items)
        if len(meant) == 1 or (
            meant and (turn.heard.places or (turn.heard.reference == "many" and len(meant) == 2))
        ):
            yield from self._add_all(turn, meant)
            return
        asked = ask_which(
            turn, Pointed(candidates=pointed.items) if pointed.items else pointed, "add_to_cart", "add_which"
        )
        if asked is not None:
            yield from asked
        elif turn.heard.names_a_wish:
            yield from find(turn)
        else:
            yield Text(text=turn.wording.say("add_nothing_shown"))

    def _add_all(self, turn: Turn, products: Sequence[Product]) -> Iterator[Said]:
        quantity = _quantity(turn)
        if quantity < 1:
            yield Text(text=turn.wording.say("add_none"))
            return
        for effect, product in enumerate(products, start=CART_EFFECT):
            yield Text(text=self._add(turn, product, quantity, effect))
        yield turn.memory.about(products[-1].item_id)
        lines = turn.shop.carts.of(_shopper(turn))
        if lines:
            yield cart_message(turn, lines)
            yield Replies(replies=_cart_replies(turn))

    def _add(self, turn: Turn, product: Product, quantity: int, effect: int) -> str:
        say, name = turn.wording.say, product.name(turn.wording.language)
        try:
            held = turn.shop.carts.add(turn.ref, _shopper(turn), product.item_id, quantity, effect=effect)
        except NotSoldError:
            return say("add_not_sold", name=name)
        except OutOfStockError as error:
            return say("add_too_many" if error.left else "add_out_of_stock", name=name, left=error.left)
        return say("added" if held == quantity else "added_more", name=name, quantity=held)


def _names_another_kind(turn: Turn) -> bool:
    """Whether a kind of thing is named that nothing of what was shown is of: "get me a tent", after lamps."""
    heard, catalogue = turn.heard, turn.shop.catalogue
    if heard.places or any(True for _ in heard.named("item")):
        return False
    shown = catalogue.known([one.item_id for one in turn.memory.items])
    named = [iri for thing in heard.named("category") for iri in thing.iris]
    return bool(named) and not any(catalogue.holds(product, iri) for product in shown for iri in named)


def _quantity(turn: Turn) -> int:
    said = turn.heard.amount("quantity") or turn.heard.amount("number")
    return 1 if said is None or said.bound.high is None else int(said.bound.high)


def _cart_replies(turn: Turn) -> list[Reply]:
    say = turn.wording.say
    return [reply(say("reply_checkout"), "checkout"), reply(say("reply_more"), "more")]


class RemoveFromCart(ShopAction):
    """Take something out of the cart, or everything."""

    action_name = "action_remove_from_cart"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """What was taken out, and the cart as it is then."""
        say, shopper = turn.wording.say, _shopper(turn)
        lines = turn.shop.carts.of(shopper)
        if not lines:
            yield Text(text=say("cart_empty"))
            return
        everything = turn.heard.reference == "all"
        sure = turn.heard.confidence >= SURE
        going = [] if not sure else _of_all(turn, lines) if everything else _in_cart(turn, lines)
        if everything and len(going) == len(lines):
            turn.shop.carts.clear(turn.ref, shopper)
            yield Text(text=say("cart_cleared"))
            return
        if not going:
            yield Text(text=say("remove_which"))
            yield Replies(
                replies=[
                    reply(_name(turn, one.item_id), "remove_from_cart", item=one.item_id) for one in lines
                ]
            )
            return
        names = turn.wording.listed([_name(turn, item_id) for item_id in going])
        turn.shop.carts.remove(turn.ref, shopper, going)
        yield Text(text=say("removed", names=names))
        left = turn.shop.carts.of(shopper)
        yield cart_message(turn, left) if left else Text(text=say("cart_empty"))


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


def _in_cart(turn: Turn, lines: Sequence[Line]) -> list[str]:
    """Which lines are meant: by place in the cart, by name or trait, the one last spoken of, or the only one."""
    ids = [line.item_id for line in lines]
    if turn.heard.places:
        places = [place - 1 if place > 0 else len(ids) + place for place in turn.heard.places]
        return [ids[place] for place in places if 0 <= place < len(ids)]
    heard = turn.heard
    if not (heard.reference or heard.things or heard.order or heard.postback):
        return []  # nothing is taken out on a guess
    pointed = [item_id for item_id in point(turn).items if item_id in ids]
    if pointed:
        return pointed
    wanted = [
        iri
        for kind in ("category", "brand", "value")
        for thing in turn.heard.named(kind)
        for iri in thing.iris
    ]
    products = turn.shop.catalogue.known(ids)
    traits = [p.item_id for p in products if any(turn.shop.catalogue.holds(p, iri) for iri in wanted)]
    return traits or (ids if len(ids) == 1 and turn.heard.reference else [])


class ShowCart(ShopAction):
    """What is in the cart."""

    action_name = "action_show_cart"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The cart, with its total."""
        lines = turn.shop.carts.of(_shopper(turn))
        if not lines:
            yield Text(text=turn.wording.say("cart_empty"))
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


class Checkout(ShopAction):
    """Order what is in the cart."""

    action_name = "action_checkout"

    def answer(self, turn: Turn) -> Iterator[Said]:
        """The total, and who takes the order."""
        lines = turn.shop.carts.of(_shopper(turn))
        if not lines:
            yield Text(text=turn.wording.say("checkout_empty"))
            return
        total = turn.shop.carts.total(lines).spoken(turn.wording.language)
        yield Text(text=turn.wording.say("checkout_later", total=total))
        yield from held_answer(turn, turn.wording.say("question_contact"))
