"""Every word that is written into a graph is schema.org's, SKOS's, RDF's, or defined in the ontology."""

from pathlib import Path

import pytest
from market_graph import MARKET, publish
from rdflib import RDF, RDFS, Graph, URIRef
from test_graph_writing import KETTLE, put

import knowledge_graph
from knowledge_graph import Catalogue
from knowledge_graph import namespaces as ns

ONTOLOGY = Path(knowledge_graph.__file__).parent / "ontology.ttl"
KEPT = ("https://schema.org/", "http://www.w3.org/2004/02/skos/core#", str(RDF))
WRITTEN = """SELECT DISTINCT ?term {
  { ?s ?term ?o } UNION { ?s a ?term } UNION { GRAPH <urn:daogou:graph:index> { ?s ?term ?o } }
  UNION { GRAPH <urn:daogou:graph:index> { ?s a ?term } }
}"""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY, format="turtle")


def written(catalogue: Catalogue) -> set[str]:
    return {row[0] for row in catalogue.query(WRITTEN).rows if row[0]}


def own_attributes(catalogue: Catalogue) -> set[str]:
    """The attributes of the shop itself, which are predicates of the index and described in its graph."""
    rows = catalogue.query("SELECT ?a { ?a a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> }").rows
    return {row[0] for row in rows if row[0]}


def test_every_word_in_a_store_is_a_kept_vocabularys_or_is_defined(ontology: Graph, tmp_path: Path) -> None:
    publish(tmp_path, MARKET, MARKET / "faq.yml")
    catalogue = put(tmp_path, KETTLE)
    terms = written(catalogue)
    assert {ns.MINED_FROM, ns.COMPATIBLE_WITH, ns.SCHEMA.ProductGroup, ns.SCHEMA.FAQPage} <= terms
    others = {term for term in terms - own_attributes(catalogue) if not term.startswith(KEPT)}
    assert {term for term in others if (URIRef(term), RDF.type, RDF.Property) not in ontology} == set()


def test_a_real_catalogue_needs_no_other_words(ontology: Graph, department_store: Catalogue) -> None:
    terms = written(department_store) - own_attributes(department_store)
    others = {term for term in terms if not term.startswith(KEPT)}
    assert {term for term in others if (URIRef(term), RDF.type, RDF.Property) not in ontology} == set()


def test_every_word_of_ours_in_the_code_is_defined_and_no_other(ontology: Graph) -> None:
    ours = {
        term for term in vars(ns).values() if isinstance(term, str) and term.startswith("urn:daogou:vocab#")
    }
    assert ours == {str(term) for term in ontology.subjects(RDF.type, RDF.Property)}


def test_every_word_of_ours_is_labelled_and_explained_in_both_languages(ontology: Graph) -> None:
    for term in ontology.subjects(RDF.type, RDF.Property):
        for said in (RDFS.label, RDFS.comment):
            assert {getattr(text, "language", None) for text in ontology.objects(term, said)} == {
                "en",
                "zh",
            }, term
