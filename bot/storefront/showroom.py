"""What stands on the shop's pages: asked of catalogue, recommender and stock when a page is asked for, not before.

Everything here blocks and is called in a thread. The columns and the model's arrays are mapped from disk, so
that they are not held a second time beside the actions' own.
"""

import threading
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from urllib.parse import quote, urlsplit
from zlib import crc32

from actions.cards import attributes_of
from actions.wording import Wording
from bot.gateway.settings import GatewaySettings
from bot.gateway.shopfront import Shopfront
from bot.storefront.linked_data import product_data
from bot.storefront.popular import Popular
from bot.storefront.views import Front, Link, Listing, ProductPage, Section, Tile
from knowledge_graph import Catalogue, Order, Product, QueryError, Related, Request
from knowledge_graph.identifiers import CATEGORY, KIND
from shop.money import Money
from shop.shelves import ShelfItem
from shop.shop import Shop

DEPARTMENTS = 6  # in the head of each page, and on the front page
OF_EACH = 5  # products of a department on the front page, and beside a product
ON_A_PAGE = 20  # whole rows of two, of four and of five
TONES = 6
_ALL_FACTS = 100


class Showroom:
    """The pages of one shop, in any language."""

    def __init__(self, settings: GatewaySettings, shopfront: Shopfront) -> None:
        self._settings = settings
        self._shopfront = shopfront
        self._opening = threading.Lock()
        self._opened: Shop | None = None
        self._popular = Popular(DEPARTMENTS, OF_EACH)

    def _shop(self) -> Shop:
        """The shop as it stands now; raises Refusal: starting, and CatalogueError where nothing can be read."""
        database = self._shopfront.database()
        with self._opening:
            if self._opened is None:
                shop = Shop(self._settings.shop, self._shopfront.profile, database, self._settings.graph_url)
                _ = shop.catalogue, shop.shelves  # read here, so that two visitors do not both do it
                self._opened = shop
            else:
                self._opened.catalogue.refresh()
            return self._opened

    def departments(self, language: str) -> list[Link]:
        """The widest categories; raises as all here: Refusal, CatalogueError."""
        catalogue = self._shop().catalogue
        return [category_link(catalogue, iri, language) for iri in catalogue.main_categories(DEPARTMENTS)]

    def front(self, language: str) -> Front:
        """A few popular products of each department, of those that can be had."""
        shop = self._shop()
        ranked = self._popular.of(shop)
        items = shop.shelves.items(list(dict.fromkeys(chain.from_iterable(ranked.values()))))
        there = {item.product.item_id: item for item in items if item.in_stock}
        sections = (
            Section(
                category_link(shop.catalogue, category, language),
                _tiles(shop, [there[item_id] for item_id in item_ids if item_id in there], language),
            )
            for category, item_ids in ranked.items()
        )
        return Front(tuple(section for section in sections if section.tiles))

    def listing(self, path: str, page: int, language: str) -> Listing | None:
        """A page of the category whose slugs are `path`, popular things first; None where there is no such page."""
        shop, category = self._shop(), CATEGORY + path
        request = Request(categories=(category,), order=Order.POPULAR)
        if path.startswith(KIND.removeprefix(CATEGORY)) or not path or page < 1:
            return None
        try:
            shelf = shop.shelves.fill(request, None, want=page * ON_A_PAGE + 1)
        except QueryError:  # no category can have such slugs
            return None
        here = shelf.items[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        if not here:
            return None
        link = category_link(shop.catalogue, category, language)
        more = len(shelf.items) > page * ON_A_PAGE
        return Listing(
            name=link.name,
            crumbs=_wider(shop.catalogue, category, language)[:-1],
            narrower=tuple(
                category_link(shop.catalogue, iri, language) for iri in shop.catalogue.narrower(category)
            ),
            tiles=_tiles(shop, here, language),
            total=shop.catalogue.count(request),  # a shelf counts no more than it looks at
            page=page,
            previous=_page_of(link.address, page - 1) if page > 1 else None,
            following=_page_of(link.address, page + 1) if more else None,
        )

    def product(self, item_id: str, language: str) -> ProductPage:
        """One product; raises UnknownItemError besides."""
        shop = self._shop()
        item = shop.shelves.item(item_id)
        tile, product = _tile(shop, item, language), item.product
        crumbs = _wider(shop.catalogue, _own_category(product), language)
        facts = attributes_of(product, shop.catalogue, Wording.of(language), most=_ALL_FACTS)
        return ProductPage(
            tile=tile,
            crumbs=crumbs,
            description=product.description(language),
            facts=facts,
            elsewhere=product.url if is_of_the_web(product.url) else None,
            goes_with=_beside(shop, item_id, ("accessories", "consumables", "complements"), language),
            similar=_beside(shop, item_id, ("substitutes",), language),
            linked_data=product_data(
                item,
                language=language,
                currency=shop.profile.currency,
                brand=tile.brand,
                category=" > ".join(crumb.name for crumb in crumbs) or None,
                picture=tile.picture,
                facts=facts,
            ),
        )


def is_of_the_web(address: str | None) -> bool:
    """Whether an address of a feed can be opened as it is."""
    try:
        return address is not None and urlsplit(address).scheme in {"http", "https"}
    except ValueError:
        return False


def category_link(catalogue: Catalogue, category: str, language: str) -> Link:
    """The page of a category (IRI)."""
    label = catalogue.label(category, language)
    return Link(label[:1].upper() + label[1:], f"/category/{quote(category.removeprefix(CATEGORY))}")


def _page_of(address: str, page: int) -> str:
    return address if page == 1 else f"{address}?page={page}"


def _own_category(product: Product) -> str | None:
    """The category of the feed that says most of it; they come most specific first."""
    return next((iri for iri in product.categories if iri.startswith(CATEGORY)), None)


def _wider(catalogue: Catalogue, category: str | None, language: str) -> tuple[Link, ...]:
    """A category and all that are wider, widest first."""
    links: list[Link] = []
    while category is not None and category.startswith(CATEGORY):
        links.insert(0, category_link(catalogue, category, language))
        category = catalogue.wider(category)
    return tuple(links)


def _beside(shop: Shop, item_id: str, hows: Iterable[Related], language: str) -> tuple[Tile, ...]:
    found = dict.fromkeys(other for how in hows for other in shop.catalogue.related(item_id, how))
    return _tiles(shop, shop.shelves.items(list(islice(found, OF_EACH))), language)


def _tiles(shop: Shop, items: Sequence[ShelfItem], language: str) -> tuple[Tile, ...]:
    return tuple(_tile(shop, item, language) for item in items)


def _tile(shop: Shop, item: ShelfItem, language: str) -> Tile:
    product, currency = item.product, shop.profile.currency
    slugs = [iri.removeprefix(CATEGORY) for iri in product.categories]
    return Tile(
        name=product.name(language),
        address=shop.profile.page_of(product.item_id) or "/",
        brand=shop.catalogue.label(product.brand, language) if product.brand else None,
        picture=product.image if is_of_the_web(product.image) else None,
        drawing=tuple(part for path in slugs for part in (path, *reversed(path.split("/")))),
        tone=crc32(product.item_id.encode()) % TONES,
        price=None if product.price is None else Money.nearest(product.price, currency).spoken(language),
        old_price=None
        if item.old_price is None
        else Money.nearest(item.old_price, currency).spoken(language),
        in_stock=item.in_stock,
        few_left=item.few_left,
    )
