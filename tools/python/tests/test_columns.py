"""Whole columns: pyarrow, Polars and pandas in, the same out."""

from __future__ import annotations

import threading
import time
from decimal import Decimal

import pyarrow as pa
import pytest

import cn_budget
from conftest import BAD, small

WIDE = {"reports": True, "threads": 2}


def test_each_document_has_its_row(column: list[str | None]) -> None:
    found = cn_budget.reconcile(pa.array(column), reports=True)
    verdicts = found["verdict"].to_pylist()
    assert verdicts[-5:] == ["consistent", "inconsistent", None, None, None]
    errors = found["error"].to_pylist()
    assert errors[-3] is None and "JSON" in errors[-2] and errors[-1] == "文件是空的"
    cause = found["causes"][-4].as_py()[0]
    assert (cause["kind"], cause["text"], cause["correction"]) == ("figure", "4.00", "3.00")
    assert found["causes"][-3].as_py() is None
    english = cn_budget.reconcile(pa.array(column), lang="en")
    assert english["error"].to_pylist()[-1] == "the file is empty"


def test_what_goes_in_comes_out(column: list[str | None]) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    wanted = cn_budget.reconcile(column, **WIDE)
    assert isinstance(wanted, pa.Table)
    inputs = [
        pa.array(column),
        pa.array(column, pa.large_string()),
        pa.array(column, pa.string_view()),
        pa.array([None if text is None else text.encode() for text in column]),
        pa.chunked_array([column[:2], column[2:3], column[3:]]),
    ]
    for documents in inputs:
        assert cn_budget.reconcile(documents, **WIDE).equals(wanted), documents.type

    frame = cn_budget.reconcile(polars.Series(column), **WIDE)
    assert isinstance(frame, polars.DataFrame)
    assert frame.to_dicts() == wanted.to_pylist()

    index = [f"document {n}" for n in range(len(column))]
    frame = cn_budget.reconcile(pandas.Series(column, index=index), **WIDE)
    assert list(frame.index) == index
    assert pa.Table.from_pandas(frame, wanted.schema, preserve_index=False).equals(wanted)


def test_chunks_number_their_documents_on(documents: list[str]) -> None:
    whole = cn_budget.facts(documents)
    parts = cn_budget.facts(pa.chunked_array([[text] for text in documents]))
    assert parts.equals(whole)
    assert set(whole["document"].to_pylist()) == set(range(len(documents)))
    names = pa.chunked_array([["a.json", "b.json"], ["c.json"]])
    found = cn_budget.reconcile(pa.chunked_array([documents[:1], documents[1:]]), names, reports=True)
    assert ['"c.json"' in text for text in found["report"].to_pylist()] == [False, False, True]
    with pytest.raises(ValueError, match="names"):
        cn_budget.reconcile(documents, names.slice(1))


def test_facts_are_exact_and_tell_what_they_are_about() -> None:
    rows = cn_budget.facts([small("4.00"), None, BAD]).to_pylist()
    assert [row["yuan"] for row in rows] == [Decimal(n) for n in (40000, 10000, 20000)] + [None]
    assert [row["kind"] for row in rows[:3]] == [None, "basic", "project"]
    assert [row["document"] for row in rows] == [0, 0, 0, 2]
    assert rows[0]["text"] == "4.00" and rows[0]["year"] == 2026 and "JSON" in rows[3]["error"]


def test_codes_and_amounts() -> None:
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    codes = ["2050202", None, "x", "205"]
    assert cn_budget.code_name(codes).to_pylist() == ["小学教育", None, None, "教育支出"]
    assert cn_budget.code_at(codes, "section").to_pylist() == ["20502", None, None, None]
    assert cn_budget.code_name([2050202, None]).to_pylist() == ["小学教育", None]
    assert cn_budget.code_name(pa.array([], pa.string())).to_pylist() == []
    series = cn_budget.code_name(polars.Series("codes", codes, polars.Categorical))
    assert series.name == "codes" and series.to_list() == ["小学教育", None, None, "教育支出"]
    series = cn_budget.code_at(pandas.Series(codes, index=list("abcd"), name="codes"), "class")
    assert series["a"] == "205" and series.name == "codes"
    amounts = cn_budget.parse_amount(["1,051.74", "3元", "—", "0.0000001", None], "万元")
    assert amounts.to_pylist() == [Decimal("10517400"), Decimal(3), None, None, None]
    assert amounts.type == pa.decimal128(38, 2)
    with pytest.raises(ValueError, match="level"):
        cn_budget.code_at(codes, "x")
    with pytest.raises(ValueError, match="unit"):
        cn_budget.parse_amount(codes, "美元")
    with pytest.raises(ValueError, match="text"):
        cn_budget.code_name(pa.array([1.0]))


def test_codes_one_by_one() -> None:
    assert cn_budget.codes.name("2050202") == "小学教育"
    assert cn_budget.codes.name("20805", 2019) == "行政事业单位离退休"
    assert cn_budget.codes.parent("205") is None
    assert cn_budget.codes.children("20502")["2050202"] == "小学教育"
    assert "2050202" in cn_budget.codes.search("小学")
    assert cn_budget.codes.government("30101", "administrative")
    with pytest.raises(cn_budget.InvalidCode) as caught:
        cn_budget.codes.name("9")
    assert caught.value.zh and caught.value.en


def test_a_bound_on_each_document() -> None:
    found = cn_budget.reconcile([small("3.00")], longest=10)
    assert "10" in found["error"][0].as_py()
    found = cn_budget.reconcile([small("3.00")], figures=2)
    assert "3" in found["error"][0].as_py()
    found = cn_budget.reconcile([small("4.00")], work=1)
    assert found["verdict"][0].as_py() != "consistent"


def test_the_lock_of_the_interpreter_is_released(documents: list[str]) -> None:
    ticks, done = 0, threading.Event()

    def work() -> None:
        cn_budget.reconcile(documents * 20, threads=1)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        time.sleep(0.001)
        ticks += 1
    thread.join()
    assert ticks > 10
