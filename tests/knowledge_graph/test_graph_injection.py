"""No string of a shopper's becomes part of a query: it is refused, or it finds what it names, which is nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from market_graph import ATTRIBUTE, CATEGORY, VALUE

from knowledge_graph import Bound, Catalogue, CatalogueError, QueryError, Range, Request
from knowledge_graph.closures import Closures
from knowledge_graph.identifiers import item_iri
from knowledge_graph.search_query import compile_request

HOSTILE = [
    '"', "'", "\\", "\\\\", "{", "}", "}}", "\n", "\r\n", "\t", "\u0000", "\u2028", "\ufeff", "#", "?item", "$item",
    '" } UNION { ?item ?p ?o } #', "' } UNION { ?item ?p ?o } #", "> . ?item ?p ?o . <urn:y", "\\u003e . ?s ?p ?o",
    "\\> } #", '"""', "'''", "\n} ; DROP ALL\n", "x> } UNION { ?item a ?any } #", "^^<urn:x>", "@en", "_:b", "a b",
    "urn:daogou:category:home> ; ?p ?o . #", "%3E", "%22%7D", "＜", "灯\" }", "\u202e}", "\U0001f4a3", "é\u0301", "",
]  # fmt: skip
pieces = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=3), min_size=1, max_size=4).map("".join)
PREFIXES = ["", CATEGORY, VALUE + "colour/", ATTRIBUTE, "urn:daogou:brand:", "urn:daogou:item:"]
IRI_FIELDS = ("categories", "brands", "values", "all_of")


def asked_both_ways(market: Catalogue, request: Request) -> list[str] | None:
    """What is found, the same by SPARQL and by columns; None where both refuse."""
    try:
        by_graph = [match.item_id for match in market.search_graph(request)]
    except CatalogueError:
        with pytest.raises(CatalogueError):
            market.search(request)
        return None
    assert [match.item_id for match in market.search(request)] == by_graph
    return by_graph


@pytest.mark.parametrize("field", IRI_FIELDS)
@settings(max_examples=30, deadline=None)
@given(prefix=st.sampled_from(PREFIXES), hostile=pieces)
def test_an_iri_is_refused_or_finds_nothing(market: Catalogue, field: str, prefix: str, hostile: str) -> None:
    hostile = f"{prefix}{hostile}-nowhere"
    assert not asked_both_ways(market, Request(**{field: (hostile,)}))  # type: ignore[arg-type]
    pair = Request(**{field: (hostile, hostile + "2")})  # type: ignore[arg-type]
    assert not asked_both_ways(market, pair)


@settings(max_examples=30, deadline=None)
@given(prefix=st.sampled_from(PREFIXES), hostile=pieces)
def test_what_is_not_wanted_and_is_not_there_takes_nothing_away(
    market: Catalogue, prefix: str, hostile: str
) -> None:
    found = asked_both_ways(market, Request(without=(f"{prefix}{hostile}-nowhere",)))
    assert found is None or len(found) == market.info().products


@settings(max_examples=30, deadline=None)
@given(prefix=st.sampled_from(PREFIXES), hostile=pieces, unit=st.none() | pieces)
def test_a_range_of_no_attribute_finds_nothing(
    market: Catalogue, prefix: str, hostile: str, unit: str | None
) -> None:
    for attribute in (f"{prefix}{hostile}-nowhere", "https://schema.org/price", "urn:daogou:vocab#nameWord"):
        assert not asked_both_ways(market, Request(ranges=(Range(attribute, Bound(), unit),)))


@settings(max_examples=30, deadline=None)
@given(hostile=pieces)
def test_a_hostile_unit_is_refused(market: Catalogue, hostile: str) -> None:
    wish = Request(ranges=(Range(ATTRIBUTE + "weight", Bound(), f"{hostile}!"),))
    assert asked_both_ways(market, wish) in (None, asked_both_ways(market, replace_unit(wish)))


def replace_unit(request: Request) -> Request:
    return Request(ranges=tuple(Range(range_.attribute, range_.bound) for range_ in request.ranges))


@settings(max_examples=40, deadline=None)
@given(hostile=pieces)
def test_a_hostile_text_is_only_words(market: Catalogue, hostile: str) -> None:
    unknown = market.search(Request(text=f"zzqx {hostile}"))
    assert len(unknown) < market.info().products
    assert all(code.startswith("text:") for match in unknown for code in match.matched)
    by_graph = market.search_graph(Request(text=f"zzqx {hostile}"))
    assert unknown == by_graph


@settings(max_examples=50, deadline=None)
@given(text=pieces, hostile=pieces)
def test_the_shape_of_a_query_does_not_depend_on_its_words(text: str, hostile: str) -> None:
    def braces(words: str) -> tuple[int, int]:
        sparql = compile_request(Request(text=f"zz {words}"), {}, Closures({})).sparql
        outside = "".join(
            part for number, part in enumerate(sparql.replace('\\"', "").split('"')) if number % 2 == 0
        )
        return outside.count("{"), outside.count("}")

    assert braces(text) == braces(hostile)


@settings(max_examples=40, deadline=None)
@given(hostile=pieces)
def test_like_a_hostile_item_is_refused(market: Catalogue, hostile: str) -> None:
    item_id = f"{hostile}-nowhere"
    assert item_iri(item_id).isascii()
    assert asked_both_ways(market, Request(like=item_id)) is None


def test_no_number_that_is_none_reaches_a_query(market: Catalogue) -> None:
    for amount in ("NaN", "sNaN", "Infinity", "-Infinity"):
        wish = Request.from_json({"price": {"low": amount}})
        for search in (market.search, market.search_graph):
            with pytest.raises(QueryError, match="is not an amount"):
                search(wish)
