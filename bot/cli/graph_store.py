"""`bot graph rollback` and `bot graph publish`: which generation of the graph is read, here and at an endpoint."""

from pathlib import Path

from bot.cli.options import ShopOption, settings_for


def rollback_command(shop: ShopOption = None) -> None:
    """Go back to the generation before; a running shop follows within seconds."""
    from shop.rollback import rollback

    settings = settings_for(shop)
    number = rollback(settings.shop_folder, settings.graph_url)
    print(f"Generation {number} is read now; the next import replaces the one that was rolled back from.")


def publish_command(shop: ShopOption = None) -> None:
    """Bring the current generation to the SPARQL endpoint of DAOGOU_GRAPH_URL (each import does it)."""
    settings = settings_for(shop)
    if settings.graph_url is None:
        print(
            "DAOGOU_GRAPH_URL is not set: the graph is read from the shop's folder, and is published there."
        )
        return
    publish_where_read(settings.shop_folder, settings.graph_url)


def publish_where_read(folder: Path, graph_url: str | None) -> None:
    """After a change of the folder's graph: bring it to the endpoint that the shop reads, if it reads one."""
    if graph_url is not None:
        from shop.rollback import publish_remotely

        print(f"Generation {publish_remotely(folder, graph_url)} is read at the SPARQL endpoint now.")
