"""A Spark session for one training, on this machine or on a cluster, and what must be there for it.

It starts one and stops it; what runs in it is other files' affair."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from recommender.errors import EngineError

LEAST_JAVA = 17  # of Spark 4
LOCAL = "local[*]"  # every core of this machine
INSTALL = "install the extra: pip install 'daogou[spark]'"


@contextmanager
def spark_session(master: str = LOCAL) -> Iterator[Any]:
    """A session on the cluster at `master` (spark://…, yarn, k8s://…), or on this machine ("local[4]": four cores).

    A session that runs already is taken as it is, and left running; another is stopped at the end. Stages are shown
    on stderr where that is a terminal. Settings of the cluster come from SPARK_CONF_DIR, as always with Spark.
    Raises EngineError where pyspark, pyarrow or Java is missing, or where the cluster cannot be had.
    """
    check_installed()
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as this package says

    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    check_java()
    with TemporaryDirectory(prefix="daogou-spark-") as place:
        yield from _started(_builder(SparkSession.builder.appName("daogou"), master, place), master)


def _started(builder: Any, master: str) -> Iterator[Any]:
    try:
        session = builder.getOrCreate()
    except Exception as fault:  # py4j raises whatever the JVM did
        told = str(fault).strip().splitlines()[:1] or [type(fault).__name__]
        raise EngineError(
            f"no Spark session on {master!r} ({told[0]})", "look at the address, the cluster and its log"
        ) from fault
    try:
        yield session
    finally:
        session.stop()


def check_installed() -> None:
    """Raise EngineError where pyspark or pyarrow is missing."""
    for package in ("pyspark", "pyarrow"):
        if find_spec(package) is None:
            raise EngineError(f"training on Spark needs {package}, which is not installed", INSTALL)


def check_java() -> None:
    """Raise EngineError where there is no Java, or one that is older than Spark wants."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    wanted = f"install Java {LEAST_JAVA} or later, or set JAVA_HOME"
    if java is None or not Path(java).exists():
        raise EngineError("training on Spark needs Java, and there is none", wanted)
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < LEAST_JAVA:
        raise EngineError(f"the Java at {java} is too old, or none", wanted)


def _builder(builder: Any, master: str, place: str) -> Any:
    settings = {
        "spark.driver.maxResultSize": "0",  # the model is gathered here: it must fit this machine anyway
        "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
    }
    if master.startswith("local"):
        # Driver and executors are one process then, whose 1 GB would be too little for either.
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        settings["spark.driver.memory"] = f"{max(total // 4 // 2**20, 1024)}m"
        settings["spark.driver.bindAddress"] = "127.0.0.1"
        settings["spark.driver.host"] = "127.0.0.1"
        settings["spark.ui.enabled"] = "false"
        # Many rounds of ALS are one long plan, which Java's stack cannot follow unless it is cut now and then. A
        # cluster needs a folder that all of it can write: its own configuration names that.
        settings["spark.checkpoint.dir"] = place
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.master(master)
