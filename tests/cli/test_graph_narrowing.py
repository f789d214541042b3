"""`bot graph facets` and `bot graph relax` on the demo shop."""

import json
from pathlib import Path

from typer.testing import CliRunner

from bot.cli.program import app


def ask(shop: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["graph", *arguments, "--shop", str(shop)])
    assert done.exception is None, done.exception
    return done.stdout


def test_what_would_narrow_a_wish_is_listed_with_counts(demo_shop: Path) -> None:
    header, *lines = ask(demo_shop, "facets", "--category", "tents").splitlines()
    assert header.split("\t") == ["question", "score", "answers"]
    scores = [float(line.split("\t")[1]) for line in lines]
    assert scores == sorted(scores, reverse=True)
    assert "(" in lines[0]
    assert "季" in ask(demo_shop, "facets", "--category", "帐篷", "--language", "zh")


def test_what_is_like_a_product_can_be_narrowed(demo_shop: Path) -> None:
    alike = json.loads(ask(demo_shop, "facets", "--like", "stove-01", "--category", "stoves", "--json"))
    stoves = json.loads(ask(demo_shop, "facets", "--category", "stoves", "--json"))
    counted = [
        sum(choice["count"] for facet in found if facet["kind"] == "brand" for choice in facet["choices"])
        for found in (alike, stoves)
    ]
    assert counted[0] == counted[1] - 1


def test_what_to_give_up_is_told_where_nothing_fits(demo_shop: Path) -> None:
    printed = ask(demo_shop, "relax", "--category", "tents", "--price-to", "20")
    assert printed.startswith("nothing meets all of this")
    assert "price\t34.9\t" in printed
    steps = json.loads(ask(demo_shop, "relax", "--category", "tents", "--price-to", "20", "--json"))
    assert steps["met"] == 0
    assert all(step["count"] > 0 for step in steps["steps"])


def test_where_something_fits_nothing_is_to_be_given_up(demo_shop: Path) -> None:
    steps = json.loads(ask(demo_shop, "relax", "--category", "tents", "--json"))
    assert steps["met"] > 0
    assert steps["steps"] == []
