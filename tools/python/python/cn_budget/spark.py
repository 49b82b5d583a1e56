"""Spark: a column of documents reconciled on a cluster, and ledgers rolled up by its own sums.

>>> from cn_budget import spark as budget
>>> reports = budget.reconcile(documents)                        # doctest: +SKIP
>>> rollup = budget.rollup(ledger, code="code", amount="amount")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import Rollup, facts as _facts, reconcile as _reconcile
from ._native import facts_ddl, reconcile_ddl

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

__all__ = ["facts", "reconcile", "rollup"]


def reconcile(
    documents: DataFrame,
    column: str = "document",
    keep: list[str] | None = None,
    *,
    lang: str = "zh",
    reports: bool = False,
) -> DataFrame:
    """One row a document: verdict, coverage, counts, causes, and an ``error`` where it is unreadable.

    ``column`` holds neutral JSON (string) or the bytes of files (binary); the columns of ``keep``
    are handed through. A bad document never fails its partition, and each has a bound on its work.
    """
    keep = keep or []

    def map_batches(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa

        for batch in batches:
            found = pa.record_batch(_reconcile(batch.column(column), lang=lang, reports=reports))
            columns = [batch.column(name) for name in keep] + found.columns
            yield pa.RecordBatch.from_arrays(columns, names=keep + found.schema.names)

    kept = documents.select(*keep, column)
    schema = ", ".join([_ddl(documents, name) for name in keep] + [reconcile_ddl()])
    return kept.mapInArrow(map_batches, schema)


def facts(documents: DataFrame, column: str = "document", key: str | None = None) -> DataFrame:
    """One row a printed figure, with its scope spelled out. ``key`` is repeated beside each."""

    def map_batches(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa

        for batch in batches:
            found = pa.record_batch(_facts(batch.column(column)))
            columns, names = found.columns, found.schema.names
            if key is not None:
                columns = [batch.column(key).take(found.column("document")), *columns]
                names = [key, *names]
            yield pa.RecordBatch.from_arrays(columns, names=names)

    kept = documents.select(*([key] if key else []), column)
    schema = ", ".join(([_ddl(documents, key)] if key else []) + [facts_ddl()])
    return kept.mapInArrow(map_batches, schema)


def rollup(
    ledger: DataFrame, code: str = "code", amount: str = "amount", scheme: str = "functional"
) -> Rollup:
    """The roll-up of a ledger of any size: Spark adds up by code, exactly, and a few thousand sums
    come here.

    ``amount`` must be a decimal in 元. (Sums of 64-bit integers wrap silently in Spark unless ANSI
    mode is on, and floating point is not exact: both are refused.)
    """
    from pyspark.sql import functions as f
    from pyspark.sql.types import DecimalType

    kind = ledger.schema[amount].dataType
    if not isinstance(kind, DecimalType):
        raise TypeError(f"{amount} is {kind.simpleString()}; cast it to decimal(38,2)")
    exact = f.col(amount).cast(DecimalType(38, 2))
    sums = ledger.groupBy(code).agg(f.sum(exact).alias("sum"), f.count(f.lit(1)).alias("lines"))
    rolled = Rollup(scheme)
    for row in sums.collect():
        if row["sum"] is None:
            raise OverflowError(f"the sum of {row[code]} is beyond decimal(38,2), or all its amounts are null")
        rolled.add_sum(row[code], row["sum"], row["lines"])
    return rolled


def _ddl(frame: DataFrame, name: str) -> str:
    return f"`{name}` {frame.schema[name].dataType.simpleString()}"
