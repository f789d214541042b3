"""Write the lexicon: every word by which a shopper can name a thing of this catalogue, one JSON line each.

The rows are the contract with the dialogue's environment (`docs/contracts/lexicon.schema.json`). Texts are as
they are written; a reader folds them. A word that names several things has a row for each. What the retail
vocabulary knows and the shop does not sell has rows too, marked `"sold": false`; they share no word with others.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from knowledge_graph.fold import fold
from knowledge_graph.identifiers import item_iri
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind, Brand, Category, Term, Value
from knowledge_graph.unsold import Unsold, unsold
from knowledge_graph.words import language_of


class _Named(NamedTuple):
    """What a word names."""

    kind: str
    iri: str
    label: dict[str, str]


def lexicon_rows(terms: Iterable[AnyTerm], products: Iterable[Product]) -> Iterator[dict[str, Any]]:
    """Rows of terms in the order given, then of items, then of what is not sold here.

    Never two with one folded text, language and IRI.
    """
    known, shelf = list(terms), list(products)
    booleans = {
        term.iri for term in known if isinstance(term, Attribute) and term.kind is AttributeKind.BOOLEAN
    }
    seen: set[tuple[str, str, str]] = set()
    names: set[str] = set()
    for row in (*_term_rows(known, booleans), *_item_rows(shelf)):
        key = (fold(row["text"], row["language"]), row["language"], row["iri"])
        if key[0] and key not in seen:
            seen.add(key)
            names.update({key[0]} if row["kind"] == "item" else ())
            yield row
    yield from _unsold_rows(unsold(known, shelf, spoken={key[0] for key in seen}, names=names))


def write_lexicon(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write the rows as JSON lines; how many there are."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def _term_rows(terms: Iterable[AnyTerm], booleans: set[str]) -> Iterator[dict[str, Any]]:
    for term in terms:
        # The words of a yes-or-no attribute ask for "yes": they are rows of that value, made with it.
        if isinstance(term, Value) and term.attribute in booleans and term.iri.endswith("/no"):
            continue
        unit = term.unit if isinstance(term, Attribute) else None
        attribute = term.attribute if isinstance(term, Value) else None
        for language, word in _words(term):
            yield _row(
                _Named(_KINDS[type(term)], term.iri, dict(term.labels)),
                word,
                language,
                attribute=attribute,
                unit=unit,
            )


_KINDS: Final = {Category: "category", Brand: "brand", Value: "value", Attribute: "attribute"}


def _words(term: Term) -> Iterator[tuple[str, str]]:
    yield from term.labels.items()
    for language, words in term.also.items():
        yield from ((language, word) for word in words)


def _item_rows(products: Iterable[Product]) -> Iterator[dict[str, Any]]:
    for product in products:
        item = _Named("item", item_iri(product.item_id), dict(product.names))
        for language, name in product.names.items():
            yield _row(item, name, language)
        for alias in product.aliases:
            yield _row(item, alias, language_of(alias))


def _unsold_rows(things: Iterable[Unsold]) -> Iterator[dict[str, Any]]:
    for thing in things:
        shown = {language: words[0] for language, words in thing.concept.words.items()}
        named = _Named("category", thing.concept.iri, shown)
        for language, word in thing.spellings:
            yield _row(named, word, language) | {"sold": False, "nearest": thing.nearest}


def _row(
    named: _Named, text: str, language: str, *, attribute: str | None = None, unit: str | None = None
) -> dict[str, Any]:
    return {
        "text": text,
        "language": language,
        "kind": named.kind,
        "iri": named.iri,
        "attribute": attribute,
        "label": named.label,
        "unit": unit,
    }
