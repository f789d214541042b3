"""The chat's messages on a terminal. Everything that can be chosen gets a number; typing it chooses it."""

from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text


class Screen:
    """What was last shown, and which number stands for which postback."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, markup=False, emoji=False)
        self._postbacks: list[str] = []

    def ask(self) -> str:
        """The next line of the person; "" at the end."""
        try:
            return self._console.input(Text("> ", style="bold")).strip()
        except (EOFError, KeyboardInterrupt):
            return ""

    def chosen(self, said: str) -> dict[str, str]:
        """The body to send: the postback of a number on the screen, else the text."""
        if said.isascii() and said.isdigit() and 1 <= int(said) <= len(self._postbacks):
            return {"postback": self._postbacks[int(said) - 1]}
        return {"text": said}

    def show(self, messages: list[dict[str, Any]]) -> None:
        """One answer; its numbers replace those of the answer before. Unknown types are skipped."""
        self._postbacks = []
        for message in messages:
            match message["type"]:
                case "text" | "notice":
                    self._console.print(message["text"])
                case "person":
                    self._console.print(Text.assemble((f"{message['name']}: ", "bold"), message["text"]))
                case "rating":
                    self._console.print(message["text"])
                    self._console.print(self._numbered(message["stars"]))
                case "cards":
                    for place, card in enumerate(message["cards"], start=1):
                        self._card(place, card)
                case "replies":
                    self._console.print(self._numbered(message["replies"]))
                case "cart":
                    self._cart(message)
                case "table":
                    self._table(message)
                case "order":
                    self._order(message)
                case "form":
                    self._form(message)

    def _card(self, place: int, card: dict[str, Any]) -> None:
        price = f"{card['price']} {card['currency']}" if card["price"] is not None else ""
        title = Text.assemble(f"{place}. ", (card["name"], "bold"), f"  {price}")
        if card["price"] is not None and not card["in_stock"]:
            title.append("  ✗", style="red")  # words would need the reply's language
        self._console.print(title)
        attributes = ", ".join(f"{label} {value}" for label, value in card["attributes"].items())
        for line in (attributes, card["reason"]):
            if line:
                self._console.print(Text(f"   {line}", style="dim"))
        if card["actions"]:
            self._console.print(Text("   ") + self._numbered(card["actions"]))

    def _cart(self, cart: dict[str, Any]) -> None:
        for line in cart["lines"]:
            self._console.print(f"{line['quantity']} × {line['name']}  {line['total']} {cart['currency']}")
        self._console.print(Text(f"= {cart['total']} {cart['currency']}", style="bold"))

    def _table(self, table: dict[str, Any]) -> None:
        grid = Table(title=Text(table["caption"]), title_justify="left", box=SIMPLE)
        grid.add_column("")
        for column in table["columns"]:
            grid.add_column(Text(column["name"]), overflow="fold")
        for row in table["rows"]:
            if row["differs"]:
                grid.add_row(*(Text(value or "–") for value in (row["label"], *row["values"])))
        self._console.print(grid)
        alike = [f"{row['label']} {row['values'][0] or '–'}" for row in table["rows"] if not row["differs"]]
        if alike:
            self._console.print(Text(f"= {'; '.join(alike)}", style="dim"))
        for column in table["columns"]:
            self._console.print(Text(f"{column['name']}: ") + self._numbered(column["actions"]))

    def _order(self, order: dict[str, Any]) -> None:
        self._cart(
            {
                **order,
                "lines": [
                    *order["lines"],
                    {"quantity": 1, "name": order["delivery"], "total": order["delivery_price"] or "–"},
                ],
            }
        )
        if order["pay_url"]:
            self._console.print(order["pay_url"])

    def _form(self, form: dict[str, Any]) -> None:
        """What it asks for; it is filled in on the page, where a browser keeps it from the terminal's history."""
        labels = ", ".join(field["label"] for field in form["fields"])
        self._console.print(Text(f"▤ {form['title']}: {labels}", style="dim"))

    def _numbered(self, replies: list[dict[str, str]]) -> Text:
        shown = Text()
        for reply in replies:
            self._postbacks.append(reply["postback"])
            shown.append(f"[{len(self._postbacks)}] ", style="cyan").append(f"{reply['title']}  ")
        return shown
