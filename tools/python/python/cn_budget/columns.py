"""Whole columns, over the Arrow C interface: what goes in comes out.

A column of pyarrow gives a table or column of pyarrow, one of Polars a frame or series of Polars, one of
pandas a frame or series of pandas (with its index). Anything else that speaks the Arrow C interface, and a
list, gives pyarrow.

Null in, null out. The global lock of the interpreter is released.
"""

from __future__ import annotations

import os
from typing import Any

from . import _native
from .codes import EDITION

__all__ = ["code_at", "code_name", "facts", "parse_amount", "reconcile"]


def reconcile(
    documents: Any,
    names: Any = None,
    *,
    lang: str = "zh",
    reports: bool = False,
    threads: int | None = None,
    longest: int | None = None,
    figures: int | None = None,
    work: int | None = None,
) -> Any:
    """Reconciles a column of documents: neutral JSON (text) or files of any format (bytes).

    One row each: ``verdict``; counts of figures (``figures``, ``covered``, ``weak``), of numbers in the prose
    (``claims_read``, ``claims_bound``, ``claims_unread``), of equations (``exact``, ``rounding``, ``broken``) and
    of findings (``errors``, ``warnings``); ``causes``, a list of structs, the worst first; ``report``, the whole
    report as JSON if ``reports`` is set; ``error``, why the document could not be read. A document that cannot
    be read never fails the column.

    ``names`` are the names or paths of the files, which may tell the year where a document does not.
    ``threads`` is how many documents are worked on at once, as many as there are processors unless set. No
    document takes more than its bound: it is not read beyond ``longest`` bytes (64 MiB), not reconciled
    beyond ``figures`` printed figures (100,000), and deciding it takes at most ``work`` steps, beyond which its
    verdict is ``undecided``.
    """
    found = _native.reconcile(
        _arrow(documents),
        None if names is None else _arrow(names),
        lang=lang,
        reports=reports,
        threads=_processors() if threads is None else threads,
        longest=longest,
        figures=figures,
        work=work,
    )
    return _table(found, documents, same_rows=True)


def facts(
    documents: Any,
    names: Any = None,
    *,
    lang: str = "zh",
    threads: int | None = None,
    longest: int | None = None,
) -> Any:
    """The printed figures of a column of documents, a flat row each, with what each is about spelled out.

    ``document`` is the number of the row that it came from. A document that cannot be read has one row, with
    its ``error``; a null has none.
    """
    found = _native.facts(
        _arrow(documents),
        None if names is None else _arrow(names),
        lang=lang,
        threads=_processors() if threads is None else threads,
        longest=longest,
    )
    return _table(found, documents, same_rows=False)


def code_name(codes: Any, year: int = EDITION) -> Any:
    """The official names of a column of codes (text or whole numbers); null for what is no code."""
    return _column(_native.code_name(_arrow(codes), year), codes)


def code_at(codes: Any, level: str) -> Any:
    """The codes of a level (``'class'``, ``'section'``, ``'item'``, ``'subitem'``) above a column of codes; null for
    a code above that level."""
    return _column(_native.code_at(_arrow(codes), level), codes)


def parse_amount(printed: Any, unit: str = "元") -> Any:
    """Printed amounts as ``decimal(38, 2)`` in 元, null for what is none; ``unit`` is that of texts which name
    none."""
    return _column(_native.parse_amount(_arrow(printed), unit), printed)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _library(column: Any) -> str:
    """The library that a column is of."""
    return type(column).__module__.partition(".")[0]


def _arrow(column: Any) -> Any:
    """A column as something with the Arrow C interface."""
    if _library(column) == "pandas":
        import pyarrow

        return pyarrow.array(column, from_pandas=True)
    if hasattr(column, "__arrow_c_array__") or hasattr(column, "__arrow_c_stream__"):
        return column
    import pyarrow

    return pyarrow.array(column)


def _table(found: Any, like: Any, *, same_rows: bool) -> Any:
    """A table of the library that the column was of."""
    if _library(like) == "polars":
        import polars

        return polars.DataFrame(found)
    import pyarrow

    table = pyarrow.table(found)
    if _library(like) != "pandas":
        return table
    import pandas

    frame = table.to_pandas(types_mapper=pandas.ArrowDtype)
    return frame.set_index(like.index) if same_rows else frame


def _column(found: Any, like: Any) -> Any:
    """A column of the library that the column was of."""
    if _library(like) == "polars":
        import polars

        return polars.Series(found).rename(like.name)
    import pyarrow

    column = pyarrow.chunked_array(found)
    if _library(like) != "pandas":
        return column
    import pandas

    series = column.to_pandas(types_mapper=pandas.ArrowDtype)
    series.index = like.index
    return series.rename(like.name)
