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


def similarity(given: Given, i: str, j: str, of_items: bool, chosen: NeighbourSettings) -> float:
    """sim(i, j) as the docstring of NeighbourSettings says; 0 where there is none."""
    both = [b for b in given[i] if b in given[j]]
    if len(both) < chosen.min_overlap:
        return 0.0
    centre_i, centre_j = (mean(list(given[x].values())) for x in (i, j))
    if chosen.likeness == "shared":
        centre_i, centre_j = (mean([given[x][b] for b in both]) for x in (i, j))
    left = [given[i][b] - centre_i for b in both]
    right = [given[j][b] - centre_j for b in both]
    n = len(both)
    if chosen.likeness == "adjusted":
        across = turned(given)
        means = [mean(list(across[b].values())) for b in both]
        left = [given[i][b] - m for b, m in zip(both, means, strict=True)]
        right = [given[j][b] - m for b, m in zip(both, means, strict=True)]
    if chosen.likeness == "baseline":
        own, other = biases(given, of_items, chosen.damping)
        left = [given[i][b] - overall(given) - own[i] - other[b] for b in both]
        right = [given[j][b] - overall(given) - own[j] - other[b] for b in both]
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
        names = sorted(self.given)
        self.sims = {
            i: {j: similarity(self.given, i, j, self.of_items, self.chosen) for j in names if j != i}
            for i in names
        }

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
        across = turned(given)[b]
        if chosen.centre == "baseline":
            centres = {x: mu + bias for x, bias in biases(given, self.of_items, chosen.damping)[0].items()}
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
