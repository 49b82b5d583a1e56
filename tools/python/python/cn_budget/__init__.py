"""部门预算、决算公开的勾稽核对: reconciliation of Chinese public budget disclosures.

>>> import cn_budget
>>> report = cn_budget.check("budget.pdf")            # doctest: +SKIP
>>> report.verdict                                    # doctest: +SKIP
'inconsistent'

One document is checked by :func:`check`. Whole columns of documents are checked by
:func:`reconcile`, over anything that speaks the Arrow C interface (pyarrow, Polars, pandas, DuckDB),
and on a cluster by :mod:`cn_budget.spark`. Ledgers are added up by :class:`Rollup`.
"""

from . import codes
from ._native import VERSION as __version__
from ._native import Rollup
from .columns import code_at, code_name, facts, parse_amount, reconcile
from .documents import Report, check, read
from .errors import (
    CnBudgetError,
    InvalidAmount,
    InvalidCode,
    IrregularLedger,
    UnreadableDocument,
)

__all__ = [
    "CnBudgetError",
    "InvalidAmount",
    "InvalidCode",
    "IrregularLedger",
    "Report",
    "Rollup",
    "UnreadableDocument",
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
