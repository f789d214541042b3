"""Neighbour models written out as the papers have them: dictionaries and loops, slow, and with no trick.

`given[a][b]` is a rating; a is an item and b a user, or the other way about: the formulas are the same."""

from dataclasses import dataclass
from math import sqrt

from recommender import Interactions, NeighbourSettings

Given = dict[str, dict[str, float]]


def table(history: Interactions, of_items: bool) -> Given:
    """The ratings by item, or by user."""
    given: Given = {}
    for user, item, value in zip(history.users, history.items, history.values, strict=True):
        pair = (history.item_ids[item], history.user_ids[user])
        own, other = pair if of_items else pair[::-1]
        given.setdefault(own, {})[other] = float(value)
    return given


def turned(given: Given) -> Given:
    """The same ratings, seen from the other side."""
    return {
        b: {a: ratings[b] for a, ratings in given.items() if b in ratings}
        for b in sorted({b for ratings in given.values() for b in ratings})
    }


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def overall(given: Given) -> float:
    return mean([value for ratings in given.values() for value in ratings.values()])


def biases(given: Given, of_items: bool, damping: float) -> tuple[dict[str, float], dict[str, float]]:
    """b of the own side and of the other, by ten rounds of least squares, the items first."""
    items = given if of_items else turned(given)
    users, mu = turned(items), overall(given)
    b_user, b_item = dict.fromkeys(users, 0.0), dict.fromkeys(items, 0.0)
    for _ in range(10):
        for i, ratings in items.items():
            b_item[i] = sum(r - mu - b_user[u] for u, r in ratings.items()) / (damping + len(ratings))
        for u, ratings in users.items():
            b_user[u] = sum(r - mu - b_item[i] for i, r in ratings.items()) / (damping + len(ratings))
    return (b_item, b_user) if of_items else (b_user, b_item)


def compared(given: Given, of_items: bool, chosen: NeighbourSettings) -> Given:
    """What is correlated, as the docstring of NeighbourSettings says; the ratings themselves for "shared"."""
    own, other = dict.fromkeys(given, 0.0), dict.fromkeys(turned(given), 0.0)
    if chosen.likeness == "pearson":
        own = {a: mean(list(ratings.values())) for a, ratings in given.items()}
    if chosen.likeness == "adjusted":
        other = {b: mean(list(ratings.values())) for b, ratings in turned(given).items()}
    if chosen.likeness == "baseline":
        own, other = biases(given, of_items, chosen.damping)
        own = {a: overall(given) + bias for a, bias in own.items()}
    return {a: {b: r - own[a] - other[b] for b, r in ratings.items()} for a, ratings in given.items()}


def similarity(deviations: Given, i: str, j: str, chosen: NeighbourSettings) -> float:
    """sim(i, j) of what is compared; 0 where there is none."""
    both = [b for b in deviations[i] if b in deviations[j]]
    n = len(both)
    if n < chosen.min_overlap:
        return 0.0
    left, right = ([deviations[x][b] for b in both] for x in (i, j))
    if chosen.likeness == "shared":
        left, right = ([value - mean(side) for value in side] for side in (left, right))
    if chosen.likeness == "baseline":
        n -= 1
    square_i, square_j = sum(x * x for x in left), sum(x * x for x in right)
    if square_i < 1e-16 or square_j < 1e-16:
        return 0.0
    sim = sum(x * y for x, y in zip(left, right, strict=True)) / (sqrt(square_i) * sqrt(square_j))
    return sim * n / (n + chosen.shrinkage) if chosen.shrinkage else sim


@dataclass
class Literal:
    """One model; `of_items` says which side is compared."""

    given: Given
    of_items: bool
    chosen: NeighbourSettings

    def __post_init__(self) -> None:
        deviations, names = compared(self.given, self.of_items, self.chosen), sorted(self.given)
        self.sims = {
            i: {j: similarity(deviations, i, j, self.chosen) for j in names if j != i} for i in names
        }
        self.across = turned(self.given)
        self.own = biases(self.given, self.of_items, self.chosen.damping)[0]

    def kept(self, i: str) -> list[tuple[str, float]]:
        """The k neighbours of largest |sim|, ties by name."""
        wanted = {
            j: s for j, s in self.sims[i].items() if s > 1e-12 or (self.chosen.opposites and s < -1e-12)
        }
        ordered = sorted(wanted.items(), key=lambda pair: (-round(abs(pair[1]), 11), pair[0]))
        return ordered[: self.chosen.k]

    def predict(self, i: str, b: str) -> float:
        """r̂ of the own one i and the other one b."""
        chosen, given, mu = self.chosen, self.given, overall(self.given)
        centres = {x: mean(list(ratings.values())) for x, ratings in given.items()}
        n = len(given[i])
        first = (centres[i] * n + chosen.damping * mu) / (n + chosen.damping)
        across = self.across[b]
        if chosen.centre == "baseline":
            centres = {x: mu + bias for x, bias in self.own.items()}
            first = centres[i]
        level = 0.0
        if chosen.own_level:
            level = sum(r - centres[x] for x, r in across.items()) / (len(across) + chosen.damping)
        spreads = dict.fromkeys(given, 1.0)
        if chosen.centre == "z_score":
            everything = [r for ratings in given.values() for r in ratings.values()]
            spreads = {x: spread(list(r.values())) or spread(everything) or 1.0 for x, r in given.items()}
        if chosen.centre == "none":
            centres = dict.fromkeys(given, first)
        near = [(j, s) for j, s in self.kept(i) if j in across][: chosen.nearest]
        if not near:
            return first + level
        over = sum(s * (across[j] - centres[j] - level) / spreads[j] for j, s in near)
        return first + level + spreads[i] * over / (sum(abs(s) for _, s in near) + chosen.caution)


def spread(values: list[float]) -> float:
    """The standard deviation; 0 where only rounding differs."""
    deviation = sqrt(mean([(value - mean(values)) ** 2 for value in values]))
    return deviation if deviation > 1e-9 else 0.0
