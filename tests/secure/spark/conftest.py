"""One Spark session for the tests on Spark: two cores of this machine, set up for tables of a few rows."""

import importlib.util
import os
import shutil
from collections.abc import Iterator

import pytest

# Of tables so small most time goes into starting: no page of the cluster's, few and short steps, no compiling twice.
SMALL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "Asia/Kathmandu",  # counting has settings of its own
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="package")
def session() -> Iterator[object]:
    """A session of Spark in this process, as another program may have one. Skipped without it, but never in CI."""
    there = shutil.which("java") and importlib.util.find_spec("pyspark")
    if not there and not os.environ.get("CI"):
        pytest.skip("no Java, or no pyspark: `make test` installs both")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("tests")
    for name, value in SMALL.items():
        builder = builder.config(name, value)
    begun = builder.getOrCreate()
    begun.sparkContext.setLogLevel("ERROR")
    yield begun
    begun.stop()
