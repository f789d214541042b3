"""Read Parquet interactions through Spark, from wherever the cluster reads: a file, a folder, s3a://, hdfs://."""

from typing import Any

from recommender.errors import RatingsError
from recommender.interactions import Interactions
from recommender.parquet import COLUMNS, interactions_of


def read_on_spark(session: Any, address: str, *, scale: tuple[float, float] | None = None) -> Interactions:
    """As `read_parquet`, for an address that the session can read.

    What was done is gathered here, as the model that serves holds it too: 24 bytes an interaction, and the ids.
    A row that an error names is counted in the order of Spark's partitions.
    """
    from pyspark.errors import PySparkException  # noqa: PLC0415 - as the package says

    try:
        frame = session.read.parquet(address)
        names = [name for name in frame.columns if name in COLUMNS]
        table = frame.select(*names).toArrow()
    except PySparkException as fault:
        told = str(fault).strip().splitlines()[0].rstrip(".")
        raise RatingsError(
            address, f"it cannot be read as Parquet ({told})", "look at the address"
        ) from fault
    return interactions_of(table, address, scale)
