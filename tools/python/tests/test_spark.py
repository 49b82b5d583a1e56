"""Spark on one machine: documents by the batch, and ledgers by its own sums."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

import cn_budget
from cn_budget import Rollup
from conftest import BAD, small
from test_rollup import ledger

pytestmark = pytest.mark.spark


@pytest.fixture(scope="session")
def budget():
    pytest.importorskip("pyspark")
    from cn_budget import spark as budget

    return budget


def test_documents(spark, budget, column) -> None:
    wanted = cn_budget.reconcile(column, reports=True).to_pylist()
    rows = [(n, text) for n, text in enumerate(column)]
    frame = spark.createDataFrame(rows, "number int, document string").repartition(3)
    found = budget.reconcile(frame, reports=True).orderBy("number").collect()
    assert [row["number"] for row in found] == list(range(len(column)))
    for row, want in zip(found, wanted):
        told = row.asDict(recursive=True)
        del told["number"]
        assert told == want


def test_files_and_their_names(spark, budget, paths, tmp_path) -> None:
    for path in paths:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    files = spark.read.format("binaryFile").load(str(tmp_path))
    found = budget.reconcile(files, "content", name="path", keep=["path"], reports=True)
    assert found.columns[:2] == ["path", "verdict"]
    rows = {row["path"].rpartition("/")[2]: row for row in found.collect()}
    for path in paths:
        report = cn_budget.check(path)
        assert rows[path.name]["verdict"] == report.verdict
        assert f'"file":"{path.name}"' in rows[path.name]["report"]


def test_facts(spark, budget, documents) -> None:
    column = [*documents, None, BAD]
    wanted = cn_budget.facts(column).to_pylist()
    frame = spark.createDataFrame(list(enumerate(column)), "number int, document string")
    found = [row.asDict() for row in budget.facts(frame.repartition(2)).collect()]
    assert len(found) == len(wanted)

    def key(row: dict) -> tuple:
        return row["number"], row["table"] or 0, row["row"] or 0, row["column"] or ""

    for row in wanted:
        row["number"] = row.pop("document")
    assert sorted(found, key=key) == sorted(wanted, key=key)


def test_a_bad_or_slow_document_holds_nobody_up(spark, budget) -> None:
    frame = spark.createDataFrame([(small("3.00"),), (BAD,)] * 50, "document string")
    found = budget.reconcile(frame, longest=100_000, work=100_000)
    assert found.groupBy("verdict").count().collect()
    assert found.where("error IS NULL").count() == 50


def test_a_ledger(spark, budget) -> None:
    table = ledger(20_000)
    wanted = Rollup()
    wanted.extend(table["code"], table["amount"])
    frame = spark.createDataFrame(table)
    assert budget.rollup(frame) == wanted
    with pytest.raises(TypeError, match="decimal"):
        budget.rollup(frame.withColumn("amount", frame.amount.cast("double")))
    with pytest.raises(TypeError, match="decimal"):
        budget.rollup(frame.withColumn("amount", frame.amount.cast("bigint")))
    broken = spark.createDataFrame([("205", Decimal("0.001")), ("205", None)], "code string, amount decimal(20,3)")
    with pytest.raises(cn_budget.IrregularLedger, match="1 amounts missing, 1 no whole"):
        budget.rollup(broken)


def test_sums_beyond_64_bits(spark, budget) -> None:
    most = Decimal("92233720368547758.07")
    frame = spark.createDataFrame([("2050202", most)] * 3, "code string, amount decimal(38,2)")
    assert budget.rollup(frame).total == 3 * most
    spark.conf.set("spark.sql.ansi.enabled", "false")
    try:
        wrapped = frame.selectExpr("SUM(CAST(amount * 100 AS BIGINT)) AS fen").first()["fen"]
        assert wrapped != 3 * most * 100, "without ANSI mode sums of integers wrap without a word"
        assert budget.rollup(frame).total == 3 * most
    finally:
        spark.conf.unset("spark.sql.ansi.enabled")


@pytest.mark.heavy
def test_a_million_lines_to_the_fen(spark, budget) -> None:
    table = ledger(1_000_000)
    wanted = Rollup()
    wanted.extend(table["code"], table["amount"])
    rolled = budget.rollup(spark.createDataFrame(table).repartition(8))
    assert rolled == wanted and rolled.lines == 1_000_000
    assert rolled.total == sum(table["amount"].to_pylist())
    assert pa.record_batch(rolled.to_arrow()).equals(pa.record_batch(wanted.to_arrow()))
