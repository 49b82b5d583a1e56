"""One document: checked, or only read."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from . import _native

__all__ = ["Report", "check", "read"]


class Report:
    """What was found in one document. A notebook shows it as a page."""

    def __init__(self, name: str, checked: _native.Checked, lang: str) -> None:
        self.name = name
        self._checked = checked
        self._lang = lang

    @cached_property
    def data(self) -> dict[str, Any]:
        """The whole report, as the command's ``--json`` gives it."""
        return json.loads(self._checked.json())

    def details(self, *, full: bool = True, proof: bool = False) -> dict[str, Any]:
        """The report with every equation and the verdict on every cell; with ``proof`` the witness or
        the conflict that proves the verdict."""
        return json.loads(self._checked.json(full, proof))

    @property
    def verdict(self) -> str:
        """``consistent``, ``rounding``, ``inconsistent``, ``undecided`` or ``unchecked``."""
        return self.data["verdict"]

    @property
    def coverage(self) -> tuple[int, int]:
        """How many figures of the tables were held against others, and how many there are."""
        return self.data["covered"], self.data["figures"]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What is wrong or odd, errors first."""
        return self.data["findings"]

    @property
    def causes(self) -> list[dict[str, Any]]:
        """The independent mistakes, the worst first."""
        return self.data["causes"]

    @property
    def notes(self) -> list[str]:
        """What was left out or guessed in reading the file."""
        return self._checked.notes(self._lang)

    def page(self) -> str:
        """The report as a page of HTML that needs nothing else: the document as printed, every figure
        marked by its verdict."""
        return self._checked.page(self._lang)

    def __str__(self) -> str:
        return self._checked.text(self._lang)

    def __repr__(self) -> str:
        covered, figures = self.coverage
        return f"<Report of {self.name}: {self.verdict}, {covered} of {figures} figures checked>"

    def _repr_html_(self) -> str:
        # In a frame of its own, so that neither styles nor scripts meet those of the notebook.
        return (
            f'<iframe srcdoc="{html.escape(self.page())}" sandbox="allow-scripts" '
            'style="width:100%;height:640px;border:1px solid #8888"></iframe>'
        )


def check(
    path: str | os.PathLike[str],
    *,
    lang: str = "zh",
    last_year: str | os.PathLike[str] | None = None,
    words: str | os.PathLike[str] | None = None,
    profile: str | None = None,
    accept: Iterable[str] = (),
) -> Report:
    """Reconciles one file: PDF, Excel, Word, HTML, text or neutral JSON.

    ``last_year`` is last year's disclosure of the same body, ``words`` a file of words of your own,
    ``profile`` what must be disclosed (``'national'``, ``'shanghai'`` …), ``accept`` the ids of findings
    that are known. Raises :class:`cn_budget.UnreadableDocument` where a file cannot be read, saying why.
    """
    path = Path(path)
    checked = _native.check_bytes(
        path.read_bytes(),
        path.name,
        None if last_year is None else (Path(last_year).read_bytes(), Path(last_year).name),
        None if words is None else Path(words).read_text(encoding="utf-8"),
        profile,
        list(accept),
    )
    return Report(path.name, checked, lang)


def read(path: str | os.PathLike[str], *, lang: str = "zh") -> tuple[dict[str, Any], list[str]]:
    """The neutral form of a file, and notes of what was left out or guessed.

    Raises :class:`cn_budget.UnreadableDocument` where the file cannot be read, saying why.
    """
    path = Path(path)
    neutral, notes = _native.read_bytes(path.read_bytes(), path.name, lang)
    return json.loads(neutral), notes
