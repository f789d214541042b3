"""A place in a conversation as pages are told it and tell it back: two numbers with a dot between them."""

import re

_PLACE = re.compile(r"([0-9]{1,14})\.([0-9]{1,14})")
_LONGEST_SHOWN = 30


def read_place(told: str) -> tuple[int, int]:
    """The two numbers; raises ValueError."""
    place = _PLACE.fullmatch(told)
    if place is None:
        raise ValueError(
            f"{told[:_LONGEST_SHOWN]!r} is no place in a conversation; write it as it was told, such as 3.1000."
        )
    return int(place[1]), int(place[2])
