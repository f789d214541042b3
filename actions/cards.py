"""Make product cards of a shelf: what the catalogue and the shop say at this moment, and nothing else."""

from collections.abc import Sequence
from decimal import Decimal

from actions.memory import ShownItem
from actions.messages import AttributeValue, Card, Cards, Reply
from actions.phrases import number_words
from actions.postbacks import reply
from actions.reasons import word_reason
from actions.turn import Turn
from actions.wording import Wording
from knowledge_graph import Catalogue, Product, Request
from knowledge_graph.terms import AttributeKind
from shop.events import Showing
from shop.money import Money
from shop.profile import ShopProfile
from shop.shelves import Shelf, ShelfItem

_ATTRIBUTES = 6  # on one card; the rest is for the details


def cards(items: Sequence[ShelfItem], request: Request, turn: Turn) -> Cards:
    """One card an item, in their order."""
    return Cards(cards=[_card(item, request, turn) for item in items])


def shown(items: Sequence[ShelfItem]) -> list[ShownItem]:
    """What is remembered of the cards."""
    return [
        ShownItem(
            item.product.item_id,
            dict(item.reason.parts),
            item.reason.evidence,
            item.matched,
            item.reason.alike,
            item.reason.tokens,
        )
        for item in items
    ]


def log_shown(shelf: Shelf, turn: Turn) -> None:
    """Log each card of a shelf as recommended."""
    log_cards(shelf.items, turn, model_id=shelf.model_id, generation=shelf.generation)


def log_cards(items: Sequence[ShelfItem], turn: Turn, *, model_id: str, generation: int) -> None:
    """Log each card as recommended, where there is a conversation to log it for."""
    if turn.shopper_id is not None and items:
        showings = [Showing(item.product.item_id, rank) for rank, item in enumerate(items, start=1)]
        turn.shop.events.recommended(
            turn.ref, turn.shopper_id, showings, model_id=model_id, generation=generation
        )


def _card(item: ShelfItem, request: Request, turn: Turn) -> Card:
    product, wording, profile = item.product, turn.wording, turn.shop.profile
    return Card(
        item_id=product.item_id,
        name=product.name(wording.language),
        price=_price(product.price, profile),
        old_price=_price(item.old_price, profile),
        currency=profile.currency if product.price is not None else None,
        in_stock=item.in_stock,
        stock=item.few_left,
        url=product.url or profile.page_of(product.item_id),
        image=product.image,
        attributes=attributes_of(product, turn.shop.catalogue, wording),
        reason=word_reason(
            item.reason.parts,
            item.reason.evidence,
            item.matched,
            request,
            alike=item.reason.alike,
            tokens=item.reason.tokens,
            catalogue=turn.shop.catalogue,
            profile=profile,
            wording=wording,
        ),
        actions=_buttons(item, turn),
    )


def _price(amount: Decimal | None, profile: ShopProfile) -> str | None:
    return None if amount is None else Money.of(amount, profile.currency).decimal()


def attributes_of(
    product: Product, catalogue: Catalogue, wording: Wording, most: int = _ATTRIBUTES
) -> dict[str, AttributeValue]:
    """Label to value in the reply's language: brand, values, then numbers with their units."""
    language = wording.language
    found: dict[str, list[str]] = {}
    if product.brand is not None:
        found[wording.say("attribute_brand")] = [catalogue.label(product.brand, language)]
    for attribute, value in product.values:
        label = catalogue.label(attribute, language)
        found.setdefault(label, []).append(value_words(attribute, value, catalogue, wording))
    for attribute, amount, unit in product.numbers:
        found[catalogue.label(attribute, language)] = [number_words(Decimal(amount), unit, wording)]
    comma = wording.say("list_comma")
    return {name: comma.join(values) for name, values in list(found.items())[:most]}


def value_words(attribute: str, value: str, catalogue: Catalogue, wording: Wording) -> str:
    """A value as it is shown beside its attribute's name: yes or no where the attribute is a yes or no."""
    held = catalogue.attribute(attribute)
    if held is not None and held.kind is AttributeKind.BOOLEAN:
        return wording.say("true_word" if value.endswith("/yes") else "false_word")
    return catalogue.label(value, wording.language)


def _buttons(item: ShelfItem, turn: Turn) -> list[Reply]:
    item_id, say = item.product.item_id, turn.wording.say
    buttons = [reply(say("button_details"), "ask_fact", kind="details", item=item_id, fact="description")]
    if item.product.price is not None and item.in_stock:
        buttons.insert(0, reply(say("button_add"), "add_to_cart", kind="add", item=item_id))
    buttons.append(reply(say("button_similar"), "similar", kind="similar", item=item_id))
    buttons.append(reply(say("button_why"), "ask_why", kind="why", item=item_id))
    return buttons
