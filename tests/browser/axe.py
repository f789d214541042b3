"""Lets axe judge a page as it stands. Nothing of the page is changed by that but the name `axe`."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21aa")
_SCRIPT = Path(__file__).parent / "axe.min.js"
_FIND = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]});
  return found.violations.map(one => `${one.id} (${one.impact}): ${one.help}: ` +
    one.nodes.map(node => node.target.flat().join(" ") + " " + (node.any[0]?.message ?? "")).join("; "));
}"""


def found_by_axe(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """What breaks these rules, with the elements that do."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())  # as the debugger does it: the page's policy lets no script in
    found: list[str] = page.evaluate(_FIND, list(rules))
    return found


@cache
def _axe() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
