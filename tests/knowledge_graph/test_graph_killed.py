"""Whatever is killed while it changes a graph, readers find the old generation or the new one, whole."""

import multiprocessing
import random
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from graph_changes import IDS, ITEMS, change_without_end, put_at
from graph_server import graph_server

from knowledge_graph import Catalogue, Generations, Request, publish_to
from knowledge_graph.open_generation import OpenGeneration
from knowledge_graph.remote_generations import RemoteGenerations
from knowledge_graph.sparql_endpoint import SparqlEndpoint

ROOT = Path(__file__).parents[2]
KILLING_FOR_S = 8
SEES_A_CHANGE_WITHIN_S = 5


def whole(catalogue: Catalogue) -> bool:
    """Whether everything is there, at one price, and found by it."""
    prices = {product.price for product in catalogue.products(IDS)}
    return len(prices) == 1 and len(catalogue.search(Request())) == ITEMS


def kill_again_and_again(graph: Path, url: str | None) -> int:
    """Start the change, kill it, and look, for as long as is allowed; how often."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["knowledge_graph"])
    drawn, kills, until = random.Random(7), 0, time.monotonic() + KILLING_FOR_S
    watching = Catalogue.open(graph)
    while time.monotonic() < until:
        at_work = processes.Event()
        change = processes.Process(target=change_without_end, args=(graph, url, kills + 1, at_work))
        change.start()
        assert at_work.wait(30)
        time.sleep(drawn.uniform(0, 0.6))
        change.kill()
        change.join()
        kills += 1
        assert whole(Catalogue.open(graph))
        watching.refresh()
        assert whole(watching)
        assert url is None or whole(Catalogue.open(url))
    return kills


def test_imports_and_rollbacks_killed_at_any_moment(tmp_path: Path) -> None:
    put_at(tmp_path, 1)
    assert kill_again_and_again(tmp_path, None)
    generations = Generations(tmp_path)
    generations.drop_unpublished()
    kept = sorted((tmp_path / "generations").iterdir())
    assert len(kept) <= 4  # three, and the one that was rolled back from
    for folder in kept:
        opened = OpenGeneration(folder, int(folder.name), tmp_path)
        assert len({product.price for product in opened.products(IDS)}) == 1
    put_at(tmp_path, 2)
    assert {product.price for product in Catalogue.open(tmp_path).products(IDS)} == {Decimal(2)}


def test_publishing_to_an_endpoint_killed_at_any_moment(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    put_at(graph, 1)
    with graph_server(tmp_path / "server") as server:
        publish_to(server.url, graph / "current")
        assert kill_again_and_again(graph, server.url)
        put_at(graph, 2)
        publish_to(server.url, graph / "current")
        remote = RemoteGenerations(SparqlEndpoint(server.url)).all()
        assert [one.number for one in remote if one.current] == [Generations(graph).current()]
        assert len(remote) == len([one for one in remote if one.mark]) <= 3
        assert {product.price for product in Catalogue.open(server.url).products(IDS)} == {Decimal(2)}


READER = """
import sys, time
from pathlib import Path
from knowledge_graph import Catalogue
where, cache = sys.argv[1:]
catalogue = Catalogue.open(where if "://" in where else Path(where), Path(cache))
print(catalogue.generation, flush=True)
while True:
    if catalogue.refresh():
        print(catalogue.generation, flush=True)
    time.sleep(0.05)
"""


@pytest.mark.parametrize("store", ["embedded", "remote"])
def test_a_process_that_runs_sees_an_import_and_a_rollback_within_seconds(tmp_path: Path, store: str) -> None:
    graph = tmp_path / "graph"
    put_at(graph, 1)
    with graph_server(tmp_path / "server") as server:
        remote = store == "remote"

        def publish() -> float:
            if remote:
                publish_to(server.url, graph / "current")
            return time.monotonic()

        publish()
        where = server.url if remote else str(graph)
        with subprocess.Popen(
            [sys.executable, "-c", READER, where, str(tmp_path / "cache")], cwd=ROOT, stdout=subprocess.PIPE
        ) as reader:
            try:
                assert reader.stdout is not None
                assert reader.stdout.readline() == b"1\n"
                put_at(graph, 2)
                done = publish()
                assert reader.stdout.readline() == b"2\n"
                assert time.monotonic() - done < SEES_A_CHANGE_WITHIN_S
                Generations(graph).rollback()
                done = publish()
                assert reader.stdout.readline() == b"1\n"
                assert time.monotonic() - done < SEES_A_CHANGE_WITHIN_S
            finally:
                reader.kill()
