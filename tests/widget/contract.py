"""The gateway's OpenAPI description, cut down to what decides the widget's types; `make widget` makes them of it.

Sentences, titles and examples are left out: a better sentence in the API's description makes no type stale.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings

_NOWHERE = "http://127.0.0.1:9"
_WORDS = frozenset({"description", "summary", "title", "examples", "example"})


def contract() -> str:
    """As JSON, in one order."""
    settings = GatewaySettings(
        shop=Path("nowhere"),
        dialogue_url=_NOWHERE,
        dialogue_token="no dialogue here",
        actions_url=_NOWHERE,
        actions_token="no actions here",
        secret="a secret of a test, longer than 32 characters",
    )
    described = create_app(settings).openapi()
    kept = {"openapi": described["openapi"], "info": {"title": "Daogou", "version": "1"}, "paths": {}}
    schemas = {name: _bare(schema) for name, schema in described["components"]["schemas"].items()}
    return json.dumps(kept | {"components": {"schemas": schemas}}, indent=1, sort_keys=True)


def fingerprint() -> str:
    """Of the contract; the first line of the generated types holds it."""
    return hashlib.sha256(contract().encode()).hexdigest()


def _bare(schema: Any) -> Any:
    """A schema without its words; a property that is called like one of them stays."""
    if isinstance(schema, list):
        return [_bare(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    bare = {name: _bare(inside) for name, inside in schema.items() if name not in _WORDS | {"properties"}}
    if "properties" in schema:
        bare["properties"] = {name: _bare(inside) for name, inside in schema["properties"].items()}
    return bare


if __name__ == "__main__":
    if sys.argv[1:] == ["--fingerprint"]:
        print(fingerprint())
    else:
        print(contract())
