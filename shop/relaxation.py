"""When nothing fits, what comes nearest: the catalogue's own steps, as many as a chat has room for."""

from collections.abc import Sequence

from knowledge_graph import Catalogue, Relaxation, Request

__all__ = ["Relaxation", "relax"]


def relax(catalogue: Catalogue, request: Request, *, most: int = 3) -> Sequence[Relaxation]:
    """At most `most` single steps that find something, those that keep most of the wish first."""
    return catalogue.relax(request, most)
