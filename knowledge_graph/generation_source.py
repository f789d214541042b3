"""Where a catalogue's generations come from: a graph folder, or a SPARQL endpoint with a folder for what is derived.

Both tell which generation is current, cheaply, and open it. A generation that was opened stays as it is.
"""

import os
import shutil
import tempfile
import time
import uuid
from pathlib import Path
from threading import Lock
from typing import Final, Protocol

from knowledge_graph.derived_files import write_files
from knowledge_graph.errors import CatalogueMissingError, EndpointWithoutGraphError, StoreUnreachableError
from knowledge_graph.generation_marks import KEPT
from knowledge_graph.generations import current_generation
from knowledge_graph.open_generation import OpenGeneration
from knowledge_graph.remote_dataset import files_iri
from knowledge_graph.remote_generations import Published, RemoteGenerations
from knowledge_graph.remote_store import RemoteStore
from knowledge_graph.sparql import bind, iri
from knowledge_graph.sparql_endpoint import Patience, SparqlEndpoint

_LOOK_EVERY_S: Final = 1.0


class GenerationSource(Protocol):
    """Generations to read."""

    def has_moved(self, opened: int) -> bool:
        """Whether another generation than `opened` is current; False where that cannot be told now."""
        ...

    def open(self) -> OpenGeneration:
        """The current generation; raises CatalogueError where there is none, or none that can be read."""
        ...


class FolderSource:
    """The generations of a graph folder."""

    def __init__(self, graph_folder: Path) -> None:
        self._folder = graph_folder

    def has_moved(self, opened: int) -> bool:
        """As GenerationSource; costs one readlink."""
        return current_generation(self._folder) not in (None, opened)

    def open(self) -> OpenGeneration:
        """As GenerationSource."""
        number = current_generation(self._folder)
        if number is None:
            raise CatalogueMissingError(self._folder)
        return OpenGeneration(self._folder / "generations" / f"{number:06}", number, self._folder)


class EndpointSource:
    """The generations of an endpoint. Derived files are kept in `cache`, whose `current` names the opened ones."""

    def __init__(self, url: str, cache: Path | None = None, patience: Patience | None = None) -> None:
        self._endpoint = SparqlEndpoint(url, patience)
        self._generations = RemoteGenerations(self._endpoint)
        # Without a folder that outlives this process, one that goes with this object.
        self._own = None if cache is not None else tempfile.TemporaryDirectory(prefix="daogou-graph-")
        self._cache = cache if cache is not None else Path(self._own.name if self._own else "")
        self._looked = -_LOOK_EVERY_S
        self._lock = Lock()

    def has_moved(self, opened: int) -> bool:
        """As GenerationSource; asks the endpoint at most once a second."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked < _LOOK_EVERY_S:
                return False
            self._looked = now
        try:
            current = self._generations.current()
        except StoreUnreachableError:
            return False
        return current is not None and current.number != opened

    def open(self) -> OpenGeneration:
        """As GenerationSource."""
        current = self._generations.current()
        if current is None:
            raise EndpointWithoutGraphError(self._endpoint.address.shown)
        folder = self._cache / f"{current.number:06}-{(current.mark or '')[:12]}"
        if not folder.is_dir():
            self._fetch(current, folder)
        self._point_at(folder)
        return OpenGeneration(
            folder, current.number, self._cache, RemoteStore(self._endpoint, current.number)
        )

    def _fetch(self, generation: Published, folder: Path) -> None:
        """Write the generation's files into a new folder, which is there whole or not at all."""
        self._cache.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".new-", dir=self._cache))
        asked = bind("generation_files", [(iri(files_iri(generation.number)),)])
        rows = self._endpoint.select(asked, within_s=self._endpoint.patience.load_s)
        write_files(aside, ((row[0].value, row[1].value) for row in rows))
        try:
            aside.rename(folder)
        except OSError:  # another process of the shop was quicker
            shutil.rmtree(aside)

    def _point_at(self, folder: Path) -> None:
        aside = self._cache / f".current-{uuid.uuid4().hex}"
        aside.symlink_to(folder.name)
        os.replace(aside, self._cache / "current")
        kept = sorted((path for path in self._cache.iterdir() if path.name[:1].isdigit()), reverse=True)[
            :KEPT
        ]
        for path in self._cache.iterdir():
            if path.name[:1].isdigit() and path not in kept and path != folder:
                shutil.rmtree(path, ignore_errors=True)


def source_of(graph: Path | str, cache: Path | None = None) -> GenerationSource:
    """The source behind a folder, or behind a URL."""
    if isinstance(graph, str) and "://" in graph:
        return EndpointSource(graph, cache)
    return FolderSource(Path(graph))
