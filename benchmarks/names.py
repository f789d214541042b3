"""100,000 different names out of real catalogues, and what shoppers would type for them: drawn with a seed."""

import csv
import random
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchmarkError
from knowledge_graph import BadRow, read_feed
from knowledge_graph.words import STOP_WORDS

_DATA = Path(__file__).parents[2] / "shared" / "data"
_KEYS = "abcdefghijklmnopqrstuvwxyz "
_MARKS = "()[],.:;!?&-"


@dataclass(frozen=True, slots=True)
class Query:
    """Two words of a name as they were typed and as they were meant, and where that name is."""

    text: str
    meant: str
    name: int

    def is_at_the_blank(self) -> bool:
        """Whether the error joined words, cut one, or moved a letter from one to the other."""
        typed, meant = self.text.split(), self.meant.split()
        return not (len(typed) == len(meant) and (typed[0] == meant[0] or typed[1] == meant[1]))


def real_names() -> list[str]:
    """The names of the department store and of the video library, each once."""
    store, films = _DATA / "retail-demo-store" / "products.yaml", _DATA / "movielens-small" / "movies.csv"
    if not (store.is_file() and films.is_file()):
        raise BenchmarkError(f"{_DATA} holds no real catalogues to take names from")
    products = (row for row in read_feed(store) if not isinstance(row, BadRow))
    with films.open(encoding="utf-8", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    return list(dict.fromkeys([*(product.name("en") for product in products), *titles]))


def scaled_names(count: int, seed: int) -> list[str]:
    """`count` different names: the real ones, then real ones with a word or two from another of them."""
    draw = random.Random(seed)
    real = real_names()
    words = [word for name in real for word in name.split() if word.isalpha()]
    names = dict.fromkeys(real[:count])
    while len(names) < count:
        parts = draw.choice(real).split()
        for _ in range(draw.choice((1, 2))):
            parts[draw.randrange(len(parts))] = draw.choice(words)
        names.setdefault(" ".join(parts))
    return list(names)


def queries(names: list[str], count: int, seed: int) -> list[Query]:
    """What would be typed for `count` names, each drawn from all alike.

    Two different telling words of the name (`_tells`: three letters and more, no stop words), in any order and with
    a blank between; then one typing error (`mistyped`) anywhere in that text, the blank included. The protocol
    knows nothing of any engine: names with more than ten others that have both words are not left out.
    """
    draw = random.Random(seed)
    drawn: list[Query] = []
    while len(drawn) < count:
        name = draw.randrange(len(names))
        words = sorted({word for part in names[name].split() if _tells(word := _as_typed(part))})
        if len(words) < 2:
            continue
        meant = " ".join(draw.sample(words, 2))
        drawn.append(Query(mistyped(meant, draw), meant, name))
    return drawn


def _tells(word: str) -> bool:
    """Whether a shopper would type it: nobody looks for "the"."""
    return word.isalpha() and len(word) > 2 and word not in STOP_WORDS


def as_typed(name: str) -> str:
    """A name as one types who is in a hurry: without accents, apostrophes and capitals, and the marks round words."""
    return " ".join(map(_as_typed, name.split()))


def _as_typed(part: str) -> str:
    plain = unicodedata.normalize("NFKD", part.strip(_MARKS).lower()).replace("'", "")
    return plain.encode("ascii", "ignore").decode()


def mistyped(text: str, draw: random.Random) -> str:
    """The text with one typing error, never the same words: one key wrong, missed, struck besides or out of turn.

    Each place of the text is alike likely, and so is each of the four errors (Damerau 1964) and each key: the
    26 letters and the blank, so that words are also joined and cut.
    """
    place = draw.randrange(len(text))
    before, struck, after = text[:place], text[place], text[place + 1 :]
    made = draw.choice(
        (
            before + draw.choice(_KEYS) + after,
            before + after,
            before + struck + draw.choice(_KEYS) + after,
            before + after[:1] + struck + after[1:],
        )
    )
    return made if made.split() != text.split() else mistyped(text, draw)
