"""A cluster of two executors on this machine, one of which is killed in mid-job."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cn_budget
from conftest import BAD, small

pytestmark = [pytest.mark.spark, pytest.mark.heavy]


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java")
def test_a_killed_executor_costs_no_document(documents: list[str]) -> None:
    pytest.importorskip("pyspark")
    kinds = [*documents, BAD, *(small(f"{n}.00") for n in range(96))]
    wanted = cn_budget.reconcile(kinds)["verdict"].to_pylist()
    program = [sys.executable, str(Path(__file__).with_name("cluster.py"))]
    told = subprocess.run(
        program, input=json.dumps(kinds), capture_output=True, text=True, check=False, timeout=1200
    )
    assert told.returncode == 0, told.stderr[-4000:]
    result = json.loads(told.stdout.splitlines()[-1])
    print(result)
    assert result["rows"] == result["different"] == 20_000
    assert result["verdicts"] == [[verdict] for verdict in wanted]
    before, after = result["executors"]
    assert len(result["killed"]) == 1
    assert result["killed"][0] not in after, "it is gone"
    assert set(after) - set(before), "and another took its place"
