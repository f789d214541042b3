"""A graph behind a SPARQL endpoint: the same answers, whole generations, and honest words when it is not there."""

import logging
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from graph_server import GraphServer, free_port, graph_server, silent_server
from market_graph import CATEGORY, MARKET, publish

from knowledge_graph import (
    Catalogue,
    CatalogueError,
    EndpointAddressError,
    EndpointWithoutGraphError,
    Generations,
    NothingToRollBackError,
    Product,
    QueryError,
    Request,
    StoreTakenError,
    StoreUnreachableError,
    publish_to,
)
from knowledge_graph.endpoint_address import EndpointAddress
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.remote_generations import RemoteGenerations
from knowledge_graph.remote_store import RemoteStore
from knowledge_graph.sparql import literal, query
from knowledge_graph.sparql_endpoint import Patience, SparqlEndpoint

HASTY = Patience(ask_s=0.3, rest_s=1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GraphServer]:
    with graph_server(tmp_path / "server") as running:
        yield running


def lamp(item_id: str, price: str = "10") -> Product:
    return Product(item_id, {"en": f"Lamp {item_id}"}, categories=(CATEGORY + "lamps",), price=Decimal(price))


def put(graph: Path, server: GraphServer, *products: Product) -> int:
    generations = Generations(graph)
    with generations.draft() as draft:
        draft.put_products(products)
        generations.publish(draft)
    return publish_to(server.url, graph / "current")


def found(catalogue: Catalogue) -> list[str]:
    return sorted(match.item_id for match in catalogue.search(Request()))


def turned(catalogue: Catalogue) -> bool:
    """Whether the catalogue turns to another generation within the five seconds that are promised."""
    until = time.monotonic() + 5
    while not catalogue.refresh():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_every_term_is_the_one_that_the_folder_gives(tmp_path: Path, server: GraphServer) -> None:
    publish(tmp_path / "graph", MARKET, MARKET / "faq.yml")
    number = publish_to(server.url, tmp_path / "graph/current")
    local = GraphStore.read_only(tmp_path / "graph/current/store")
    remote = RemoteStore(SparqlEndpoint(server.url), number)
    for name in ("products", "all_terms", "faqs", "prices", "release_dates", "ratings"):
        assert sorted(map(str, local.terms(query(name)))) == sorted(map(str, remote.terms(query(name))))
        assert set(local.terms(query(name))) == set(remote.terms(query(name)))
    assert len(local) == len(remote)
    asked = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert sorted(map(tuple, local.table(asked).rows)) == sorted(map(tuple, remote.table(asked).rows))
    assert local.table("ASK { GRAPH ?g { ?s ?p ?o } }") == remote.table("ASK { GRAPH ?g { ?s ?p ?o } }")


def test_much_is_read_in_pages_that_together_are_everything(tmp_path: Path, server: GraphServer) -> None:
    publish(tmp_path / "graph", MARKET, MARKET / "faq.yml")
    number = publish_to(server.url, tmp_path / "graph/current")
    store = RemoteStore(SparqlEndpoint(server.url), number)
    for name in ("products", "all_terms", "prices", "ratings"):
        assert sorted(map(str, store.in_pages(5).terms(query(name)))) == sorted(
            map(str, store.terms(query(name)))
        )


def test_a_text_that_names_the_graph_stays_a_text(tmp_path: Path, server: GraphServer) -> None:
    number = put(tmp_path / "graph", server, lamp("a"))
    store = RemoteStore(SparqlEndpoint(server.url), number)
    for text in (
        "<urn:daogou:graph:index>",
        'a" } <urn:daogou:graph:index> { "b',
        "it's # WHERE { \\ <urn:daogou:graph:index>",
        '"""<urn:daogou:graph:index>',
    ):
        (row,) = store.rows(f"SELECT (({literal(text)}) AS ?where) WHERE {{}}")
        assert row == (text,)


def test_a_query_may_name_its_own_graphs_and_never_write(tmp_path: Path, server: GraphServer) -> None:
    put(tmp_path / "graph", server, lamp("a"))
    catalogue = Catalogue.open(server.url)
    assert catalogue.query("SELECT ?s FROM <urn:other> WHERE { ?s ?p ?o }").rows == []
    with pytest.raises(QueryError):
        catalogue.query("DELETE WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError):
        catalogue.query("SELECT nonsense")
    assert found(catalogue) == ["a"]


def test_a_reader_sees_the_old_generation_until_the_new_one_is_whole(
    tmp_path: Path, server: GraphServer
) -> None:
    graph = tmp_path / "graph"
    put(graph, server, lamp("a"))
    catalogue = Catalogue.open(server.url, tmp_path / "cache")
    put(graph, server, lamp("b"))
    assert found(catalogue) == ["a"]
    assert turned(catalogue)
    assert (catalogue.generation, found(catalogue)) == (2, ["a", "b"])
    assert (tmp_path / "cache/current/lexicon.jsonl").read_bytes() == (
        graph / "current/lexicon.jsonl"
    ).read_bytes()


def test_three_generations_are_kept_there_too_and_one_can_go_back(
    tmp_path: Path, server: GraphServer
) -> None:
    graph = tmp_path / "graph"
    for number in range(5):
        put(graph, server, lamp(str(number)))
    remote = RemoteGenerations(SparqlEndpoint(server.url))
    assert [(one.number, one.current) for one in remote.all()] == [(3, False), (4, False), (5, True)]
    catalogue = Catalogue.open(server.url)
    assert remote.point_back() == 4
    assert turned(catalogue)
    assert found(catalogue) == ["0", "1", "2", "3"]
    assert remote.point_back() == 3
    with pytest.raises(NothingToRollBackError):
        remote.point_back()
    graphs = catalogue.query(
        "SELECT DISTINCT ?g FROM NAMED <urn:daogou:generation:1> { GRAPH ?g { ?s ?p ?o } }"
    )
    assert graphs.rows == []


def test_another_graph_does_not_take_the_place_of_the_one_that_is_read(
    tmp_path: Path, server: GraphServer
) -> None:
    put(tmp_path / "graph", server, lamp("a"))
    with pytest.raises(StoreTakenError, match="data set of its own"):
        put(tmp_path / "another", server, lamp("b"))
    assert found(Catalogue.open(server.url)) == ["a"]


def test_an_endpoint_without_a_graph_says_what_to_do(server: GraphServer) -> None:
    with pytest.raises(EndpointWithoutGraphError, match="import products"):
        Catalogue.open(server.url)


def test_a_server_that_stops_in_the_middle_is_told_of_and_asked_again_when_it_is_back(
    tmp_path: Path, server: GraphServer
) -> None:
    put(tmp_path / "graph", server, lamp("a"))
    endpoint = SparqlEndpoint(server.url, HASTY)
    store = RemoteStore(endpoint, 1)
    assert len(list(store.rows(query("prices")))) == 1
    server.stop()
    for _ in range(HASTY.failures):
        with pytest.raises(StoreUnreachableError, match="start its server"):
            list(store.rows(query("prices")))
    server.start()
    with pytest.raises(StoreUnreachableError, match="asked again in"):
        list(store.rows(query("prices")))
    time.sleep(HASTY.rest_s + 0.1)
    assert len(list(store.rows(query("prices")))) == 1


def test_a_catalogue_keeps_its_generation_while_the_server_is_away(
    tmp_path: Path, server: GraphServer
) -> None:
    put(tmp_path / "graph", server, lamp("a"))
    catalogue = Catalogue.open(server.url)
    time.sleep(1.1)
    server.stop()
    assert not catalogue.refresh()
    assert catalogue.generation == 1
    with pytest.raises(CatalogueError):
        catalogue.search(Request())
    server.start()
    assert found(catalogue) == ["a"]


def test_a_server_that_never_answers_is_given_up() -> None:
    with silent_server() as port:
        store = RemoteStore(SparqlEndpoint(f"http://127.0.0.1:{port}/query", HASTY), 1)
        with pytest.raises(StoreUnreachableError, match=r"none within 0\.3 s"):
            list(store.rows(query("prices")))


def test_a_password_is_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = f"http://ann:hush%21@127.0.0.1:{free_port()}/query?key=hushhush"
    endpoint = SparqlEndpoint(url, HASTY)
    with pytest.raises(StoreUnreachableError) as raised:
        endpoint.ask("ASK {}")
    with pytest.raises(EndpointAddressError) as refused:
        SparqlEndpoint("ftp://ann:hush@host/query")
    shown = "".join([str(raised.value), repr(raised.value), repr(endpoint.address.shown), str(refused.value)])
    assert "hush" not in shown + caplog.text + repr(endpoint) + repr(endpoint.address.credentials and "held")
    assert endpoint.address.credentials == ("ann", "hush!")


@pytest.mark.parametrize(
    ("url", "update"),
    [
        ("http://h:7878/query", "http://h:7878/update"),
        ("https://u:p@h/shop/sparql", "https://h/shop/update"),
        ("http://h/shop", "http://h/shop"),
        ("http://[::1]:7001/", "http://[::1]:7001/"),
    ],
)
def test_updates_go_where_servers_take_them(url: str, update: str) -> None:
    assert EndpointAddress.read(url).update == update
