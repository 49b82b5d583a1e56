"""One document: checked and read as the command does it."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
from pathlib import Path

import pytest

import cn_budget
from conftest import BAD, TREE, small


def command() -> str | None:
    """The program that the tree builds."""
    built = [TREE / "target" / profile / "cn-budget" for profile in ("release", "debug")]
    found = [str(path) for path in built if path.exists()]
    return os.environ.get("CN_BUDGET") or (found[0] if found else shutil.which("cn-budget"))


def test_a_report_tells_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(small("4.00"), encoding="utf-8")
    report = cn_budget.check(path)
    assert report.verdict == "inconsistent"
    assert report.coverage == (3, 3)
    assert [cause["kind"] for cause in report.causes] == ["figure"]
    assert report.findings[0]["severity"] == "error"
    assert "a.json" in repr(report) and "inconsistent" in repr(report)
    assert "不一致" in str(report)
    assert "inconsistent" in str(cn_budget.check(path, lang="en"))
    assert report.details()["equation_list"]
    known = report.findings[0]["id"]
    accepted = cn_budget.check(path, accept=[known])
    assert known not in [finding["id"] for finding in accepted.findings]


def test_a_notebook_shows_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(small("4.00"), encoding="utf-8")
    report = cn_budget.check(path)
    assert report.page().lstrip().startswith("<!DOCTYPE html>")
    shown = report._repr_html_()
    assert shown.startswith("<iframe srcdoc=") and shown.count('"') == 6, "nothing leaves the frame"


def test_last_year_and_profile(paths: list[Path]) -> None:
    plain = cn_budget.check(paths[0])
    assert cn_budget.check(paths[0], last_year=paths[0]).coverage == plain.coverage
    profiled = cn_budget.check(paths[0], profile="national")
    assert len(profiled.findings) >= len(plain.findings)
    with pytest.raises(ValueError, match="national"):
        cn_budget.check(paths[0], profile="nowhere")


def test_the_neutral_form_reads_back(paths: list[Path]) -> None:
    neutral, notes = cn_budget.read(paths[0])
    assert neutral["tables"] and notes == []
    assert neutral["year"] == json.loads(paths[0].read_text(encoding="utf-8"))["year"]


def test_what_cannot_be_read_says_why_in_two_languages(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(BAD, encoding="utf-8")
    with pytest.raises(cn_budget.UnreadableDocument) as caught:
        cn_budget.check(path)
    assert "JSON" in caught.value.en and "不完整" in caught.value.zh
    assert isinstance(caught.value, (cn_budget.CnBudgetError, ValueError))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.zh, again.en) == (caught.value.zh, caught.value.en)
    with pytest.raises(FileNotFoundError):
        cn_budget.check(tmp_path / "nothing.pdf")
    with pytest.raises(ValueError, match="lang"):
        str(cn_budget.check(paths_of_tree()[0], lang="fr"))


def paths_of_tree() -> list[Path]:
    return sorted((TREE / "tests" / "data" / "documents").glob("*.json"))


@pytest.mark.skipif(command() is None, reason="the command is not built")
def test_results_equal_the_commands(paths: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(small("4.00"), encoding="utf-8")
    for path in [*paths, broken]:
        program = [command(), "check", "--json", str(path)]
        told = subprocess.run(program, capture_output=True, check=False, text=True).stdout
        wanted = json.loads(told)
        wanted["file"] = path.name
        assert cn_budget.check(path).data == wanted, path.name
        row = cn_budget.reconcile([path.read_bytes()], [str(path)], reports=True)
        assert json.loads(row["report"][0].as_py()) == wanted, path.name
