"""What a shop says of itself in `shop.yml`: name, money, language, terms of ordering, and a word on its history."""

import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from babel.numbers import list_currencies
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from shop.errors import ShopFileError, ShopMissingError
from shop.ordering import Ordering

FILE = "shop.yml"
LANGUAGES = ("en", "zh")
PERSON_WAIT_MIN = 5.0
LONGEST_WAIT_MIN = 24.0 * 60
HALF_LIFE_DAYS = 180.0  # half a year: last season still tells something, and the one before it little


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """One shop's own facts. `simulated` marks an interaction history that no person made.

    A deed of an age of `half_life_days` tells the recommender half of what one of today does. Who asks for a
    person waits `person_wait_min` minutes at most; then a message is taken. `pages`: the shop shows what it sells
    on pages of its own.
    """

    names: dict[str, str]  # by language
    currency: str  # ISO 4217
    language: str
    simulated: bool = False
    half_life_days: float = HALF_LIFE_DAYS
    ordering: Ordering = field(default_factory=Ordering)
    person_wait_min: float = PERSON_WAIT_MIN
    pages: bool = True

    def page_of(self, item_id: str) -> str | None:
        """The address of a product's page in this shop, from the shop's root; None where it has no pages."""
        return f"/shop/{quote(item_id, safe='')}" if self.pages else None

    def name(self, language: str) -> str:
        """The shop's name in `language`, else in its own."""
        return self.names.get(language) or self.names.get(self.language) or next(iter(self.names.values()))

    @classmethod
    def read(cls, folder: Path) -> Self:
        """From the folder's shop.yml; raises ShopMissingError, ShopFileError."""
        file = folder / FILE
        if not file.is_file():
            raise ShopMissingError(folder)
        try:
            loaded: Any = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        except (YAMLError, UnicodeDecodeError) as error:
            raise ShopFileError(
                file, "the file", str(error).splitlines()[0], "valid YAML in UTF-8"
            ) from error
        if not isinstance(loaded, dict):
            raise ShopFileError(file, "the file", loaded, "name, currency and language")
        name = loaded.get("name")
        names = name if isinstance(name, dict) else {str(loaded.get("language")): str(name or folder.name)}
        profile = cls.checked(
            file,
            names,
            loaded.get("currency"),
            loaded.get("language"),
            bool(loaded.get("simulated")),
            half_life_days=loaded.get("half_life_days", HALF_LIFE_DAYS),
        )
        return replace(
            profile,
            ordering=Ordering.read(file, loaded.get("ordering"), profile.currency),
            person_wait_min=_minutes(file, loaded.get("person_wait_min", PERSON_WAIT_MIN)),
            pages=_truth(file, "pages", loaded.get("pages", True)),
        )

    @classmethod
    def checked(
        cls,
        file: Path,
        names: dict[str, str],
        currency: object,
        language: object,
        simulated: bool = False,
        *,
        half_life_days: object = HALF_LIFE_DAYS,
    ) -> Self:
        """The profile of these values; raises ShopFileError naming the first that cannot be used."""
        if currency not in list_currencies():
            raise ShopFileError(file, "currency", currency, "an ISO 4217 code such as USD or CNY")
        if language not in LANGUAGES:
            raise ShopFileError(file, "language", language, "one of " + ", ".join(LANGUAGES))
        days = half_life_days
        if isinstance(days, bool) or not isinstance(days, int | float) or not 0 < days < math.inf:
            raise ShopFileError(file, "half_life_days", days, "a number of days above 0")
        return cls(names, str(currency), str(language), simulated, float(days))

    def write(self, folder: Path) -> None:
        """Into the folder's shop.yml, whole or not at all."""
        draft = folder / f".{FILE}.new"
        told: dict[str, Any] = {
            "name": dict(self.names),
            "currency": self.currency,
            "language": self.language,
            "simulated": self.simulated,
            "half_life_days": self.half_life_days,
            "person_wait_min": self.person_wait_min,
            "pages": self.pages,
        }
        if ordering := self.ordering.to_yaml():
            told["ordering"] = ordering
        with draft.open("w", encoding="utf-8") as stream:
            YAML().dump(told, stream)
        draft.replace(folder / FILE)


def _minutes(file: Path, told: object) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 <= told <= LONGEST_WAIT_MIN:
        raise ShopFileError(
            file, "person_wait_min", told, f"a number of minutes from 0 to {LONGEST_WAIT_MIN:g}"
        )
    return float(told)


def _truth(file: Path, field: str, told: object) -> bool:
    if not isinstance(told, bool):
        raise ShopFileError(file, field, told, "true or false")
    return told
