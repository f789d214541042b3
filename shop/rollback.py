"""Go back one generation of the graph, and bring a generation to the endpoint that the shop reads.

No row is changed: stock and history are kept as long as the generation that they came with, and are read as of
the generation that is current. What was rolled back from goes with the next import.
"""

from pathlib import Path

from knowledge_graph import Generations, publish_to
from knowledge_graph.remote_generations import check_reachable
from shop.lock import one_import
from shop.shop import GRAPH


def rollback(folder: Path, graph_url: str | None = None) -> int:
    """Serve the generation before the current one again; its number.

    Raises NothingToRollBackError, and with `graph_url` StoreUnreachableError before anything is moved.
    """
    with one_import(folder):
        if graph_url is not None:
            check_reachable(graph_url)
        number = Generations(folder / GRAPH).rollback()
        if graph_url is not None:
            publish_to(graph_url, folder / GRAPH / "current")
    return number


def publish_remotely(folder: Path, graph_url: str) -> int:
    """Bring the current generation to the endpoint and make it what is read there; its number.

    One that is there already is only pointed at, so that this may be run as often as one likes.
    """
    with one_import(folder):
        return publish_to(graph_url, folder / GRAPH / "current")
