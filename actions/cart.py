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
from shop.carts import CART_EFFECT, Line
from shop.errors import NotSoldError, OutOfStockError


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
        if turn.heard.reference == "all":
            turn.shop.carts.clear(turn.ref, shopper)
            yield Text(text=say("cart_cleared"))
            return
        going = _in_cart(turn, lines)
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


def _in_cart(turn: Turn, lines: Sequence[Line]) -> list[str]:
    """Which lines are meant: by place in the cart, by name or trait, the one last spoken of, or the only one."""
    ids = [line.item_id for line in lines]
    if turn.heard.places:
        places = [place - 1 if place > 0 else len(ids) + place for place in turn.heard.places]
        return [ids[place] for place in places if 0 <= place < len(ids)]
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
    return traits or (ids if len(ids) == 1 else [])


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
