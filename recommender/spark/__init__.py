"""Train on Apache Spark what one machine takes too long for; what comes of it is an ordinary model.

Only the steps that grow faster than the history run there: the sums over pairs, and the factors. The executors need
nothing but Spark, no Python and nothing of ours. pyspark and pyarrow, the extra `spark`, are imported when a session
is started, so that this package itself can always be imported."""

from recommender.spark.reading import read_on_spark
from recommender.spark.session import LOCAL, spark_session
from recommender.spark.training import SparkEngine, check_engine

__all__ = ["LOCAL", "SparkEngine", "check_engine", "read_on_spark", "spark_session"]
