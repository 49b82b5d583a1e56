"""Documents a second in Python and in Spark, on one core and on two; the numbers of the README.

    python tools/python/tests/measure.py

Build the wheel with --release first. What Rust alone does is told by
`cargo run --release -p cn-budget-arrow --example measure`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

import cn_budget
from cn_budget import Rollup
from cn_budget import spark as budget

DOCUMENTS = 900
LINES = 1_000_000


def main() -> None:
    folder = Path(__file__).parents[3] / "tests" / "data" / "documents"
    paths = sorted(path for path in folder.glob("*.json") if "truth" not in path.name)
    texts = [path.read_text(encoding="utf-8") for path in paths]
    column = pa.array((texts * DOCUMENTS)[:DOCUMENTS])
    for threads in (1, 2):
        seconds = best(lambda: cn_budget.reconcile(column, threads=threads))
        print(f"Python, {threads} thread(s): {DOCUMENTS / seconds:.0f} documents/s")
    for cores in (1, 2):
        spark(cores, column)


def spark(cores: int, column: pa.Array) -> None:
    from pyspark.sql import SparkSession, functions as f

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master(f"local[{cores}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "3g")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    frame = session.createDataFrame(pa.table({"document": column})).repartition(8).cache()
    frame.count()
    found = budget.reconcile(frame)
    seconds = best(lambda: found.groupBy("verdict").count().collect())
    print(f"Spark, {cores} core(s): {DOCUMENTS / seconds:.0f} documents/s")
    lines = session.range(LINES).select(
        (2_010_101 + f.col("id") * 7 % 25 * 10_000 + f.col("id") % 60).cast("string").alias("code"),
        ((f.col("id") * 7_919 % 10_000_000) / 100).cast("decimal(18,2)").alias("amount"),
    )
    lines = lines.cache()
    table = lines.toArrow()
    seconds = best(lambda: budget.rollup(lines))
    print(f"Spark, {cores} core(s): {LINES / seconds / 1e6:.1f} million ledger lines/s")
    if cores == 1:
        seconds = best(lambda: rolled(table))
        print(f"Python: {LINES / seconds / 1e6:.1f} million ledger lines/s")
    assert rolled(table) == budget.rollup(lines)
    session.stop()


def rolled(table: pa.Table) -> Rollup:
    rollup = Rollup()
    amounts = table["amount"].cast(pa.decimal128(38, 2))
    rollup.extend(table["code"], amounts)
    return rollup


def best(run: Callable[[], object]) -> float:
    """The best of three runs: what others do on the machine makes the rest slower."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
