"""Where Spark or Java is not there, one sentence says what to install."""

from pathlib import Path

import pytest

from recommender import EngineError
from recommender.spark import check_engine
from recommender.spark.session import check_installed, check_java


def test_without_java_it_is_said_which_is_wanted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineError, match="needs Java, and there is none; install Java 17 or later"):
        check_java()


def test_too_old_a_java_is_told_from_a_good_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", "utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineError, match="too old"):
        check_java()


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommender.spark.session.find_spec", lambda _name: None)
    with pytest.raises(EngineError, match=r"needs pyspark, .*pip install 'daogou\[spark\]'"):
        check_installed()


def test_what_spark_trains_is_told_without_starting_it() -> None:
    check_engine("item-neighbours")
    check_engine("hybrid")
    with pytest.raises(EngineError, match="ease is not trained on Spark"):
        check_engine("ease")
