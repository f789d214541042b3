"""`bot chat`: talk to the running shop from a terminal, through the same HTTP API as the page."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import ShopOption, settings_for

if TYPE_CHECKING:
    import httpx

LONGEST_WAIT_S = 30


def add_to(app: typer.Typer) -> None:
    """Put this command at the top of the program."""
    app.command()(chat)


def chat(
    shop: ShopOption = None,
    port: Annotated[
        int | None, typer.Option("--port", help="Port of its gateway.", show_default="where it runs")
    ] = None,
) -> None:
    """Talk to the running shop. A number chooses the reply of that number; an empty line or Ctrl-D ends."""
    import httpx

    from bot.cli.rendering import Screen
    from bot.errors import NotReadyError

    address = _address(shop, port)
    screen = Screen()
    with httpx.Client(base_url=address, timeout=LONGEST_WAIT_S) as client:
        while said := screen.ask():
            try:
                messages = _send(client, screen.chosen(said))
            except httpx.TransportError as error:
                raise NotReadyError(f"No shop answers at {address}; open it with `bot serve`.") from error
            screen.show(messages)


def _address(shop: "ShopOption", port: int | None) -> str:
    from bot.processes.status import read_status

    settings = settings_for(shop, port=port)
    running = read_status(settings.shop_folder).get("address") if port is None else None
    return str(running or f"http://127.0.0.1:{settings.port}")


def _send(client: "httpx.Client", body: dict[str, str]) -> list[dict[str, Any]]:
    """The answer's messages; what is refused comes as a text of its one sentence."""
    answer = client.post("/api/chat", json=body)
    told = answer.json()
    if answer.is_error:
        return [
            {"type": "text", "text": str(told.get("detail") or told.get("title") or answer.reason_phrase)}
        ]
    return list(told["messages"])
