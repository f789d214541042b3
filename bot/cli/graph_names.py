"""What a person calls a thing of the catalogue, in either language or by its IRI, brought to its IRI.

Nothing is guessed: a name that nothing has, or several things have, is an error that shows what comes near.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from bot.errors import NameUnknownError, OptionError
from knowledge_graph import Bound, Catalogue, Range
from knowledge_graph.fold import fold
from knowledge_graph.identifiers import item_id_of

_LANGUAGES: Final = ("en", "zh")
_RANGE: Final = re.compile(
    r"(?P<name>.+?)\s*(?P<sign><=|>=|<|>|=)\s*(?P<amount>\d+(?:\.\d+)?)\s*(?P<unit>\S*)"
)
_NEAR: Final = 5


@dataclass(frozen=True, slots=True)
class Names:
    """The lexicon of a catalogue, by folded word."""

    catalogue: Catalogue
    rows: Mapping[str, Sequence[dict[str, Any]]] = field(repr=False)

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Names":
        """All words of the generation that answers, but those of what the shop does not sell."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for row in catalogue.lexicon():
            if not row.get("sold", True):
                continue
            rows.setdefault(fold(row["text"], row["language"]), []).append(row)
        return cls(catalogue, rows)

    def categories(self, name: str) -> tuple[str, ...]:
        """The categories of a name; a department and the kind of the same name are meant both."""
        return self._named("category", name)

    def brand(self, name: str) -> str:
        """The one brand of a name."""
        return self._one("brand", name)

    def attribute(self, name: str) -> str:
        """The one attribute of a name."""
        return self._one("attribute", name)

    def value(self, name: str) -> str:
        """The one value of a name; "colour=silver" says of which attribute."""
        attribute, _, own = name.rpartition("=")
        if not attribute:
            return self._one("value", name)
        of = self.attribute(attribute)
        found = [iri for iri in self._named("value", own) if self.catalogue.attribute_of(iri) == of]
        if not found:
            raise NameUnknownError("value", name, self._near("value", own))
        return found[0]

    def anything(self, name: str) -> tuple[str, ...]:
        """What `--without` may name: values, brands or categories; all things of the name."""
        rows = self._found(name)
        found = tuple(
            dict.fromkeys(row["iri"] for row in rows if row["kind"] in ("value", "brand", "category"))
        )
        if _is_iri(name):
            return (name,)
        if not found:
            raise NameUnknownError("value, brand or category", name, self._near(None, name))
        return found

    def item(self, name: str) -> str:
        """The item id of an id or of a catalogued name."""
        if _is_iri(name):
            return item_id_of(name)
        if self.catalogue.known([name]):
            return name
        return item_id_of(self._one("item", name))

    def range(self, text: str) -> Range:
        """A range such as "weight<=2kg"; the unit may be left out, or be a UN/CEFACT code."""
        found = _RANGE.fullmatch(text.strip())
        if found is None:
            raise OptionError(f"{text!r} is no range; write for example 'weight<=2kg' or 'capacity>30'.")
        attribute, sign = self.attribute(found["name"]), found["sign"]
        amount = Decimal(found["amount"])
        low = amount if ">" in sign or sign == "=" else None
        high = amount if "<" in sign or sign == "=" else None
        bound = Bound(low, high, low_open=sign == ">", high_open=sign == "<")
        return Range(attribute, bound, _unit(found["unit"]))

    def _one(self, kind: str, name: str) -> str:
        found = self._named(kind, name)
        if len(found) > 1:
            raise NameUnknownError(kind, name, found[:_NEAR], several=True)
        return found[0]

    def _named(self, kind: str, name: str) -> tuple[str, ...]:
        if _is_iri(name):
            return (name,)
        found = dict.fromkeys(row["iri"] for row in self._found(name) if row["kind"] == kind)
        if not found:
            raise NameUnknownError(kind, name, self._near(kind, name))
        return tuple(found)

    def _found(self, name: str) -> list[dict[str, Any]]:
        return [row for language in _LANGUAGES for row in self.rows.get(fold(name, language), ())]

    def _near(self, kind: str | None, name: str) -> list[str]:
        """The words that come nearest to a name, as they are written."""
        from rapidfuzz import process

        texts = {
            row["text"]: word
            for word, rows in self.rows.items()
            for row in rows
            if row["kind"] == kind or (kind is None and row["kind"] not in ("item", "attribute"))
        }
        found = process.extract(fold(name, "en"), texts, limit=_NEAR, score_cutoff=55)
        return [text for _, _, text in found]


def _is_iri(name: str) -> bool:
    return name.startswith(("urn:", "http://", "https://"))


def _unit(said: str) -> str | None:
    """The UN/CEFACT code of a unit as it is written after a number; a code is taken as it is."""
    from actions.wording import Wording, languages
    from knowledge_graph.units import known_units

    if not said:
        return None
    codes = known_units()
    spoken = {Wording.of(language).unit(code): code for language in languages() for code in codes}
    code = spoken.get(said) or (said if said in codes else None)
    if code is None:
        written = ", ".join(sorted(word for word in spoken if word.isascii() and word.islower()))
        raise OptionError(f"{said!r} is no unit; write one of {written}, or a UN/CEFACT code.")
    return code
