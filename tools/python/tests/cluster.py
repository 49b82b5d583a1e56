"""20,000 documents on two executors, one of which is killed in mid-job; run by test_cluster.py.

Prints as JSON how many rows came, how many executors there were, and the verdicts by document.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pyspark

os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
os.environ["PYSPARK_PYTHON"] = sys.executable

from pyspark.sql import SparkSession, functions as f  # noqa: E402

from cn_budget import spark as budget  # noqa: E402

ROWS = 20_000


def executors(application: str) -> list[int]:
    """The processes of the executors of one application, by their ids."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        names = [word.rpartition(b".")[2] for word in words]
        if b"CoarseGrainedExecutorBackend" in names and application.encode() in words:
            found.append(int(path.parent.name))
    return sorted(found)


def main(documents: list[str]) -> None:
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("cn-budget")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    rows = session.range(ROWS).repartition(40)
    kinds = session.createDataFrame(list(enumerate(documents)), "kind int, document string")
    frame = rows.withColumn("kind", (f.col("id") % len(documents)).cast("int"))
    frame = frame.join(f.broadcast(kinds), "kind")
    found = budget.reconcile(frame, keep=["id", "kind"])
    before = executors(session.sparkContext.applicationId)
    killed: list[int] = []

    def kill() -> None:
        tracker = session.sparkContext.statusTracker()
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline and not killed:
            time.sleep(0.1)
            for stage in tracker.getActiveStageIds():
                told = tracker.getStageInfo(stage)
                # In the middle: some of the documents are done, and most are not.
                if told and told.numTasks == 40 and 5 <= told.numCompletedTasks <= 20:
                    pid = executors(session.sparkContext.applicationId)[0]
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
                    return

    killer = threading.Thread(target=kill)
    killer.start()
    start = time.monotonic()
    told = found.select("id", "kind", "verdict", "error").toArrow().to_pydict()
    seconds = time.monotonic() - start
    killer.join()
    time.sleep(5)
    after = executors(session.sparkContext.applicationId)
    session.stop()
    verdicts: dict[int, set] = {}
    for kind, verdict in zip(told["kind"], told["verdict"]):
        verdicts.setdefault(kind, set()).add(verdict)
    print(
        json.dumps(
            {
                "rows": len(told["id"]),
                "different": len(set(told["id"])),
                "verdicts": [sorted(verdicts[kind], key=str) for kind in sorted(verdicts)],
                "killed": killed,
                "executors": [before, after],
                "seconds": round(seconds, 1),
            }
        )
    )


if __name__ == "__main__":
    main(json.loads(sys.stdin.read()))
