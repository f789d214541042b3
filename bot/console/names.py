"""Names for people: of intents, of what a shopper wished for, of what an entity stands for.

The graph is opened when it is first asked for a name; without one, names are made from the identifiers.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastapi import Request
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from actions.phrases import wish_words
from actions.wording import Wording
from bot.gateway.typed import Language
from bot.gateway.visitor import gateway_of
from bot.settings import ROOT
from bot.web.staff.phrases import phrases
from knowledge_graph import Catalogue
from knowledge_graph import Request as Wish
from knowledge_graph.errors import CatalogueError
from shop.review.markup import is_markable
from shop.shop import open_catalogue

_opening = threading.Lock()
ITEM = "urn:daogou:item:"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several to choose from: its code, and what it is called."""

    code: str
    name: str


class Names:
    """What things are called in one language. `catalogue` is None where the shop has no graph yet."""

    def __init__(self, catalogue: Catalogue | None, currency: str, language: Language) -> None:
        self._catalogue = catalogue
        self._currency = currency
        self._wording = Wording.of(language)

    def of(self, iri: str) -> str:
        """A thing of the catalogue; the end of its identifier where it is not there any more."""
        try:
            if self._catalogue is not None:
                return self._catalogue.label(iri, self._wording.language)
        except CatalogueError:
            pass
        return iri.rpartition(":")[2]

    def item(self, item_id: str) -> str:
        """A product; its id where it is not sold any more."""
        known = self._catalogue.known([item_id]) if self._catalogue is not None else []
        return known[0].name(self._wording.language) if known else item_id

    def wish(self, held: Mapping[str, Any] | None) -> str | None:
        """A wish in words, as the bot would say it; None where nothing was wished for, or nothing can be said."""
        if not held or self._catalogue is None:
            return None
        try:
            wish = Wish.from_json(held)
            if wish.like is not None:
                return self._wording.say("similar_found", name=self.item(wish.like))
            return wish_words(wish, self._catalogue, self._currency, self._wording)
        except (CatalogueError, KeyError, ValueError, TypeError, ArithmeticError):
            return None

    def meant(self, entity: Mapping[str, Any]) -> str:
        """What an entity stands for: names, an amount as it was said, places, a code."""
        if isinstance(values := entity.get("values"), list):
            return self._wording.listed([self.of(str(one)) for one in values], either=True)
        value = entity.get("value")
        if isinstance(value, Mapping):
            return str(value.get("said") or "")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def matched(self, codes: Iterable[str]) -> list[str]:
        """What of the request a card met; a price stays a code, which the page words."""
        return [self.of(one) if one.startswith("urn:") else one.removeprefix("text:") for one in codes]


def names_of(request: Request, language: Language) -> Names:
    """The names of the running shop; it blocks."""
    shopfront, state = gateway_of(request).shopfront, request.app.state
    with _opening:
        if getattr(state, "console_catalogue", None) is None:
            try:
                settings = gateway_of(request).settings
                state.console_catalogue = open_catalogue(settings.shop, settings.graph_url)
            except (CatalogueError, OSError):
                state.console_catalogue = None
        elif state.console_catalogue is not None:
            state.console_catalogue.refresh()
    return Names(state.console_catalogue, shopfront.profile.currency, language)


def intent_name(language: Language, intent: str) -> str:
    """What an intent is called; one that a trainer added is called by its own name."""
    known = phrases("console", language)["intents"]
    return str(known[intent]) if intent in known else intent.replace("_", " ")


def intent_names(request: Request, language: Language, also: Iterable[str] = ()) -> list[Choice]:
    """Every intent of domain.yml and those of `also`, by name."""
    codes = {*_names_in(_domain(request), "intents"), *also}
    return sorted((Choice(code, intent_name(language, code)) for code in codes), key=lambda one: one.name)


def kinds_to_mark(request: Request) -> list[str]:
    """The kinds of entities in domain.yml that staff can mark, in its order."""
    return [kind for kind in _names_in(_domain(request), "entities") if is_markable(kind)]


def _domain(request: Request) -> str:
    """domain.yml as the trainers' working copy has it, where there is one, else as the project does."""
    settings = gateway_of(request).settings
    trained = settings.training_folder / "domain.yml"
    return (trained if trained.is_file() else ROOT / "domain.yml").read_text("utf-8", "replace")


@lru_cache(maxsize=4)
def _names_in(domain: str, block: str) -> tuple[str, ...]:
    """The names listed under `block`; a trainer may be in the middle of writing it, so anything may stand there."""
    try:
        held = YAML(typ="safe", pure=True).load(domain)
    except (YAMLError, ValueError, RecursionError):
        return ()
    listed = held.get(block) if isinstance(held, dict) else None
    if not isinstance(listed, list):
        return ()
    firsts = (next(iter(one), None) if isinstance(one, dict) else one for one in listed)
    return tuple(dict.fromkeys(name for name in firsts if isinstance(name, str)))
