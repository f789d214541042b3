"""What the pages share: templates, style, scripts, and their words, one file a language.

A page is rendered here and loads nothing from another site; no text that a person reads is in code.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
TEMPLATES = _HERE / "templates"


def templates_of(loader: BaseLoader) -> Environment:
    """Where pages are drawn: all that is put in is escaped, and a value that lacks is an error."""
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


_templates = templates_of(FileSystemLoader(TEMPLATES))


@cache
def page_words(language: str) -> dict[str, Any]:
    """The words of the pages in `language`, `en` or `zh`."""
    return read_words(_HERE / "words" / f"{language}.yml")


def read_words(file: Path) -> dict[str, Any]:
    """A language file as plain dictionaries, lists and strings."""
    parser: Any = YAML(typ="safe", pure=True)
    loaded: dict[str, Any] = parser.load(file.read_text(encoding="utf-8"))
    return loaded


def page(template: str, **values: object) -> str:
    """A page as HTML; raises jinja2.UndefinedError where the template needs a value that is not given."""
    return _templates.get_template(template).render(values)
