"""Roll-ups: exact at 128 bits, whatever the order and whoever added up."""

from __future__ import annotations

import pickle
import random
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import cn_budget
from cn_budget import Rollup

MOST = Decimal("92233720368547758.07")


def ledger(lines: int, seed: int = 1) -> pa.Table:
    """Lines of random codes and amounts, some without a code and some negative."""
    chance = random.Random(seed)
    codes = [f"{c}{s:02}{i:02}" for c in (201, 205, 208, 210) for s in (1, 2, 5) for i in range(1, 99)]
    rows = [(chance.choice(codes), chance.randrange(-10**9, 10**11)) for _ in range(lines)]
    return pa.table(
        {
            "code": [None if n % 100 == 99 else code for n, (code, _) in enumerate(rows)],
            "amount": pa.array([Decimal(fen).scaleb(-2) for _, fen in rows], pa.decimal128(38, 2)),
        }
    )


def test_lines_one_by_one() -> None:
    rollup = Rollup()
    rollup.add("2050202", Decimal("29.62"))
    rollup.add("2050201", 100)
    rollup.add(None, "0.01")
    assert (rollup.lines, rollup.scheme) == (3, "functional")
    assert rollup.total == Decimal("129.63") and rollup.open == Decimal("0.01")
    assert rollup.get("20502") == Decimal("129.62") and rollup.get("208") == 0
    assert rollup.sums()[0] == (None, Decimal("0.01"))
    assert rollup.nodes()[0] == ("205", "class", "教育支出", Decimal("129.62"))
    assert [node[0] for node in rollup.nodes()] == ["205", "20502", "2050201", "2050202"]
    assert "普通教育" in rollup.text() and "129.63" in repr(rollup)


def test_what_is_no_exact_amount_is_refused() -> None:
    rollup = Rollup()
    with pytest.raises(TypeError, match="float"):
        rollup.add("205", 0.1)
    for wrong in ["x", "1e99", "0.001", Decimal("NaN")]:
        with pytest.raises(ValueError):
            rollup.add("205", wrong)
    with pytest.raises(cn_budget.InvalidCode):
        rollup.add("30101", 1)
    with pytest.raises(ValueError, match="scheme"):
        Rollup("x")
    with pytest.raises(ValueError, match="DECIMAL"):
        rollup.extend(pa.array(["205"]), pa.array([1]))
    with pytest.raises(ValueError, match="DECIMAL"):
        rollup.extend(pa.array(["205"]), pa.array([1.0]))
    assert rollup == Rollup()


def test_irregular_lines_are_refused_or_told() -> None:
    codes = pa.array(["205", "x", "205", None])
    amounts = pa.array([Decimal("1.000"), Decimal("2.000"), Decimal("0.001"), None])
    rollup = Rollup()
    with pytest.raises(cn_budget.IrregularLedger):
        rollup.extend(codes, amounts)
    assert rollup.lines == 0
    told = rollup.extend(codes, amounts, strict=False)
    assert told == {"unknown_codes": 1, "missing_amounts": 1, "inexact_amounts": 1}
    assert (rollup.lines, rollup.total, rollup.open) == (2, 3, 2)


def test_merged_in_any_order_and_pickled_on_the_way() -> None:
    table = ledger(10_000)
    whole = Rollup()
    whole.extend(table["code"], table["amount"])
    parts = []
    for start in range(0, table.num_rows, 617):
        part = Rollup()
        rows = table.slice(start, 617)
        part.extend(rows["code"], rows["amount"])
        parts.append(pickle.loads(pickle.dumps(part)))
    random.Random(2).shuffle(parts)
    merged = sum(parts[1:], parts[0])
    assert merged == whole and merged.lines == 10_000
    assert merged.total == sum(table["amount"].to_pylist())
    assert Rollup.from_json(whole.to_json()) == whole
    twice = whole + whole
    whole.merge(whole)
    assert twice == whole and twice.lines == 20_000
    with pytest.raises(ValueError, match="department"):
        Rollup().merge(Rollup("department"))
    assert Rollup() != Rollup("department")


def test_beyond_64_bits() -> None:
    rollup = Rollup()
    for _ in range(3):
        rollup.add("2050202", MOST)
    assert rollup.total == 3 * MOST == rollup.get("205")
    assert rollup.nodes()[0][3] == 3 * MOST
    assert pickle.loads(pickle.dumps(rollup)).total == 3 * MOST
    fen = pa.array([int(MOST * 100)] * 3, pa.int64())
    assert pc.sum(fen).as_py() != int(3 * MOST * 100), "sums of integers wrap without a word"


def test_sums_of_any_engine() -> None:
    table = ledger(50_000)
    whole = Rollup()
    whole.extend(table["code"], table["amount"])
    sums = table.group_by("code").aggregate([("amount", "sum"), ("amount", "count")])
    assert Rollup.from_sums(sums["code"], sums["amount_sum"], sums["amount_count"]) == whole

    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(table).group_by("code")
    frame = frame.agg(sum=polars.col("amount").sum(), lines=polars.len())
    assert Rollup.from_sums(frame["code"], frame["sum"], frame["lines"]) == whole

    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.register("ledger", table)
    query = "SELECT code, sum(amount) AS sum, count(amount) AS lines FROM ledger GROUP BY code"
    sums = connection.sql(query).to_arrow_table()
    assert Rollup.from_sums(sums["code"], sums["sum"], sums["lines"]) == whole
    again = pa.record_batch(whole.to_arrow())
    assert dict(zip(again["code"].to_pylist(), again["sum"].to_pylist())) == dict(whole.sums())


def test_other_schemes() -> None:
    rollup = Rollup("department")
    rollup.add("30101", 5)
    assert rollup.nodes()[-1][2] == "基本工资"
    assert pickle.loads(pickle.dumps(rollup)) == rollup
