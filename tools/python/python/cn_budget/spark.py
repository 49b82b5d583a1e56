"""Spark: documents reconciled on a cluster, and ledgers rolled up by Spark's own sums.

>>> from cn_budget import spark as budget
>>> reports = budget.reconcile(documents, "content", name="path")  # doctest: +SKIP
>>> rollup = budget.rollup(ledger, code="code", amount="amount")   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import _native
from ._native import Rollup
from .errors import IrregularLedger

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

__all__ = ["facts", "reconcile", "rollup"]

#: So many documents are handed back at a time: a whole batch of reports would fill the memory.
AT_ONCE = 64

#: The column of facts that tells the row of a document within its part, which means nothing in Spark.
DOCUMENT = "document"


def reconcile(
    documents: DataFrame,
    column: str = "document",
    *,
    name: str | None = None,
    keep: list[str] | None = None,
    lang: str = "zh",
    reports: bool = False,
    longest: int | None = None,
    figures: int | None = None,
    work: int | None = None,
) -> DataFrame:
    """One row a document: verdict, coverage, counts, causes, and an ``error`` where it is unreadable.

    ``column`` holds neutral JSON (string) or the bytes of files (binary), ``name`` the names or paths of the
    files. The columns of ``keep``, all but that of documents unless set, stand before what was found. A
    bad document never fails its partition, and each has a bound on its work: see
    :func:`cn_budget.reconcile`.
    """

    keep = _kept(documents, column, keep)

    def map_batches(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for part in _parts(batches):
            contents, names = part.column(column), _names(part, name)
            found = _native.reconcile(
                contents,
                names,
                lang=lang,
                reports=reports,
                longest=longest,
                figures=figures,
                work=work,
            )
            yield _beside(part.select(keep), found)

    schema = _schema(documents, keep, _native.reconcile_schema())
    return _input(documents, column, name, keep).mapInArrow(map_batches, schema)


def facts(
    documents: DataFrame,
    column: str = "document",
    *,
    name: str | None = None,
    keep: list[str] | None = None,
    lang: str = "zh",
    longest: int | None = None,
) -> DataFrame:
    """One row a printed figure, with what it is about spelled out, behind the columns of ``keep``: all but
    that of documents unless set. A document that cannot be read has one row, with its ``error``.
    """

    keep = _kept(documents, column, keep)

    def map_batches(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa

        for part in _parts(batches):
            contents, names = part.column(column), _names(part, name)
            found = pa.table(_native.facts(contents, names, lang=lang, longest=longest))
            # What the documents are called is repeated beside each of their figures.
            numbers = found.column(DOCUMENT).combine_chunks()
            yield _beside(part.select(keep).take(numbers), found.drop_columns(DOCUMENT))

    schema = _schema(documents, keep, _native.facts_schema())
    return _input(documents, column, name, keep).mapInArrow(map_batches, schema)


def rollup(
    ledger: DataFrame, code: str = "code", amount: str = "amount", scheme: str = "functional"
) -> Rollup:
    """The roll-up of a ledger of any size: Spark adds up by code, exactly, and a few thousand sums come here.

    ``amount`` must be a decimal in 元. Sums of 64-bit integers wrap silently in Spark where ANSI mode is off,
    and floating point is not exact: both are refused. Raises :class:`cn_budget.IrregularLedger` where
    lines lack an amount, or have one that is no whole number of 分.
    """
    from pyspark.sql import functions as f
    from pyspark.sql.types import DecimalType

    kind = ledger.schema[amount].dataType
    if not isinstance(kind, DecimalType):
        raise TypeError(f"{amount} is {kind.simpleString()}; cast it to decimal(38,2)")
    is_inexact = f.col(amount) != f.round(f.col(amount), 2)
    sums = ledger.groupBy(f.col(code).cast("string").alias("code")).agg(
        f.sum(amount).alias("sum"),
        f.count(amount).alias("lines"),
        f.count_if(f.col(amount).isNull()).alias("missing"),
        f.count_if(is_inexact).alias("inexact"),
    )
    table = sums.toArrow()
    missing, inexact = (_total(table.column(name)) for name in ("missing", "inexact"))
    if missing or inexact:
        raise IrregularLedger(
            f"未作汇总：{missing} 行缺金额，{inexact} 行金额不是整分",
            f"nothing was added: {missing} amounts missing, {inexact} no whole 分",
        )
    return Rollup.from_sums(table.column("code"), table.column("sum"), table.column("lines"), scheme)


def _total(counts: pyarrow.ChunkedArray) -> int:
    return sum(counts.to_pylist())


def _kept(documents: DataFrame, column: str, keep: list[str] | None) -> list[str]:
    """The columns to keep: all but that of documents unless some are named."""
    return [other for other in documents.columns if other != column] if keep is None else keep


def _input(documents: DataFrame, column: str, name: str | None, keep: list[str]) -> DataFrame:
    """The columns that are needed, each once."""
    return documents.select(*dict.fromkeys([*keep, column, *([] if name is None else [name])]))


def _parts(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        for start in range(0, batch.num_rows, AT_ONCE):
            yield batch.slice(start, AT_ONCE)


def _names(part: pyarrow.RecordBatch, name: str | None) -> pyarrow.Array | None:
    return None if name is None else part.column(name)


def _beside(kept: pyarrow.RecordBatch, found: Any) -> pyarrow.RecordBatch:
    """The columns that are kept and those that were found, as a batch that Spark takes."""
    import pyarrow as pa

    found = pa.table(found)
    found = found.cast(pa.schema([field.with_type(_short(field.type)) for field in found.schema]))
    columns = [column.combine_chunks() for column in found.columns]
    return pa.RecordBatch.from_arrays(
        kept.columns + columns, names=kept.schema.names + found.schema.names
    )


def _short(kind: pyarrow.DataType) -> pyarrow.DataType:
    """The type with text of at most 2 GiB, which is all that Spark reads: a part holds no more."""
    import pyarrow as pa

    if pa.types.is_large_string(kind):
        return pa.string()
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_short(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_short(field.type)) for field in kind])
    return kind


def _schema(documents: DataFrame, keep: list[str], found: Any) -> StructType:
    """What comes out, as Spark knows it."""
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    fields = [field.with_type(_short(field.type)) for field in pa.schema(found)]
    found = from_arrow_schema(pa.schema([field for field in fields if field.name != DOCUMENT]))
    return StructType([documents.schema[name] for name in keep] + found.fields)
