"""Small histories for the recommender's tests: made up by a seed, or written out by hand."""

import numpy as np

from recommender import Interactions

HALF_STARS = [number / 2 for number in range(1, 11)]


def scattered(seed: int, users: int = 40, items: int = 25, share: float = 0.4) -> Interactions:
    """About `share` of all pairs, with half stars drawn evenly; times in the order of the rows."""
    chance = np.random.default_rng(seed)
    return Interactions.from_rows(
        (f"u{user}", f"i{item}", float(chance.choice(HALF_STARS)), user * items + item)
        for user in range(users)
        for item in range(items)
        if chance.random() < share
    )


def written(*rows: str) -> Interactions:
    """Rows such as "ann kettle 4.5"; the time is the row's number."""
    parsed = [row.split() for row in rows]
    return Interactions.from_rows(
        (user, item, float(value), time) for time, (user, item, value) in enumerate(parsed)
    )


def two_camps() -> Interactions:
    """Twelve campers love tents and stoves and not lamps; twelve readers the other way about."""
    rows = []
    for number in range(24):
        camper = number % 2 == 0
        for item in ("tent", "stove", "lamp", "book"):
            loved = (item in ("tent", "stove")) == camper
            rows.append(
                (f"s{number:02}", item, 5.0 - number % 3 * 0.5 if loved else 1.0 + number % 3 * 0.5, number)
            )
    rows.append(("newcomer", "tent", 5.0, 100))
    return Interactions.from_rows(rows)
