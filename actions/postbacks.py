"""Write what a quick reply sends back, in Rasa's own syntax; the gateway seals it before a page sees it."""

import json
from typing import Any

from actions.messages import Reply, ReplyKind


def postback(intent: str, **entities: Any) -> str:
    """`/intent{...}`: the intent with its entities, as if a shopper had said it."""
    given = {name: value for name, value in entities.items() if value is not None}
    return f"/{intent}" + (json.dumps(given, ensure_ascii=False, sort_keys=True) if given else "")


def reply(title: str, intent: str, *, kind: ReplyKind | None = None, **entities: Any) -> Reply:
    """A quick reply that says `title` and means the intent; `kind` for a product's button."""
    return Reply(title=title, postback=postback(intent, **entities), kind=kind)
