"""Run so many talks one after another, so that a seed fixes them all: what one shopper does, the next may see."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from bot.simulation.answers import Line
from bot.simulation.goals import Goals
from bot.simulation.phrasing import Phrasing
from bot.simulation.rules import Rules
from bot.simulation.shopper import Shopper
from bot.simulation.talk import Talk
from bot.simulation.turns import Record
from knowledge_graph import Catalogue

LANGUAGES = ("en", "zh")


def simulate(
    address: str,
    catalogue: Catalogue,
    currency: str,
    *,
    talks: int,
    seed: int,
    languages: Sequence[str] = LANGUAGES,
    progress: Callable[[str, int], object] = lambda _what, _count: None,
) -> Iterator[Record]:
    """Each talk's record as it ends; talk n of a seed is the same whatever `talks` is.

    `catalogue` must be the graph that the shop at `address` serves. Raises NotReadyError where it does not answer.
    """
    goals, rules = Goals(catalogue), Rules(catalogue)
    for number in range(1, talks + 1):
        progress("talks", number)
        chance = Random(f"{seed}/{number}")
        language = languages[number % len(languages)]
        goal = goals.draw(chance, language)
        record = Record(number, language, goal.wanted.item_id)
        with Line(address, language) as line:
            talk = Talk(line, rules, record)
            phrasing = Phrasing(language, currency, chance)
            Shopper(goal, talk, rules, phrasing, chance).shop()
        yield record
