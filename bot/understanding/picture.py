"""Draw a report as SVG: a bar for each figure of each language, a mark where it should come to.

Only text is made here; the picture needs no library, no script and no font of its own.
"""

from xml.sax.saxutils import escape

from bot.understanding.report import FIGURES, LANGUAGES, Aim, Report
from bot.understanding.scores import Scores

_WIDTH, _LABELS, _RIGHT, _ROW, _HEAD = 860, 190, 90, 26, 44
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.title{font-weight:600}.note{fill:#555;font-size:12px}"
    "rect.met{fill:#1f5fa8}rect.missed{fill:#b3541e}rect.free{fill:#7a8aa0}line{stroke:#222;stroke-width:2}"
)


def picture(report: Report) -> str:
    """The picture as SVG text; the same report gives the same picture."""
    drawn, top = [], 8
    for one in report.scores:
        drawn.append(_panel(one, top))
        top += _HEAD + _ROW * len(FIGURES)
    note = "The mark is the aim: a bar should pass it, that of the false alarms should not. Orange: it does not hold."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 40}" role="img">'
        f"<title>What is understood of held-out sentences</title><style>{_STYLE}</style>"
        f'<rect width="{_WIDTH}" height="{top + 40}" fill="#fff"/>{"".join(drawn)}'
        f'<text class="note" x="12" y="{top + 24}">{escape(note)}</text></svg>\n'
    )


def _panel(scores: Scores, top: int) -> str:
    title = f"{LANGUAGES.get(scores.language, scores.language)}, {scores.sentences} sentences"
    rows = [
        _row(words, float(getattr(scores, name)), aim, top + _HEAD + _ROW * place)
        for place, (name, (words, aim)) in enumerate(FIGURES.items())
    ]
    return f'<text class="title" x="12" y="{top + 22}">{escape(title)}</text>{"".join(rows)}'


def _row(words: str, figure: float, aim: Aim | None, y: int) -> str:
    length = _WIDTH - _LABELS - _RIGHT
    state, mark = "free", ""
    if aim is not None:
        state = "met" if aim.met(figure) else "missed"
        x = _LABELS + length * aim.value
        mark = f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y - 10}" y2="{y + 10}"/>'
    return (
        f'<text x="12" y="{y + 4}">{escape(words)}</text>'
        f'<rect class="{state}" x="{_LABELS}" y="{y - 8}" width="{length * figure:.1f}" height="16"/>{mark}'
        f'<text x="{_WIDTH - _RIGHT + 14}" y="{y + 4}">{figure:.3f}</text>'
    )
