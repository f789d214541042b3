"""Draw a product's neighbourhood as SVG: it stands in the middle, and a line for each triple leads from it.

Labels are the catalogue's own, escaped; the picture needs no script and no font of its own.
"""

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from knowledge_graph.identifiers import ATTRIBUTE, BRAND, CATEGORY, ITEM, item_iri

if TYPE_CHECKING:
    import networkx as nx

    from knowledge_graph import Catalogue

_WIDTH, _HEIGHT, _MARGIN = 1240, 820, 110
_SPREAD: Final = 0.9
_LETTER: Final = 7.2  # width of a letter at 13 px, about
_COLOURS: Final = {ITEM: "#dbe9f8", CATEGORY: "#dff0d8", BRAND: "#fbe3cf", "": "#f3ecd0"}
_STYLE: Final = (
    "text{font:13px system-ui,sans-serif;text-anchor:middle;fill:#222}"
    ".relation{font-size:11px;fill:#555;paint-order:stroke;stroke:#fff;stroke-width:4px}"
    "line{stroke:#999}rect{stroke:#777;rx:6px}.middle rect{stroke:#123;stroke-width:2.5px}"
)


def drawn(catalogue: "Catalogue", item_id: str, language: str) -> str:
    """The picture as SVG text; the same graph gives the same picture."""
    graph = catalogue.surroundings(item_id)
    middle = item_iri(item_id)
    places = _places(graph, middle)
    lines, boxes = [], []
    for one, other, told in graph.edges(data="step"):
        ends = places[told.subject], places[told.object]
        lines.append(_line(*ends, _relation(catalogue, told.relation, language)))
        assert {one, other} == {told.subject, told.object}
    for node, place in places.items():
        boxes.append(_box(place, catalogue.label(node, language), node, middle=node == middle))
    title = escape(catalogue.label(middle, language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
        f"<title>{title}</title><style>{_STYLE}</style>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff" stroke="none"/>'
        f"{''.join(lines)}{''.join(boxes)}</svg>\n"
    )


def _places(graph: "nx.Graph[str]", middle: str) -> dict[str, tuple[float, float]]:
    """Where each node stands, the product in the middle."""
    import networkx as nx

    graph.add_node(middle)
    near = sorted(node for node in graph if node != middle and graph.has_edge(node, middle))
    far = sorted(node for node in graph if node != middle and node not in near)
    laid = nx.shell_layout(graph, [[middle], near, far] if far else [[middle], near])
    if near:
        laid = nx.kamada_kawai_layout(graph, pos=laid)
    most = max((abs(value) for place in laid.values() for value in place), default=1.0) or 1.0
    centre = laid[middle]
    return {
        node: (
            _WIDTH / 2 + (x - centre[0]) / most * (_WIDTH / 2 - _MARGIN) * _SPREAD,
            _HEIGHT / 2 + (y - centre[1]) / most * (_HEIGHT / 2 - _MARGIN / 2) * _SPREAD,
        )
        for node, (x, y) in sorted(laid.items())
    }


def _relation(catalogue: "Catalogue", relation: str, language: str) -> str:
    if relation.startswith(ATTRIBUTE):
        return catalogue.label(relation, language)
    return (
        relation.replace("https://schema.org/", "schema:")
        .replace("urn:daogou:vocab#", "dg:")
        .replace("http://www.w3.org/2004/02/skos/core#", "skos:")
    )


def _line(start: tuple[float, float], end: tuple[float, float], relation: str) -> str:
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return (
        f'<line x1="{start[0]:.0f}" y1="{start[1]:.0f}" x2="{end[0]:.0f}" y2="{end[1]:.0f}"/>'
        f'<text class="relation" x="{x:.0f}" y="{y:.0f}">{escape(relation)}</text>'
    )


def _box(place: tuple[float, float], label: str, node: str, *, middle: bool) -> str:
    wide = sum(2 if ord(letter) > 0x2E80 else 1 for letter in label) * _LETTER + 20
    colour = next(colour for prefix, colour in _COLOURS.items() if node.startswith(prefix))
    return (
        f'<g class="{"middle" if middle else "near"}">'
        f'<rect x="{place[0] - wide / 2:.0f}" y="{place[1] - 14:.0f}" width="{wide:.0f}" height="28" fill="{colour}"/>'
        f'<text x="{place[0]:.0f}" y="{place[1] + 5:.0f}">{escape(label)}</text></g>'
    )
