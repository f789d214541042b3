"""What is exported is valid, is schema.org's, and says what the graph says."""

import json
from pathlib import Path
from typing import Any

import pytest
from market_graph import MARKET, publish
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from test_graph_writing import KETTLE, put

from knowledge_graph import Catalogue
from knowledge_graph.exporting import ExportFormat, export, write_export

SCHEMA = "https://schema.org/"
# As schema.org's own context, but for the network and for its IRIs, which begin with http.
CONTEXT = {"@vocab": SCHEMA}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("exported")
    publish(folder, MARKET, MARKET / "faq.yml")
    return put(folder, KETTLE)


def text_of(catalogue: Catalogue, format: ExportFormat, language: str | None = None) -> str:
    return b"".join(export(catalogue.store, format, language=language, currency="EUR")).decode()


def turtle(catalogue: Catalogue, language: str | None = None) -> Graph:
    return Graph().parse(data=text_of(catalogue, ExportFormat.TURTLE, language), format="turtle")


def jsonld(catalogue: Catalogue) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text_of(catalogue, ExportFormat.JSONLD))
    return document


def schema(name: str) -> URIRef:
    return URIRef(SCHEMA + name)


def test_turtle_holds_products_offers_brands_categories_and_questions(catalogue: Catalogue) -> None:
    graph = turtle(catalogue)
    assert len(set(graph.subjects(RDF.type, schema("Product")))) == 14
    assert len(set(graph.subjects(RDF.type, schema("Offer")))) == 14
    assert len(set(graph.subjects(RDF.type, schema("Question")))) == 10
    lamp, offer = URIRef("urn:daogou:item:l1"), URIRef("urn:daogou:item:l1#offer")
    assert set(graph.objects(lamp, schema("name"))) == {
        Literal("Ember Table Lamp", lang="en"),
        Literal("余烬台灯", lang="zh"),
    }
    assert (offer, schema("priceCurrency"), Literal("EUR")) in graph
    assert (URIRef("urn:daogou:brand:ember"), schema("name"), Literal("Ember", lang="en")) in graph
    kettles = URIRef("urn:daogou:category:home/kettles")
    assert (kettles, SKOS.broader, URIRef("urn:daogou:category:home")) in graph
    kettle = URIRef("urn:daogou:item:k1")
    assert (kettle, schema("gtin"), Literal("4006381333931")) in graph
    assert (kettle, schema("mpn"), Literal("BK-1")) in graph
    assert (URIRef("urn:daogou:item:b1"), schema("isAccessoryOrSparePartFor"), lamp) in graph


def test_a_price_without_a_currency_is_told_in_the_shops_own(catalogue: Catalogue) -> None:
    offer = URIRef("urn:daogou:item:k7%2F%E2%84%96%201#offer")
    assert (offer, schema("priceCurrency"), Literal("EUR")) in turtle(catalogue)


def test_what_was_mined_carries_where_it_came_from(catalogue: Catalogue) -> None:
    graph = turtle(catalogue)
    mined = set(graph.subjects(URIRef("urn:daogou:vocab#minedFrom"), Literal("description@en")))
    assert len(mined) == 2
    for held in mined:
        assert (held, RDF.type, schema("PropertyValue")) in graph


def test_nothing_derived_is_exported(catalogue: Catalogue) -> None:
    told = text_of(catalogue, ExportFormat.TURTLE) + text_of(catalogue, ExportFormat.JSONLD)
    for word in ("fingerprint", "inCategory", "nameWord", "hasValue", "urn:daogou:category:kind"):
        assert word not in told


def test_json_ld_is_in_schema_orgs_context_with_parts_inside(catalogue: Catalogue) -> None:
    document = jsonld(catalogue)
    assert document["@context"][0] == "https://schema.org/"
    things = {thing["@id"]: thing for thing in document["@graph"]}
    lamp = things["urn:daogou:item:l1"]
    assert lamp["@type"] == "Product"
    assert lamp["offers"]["@type"] == "Offer"
    assert lamp["offers"]["price"] == "49.9"
    assert lamp["offers"]["availability"] == {"@id": "https://schema.org/InStock"}
    assert {"@value": "余烬台灯", "@language": "zh"} in lamp["name"]
    page = things["urn:daogou:faq"]
    assert page["@type"] == "FAQPage"
    assert page["mainEntity"][0]["acceptedAnswer"]["@type"] == "Answer"


def test_json_ld_says_what_turtle_says(catalogue: Catalogue) -> None:
    document = jsonld(catalogue)
    document["@context"] = [CONTEXT, document["@context"][1]]
    read = Graph().parse(data=json.dumps(document), format="json-ld")
    assert isomorphic(_spelt_alike(read), _spelt_alike(turtle(catalogue)))


def _spelt_alike(graph: Graph) -> Graph:
    """JSON's numbers have no decimals, so amounts are compared by their value."""
    alike = Graph()
    for subject, predicate, value in graph:
        plain = isinstance(value, Literal) and not value.language
        alike.add((subject, predicate, Literal(_amount(str(value))) if plain else value))
    return alike


def _amount(text: str) -> str:
    try:
        return str(float(text))
    except ValueError:
        return text


def test_one_language_falls_back_to_the_other(catalogue: Catalogue) -> None:
    graph = turtle(catalogue, "zh")
    assert set(graph.objects(URIRef("urn:daogou:item:l1"), schema("name"))) == {
        Literal("余烬台灯", lang="zh")
    }
    bulb = set(graph.objects(URIRef("urn:daogou:item:b1"), schema("description")))
    assert bulb == {Literal("Fits every lamp of ours.", lang="en")}
    labels = set(graph.objects(URIRef("urn:daogou:category:home"), SKOS.prefLabel))
    assert labels == {Literal("家居", lang="zh")}


@pytest.mark.parametrize("format", list(ExportFormat))
def test_the_same_graph_is_always_written_the_same(
    catalogue: Catalogue, tmp_path: Path, format: ExportFormat
) -> None:
    again = tmp_path / "graph"
    publish(again, MARKET, MARKET / "faq.yml")
    assert text_of(put(again, KETTLE), format) == text_of(catalogue, format)


def test_a_file_is_replaced_as_a_whole(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text("old")
    write_export(catalogue.store, file, ExportFormat.TURTLE, currency="EUR")
    assert file.read_text(encoding="utf-8") == text_of(catalogue, ExportFormat.TURTLE)
    assert [found.name for found in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_real_catalogue_is_exported_whole(department_store: Catalogue) -> None:
    graph = turtle(department_store)
    assert len(set(graph.subjects(RDF.type, schema("Product")))) == department_store.info().products
    document = jsonld(department_store)
    products = [thing for thing in document["@graph"] if thing["@type"] == "Product"]
    assert len(products) == department_store.info().products
