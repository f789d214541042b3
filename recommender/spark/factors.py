"""The items' factors by Spark's own alternating least squares, MLlib's ALS; no id is seen here."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.factor_settings import FactorSettings
from recommender.spark.frames import sent

FloatArray = NDArray[np.float64]


def item_factors(session: Any, values: Any, settings: FactorSettings) -> FloatArray:
    """The items' factors, shape (items, rank), of a CSR array of shape (users, items), as `factors_fit.item_factors`.

    The objective is the same, with λ times the number of ratings; Spark works in single precision, begins with
    other factors, and of confidences counts only those above 0 in that number.
    """
    from pyspark.ml.recommendation import ALS  # noqa: PLC0415 - as the package says
    from pyspark.sql import functions  # noqa: PLC0415

    users = np.repeat(np.arange(values.shape[0], dtype=np.int32), np.diff(values.indptr))
    columns = {
        "user": users,
        "item": values.indices.astype(np.int32),
        "rating": values.data.astype(np.float32),
    }
    als = ALS(
        rank=settings.rank,
        maxIter=settings.rounds,
        regParam=settings.regularization,
        implicitPrefs=settings.implicit,
        alpha=settings.alpha,
        seed=settings.seed,
        userCol="user",
        itemCol="item",
        ratingCol="rating",
    )
    learnt = als.fit(sent(session, columns)).itemFactors
    told = learnt.select("id", functions.col("features").cast("array<double>").alias("features")).toArrow()
    found = np.zeros((values.shape[1], settings.rank))
    factors = told["features"].combine_chunks().flatten().to_numpy()
    found[told["id"].to_numpy()] = factors.reshape(-1, settings.rank)
    return found
