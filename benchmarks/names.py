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
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MARKS = "()[],.:;!?&-"
_ERROR_FROM = 4  # letters of a word that gets the error


@dataclass(frozen=True, slots=True)
class Query:
    """Two words of a name, one with a typing error, and where that name is."""

    text: str
    name: int


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
    """Two different words of a name in any order; one has one letter wrong, lost, doubled or swapped."""
    draw = random.Random(seed)
    drawn: list[Query] = []
    while len(drawn) < count:
        name = draw.randrange(len(names))
        words = sorted({word for part in names[name].split() if _tells(word := _as_typed(part))})
        long = [word for word in words if len(word) >= _ERROR_FROM]
        if len(words) < 2 or not long:
            continue
        wrong = draw.choice(long)
        other = draw.choice([word for word in words if word != wrong])
        pair = [mistyped(wrong, draw), other]
        draw.shuffle(pair)
        drawn.append(Query(" ".join(pair), name))
    return drawn


def _tells(word: str) -> bool:
    """Whether a shopper would type it: nobody looks for "the"."""
    return word.isalpha() and len(word) > 2 and word not in STOP_WORDS


def _as_typed(part: str) -> str:
    """Without commas and brackets, accents, apostrophes and capitals: as one types who is in a hurry."""
    plain = unicodedata.normalize("NFKD", part.strip(_MARKS).lower()).replace("'", "")
    return plain.encode("ascii", "ignore").decode()


def mistyped(word: str, draw: random.Random) -> str:
    """The word with one typing error, never the word itself."""
    place = draw.randrange(len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    made = draw.choice(
        (
            before + draw.choice(_LETTERS) + after,
            before + after,
            before + letter + draw.choice(_LETTERS) + after,
            before + after[:1] + letter + after[1:],
        )
    )
    return made if made != word else mistyped(word, draw)
