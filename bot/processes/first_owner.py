"""Says how the first owner is made, where a shop has none. It makes none: no shop starts with a known password."""

import structlog

from bot.settings import DEMO_SHOP, Settings
from shop.database import Database, sqlite_url
from shop.staff.members import Members

log = structlog.get_logger()


def tell_first_owner(settings: Settings) -> None:
    """One line, if nobody can sign in who may let in others; the shop must have been built. It blocks."""
    database = Database(settings.database_url or sqlite_url(settings.shop_folder / "shop.db"))
    try:
        if Members(database).has_owner():
            return
    finally:
        database.close()
    which = "" if settings.shop == DEMO_SHOP else f" --shop {settings.shop_folder}"
    log.info(
        f"nobody can sign in to the staff's pages yet; make the first owner: "
        f".venv/bin/bot staff add NAME --role owner{which}"
    )
