"""部门预算、决算公开的勾稽核对: reconciliation of Chinese public budget disclosures.

>>> import cn_budget
>>> report = cn_budget.check("budget.pdf")            # doctest: +SKIP
>>> report.verdict                                    # doctest: +SKIP
'inconsistent'

Whole columns of documents are checked by :func:`reconcile`, over anything that speaks the Arrow C
interface (pyarrow, Polars, pandas with Arrow types); Spark by :mod:`cn_budget.spark`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from . import codes
from ._native import (
    CnBudgetError,
    Rollup,
    __version__,
    code_at,
    code_name,
    facts,
    parse_amount,
    reconcile,
)
from ._native import check_bytes as _check_bytes
from ._native import read_bytes as _read_bytes

__all__ = [
    "CnBudgetError",
    "Report",
    "Rollup",
    "__version__",
    "check",
    "code_at",
    "code_name",
    "codes",
    "facts",
    "parse_amount",
    "read",
    "reconcile",
]


class Report:
    """What was found in one document. A notebook shows it as a page."""

    def __init__(self, name: str, json_text: str, text: str, page: str) -> None:
        self._name = name
        self._json = json_text
        self._text = text
        self._page = page
        self._data: dict[str, Any] | None = None

    @property
    def data(self) -> dict[str, Any]:
        """The whole report, as the command's ``--json`` gives it."""
        if self._data is None:
            self._data = json.loads(self._json)
        return self._data

    @property
    def verdict(self) -> str:
        """``consistent``, ``rounding``, ``inconsistent``, ``undecided`` or ``unchecked``."""
        return self.data["verdict"]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What is wrong or odd, errors first."""
        return self.data["findings"]

    @property
    def causes(self) -> list[dict[str, Any]]:
        """The independent mistakes, worst first."""
        return self.data.get("causes", [])

    @property
    def coverage(self) -> tuple[int, int]:
        """How many figures of the tables were held against others, and how many there are."""
        return self.data["covered"], self.data["figures"]

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        covered, figures = self.coverage
        return f"<Report of {self._name}: {self.verdict}, {covered} of {figures} figures checked>"

    def _repr_html_(self) -> str:
        # In a frame of its own, so that neither styles nor scripts meet those of the notebook.
        page = self._page.replace("&", "&amp;").replace('"', "&quot;")
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts" '
            'style="width:100%;height:640px;border:1px solid #ccc"></iframe>'
        )


def check(
    path: str | os.PathLike[str],
    *,
    lang: str = "zh",
    last_year: str | os.PathLike[str] | None = None,
    words: str | os.PathLike[str] | None = None,
) -> Report:
    """Reconciles one file: PDF, Excel, Word, HTML, text or neutral JSON.

    ``last_year`` is last year's disclosure of the same body, ``words`` a words file of your own.
    Raises :class:`CnBudgetError` where the file cannot be read, saying why.
    """
    path = Path(path)
    last = Path(last_year) if last_year is not None else None
    json_text, text, page = _check_bytes(
        path.read_bytes(),
        path.name,
        lang,
        last.read_bytes() if last else None,
        Path(words).read_text(encoding="utf-8") if words is not None else None,
    )
    return Report(path.name, json_text, text, page)


def read(path: str | os.PathLike[str], *, lang: str = "zh") -> tuple[dict[str, Any], list[str]]:
    """The neutral form of a file, and notes of what was left out or guessed.

    Raises :class:`CnBudgetError` where the file cannot be read, saying why.
    """
    path = Path(path)
    json_text, notes = _read_bytes(path.read_bytes(), path.name, lang)
    return json.loads(json_text), notes
