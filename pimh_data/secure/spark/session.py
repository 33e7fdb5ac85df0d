"""The Spark session to count in: one that is there, or of a master's address. Leaves no table behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ibis

from pimh_data.errors import PublishError

APPLICATION = "pimh_data publish"
# What both engines take alike. An overflow, or a text that is no number, ends the publication: no null stands for it.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
}
NO_PYSPARK = (
    "counting on Spark needs pyspark, which is not installed. Type python -m pip install --require-hashes "
    "-r requirements-spark.txt, or count without --engine spark"
)
NOT_STARTED = (
    "Spark could not be started. It needs Java 17 or later (java -version says which is there) and, where --master "
    "names a cluster, that it can be reached"
)


@contextmanager
def cluster(master: str = "") -> Iterator[Any]:
    """A connection of Ibis to Spark: to the session that this process has, else to that of the master's address.

    `master`: as Spark writes it (`local[4]`, `spark://host:7077`, `yarn`); '': as Spark is set up where this runs. Its
    views and settings are its own, and gone at the end; a session that was begun for it ends too. Raises PublishError
    where pyspark or Java is missing, or the cluster does not answer.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise PublishError(NO_PYSPARK) from None
    there = SparkSession.getActiveSession()
    builder = SparkSession.builder.appName(APPLICATION).config("spark.ui.showConsoleProgress", "false")
    try:
        session = there or (builder.master(master) if master else builder).getOrCreate()
    except (PySparkException, OSError) as error:
        raise PublishError(f"{NOT_STARTED} ({type(error).__name__})") from None
    own = session.newSession()
    for name, value in SETTINGS.items():
        own.conf.set(name, value)
    try:
        yield ibis.pyspark.connect(own)
    finally:
        for view in own.sql("show views").toArrow().to_pylist():
            own.catalog.dropTempView(view["viewName"])
        if there is None:
            session.stop()
