"""`bot recommender train --engine spark` and `bot recommender export`: histories too large for one machine."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ShopOption
from bot.cli.sources import RatingsOption, material_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommender import Scorer
    from recommender.model_names import Told
    from shop.training import TrainingReport


class Engine(StrEnum):
    """Where a model is trained."""

    LOCAL = "local"
    SPARK = "spark"


EngineOption = Annotated[
    Engine, typer.Option("--engine", help="Train in this process, or on Apache Spark (the extra `spark`).")
]
InteractionsOption = Annotated[
    str | None,
    typer.Option(
        "--interactions",
        metavar="PARQUET",
        help="Learn from these: a file or folder of Parquet with user_id, item_id, value and time, "
        "or an address that Spark reads.",
    ),
]
MasterOption = Annotated[
    str,
    typer.Option(
        "--master", metavar="URL", help="Spark's cluster: spark://HOST:7077, yarn, k8s://…, or local[CORES]."
    ),
]
DeedsOption = Annotated[
    bool,
    typer.Option("--deeds", help="The values of --interactions say how much was done, not how it was liked."),
]


def add_to(app: typer.Typer) -> None:
    """The commands of this file."""
    app.command()(export)


def export(
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FILE.parquet", help="Where to write them.")],
    shop: ShopOption = None,
    ratings: RatingsOption = None,
) -> None:
    """Write a shop's history, or a file of ratings, as Parquet: one value a shopper and item, with its time."""
    from recommender.parquet import write_parquet

    told = material_of(shop, ratings, None).told
    write_parquet(told.interactions, to)
    known = told.interactions
    print(
        f"Wrote {len(known)} interactions of {len(known.user_ids)} shoppers with {len(known.item_ids)} items: {to}"
    )
    if not told.explicit:
        print("They are deeds, not ratings: train on them with --deeds.")


def told_in(interactions: str, *, deeds: bool) -> "Told":
    """What the Parquet at a path holds, read in this process."""
    from recommender.model_names import Told
    from recommender.parquet import read_parquet

    return Told(read_parquet(Path(interactions)), explicit=not deeds)


def train_on_spark(
    name: str,
    options: "Mapping[str, str]",
    *,
    master: str,
    interactions: str | None = None,
    deeds: bool = False,
    told: "Told | None" = None,
) -> "tuple[Scorer, Told]":
    """The model of this name, fitted on Spark, and what it learnt from: `told`, or the Parquet that Spark reads.

    Raises EngineError for a model that Spark does not train, and where pyspark, Java or the cluster is missing.
    """
    from recommender.model_names import Told, check_options
    from recommender.spark import SparkEngine, check_engine, read_on_spark, spark_session

    check_engine(name)
    check_options(name, options)
    _say(f"Starting Spark on {master}")
    with spark_session(master) as session:
        if told is None:
            _say(f"Reading {interactions}")
            told = Told(read_on_spark(session, str(interactions)), explicit=not deeds)
        _say(f"Training {name} on {len(told.interactions)} interactions")
        return SparkEngine(session).train(name, told, options), told


def train_served_on_spark(folder: Path, master: str) -> "TrainingReport":
    """What a shop serves, its neighbours found on Spark; raises EngineError where Spark is missing."""
    from recommender.spark import SparkEngine, spark_session
    from shop.training import train_recommender

    _say(f"Starting Spark on {master}")
    with spark_session(master) as session:
        _say("Training on the shop's history")
        return train_recommender(folder, SparkEngine(session).hybrid)


def _say(what: str) -> None:
    typer.echo(what, err=True)
