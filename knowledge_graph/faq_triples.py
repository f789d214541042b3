"""Questions and answers as triples of schema.org's FAQPage, and back again."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from knowledge_graph.graph_store import Object, node, text, truth
from knowledge_graph.namespaces import FAQ_PAGE, SAMPLE, SCHEMA, TYPE
from knowledge_graph.terms import Faq


def faq_triples(faq: Faq) -> Iterator[tuple[str, str, Object]]:
    """All that is asserted of one question and its answer."""
    answer = f"{faq.iri}#answer"
    yield FAQ_PAGE, TYPE, node(SCHEMA.FAQPage)
    yield FAQ_PAGE, SCHEMA.mainEntity, node(faq.iri)
    yield faq.iri, TYPE, node(SCHEMA.Question)
    yield faq.iri, SCHEMA.about, text(faq.topic)
    yield faq.iri, SCHEMA.acceptedAnswer, node(answer)
    yield answer, TYPE, node(SCHEMA.Answer)
    if faq.sample:
        yield faq.iri, SAMPLE, truth(True)
    yield from ((faq.iri, SCHEMA.name, text(words, lang)) for lang, words in faq.question.items())
    yield from ((answer, SCHEMA.text, text(words, lang)) for lang, words in faq.answer.items())
    for language, questions in faq.also_asked.items():
        yield from ((faq.iri, SCHEMA.alternateName, text(words, language)) for words in questions)


def read_faqs(rows: Iterable[tuple[Object | None, ...]]) -> list[Faq]:
    """Questions by IRI, from rows of (question, property, value) as `faqs.rq` gives them."""
    found: dict[str, dict[str, list[Object]]] = {}
    for iri, predicate, value in rows:
        if iri and predicate and value:
            found.setdefault(iri.value, {}).setdefault(predicate.value, []).append(value)
    return [_faq(iri, found[iri]) for iri in sorted(found)]


def _faq(iri: str, held: dict[str, list[Object]]) -> Faq:
    also: dict[str, list[str]] = {}
    for term in held.get(SCHEMA.alternateName, ()):
        also.setdefault(_language(term), []).append(term.value)
    return Faq(
        iri=iri,
        topic=next((term.value for term in held.get(SCHEMA.about, ())), ""),
        question={_language(term): term.value for term in held.get(SCHEMA.name, ())},
        answer={_language(term): term.value for term in held.get(SCHEMA.text, ())},
        also_asked={language: tuple(sorted(words)) for language, words in sorted(also.items())},
        sample=SAMPLE in held,
    )


def _language(term: Object) -> str:
    return (term.language if isinstance(term, ox.Literal) else None) or "und"
