"""Each query file is SPARQL as it stands, says what it is for, and takes its parameters as terms."""

from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

import knowledge_graph
from knowledge_graph.sparql import bind, iri, query

FILES = sorted((Path(knowledge_graph.__file__).parent / "queries").glob("*.rq"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_alone_is_valid(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.name}: ")
    prepareQuery(text)


def test_a_parameter_fills_the_row_of_values() -> None:
    filled = bind("products", [(iri("urn:daogou:item:a"),), (iri("urn:daogou:item:b"),)])
    assert "VALUES (?item) { (<urn:daogou:item:a>) (<urn:daogou:item:b>) }" in filled
    prepareQuery(filled)
    assert "UNDEF" in query("products")
