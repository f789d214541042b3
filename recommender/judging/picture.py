"""Draw a report as SVG: a panel a figure, a line a model, with a dot for the figure and a bar for its interval.

Only text is made here; the picture needs no library, no script and no font of its own."""

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from recommender.judging.bootstrap import LEVEL, Interval
from recommender.judging.figures import RMSE, named
from recommender.judging.metrics import NDCG
from recommender.judging.report import COVERAGE, Report

_WIDTH, _LABELS, _RIGHT, _ROW, _HEAD = 860, 190, 130, 26, 68
_MARGIN = 0.1  # of what the figures span
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.title{font-weight:600}.note{fill:#555;font-size:12px}"
    "line{stroke:#ccc}.bar{stroke:#1f5fa8;stroke-width:4}circle{fill:#0b3a6f}"
)


def picture(report: Report) -> str:
    """The picture as SVG text; the same report gives the same picture."""
    panels = [
        (named(NDCG, report.k), "more is better"),
        (RMSE, "less is better"),
        (COVERAGE, "share of items"),
    ]
    drawn: list[str] = []
    top = 0
    for name, note in panels:
        told = [(one.model, one.figure(name)) for one in report.models]
        told = [(model, figure) for model, figure in told if not math.isnan(figure.value)]
        if told:
            drawn.append(_panel(f"{name} ({note})", told, top))
            top += _HEAD + _ROW * len(told)
    note = f"Bars: intervals of {LEVEL:.0%}, bootstrap over shoppers. Split: {report.split}."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 40}" role="img">'
        f"<title>{escape(report.advice)}</title><style>{_STYLE}</style>"
        f'<rect width="{_WIDTH}" height="{top + 40}" fill="#fff"/>{"".join(drawn)}'
        f'<text class="note" x="12" y="{top + 24}">{escape(note)}</text></svg>\n'
    )


def _panel(title: str, told: Sequence[tuple[str, Interval]], top: int) -> str:
    ends = [end for _, one in told for end in (one.value, one.low, one.high) if not math.isnan(end)]
    least, most = min(ends), max(ends) or 1.0
    # From zero, unless that would press everything together at the far end: dots need no zero, as bars would.
    start = 0.0 if least < most / 2 else least - (most - least) * _MARGIN
    axis = (start, most if most > start else start + 1.0)
    rows = [_row(model, one, top + _HEAD + _ROW * place, axis) for place, (model, one) in enumerate(told)]
    return (
        f'<text class="title" x="12" y="{top + 34}">{escape(title)}</text>'
        f'<text class="note" x="{_LABELS}" y="{top + 50}">{axis[0]:.3g}</text>'
        f'<text class="note" x="{_WIDTH - _RIGHT}" y="{top + 50}" text-anchor="end">{axis[1]:.3g}</text>'
        f"{''.join(rows)}"
    )


def _row(model: str, figure: Interval, y: int, axis: tuple[float, float]) -> str:
    def at(value: float) -> float:
        return _LABELS + (_WIDTH - _LABELS - _RIGHT) * (value - axis[0]) / (axis[1] - axis[0])

    bar = ""
    if not math.isnan(figure.low):
        bar = f'<line class="bar" x1="{at(figure.low):.1f}" x2="{at(figure.high):.1f}" y1="{y}" y2="{y}"/>'
    return (
        f'<text x="12" y="{y + 4}">{escape(model)}</text>'
        f'<line x1="{_LABELS}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>{bar}'
        f'<circle cx="{at(figure.value):.1f}" cy="{y}" r="5"/>'
        f'<text x="{_WIDTH - _RIGHT + 14}" y="{y + 4}">{figure.value:.3f}</text>'
    )
