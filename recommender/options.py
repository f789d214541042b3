"""The settings of a model by name: "k", or "ease.ridge" where a model has several groups of them.

Nothing is fitted here; what a value may be is said by the settings themselves."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, get_type_hints

from recommender.errors import SettingError

Groups = Mapping[
    str, Any
]  # the settings, each a frozen dataclass, by the name of their group; "" is the model's own
Value = int | float | str | bool
Options = Mapping[str, Value]  # by name; a text is read as what the setting is

WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def options_of(groups: Groups) -> dict[str, Value]:
    """Every option with its value in `groups`, in their order."""
    return {
        f"{group}.{name}" if group else name: value
        for group, settings in groups.items()
        for name, value in asdict(settings).items()
    }


def with_options(groups: Groups, options: Options) -> dict[str, Any]:
    """`groups` with the options over them; SettingError for an unknown name, or a value that cannot be used."""
    known = options_of(groups)
    changes: dict[str, dict[str, Value]] = {}
    for name, value in options.items():
        if name not in known:
            raise SettingError("option", name, f"one of {', '.join(known)}")
        group, _, field = name.rpartition(".")
        kind = get_type_hints(type(groups[group]))[field]
        changes.setdefault(group, {})[field] = _read(name, value, kind)
    return {group: replace(settings, **changes.get(group, {})) for group, settings in groups.items()}


def _read(name: str, value: Value, kind: type) -> Value:
    """`value` as a bool, str, float or int, whichever the setting is."""
    if kind is bool:
        word = str(value).lower()
        if word not in WORDS:
            raise SettingError(name, value, "true or false")
        return WORDS[word]
    if kind is str:
        return str(value)
    try:
        number = float(value)
    except ValueError:
        raise SettingError(name, value, "a number") from None
    if kind is float:
        return number
    if not number.is_integer():  # NaN and the infinities too
        raise SettingError(name, value, "a whole number")
    return int(number)
