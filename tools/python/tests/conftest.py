"""What the tests share: the documents of the tree, and flags."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).parents[3]

#: A document in the neutral form that was cut off.
BAD = '{"year": 2026, "stage": "budget", "tables": ['


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--heavy", action="store_true", help="run the tests that take minutes too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--heavy"):
        return
    for item in items:
        if "heavy" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="takes minutes: pytest --heavy"))


@pytest.fixture(scope="session")
def paths() -> list[Path]:
    """The real documents in the tree."""
    folder = TREE / "tests" / "data" / "documents"
    return sorted(path for path in folder.glob("*.json") if "truth" not in path.name)


@pytest.fixture(scope="session")
def documents(paths: list[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


@pytest.fixture(scope="session")
def column(documents: list[str]) -> list[str | None]:
    """Documents of all kinds: real ones, a small one that adds up, one that does not, none, and a bad one."""
    return [*documents, small("3.00"), small("4.00"), None, BAD, ""]


def small(total: str) -> str:
    """A document of one row, whose parts come to 3.00."""
    cells = {"合计": total, "基本支出": "1.00", "项目支出": "2.00"}
    table = {
        "title": "部门支出总表",
        "unit": "万元",
        "columns": list(cells),
        "rows": [{"name": "合计", "cells": cells}],
    }
    return json.dumps({"year": 2026, "stage": "budget", "tables": [table]}, ensure_ascii=False)


@pytest.fixture(scope="session")
def spark():
    """Spark on this machine, where Java is."""
    sql = pytest.importorskip("pyspark.sql")
    java = os.environ.get("JAVA_HOME") or _which("java")
    if not java:
        pytest.skip("no Java")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    master = sql.SparkSession.builder.master("local[2]").appName("cn-budget")
    session = (
        master.config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def _which(program: str) -> str | None:
    import shutil

    return shutil.which(program)
