"""The program `bot`. An error of ours is one sentence on stderr and exit code 1; a traceback is a fault."""

import sys

import typer

from bot.cli import (
    graph,
    orders,
    processes,
    recommender,
    shop,
    simulating,
    staff,
    talk,
    testing,
    training,
    understanding,
)

# Every error of ours descends from one in these modules; whoever raised it has imported its module already.
OUR_ERRORS = {"bot.errors", "shop.errors", "recommender.errors", "knowledge_graph.errors"}

app = typer.Typer(
    help="Daogou: a shopping guide that a shop runs itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
processes.add_to(app)
training.add_to(app)
talk.add_to(app)
simulating.add_to(app)
testing.add_to(app)
app.add_typer(shop.app, name="shop")
app.add_typer(orders.app, name="orders")
app.add_typer(staff.app, name="staff")
app.add_typer(recommender.app, name="recommender")
app.add_typer(graph.app, name="graph")
app.add_typer(understanding.app, name="evaluate")


def main() -> None:
    """Run one command."""
    try:
        app(prog_name="bot")
    except Exception as error:
        if not is_ours(error):
            raise
        print(error, file=sys.stderr)
        raise SystemExit(1) from None


def is_ours(error: Exception) -> bool:
    """Whether the error's message was written for the owner of the shop."""
    return any(kind.__module__ in OUR_ERRORS for kind in type(error).__mro__)


if __name__ == "__main__":
    main()
