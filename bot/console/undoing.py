"""The way back after a mark: which form undoes what the address says was done."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undo:
    """A form of hidden fields that takes the last act back."""

    action: str
    fields: Mapping[str, str]


def undo_of(query: Mapping[str, str], conversation: int) -> Undo | None:
    """From `?done=…`; None where there is no way back, or the address does not tell it."""
    at = f"/console/talks/{conversation}"
    turn, position, number = (query.get(name, "") for name in ("turn", "position", "number"))
    match query.get("done"):
        case "flagged" | "unflagged" as done if turn.isdecimal() and position.lstrip("-").isdecimal():
            on = "0" if done == "flagged" else "1"
            return Undo(f"{at}/turns/{turn}/flag", {"position": position, "on": on})
        case "labelled" | "unlabelled" as done if query.get("label"):
            on = "0" if done == "labelled" else "1"
            return Undo(f"{at}/labels", {"label": query["label"], "on": on})
        case "noted" if number.isdecimal():
            return Undo(f"{at}/notes/{number}/withdraw", {})
        case "reviewed" | "unreviewed" as done:
            return Undo(f"{at}/review", {"on": "0" if done == "reviewed" else "1"})
        case "corrected" if number.isdecimal():
            return Undo(f"{at}/corrections/{number}/withdraw", {})
        case "story" if query.get("commit"):
            return Undo(f"{at}/story/undo", {"commit": query["commit"]})
    return None
